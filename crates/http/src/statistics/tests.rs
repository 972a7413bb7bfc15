#![expect(clippy::unwrap_used, reason = "a failing test may panic")]
use serde_json::Value;
use wangge_domain::permission::Role;
use wangge_testkit::both_databases;

use crate::testing::{Desk, World};

/// A case rectified and closed in time, one that lies overdue under supervision, and a round's lost points.
async fn story(desk: &Desk, world: &World) {
    desk.ranking_scheme().await;
    desk.closed_round(world).await;
    let office = desk.account(Role::Office).await;
    let closed = desk.rectified_case(world).await;
    let check = serde_json::json!({ "passed": true });
    desk.step(&format!("/cases/{closed}"), "check", &check, &desk.account(Role::Office).await).await;
    let late = desk.dispatched_case(world).await;
    let order = serde_json::json!({ "text": "限今日办结" });
    desk.step(&format!("/cases/{late}"), "supervision-order", &order, &office).await;
    desk.after(chrono::Duration::days(3));
}

fn place(table: &Value, code: &str) -> usize {
    table["columns"].as_array().unwrap().iter().position(|column| column["code"] == code).unwrap()
}

fn lines(table: &Value) -> Vec<&Value> {
    table["groups"].as_array().unwrap().iter().flat_map(|group| group["rows"].as_array().unwrap()).collect()
}

both_databases! {
    async fn the_table_agrees_with_the_ranking_and_adds_up(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        story(&desk, &world).await;
        let leader = desk.account(Role::Leader).await;
        let table = desk.get("/statistics?period=month:2026-11").by(&leader).reply().await.done();
        assert_eq!((&table["period"]["key"], &table["over"]), (&"month:2026-11".into(), &false.into()), "{table}");
        let ranking = desk.get("/rankings?period=month:2026-11").by(&leader).reply().await.done();
        let mut compared = 0;
        for group in ranking["groups"].as_array().unwrap() {
            for ranked in group["rows"].as_array().unwrap() {
                let line = lines(&table).into_iter().find(|line| line["unit"]["id"] == ranked["unit"]["id"]).unwrap();
                for (column, code) in [("close_out_rate", "close_out_rate"), ("on_time_rate", "on_time_rate"), ("rework_rate", "rework_rate")] {
                    let figure = &line["figures"][place(&table, column)];
                    let told = ranked["indicators"].as_array().unwrap().iter().find(|one| one["code"] == code).unwrap();
                    for part in ["shown", "numerator", "denominator"] {
                        assert_eq!(figure[part], told["value"][part], "{code} of {}", ranked["unit"]["name"]);
                    }
                    compared += 1;
                }
            }
        }
        assert!(compared >= 6, "{ranking}");
        for (at, column) in table["columns"].as_array().unwrap().iter().enumerate() {
            let of = |figures: &Value| figures[at]["shown"].as_str().unwrap().parse::<u64>().unwrap_or_default();
            if column["counts"].as_array().unwrap().len() > 1 {
                continue;
            }
            let sum: u64 = lines(&table).iter().map(|line| of(&line["figures"])).sum();
            assert_eq!(sum, of(&table["total"]), "{}", column["code"]);
            let groups: u64 = table["groups"].as_array().unwrap().iter().map(|group| of(&group["total"])).sum();
            assert_eq!(groups, sum, "{}", column["code"]);
        }
        let total = |code: &str| table["total"][place(&table, code)]["shown"].clone();
        assert_eq!(total("supervised"), "1");
        assert_eq!(total("closed"), "1");
    }

    async fn every_figure_opens_into_exactly_its_cases(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        story(&desk, &world).await;
        let leader = desk.account(Role::Leader).await;
        let table = desk.get("/statistics?period=month:2026-11").by(&leader).reply().await.done();
        for (at, column) in table["columns"].as_array().unwrap().iter().enumerate() {
            let counts = column["counts"].as_array().unwrap();
            for line in lines(&table) {
                let figure = &line["figures"][at];
                let (unit, code) = (line["unit"]["id"].as_str().unwrap(), counts[0].as_str().unwrap());
                let path = format!("/statistics/cases?period=month:2026-11&unit={unit}&count={code}");
                let cases = desk.get(&path).by(&leader).reply().await.done();
                let shown = if counts.len() > 1 { &figure["numerator"] } else { &figure["shown"] };
                assert_eq!(cases["total"].to_string(), shown.as_str().unwrap(), "{code} of {}", line["unit"]["name"]);
            }
        }
        let all = desk.get("/statistics/cases?period=month:2026-11&count=received").by(&leader).reply().await.done();
        assert_eq!(all["total"].to_string(), table["total"][place(&table, "received")]["shown"].as_str().unwrap());
    }

    async fn it_is_written_as_a_file_and_kept_from_those_who_may_not_see_it(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        story(&desk, &world).await;
        let office = desk.account(Role::Office).await;
        let csv = desk.get("/statistics/file?period=month:2026-11").by(&office).reply().await;
        assert!(csv.text.starts_with("\u{feff}考核分组,编码,责任单位,受理,应结,已结,结案率 %,"), "{}", csv.text);
        assert!(csv.text.lines().last().is_some_and(|line| line.starts_with("合计,")), "{}", csv.text);
        let book = desk.get("/statistics/file?period=month:2026-11&format=xlsx").by(&office).reply().await;
        assert!(book.header("content-disposition").contains(".xlsx"));
        let english = desk.get("/statistics/file?period=month:2026-11").by(&office).in_english().reply().await;
        assert!(english.text.contains("Close-out rate %"), "{}", english.text);
        let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
        desk.get("/statistics/file").by(&handler).reply().await.refused(403, "forbidden");
        let inspector = desk.account(Role::Inspector).await;
        for path in ["/statistics", "/statistics/cases?count=closed", "/statistics/file"] {
            desk.get(path).by(&inspector).reply().await.refused(403, "forbidden");
        }
        desk.get("/statistics?period=moon").by(&office).reply().await.refused(422, "invalid");
        desk.get("/statistics?group=nowhere").by(&office).reply().await.refused(422, "invalid");
        desk.get("/statistics/cases?count=luck").by(&office).reply().await.refused(400, "query_invalid");
        let unknown = format!("/statistics/cases?count=closed&unit={}", world.road);
        desk.get(&unknown).by(&office).reply().await.refused(404, "not_found");
    }
}

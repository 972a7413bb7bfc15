//! `GET /api/v1/chessboard`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::chessboard;
use wangge_app::context::App;
use wangge_app::view::{Chessboard, ChessboardQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("showChessboard").tag("chessboard").summary("The chessboard as of a day").description(
        "Figures of what is chosen, its cases by state, the open cases of every day of the campaign, and the nodes of \
         a level with their figures. Cases stand where their own moments say they stood at the end of the day; scores \
         are those of the last round closed by then. In a drawn shape every figure counts what lies inside.",
    )
}

async fn show(caller: Caller, Query(query): Query<ChessboardQuery>) -> Answered<Chessboard> {
    Ok(Json(chessboard::show(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use chrono::Duration;
    use serde_json::{Value, json};
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::{Account, Desk};

    /// A case about the road's litter, reported and filed at once; its identity and version.
    async fn filed(desk: &Desk, office: &Account, site: impl ToString) -> (String, i64) {
        let id = desk.app.new_id::<uuid::Uuid>().to_string();
        let report = json!({
            "id": id, "source": "daily_patrol", "finder_level": "district", "site_id": site.to_string(),
            "description": "路面有散落垃圾",
        });
        let case = desk.post("/cases").by(office).with(&report).reply().await.done();
        let version = case["version"].as_i64().unwrap();
        let call = desk.post(&format!("/cases/{id}/filing")).by(office).on_version(version);
        let case = call.with(&json!({})).reply().await.done();
        (id, case["version"].as_i64().unwrap())
    }

    async fn board(desk: &Desk, by: &Account, query: &str) -> Value {
        desk.get(&format!("/chessboard?{query}")).by(by).reply().await.done()
    }

    fn counts(board: &Value) -> (i64, i64) {
        let figure = |name: &str| board["figures"][name].as_i64().unwrap_or(-1);
        (figure("open"), figure("overdue"))
    }

    both_databases! {
        async fn every_day_shows_the_cases_as_they_stood_at_its_end(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            // Monday the 23rd: two cases in the west. Due within three working days.
            filed(&desk, &office, world.road).await;
            let (second, version) = filed(&desk, &office, world.estate).await;
            desk.after(Duration::days(1));
            // A sitting lasts half a day.
            let office = desk.account(Role::Office).await;
            filed(&desk, &office, world.market).await;
            // A voided case counts until the day it was voided.
            let body = json!({ "reason": "重复上报" });
            desk.post(&format!("/cases/{second}/voiding")).by(&office).on_version(version).with(&body).reply().await.done();
            desk.after(Duration::days(8));
            let office = desk.account(Role::Office).await;
            for (day, open, overdue) in
                [("2026-11-22", 0, 0), ("2026-11-23", 2, 0), ("2026-11-24", 2, 0), ("2026-12-01", 2, 2)]
            {
                assert_eq!(counts(&board(&desk, &office, &format!("day={day}")).await), (open, overdue), "{day}");
            }
            let now = board(&desk, &office, "").await;
            assert_eq!((counts(&now), now["day"].as_str(), now["last_day"].as_str()), ((2, 2), Some("2026-12-02"), Some("2026-12-02")));
            assert_eq!(now["first_day"], "2026-11-23");
            assert_eq!(now["open_by_day"], json!([2, 2, 2, 2, 2, 2, 2, 2, 2, 2]));
            let east = format!("node={}", world.east_street);
            assert_eq!(counts(&board(&desk, &office, &east).await), (1, 1));
            assert_eq!(board(&desk, &office, &east).await["open_by_day"][0], 0);
            let voided = now["states"].as_array().unwrap().iter().find(|s| s["state"] == "voided").cloned();
            assert_eq!(voided.unwrap()["count"], 1);
        }

        async fn a_day_on_which_a_case_was_with_a_unit_shows_it_there_though_it_was_taken_back(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.dispatched_case(&world).await;
            desk.after(Duration::days(1));
            let office = desk.account(Role::Office).await;
            let version = desk.version_of(&format!("/cases/{case}"), &office).await;
            let body = json!({ "reason": "派错单位" });
            desk.post(&format!("/cases/{case}/withdrawal")).by(&office).on_version(version).with(&body).reply().await.done();
            desk.after(Duration::days(1));
            let office = desk.account(Role::Office).await;
            for (day, state) in [("2026-11-23", "dispatched"), ("2026-11-24", "filed"), ("2026-11-25", "filed")] {
                let stood = board(&desk, &office, &format!("day={day}")).await["states"].clone();
                let of = |state: &str| stood.as_array().unwrap().iter().find(|s| s["state"] == state).map(|s| s["count"].clone());
                assert_eq!(of(state), Some(json!(1)), "{day} {stood}");
            }
        }

        async fn a_case_taken_further_is_seen_at_once(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            assert_eq!(counts(&board(&desk, &office, "").await), (0, 0));
            let (id, version) = filed(&desk, &office, world.road).await;
            assert_eq!(counts(&board(&desk, &office, "").await), (1, 0));
            let body = json!({ "reason": "重复上报" });
            desk.post(&format!("/cases/{id}/voiding")).by(&office).on_version(version).with(&body).reply().await.done();
            assert_eq!(counts(&board(&desk, &office, "").await), (0, 0));
        }

        async fn a_shape_chooses_what_lies_inside_and_a_node_what_is_its_own(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            for site in [world.road, world.estate, world.market] {
                filed(&desk, &office, site).await;
            }
            let around_road = board(&desk, &office, "shape=c:114.05,37.9,300&level=2").await;
            assert_eq!(counts(&around_road), (1, 0));
            assert_eq!(around_road["figures"]["sites"], 1);
            let names: Vec<_> = around_road["nodes"].as_array().unwrap().iter().map(|n| n["name"].clone()).collect();
            assert_eq!(names, ["西山街道"]);
            assert_eq!(around_road["nodes"][0]["leader"]["name"], "西山街道办事处负责人");
            // The same circle drawn on a map in GCJ-02 has its middle elsewhere, and so do the answers.
            let road = desk.get("/chessboard/rows?layer=sites&datum=gcj02&view=c:114.056,37.9,300").by(&office).reply().await.done();
            let (lon, lat) = (road["items"][0]["at"][0].as_f64().unwrap(), road["items"][0]["at"][1].as_f64().unwrap());
            assert!((lon - 114.05).abs() > 0.004, "shifted by some hundred metres: {lon}");
            let drawn = board(&desk, &office, &format!("shape=c:{lon},{lat},300&datum=gcj02&level=2")).await;
            assert_eq!(counts(&drawn), (1, 0));
            let west = board(&desk, &office, &format!("node={}", world.west_street)).await;
            assert_eq!((counts(&west), west["level"].as_i64()), ((2, 0), Some(3)));
            let chain: Vec<_> = west["chain"].as_array().unwrap().iter().map(|n| n["name"].clone()).collect();
            assert_eq!(chain, ["云岭区", "西山街道"]);
        }

        async fn the_reach_holds_here_as_everywhere(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            for site in [world.road, world.market] {
                filed(&desk, &office, site).await;
            }
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            assert_eq!(counts(&board(&desk, &worker, "").await), (1, 0));
            desk.get(&format!("/chessboard?node={}", world.east_street)).by(&worker).reply().await.refused(404, "not_found");
            let admin = desk.account(Role::SystemAdministrator).await;
            let seen = board(&desk, &admin, "").await;
            assert_eq!((seen["scores"].as_bool(), seen["cases"].as_bool(), counts(&seen)), (Some(false), Some(false), (0, 0)));
        }

        async fn what_is_no_shape_or_day_is_refused(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            for query in ["shape=c:114", "shape=nothing"] {
                let refused = desk.get(&format!("/chessboard?{query}")).by(&office).reply().await.refused(422, "invalid");
                assert_eq!(refused["errors"][0]["pointer"], "?shape", "{refused}");
            }
            desk.get("/chessboard?day=yesterday").by(&office).reply().await.refused(400, "query_invalid");
        }
    }
}

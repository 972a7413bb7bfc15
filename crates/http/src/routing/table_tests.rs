//! The table of rules over HTTP: keeping it, what it does to cases, drafts, and what it flags.
#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use axum::http::Method;
use serde_json::{Value, json};
use wangge_domain::ids::{RoutingRuleId, UnitId};
use wangge_domain::permission::Role;
use wangge_domain::unit::Unit;
use wangge_storage::{Result, unit};
use wangge_testkit::both_databases;

use crate::testing::{Account, Desk, World};

/// A rule that names a unit under conditions.
fn rule(desk: &Desk, name: &str, unit: UnitId, conditions: &Value) -> Value {
    json!({ "id": desk.app.new_id::<RoutingRuleId>(), "name": name, "conditions": conditions, "target": "named_unit", "unit_id": unit })
}

/// The rules of the table as it is kept, for putting others before them.
async fn kept(desk: &Desk, by: &Account) -> Vec<Value> {
    let shown = desk.get("/routing/rules").by(by).reply().await.done();
    shown["rules"].as_array().unwrap().iter().map(|view| view["rule"].clone()).collect()
}

fn save(desk: &Desk, by: &Account, version: i64, rules: &[Value]) -> crate::testing::Call {
    let body = json!({ "rules": rules, "territory_assists": true });
    desk.call(Method::PUT, "/routing/rules").by(by).on_version(version).with(&body)
}

/// Puts rules before those there are, and answers the table.
async fn put_first(desk: &Desk, by: &Account, version: i64, mut rules: Vec<Value>) -> Value {
    rules.extend(kept(desk, by).await);
    save(desk, by, version, &rules).reply().await.done()
}

async fn close(desk: &Desk, id: UnitId) {
    let there: Unit = unit::get(&desk.app.store.read(), id).await.unwrap().unwrap();
    let closed = Unit { active: false, ..there };
    let written: Result<()> =
        desk.app.store.write(move |tx| Box::pin(async move { unit::update(tx, &closed).await })).await;
    written.unwrap();
}

fn on_road(world: &World) -> Value {
    json!({ "items": ["A0*"], "site_types": ["road"], "nodes": [world.west_street] })
}

both_databases! {
    async fn the_office_keeps_a_table_and_cases_go_by_it(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        let begun = desk.get("/routing/rules").by(&office).reply().await;
        assert_eq!(begun.header("etag"), "\"1\"");
        let begun = begun.done();
        let street = desk.account_at(wangge_domain::permission::Role::Office, Some(world.west_street), None).await;
        let seen = desk.get("/routing/rules").by(&street).reply().await.done();
        assert_eq!(seen["may_edit"], false, "the rules hold in every street");
        save(&desk, &street, 1, &[]).reply().await.refused(403, "forbidden");
        let draft = json!({ "rules": [], "territory_assists": true, "last": 0 });
        desk.post("/routing/trial").by(&street).with(&draft).reply().await.refused(403, "forbidden");
        let targets: Vec<&str> = begun["rules"].as_array().unwrap().iter().map(|one| one["rule"]["target"].as_str().unwrap()).collect();
        assert_eq!(targets, ["ownership_record", "item_department", "site_unit", "territorial_unit"], "{begun}");
        assert_eq!((begun["may_edit"].as_bool(), begun["saved_at"].is_null()), (Some(true), true));
        let type_code = desk.get(&format!("/sites/{}", world.road)).by(&office).reply().await.done()["type"]["code"].clone();
        let mut conditions = on_road(&world);
        conditions["site_types"] = json!([type_code]);
        let of_road = rule(&desk, "西山道路归街道", world.west_office, &conditions);
        let shown = put_first(&desk, &office, 1, vec![of_road.clone()]).await;
        assert_eq!((shown["version"].as_i64(), shown["rules"].as_array().unwrap().len()), (Some(2), 5), "{shown}");
        let first = &shown["rules"][0];
        assert_eq!((first["name"].as_str(), first["unit"]["code"].as_str(), first["in_force"].as_bool()), (Some("西山道路归街道"), Some("xishan"), Some(true)));
        assert_eq!(first["conditions"][0], "项目：A0*", "{first}");
        let case = desk.filed_case(&world).await;
        desk.step(&format!("/cases/{case}"), "dispatch", &json!({}), &office).await;
        let sent = desk.get(&format!("/cases/{case}")).by(&office).reply().await.done();
        assert_eq!((sent["unit"]["code"].as_str(), sent["rule_text"].as_str(), sent["routed_by"].as_str()), (Some("xishan"), Some("1. 西山道路归街道"), Some("named_unit")), "{sent}");
        save(&desk, &office, 1, std::slice::from_ref(&of_road)).reply().await.refused(412, "conflict");
        let auditor = desk.account(Role::Auditor).await;
        let seen = desk.get("/routing/rules").by(&auditor).reply().await.done();
        assert_eq!(seen["may_edit"], false);
        save(&desk, &auditor, 2, std::slice::from_ref(&of_road)).reply().await.refused(403, "forbidden");
        let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
        desk.get("/routing/rules").by(&worker).reply().await.refused(403, "forbidden");
        let mut wrong = [of_road.clone(), of_road];
        wrong[0]["name"] = json!(" ");
        wrong[0]["unit_id"] = json!(desk.app.new_id::<UnitId>());
        let refused = save(&desk, &office, 2, &wrong).reply().await.refused(422, "invalid");
        let told: Vec<&str> = refused["errors"].as_array().unwrap().iter().map(|one| one["pointer"].as_str().unwrap()).collect();
        assert_eq!(told, ["/rules/0/name", "/rules/0/unit_id", "/rules/1/id"], "{refused}");
        let events = desk.get("/audit/events?subject_kind=routing").by(&auditor).reply().await.done();
        let noted = &events["items"][0]["payload"];
        assert_eq!((noted["version"].as_i64(), noted["added"][0]["name"].as_str()), (Some(2), Some("西山道路归街道")), "{events}");
    }

    async fn a_rule_to_a_unit_out_of_use_stops_a_case_and_everybody_is_told(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        put_first(&desk, &office, 1, vec![rule(&desk, "东河代管", world.east_office, &json!({ "items": ["A01"] }))]).await;
        close(&desk, world.east_office).await;
        let shown = desk.get("/routing/rules").by(&office).reply().await.done();
        assert_eq!(shown["rules"][0]["hints"][0]["kind"], "disabled_unit", "{shown}");
        let faults = desk.get("/routing/faults").by(&office).reply().await.done();
        assert_eq!((faults["items"][0]["of"].as_str(), faults["items"][0]["about"]["name"].as_str()), (Some("rule"), Some("东河代管")), "{faults}");
        let today = desk.get("/today").by(&office).reply().await.done();
        let wait = today["waits"].as_array().unwrap().iter().find(|wait| wait["kind"] == "routing").cloned();
        assert_eq!(wait.unwrap()["count"], 1, "{today}");
        let case = desk.filed_case(&world).await;
        let path = format!("/cases/{case}");
        let waiting = desk.get(&path).by(&office).reply().await.done();
        assert!(waiting["routing_flag"].as_str().unwrap().starts_with("规则1“东河代管”指向已停用的单位"), "{waiting}");
        let version = waiting["version"].as_i64().unwrap();
        let sent = desk.post(&format!("{path}/dispatch")).by(&office).on_version(version).with(&json!({})).reply().await;
        let refused = sent.refused(409, "unit_out_of_use");
        assert!(refused["detail"].as_str().unwrap().contains("东河代管"), "{refused}");
        let by_hand = json!({ "unit_id": world.urban_management });
        desk.step(&path, "dispatch", &by_hand, &office).await;
        let sent = desk.get(&path).by(&office).reply().await.done();
        assert_eq!((sent["routed_by"].as_str(), sent["routing_flag"].is_null()), (Some("office"), true), "{sent}");
        let traced = desk.get(&format!("/routing/trace?case={case}")).by(&office).reply().await.done();
        assert_eq!((traced["recorded"]["same"].as_bool(), traced["unit"].is_null()), (Some(false), true), "{traced}");
        assert!(traced["recorded"]["difference"].as_str().unwrap().contains("创城办"), "{traced}");
    }

    async fn hours_are_those_of_finding_and_days_are_those_of_sending(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        let night = rule(&desk, "夜间归东河", world.east_office, &json!({ "hours": { "from": "20:00:00", "until": "06:00:00" } }));
        let mut later = rule(&desk, "下周起归西山", world.west_office, &json!({}));
        later["from"] = json!("2026-11-30");
        put_first(&desk, &office, 1, vec![night, later]).await;
        let trace = async |query: &str| desk.get(&format!("/routing/trace?site={}&item=A01{query}", world.road)).by(&office).reply().await.done();
        let unit = |traced: &Value| traced["unit"]["code"].as_str().unwrap_or("-").to_owned();
        let now = trace("").await;
        assert_eq!(now["rules"][1]["outcome"], "not_in_force", "{now}");
        assert_eq!(unit(&now), "urban-management", "{now}");
        assert_eq!(unit(&trace("&seen=2026-11-23T13:00:00Z").await), "donghe", "nine in the evening");
        assert_eq!(unit(&trace("&on=2026-11-30").await), "xishan");
        let at_node = desk.get(&format!("/routing/trace?node={}&source=hotline&on=2026-12-01", world.east_community)).by(&office).reply().await.done();
        assert_eq!(unit(&at_node), "xishan", "{at_node}");
    }

    async fn a_draft_is_tried_on_cases_before_it_is_kept(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        let case = desk.dispatched_case(&world).await;
        let mut rules = vec![rule(&desk, "归西山", world.west_office, &json!({ "sources": ["daily_patrol"] }))];
        rules.extend(kept(&desk, &office).await);
        let draft = json!({ "rules": rules, "territory_assists": true, "last": 200 });
        let tried = desk.post("/routing/trial").by(&office).with(&draft).reply().await.done();
        assert_eq!((tried["tried"].as_u64(), tried["moved"].as_u64()), (Some(1), Some(1)), "{tried}");
        let moved = &tried["cases"][0];
        assert_eq!((moved["case"]["id"].as_str(), moved["from"]["code"].as_str(), moved["to"]["code"].as_str()), (Some(case.to_string().as_str()), Some("urban-management"), Some("xishan")), "{moved}");
        assert_eq!((moved["from_rule"].as_str(), moved["to_rule"].as_str()), (Some("2. 项目主责部门"), Some("1. 归西山")));
        assert_eq!(tried["flows"][0]["count"], 1);
        let same = json!({ "rules": kept(&desk, &office).await, "territory_assists": true, "last": 200 });
        assert_eq!(desk.post("/routing/trial").by(&office).with(&same).reply().await.done()["moved"], 0);
        let many = json!({ "rules": [], "territory_assists": true, "last": 5000 });
        desk.post("/routing/trial").by(&office).with(&many).reply().await.refused(422, "invalid");
        let auditor = desk.account(Role::Auditor).await;
        desk.post("/routing/trial").by(&auditor).with(&draft).reply().await.refused(403, "forbidden");
        assert_eq!(desk.get("/routing/rules").by(&office).reply().await.done()["version"], 1, "nothing was kept");
    }
}

#![expect(clippy::unwrap_used, reason = "a failing test may panic")]
use axum::http::Method;
use serde_json::{Value, json};
use wangge_app::duty_change::{EffectedDue, effect_due};
use wangge_domain::ids::{DutyChangeId, UnitId};
use wangge_domain::permission::Role;
use wangge_domain::site::Site;
use wangge_storage::{Result, site, unit};
use wangge_testkit::both_databases;

use crate::testing::{Account, Desk, Reply, World};

/// A change to be planned: from the first of December the west street is the east office's.
fn change(desk: &Desk, world: &World, more: Value) -> Value {
    let mut body = json!({
        "id": desk.app.new_id::<DutyChangeId>(), "node_id": world.west_street, "part": "answering",
        "unit_id": world.east_office, "effective_on": "2026-12-01", "basis": "云创办发〔2026〕12号",
    });
    let Value::Object(more) = more else { panic!("fields of a change") };
    body.as_object_mut().unwrap().extend(more);
    body
}

async fn send(desk: &Desk, by: &Account, body: &Value) -> Reply {
    desk.post("/duty-changes").by(by).with(body).reply().await
}

async fn plan(desk: &Desk, by: &Account, world: &World, more: Value) -> Value {
    send(desk, by, &change(desk, world, more)).await.done()
}

/// A change of the road instead.
fn of_road(world: &World, more: Value) -> Value {
    let mut body = json!({ "node_id": null, "site_id": world.road });
    let Value::Object(more) = more else { panic!("fields of a change") };
    body.as_object_mut().unwrap().extend(more);
    body
}

async fn act(desk: &Desk, by: &Account, change: &Value, deed: &str, version: i64) -> Reply {
    let path = format!("/duty-changes/{}/{deed}", change["id"].as_str().unwrap());
    desk.call(Method::POST, &path).by(by).on_version(version).reply().await
}

async fn list(desk: &Desk, by: &Account, query: &str) -> Value {
    desk.get(&format!("/duty-changes?{query}")).by(by).reply().await.done()
}

fn ids(list: &Value) -> Vec<&Value> {
    list["items"].as_array().unwrap().iter().map(|one| &one["id"]).collect()
}

fn pointers(problem: &Value) -> Vec<&str> {
    problem["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect()
}

async fn turn(desk: &Desk, id: UnitId, active: bool) {
    let row = unit::get(&desk.app.store.read(), id).await.unwrap().unwrap();
    let row = wangge_domain::unit::Unit { active, ..row };
    let written: Result<()> =
        desk.app.store.write(move |tx| Box::pin(async move { unit::update(tx, &row).await })).await;
    written.unwrap();
}

const DONE: EffectedDue = EffectedDue { effected: 1, failed: 0 };
const NOTHING: EffectedDue = EffectedDue { effected: 0, failed: 0 };

both_databases! {
    async fn a_planned_change_takes_effect_on_its_day_and_the_record_says_so(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        let body = change(&desk, &world, json!({}));
        let first = send(&desk, &office, &body).await;
        assert_eq!((first.status, first.header("etag")), (201, "\"1\""), "{}", first.text);
        let again = send(&desk, &office, &body).await;
        assert_eq!((again.status, &again.text), (200, &first.text));
        let planned = first.done();
        assert_eq!((planned["state"].as_str(), planned["state_name"].as_str()), (Some("planned"), Some("待生效")), "{planned}");
        assert_eq!(planned["sentence"], "自2026-12-01起由东河街道办事处负责，西山街道办事处不再负责");
        assert_eq!((planned["planned_by"].as_str(), planned["editable"].as_bool()), (Some("office"), Some(true)), "{planned}");
        let node = async || desk.get(&format!("/nodes/{}", world.west_street)).by(&office).reply().await.done();
        let before = node().await;
        assert_eq!((before["unit"]["code"].as_str(), before["version"].as_i64()), (Some("xishan"), Some(1)));
        // 15:59 in UTC is the last minute of the day before in the campaign's zone.
        desk.clock.set("2026-11-30T15:59:00Z".parse().unwrap());
        assert_eq!(effect_due(&desk.app).await.unwrap(), NOTHING);
        desk.clock.set("2026-11-30T16:00:00Z".parse().unwrap());
        let office = desk.account(Role::Office).await;
        let (one, other) = tokio::join!(effect_due(&desk.app), effect_due(&desk.app));
        assert_eq!(one.unwrap().effected + other.unwrap().effected, 1, "two servers at once effect it once");
        assert_eq!(effect_due(&desk.app).await.unwrap(), NOTHING, "once is enough");
        let after = desk.get(&format!("/nodes/{}", world.west_street)).by(&office).reply().await.done();
        assert_eq!((after["unit"]["code"].as_str(), after["version"].as_i64()), (Some("donghe"), Some(2)));
        let done = list(&desk, &office, "state=effected").await;
        let done = &done["items"][0];
        assert_eq!((done["id"].clone(), done["ended_by"].as_str()), (planned["id"].clone(), Some("系统")), "{done}");
        assert_eq!((done["from_unit"]["code"].as_str(), done["editable"].as_bool()), (Some("xishan"), Some(false)), "{done}");
        assert_eq!(done["sentence"], planned["sentence"]);
        let told = desk.get(&format!("/events?noun=node&id={}", world.west_street)).by(&office).reply().await.done();
        let of = |n: usize| (told["items"][n]["kind"].as_str().unwrap(), told["items"][n]["kind_name"].as_str().unwrap(), told["items"][n]["said"].as_str().unwrap());
        let what = "自2026-12-01起由东河街道办事处负责，西山街道办事处不再负责（依据：云创办发〔2026〕12号）。";
        assert_eq!(of(0), ("duty_change_planned", "计划职责变更", format!("计划职责变更：{what}").as_str()));
        assert_eq!(of(1), ("edited", "修改", format!("职责变更生效：{what}").as_str()));
        assert_eq!(told["items"].as_array().map(Vec::len), Some(2), "{told}");
        let events = wangge_storage::event::of_subject(&desk.app.store.read(), "node", world.west_street.0).await.unwrap();
        let payload = &events[1].body.payload;
        assert_eq!(payload["unit_id"], json!({ "old": world.west_office, "new": world.east_office }), "{payload}");
        assert_eq!((&payload["duty_change"]["id"], payload["duty_change"]["basis"].as_str()), (&planned["id"], Some("云创办发〔2026〕12号")));
        act(&desk, &office, &planned, "withdrawal", 2).await.refused(409, "duty_change_over");
    }

    async fn a_change_applies_on_its_day_whatever_was_edited_by_hand_meanwhile(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        plan(&desk, &office, &world, of_road(&world, json!({}))).await;
        plan(&desk, &office, &world, of_road(&world, json!({ "part": "supporting", "unit_id": world.urban_management }))).await;
        plan(&desk, &office, &world, json!({ "effective_on": "2026-12-02" })).await;
        let edit = async |path: String, unit: UnitId| {
            let call = desk.call(Method::PATCH, &path).by(&office).on_version(1).with(&json!({ "unit_id": unit }));
            call.reply().await.done()
        };
        edit(format!("/sites/{}", world.road), world.urban_management).await;
        edit(format!("/nodes/{}", world.west_street), world.east_office).await;
        desk.clock.set("2026-12-02T16:00:00Z".parse().unwrap());
        assert_eq!(effect_due(&desk.app).await.unwrap(), EffectedDue { effected: 3, failed: 0 }, "also the day after");
        let road = site::get(&desk.app.store.read(), world.road).await.unwrap().unwrap();
        assert_eq!((road.unit_id, road.supporting_unit_id, road.version), (Some(world.east_office), Some(world.urban_management), 4));
        let street = wangge_storage::node::get(&desk.app.store.read(), world.west_street).await.unwrap().unwrap();
        assert_eq!((street.unit_id, street.version), (Some(world.east_office), 2), "what is so already is not written again");
        let office = desk.account(Role::Office).await;
        let told = desk.get(&format!("/events?noun=node&id={}", world.west_street)).by(&office).reply().await.done();
        assert_eq!(told["items"][2]["said"], "职责变更生效：自2026-12-02起由东河街道办事处负责（依据：云创办发〔2026〕12号）。", "{told}");
    }

    async fn what_cannot_take_effect_is_flagged_and_tried_again_or_withdrawn(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        let of_node = plan(&desk, &office, &world, json!({})).await;
        let of_site = plan(&desk, &office, &world, of_road(&world, json!({}))).await;
        let closed = plan(&desk, &office, &world, json!({ "node_id": null, "site_id": world.estate, "unit_id": world.urban_management })).await;
        turn(&desk, world.east_office, false).await;
        let estate = site::get(&desk.app.store.read(), world.estate).await.unwrap().unwrap();
        let retired = Site { active: false, ..estate };
        let written: Result<()> = desk.app.store.write(move |tx| Box::pin(async move { site::update(tx, &retired).await })).await;
        written.unwrap();
        desk.clock.set("2026-12-01T02:00:00Z".parse().unwrap());
        assert_eq!(effect_due(&desk.app).await.unwrap(), EffectedDue { effected: 0, failed: 3 });
        assert_eq!(effect_due(&desk.app).await.unwrap(), NOTHING, "what failed waits for a person");
        let office = desk.account(Role::Office).await;
        let failed = list(&desk, &office, "state=failed&sort=subject").await;
        assert_eq!(ids(&failed), [&of_node["id"], &closed["id"], &of_site["id"]], "{failed}");
        let why = |n: usize| failed["items"][n]["reason"].as_str().unwrap();
        assert_eq!((why(0), why(1)), ("到生效日时接手单位东河街道办事处已停用。", "到生效日时该点位已停用。"));
        let waits = desk.get("/today").by(&office).reply().await.done();
        let wait = waits["waits"].as_array().unwrap().iter().find(|one| one["kind"] == "duty_change").unwrap().clone();
        assert_eq!(wait["count"], 3);
        let leader = desk.account(Role::Leader).await;
        let waits = desk.get("/today").by(&leader).reply().await.done();
        assert!(waits["waits"].as_array().unwrap().iter().all(|one| one["kind"] != "duty_change"), "only who can mend it is told");
        let problem = act(&desk, &office, &of_node, "effect", 2).await.refused(409, "duty_change_still_fails");
        assert!(problem["detail"].as_str().unwrap().contains("接手单位仍停用"), "{problem}");
        turn(&desk, world.east_office, true).await;
        act(&desk, &office, &of_node, "effect", 1).await.refused(412, "conflict");
        let done = act(&desk, &office, &of_node, "effect", 2).await.done();
        assert_eq!((done["state"].as_str(), done["reason"].is_null(), done["version"].as_i64()), (Some("effected"), true, Some(3)), "{done}");
        assert_eq!((done["ended_by"].as_str(), done["from_unit"]["code"].as_str()), (Some("office"), Some("xishan")), "{done}");
        act(&desk, &office, &of_node, "effect", 3).await.refused(409, "duty_change_over");
        let back = act(&desk, &office, &closed, "withdrawal", 2).await.done();
        assert_eq!((back["state"].as_str(), back["editable"].as_bool()), (Some("withdrawn"), Some(false)), "{back}");
        let waits = desk.get("/today").by(&office).reply().await.done();
        let wait = waits["waits"].as_array().unwrap().iter().find(|one| one["kind"] == "duty_change").unwrap().clone();
        assert_eq!(wait["count"], 1, "one is left");
        let told = desk.get(&format!("/events?noun=site&id={}", world.estate)).by(&office).reply().await.done();
        let said: Vec<&str> = told["items"].as_array().unwrap().iter().filter_map(|event| event["said"].as_str()).collect();
        assert!(said[1].starts_with("职责变更未能生效：") && said[1].ends_with("到生效日时该点位已停用。"), "{said:?}");
        assert!(said[2].starts_with("撤销职责变更："), "{said:?}");
    }

    async fn several_follow_one_another_and_a_late_one_does_not_undo_what_came_after(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        let east = plan(&desk, &office, &world, json!({})).await;
        let city = plan(&desk, &office, &world, json!({ "unit_id": world.urban_management, "effective_on": "2026-12-10" })).await;
        assert_eq!(city["sentence"], "自2026-12-10起由区城管局负责，东河街道办事处不再负责", "it passes from whoever has it by then");
        act(&desk, &office, &east, "effect", 1).await.refused(409, "duty_change_waits");
        let problem = send(&desk, &office, &change(&desk, &world, json!({ "unit_id": world.west_office, "effective_on": "2026-12-10" }))).await;
        let problem = problem.refused(422, "invalid");
        assert_eq!(pointers(&problem), ["/effective_on"], "{problem}");
        assert!(problem["errors"][0]["detail"].as_str().unwrap().contains("2026-12-10已计划由区城管局接手"), "{problem}");
        turn(&desk, world.east_office, false).await;
        desk.clock.set("2026-12-11T02:00:00Z".parse().unwrap());
        assert_eq!(effect_due(&desk.app).await.unwrap(), EffectedDue { effected: 1, failed: 1 }, "by day, however late");
        turn(&desk, world.east_office, true).await;
        let office = desk.account(Role::Office).await;
        let problem = act(&desk, &office, &east, "effect", 2).await.refused(409, "duty_change_overtaken");
        assert!(problem["detail"].as_str().unwrap().contains("2026-12-10"), "{problem}");
        act(&desk, &office, &east, "withdrawal", 2).await.done();
        let latest = list(&desk, &office, "sort=latest").await;
        assert_eq!(ids(&latest), [&city["id"], &east["id"]]);
        let first = list(&desk, &office, "limit=1").await;
        assert_eq!((ids(&first), first["total"].as_i64()), (vec![&east["id"]], Some(2)));
        let next = list(&desk, &office, &format!("limit=1&cursor={}", first["next"].as_str().unwrap().replace('\u{1}', "%01"))).await;
        assert_eq!(ids(&next), [&city["id"]]);
        for (query, expected) in [
            (format!("unit={}", world.urban_management), 1),
            (format!("unit={}", world.west_office), 1),
            (format!("unit={}", world.east_office), 1),
            (format!("node={}", world.west_street), 2),
            (format!("node={}", world.district), 0),
            (format!("site={}", world.road), 0),
            ("state=withdrawn".to_owned(), 1),
            ("q=%E5%9F%8E%E7%AE%A1".to_owned(), 1),
            ("q=12%E5%8F%B7".to_owned(), 2),
        ] {
            assert_eq!(list(&desk, &office, &query).await["total"], expected, "{query}");
        }
    }

    async fn everything_wrong_is_told_at_its_field(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        let refused = async |more: Value| send(&desk, &office, &change(&desk, &world, more)).await.refused(422, "invalid");
        let table = [
            (json!({ "basis": " ", "effective_on": "2026-11-23", "unit_id": world.road }), vec!["/unit_id", "/effective_on", "/basis"]),
            (json!({ "basis": "长".repeat(201) }), vec!["/basis"]),
            (json!({ "effective_on": "2028-11-24" }), vec!["/effective_on"]),
            (json!({ "effective_on": "9999-12-31" }), vec!["/effective_on"]),
            (json!({ "part": "supporting" }), vec!["/part"]),
            (json!({ "unit_id": world.west_office }), vec!["/unit_id"]),
            (json!({ "site_id": world.road }), vec!["/node_id"]),
            (json!({ "node_id": null }), vec!["/node_id"]),
        ];
        for (more, expected) in table {
            let problem = refused(more.clone()).await;
            assert_eq!(pointers(&problem), expected, "{more}: {problem}");
        }
        let problem = refused(json!({ "effective_on": "2026-11-23" })).await;
        assert!(problem["errors"][0]["detail"].as_str().unwrap().contains("最早为明天（今天是2026-11-23）"), "{problem}");
        let mut silent = change(&desk, &world, json!({}));
        silent.as_object_mut().unwrap().remove("unit_id");
        let reply = send(&desk, &office, &silent).await;
        assert!((400..=422).contains(&reply.status), "to nobody must be said: {} {}", reply.status, reply.text);
        let no_day = send(&desk, &office, &change(&desk, &world, json!({ "effective_on": "下个月" }))).await;
        assert!((400..=422).contains(&no_day.status), "{}", no_day.text);
        assert_eq!(list(&desk, &office, "").await["total"], 0, "nothing of what was refused is kept");
        let nobody = plan(&desk, &office, &world, json!({ "unit_id": null })).await;
        assert_eq!(nobody["sentence"], "自2026-12-01起没有责任单位，西山街道办事处不再负责");
        let other = change(&desk, &world, of_road(&world, json!({ "id": nobody["id"] })));
        send(&desk, &office, &other).await.refused(412, "conflict");
    }

    async fn only_who_may_edit_a_place_plans_for_it_and_who_reads_it_sees_it(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        let west = plan(&desk, &office, &world, json!({})).await;
        let market = plan(&desk, &office, &world, json!({ "node_id": null, "site_id": world.market, "unit_id": world.west_office })).await;
        for role in [Role::Leader, Role::Auditor, Role::UnitHandler, Role::GridWorker, Role::Inspector, Role::SystemAdministrator] {
            let account = desk.account(role).await;
            send(&desk, &account, &change(&desk, &world, json!({ "effective_on": "2026-12-05" }))).await.refused(403, "forbidden");
            act(&desk, &account, &west, "withdrawal", 1).await.refused(403, "forbidden");
            act(&desk, &account, &west, "effect", 1).await.refused(403, "forbidden");
        }
        let leader = desk.account(Role::Leader).await;
        let seen = list(&desk, &leader, "").await;
        assert_eq!((seen["total"].as_i64(), seen["items"][0]["editable"].as_bool()), (Some(2), Some(false)), "{seen}");
        let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
        assert_eq!(ids(&list(&desk, &worker, "").await), [&west["id"]]);
        let handler = desk.account_at(Role::UnitHandler, None, Some(world.east_office)).await;
        assert_eq!(ids(&list(&desk, &handler, "").await), [&market["id"]], "what the unit answers for today");
        let street = desk.account_at(Role::Office, Some(world.east_street), None).await;
        assert_eq!(ids(&list(&desk, &street, "").await), [&market["id"]]);
        send(&desk, &street, &change(&desk, &world, json!({ "effective_on": "2026-12-05" }))).await.refused(404, "not_found");
        act(&desk, &street, &west, "withdrawal", 1).await.refused(404, "not_found");
        let bare = desk.call(Method::POST, &format!("/duty-changes/{}/withdrawal", market["id"].as_str().unwrap()));
        bare.by(&street).reply().await.refused(428, "version_missing");
        let back = act(&desk, &street, &market, "withdrawal", 1).await.done();
        assert_eq!(back["state"], "withdrawn");
        act(&desk, &street, &market, "withdrawal", 1).await.refused(412, "conflict");
    }

    async fn the_tester_names_what_is_to_come_and_answers_for_a_day_to_come(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        plan(&desk, &office, &world, of_road(&world, json!({}))).await;
        plan(&desk, &office, &world, json!({ "unit_id": world.urban_management })).await;
        let trace = async |query: String| desk.get(&format!("/routing/trace?{query}")).by(&office).reply().await.done();
        let of = |trace: &Value, rule: &str| trace["rules"].as_array().unwrap().iter().find(|one| one["rule"] == rule).unwrap().clone();
        let now = trace(format!("site={}", world.road)).await;
        assert_eq!(now["unit"]["code"], "xishan", "{now}");
        let why = of(&now, "site_unit")["why"].as_str().unwrap().to_owned();
        assert_eq!(why, "该点位的责任单位是西山街道办事处；2026-12-01起由东河街道办事处负责（职责变更，依据：云创办发〔2026〕12号）。");
        let then = trace(format!("site={}&on=2026-12-01", world.road)).await;
        assert_eq!(then["unit"]["code"], "donghe", "{then}");
        assert!(of(&then, "site_unit")["why"].as_str().unwrap().contains("按职责变更，2026-12-01起"), "{then}");
        let before = trace(format!("node={}&on=2026-11-30", world.west_community)).await;
        assert_eq!(before["unit"]["code"], "xishan", "{before}");
        assert!(of(&before, "territorial_unit")["why"].as_str().unwrap().contains("2026-12-01起由区城管局负责"), "{before}");
        let after = trace(format!("node={}&on=2026-12-02", world.west_community)).await;
        assert_eq!(after["unit"]["code"], "urban-management", "{after}");
        turn(&desk, world.urban_management, false).await;
        let would_fail = trace(format!("node={}&on=2026-12-02", world.west_community)).await;
        assert_eq!(would_fail["unit"]["code"], "xishan", "a change that would fail leaves it where it is: {would_fail}");
        turn(&desk, world.urban_management, true).await;
        desk.clock.set("2026-12-01T02:00:00Z".parse().unwrap());
        assert_eq!(effect_due(&desk.app).await.unwrap(), EffectedDue { effected: 2, ..DONE });
        let office = desk.account(Role::Office).await;
        let now = desk.get(&format!("/routing/trace?site={}", world.road)).by(&office).reply().await.done();
        assert_eq!((now["unit"]["code"].as_str(), of(&now, "site_unit")["why"].as_str()), (Some("donghe"), Some("该点位的责任单位是东河街道办事处。")), "{now}");
    }
}

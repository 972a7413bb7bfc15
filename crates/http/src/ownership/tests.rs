#![expect(clippy::unwrap_used, reason = "a failing test may panic")]
use axum::http::Method;
use serde_json::{Value, json};
use wangge_domain::ids::OwnershipId;
use wangge_domain::permission::Role;
use wangge_domain::unit::Unit;
use wangge_storage::{Result, unit};
use wangge_testkit::both_databases;

use crate::testing::{Account, Desk, World};

/// A record to be noted: the road is the east office's.
fn record(desk: &Desk, world: &World, more: Value) -> Value {
    let mut body =
        json!({ "id": desk.app.new_id::<OwnershipId>(), "unit_id": world.east_office, "basis": "管养移交清单" });
    let Value::Object(more) = more else { panic!("fields of a record") };
    body.as_object_mut().unwrap().extend(more);
    body
}

async fn note(desk: &Desk, by: &Account, world: &World, more: Value) -> Value {
    let path = format!("/sites/{}/ownerships", world.road);
    desk.post(&path).by(by).with(&record(desk, world, more)).reply().await.done()
}

fn pointers(problem: &Value) -> Vec<&str> {
    problem["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect()
}

both_databases! {
    async fn a_record_is_noted_once_however_often_it_is_sent_and_decides_from_its_day_on(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        let path = format!("/sites/{}/ownerships", world.road);
        let body = record(&desk, &world, json!({ "valid_from": "2026-11-24" }));
        let first = desk.post(&path).by(&office).with(&body).reply().await;
        assert_eq!((first.status, first.header("etag")), (201, "\"1\""), "{}", first.text);
        let again = desk.post(&path).by(&office).with(&body).reply().await;
        assert_eq!((again.status, &again.text), (200, &first.text));
        let noted = first.done();
        assert_eq!((noted["unit"]["code"].as_str(), noted["standing"].as_str()), (Some("donghe"), Some("upcoming")), "{noted}");
        assert_eq!((noted["noted_by"].as_str(), noted["item"].is_null()), (Some("office"), true), "{noted}");
        let trace = async |seen: &str| {
            desk.get(&format!("/routing/trace?site={}&seen={seen}", world.road)).by(&office).reply().await.done()
        };
        // 15:59 in UTC is the last minute of the day before in the campaign's zone.
        let before = trace("2026-11-23T15:59:00Z").await;
        assert_eq!(before["unit"]["code"], "xishan", "{before}");
        let why = before["rules"][0]["why"].as_str().unwrap();
        assert!(why.contains("尚未生效") && why.contains("2026-11-24") && why.contains("管养移交清单"), "{why}");
        let after = trace("2026-11-23T16:00:00Z").await;
        assert_eq!(after["unit"]["code"], "donghe", "{after}");
        assert!(after["rules"][0]["why"].as_str().unwrap().contains("2026-11-24起"), "{after}");
        let all = desk.get(&path).by(&office).reply().await.done();
        assert_eq!(all["items"].as_array().map(Vec::len), Some(1), "{all}");
    }

    async fn everything_wrong_is_told_at_its_field_and_the_other_record_is_named(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        let path = format!("/sites/{}/ownerships", world.road);
        note(&desk, &office, &world, json!({ "item_code": "A01", "valid_until": "2026-12-31" })).await;
        let refused = async |more: Value| {
            desk.post(&path).by(&office).with(&record(&desk, &world, more)).reply().await.refused(422, "invalid")
        };
        let problem = refused(json!({ "basis": " ", "item_code": "Z99", "unit_id": world.road })).await;
        assert_eq!(pointers(&problem), ["/unit_id", "/item_code", "/basis"], "{problem}");
        let problem = refused(json!({ "valid_from": "2026-12-31", "valid_until": "2026-12-01" })).await;
        assert_eq!(pointers(&problem), ["/valid_until"], "{problem}");
        let problem = refused(json!({ "item_code": "A01", "valid_from": "2026-12-31" })).await;
        assert_eq!(pointers(&problem), ["/valid_from"], "{problem}");
        let said = problem["errors"][0]["detail"].as_str().unwrap();
        assert!(said.contains("东河") && said.contains("A01") && said.contains("2026-12-31"), "{said}");
        let next = note(&desk, &office, &world, json!({ "item_code": "A01", "valid_from": "2027-01-01" })).await;
        note(&desk, &office, &world, json!({})).await;
        let back = json!({ "valid_from": "2026-06-01" });
        let call = desk.call(Method::PATCH, &format!("/ownerships/{}", next["id"].as_str().unwrap()));
        let problem = call.by(&office).on_version(1).with(&back).reply().await.refused(422, "invalid");
        assert_eq!(pointers(&problem), ["/valid_from"]);
        let all = desk.get(&path).by(&office).reply().await.done();
        let items: Vec<&str> = all["items"].as_array().unwrap().iter().map(|one| one["item"]["code"].as_str().unwrap_or("")).collect();
        assert_eq!(items, ["", "A01", "A01"], "nothing of what was refused is kept: {all}");
    }

    async fn one_takes_the_place_of_another_from_a_day_on(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        let path = format!("/sites/{}/ownerships", world.road);
        let first = note(&desk, &office, &world, json!({})).await;
        let follow = |more: Value| {
            let mut body = record(&desk, &world, json!({ "unit_id": world.west_office, "succeeds": first["id"] }));
            let Value::Object(more) = more else { panic!("fields of a record") };
    body.as_object_mut().unwrap().extend(more);
            body
        };
        let send = async |body: &Value| desk.post(&path).by(&office).with(body).reply().await;
        let problem = send(&follow(json!({}))).await.refused(422, "invalid");
        assert_eq!(pointers(&problem), ["/valid_from"], "{problem}");
        let problem = send(&follow(json!({ "valid_from": "2026-12-01", "item_code": "A01" }))).await.refused(422, "invalid");
        assert_eq!(pointers(&problem), ["/succeeds"], "{problem}");
        send(&follow(json!({ "valid_from": "2026-12-01" }))).await.done();
        let all = desk.get(&path).by(&office).reply().await.done();
        assert_eq!((all["items"][0]["valid_until"].as_str(), all["items"][1]["valid_from"].as_str()), (Some("2026-11-30"), Some("2026-12-01")), "{all}");
        let record = desk.get(&format!("/events?noun=site&id={}", world.road)).by(&office).reply().await.done();
        let kinds: Vec<&str> = record["items"].as_array().unwrap().iter().map(|event| event["kind"].as_str().unwrap())
            .filter(|kind| kind.starts_with("ownership")).collect();
        assert_eq!(kinds, ["ownership_noted", "ownership_ended", "ownership_noted"], "{record}");
        let last = record["items"].as_array().unwrap().last().unwrap();
        assert_eq!(last["kind_name"], "登记权属记录");
        let said = last["said"].as_str().unwrap();
        assert!(said.contains("2026-12-01起") && said.contains("管养移交清单"), "{said}");
    }

    async fn a_record_is_changed_ended_and_removed_on_its_version(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        let noted = note(&desk, &office, &world, json!({ "valid_from": "2026-11-01" })).await;
        let path = format!("/ownerships/{}", noted["id"].as_str().unwrap());
        let change = |version: i64, body: Value| desk.call(Method::PATCH, &path).by(&office).on_version(version).with(&body).reply();
        let changed = change(1, json!({ "basis": "合同", "item_code": "A01", "valid_from": null })).await.done();
        assert_eq!((changed["basis"].as_str(), changed["version"].as_i64()), (Some("合同"), Some(2)), "{changed}");
        assert_eq!((changed["item"]["code"].as_str(), changed["valid_from"].is_null()), (Some("A01"), true), "{changed}");
        change(1, json!({ "basis": "裁定" })).await.refused(412, "conflict");
        let same = change(2, json!({ "basis": "合同" })).await.done();
        assert_eq!(same["version"], 2, "nothing changed is nothing recorded: {same}");
        let ended = change(2, json!({ "valid_until": "2026-11-22" })).await.done();
        assert_eq!((ended["standing"].as_str(), ended["standing_name"].as_str()), (Some("ended"), Some("已到期")), "{ended}");
        let remove = |version: i64| desk.call(Method::DELETE, &path).by(&office).on_version(version).reply();
        desk.call(Method::DELETE, &path).by(&office).reply().await.refused(428, "version_missing");
        remove(2).await.refused(412, "conflict");
        assert_eq!(remove(3).await.status, 204);
        remove(3).await.refused(404, "not_found");
        let record = desk.get(&format!("/events?noun=site&id={}", world.road)).by(&office).reply().await.done();
        let said: Vec<&str> = record["items"].as_array().unwrap().iter().filter_map(|event| event["said"].as_str()).collect();
        assert_eq!(said.len(), 4, "{record}");
        assert!(said[1].contains("管养移交清单") && said[1].contains("合同"), "{said:?}");
        assert!(said[2].contains("定截止日期") && said[3].starts_with("删除权属记录"), "{said:?}");
    }

    async fn the_list_is_filtered_ordered_and_paged(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        note(&desk, &office, &world, json!({ "valid_until": "2026-11-30", "basis": "管养合同" })).await;
        note(&desk, &office, &world, json!({ "valid_from": "2026-12-01", "unit_id": world.west_office })).await;
        note(&desk, &office, &world, json!({ "item_code": "A01", "valid_until": "2026-11-01" })).await;
        let market = format!("/sites/{}/ownerships", world.market);
        desk.post(&market).by(&office).with(&record(&desk, &world, json!({ "item_code": "A02" }))).reply().await.done();
        let list = async |query: &str| desk.get(&format!("/ownerships?{query}")).by(&office).reply().await.done();
        let count = async |query: &str| list(query).await["total"].as_i64();
        for (query, expected) in [
            (String::new(), 4),
            (format!("site={}", world.road), 3),
            (format!("node={}", world.west_street), 3),
            (format!("unit={}", world.west_office), 1),
            ("item=A01".to_owned(), 3),
            ("standing=in_force".to_owned(), 2),
            ("standing=upcoming".to_owned(), 1),
            ("standing=ended".to_owned(), 1),
            ("standing=in_force&on=2026-12-01".to_owned(), 2),
            ("standing=ended&on=2026-12-01".to_owned(), 2),
            ("closed=true".to_owned(), 0),
            ("q=a02".to_owned(), 1),
            ("q=M-1".to_owned(), 1),
        ] {
            assert_eq!(count(&query).await, Some(expected), "{query}");
        }
        for sort in ["site", "unit", "from", "until"] {
            let whole = list(&format!("sort={sort}")).await;
            let (mut seen, mut cursor) = (Vec::new(), String::new());
            loop {
                let page = list(&format!("sort={sort}&limit=3{cursor}")).await;
                seen.extend(page["items"].as_array().unwrap().iter().map(|one| one["id"].clone()));
                let Some(next) = page["next"].as_str() else { break };
                cursor = format!("&cursor={}", form_urlencoded::byte_serialize(next.as_bytes()).collect::<String>());
            }
            let ids: Vec<Value> = whole["items"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
            assert_eq!(seen, ids, "{sort}");
        }
        let first = list("sort=from").await;
        assert_eq!(first["items"][0]["valid_from"], "2026-12-01", "{first}");
        let first = list("sort=until").await;
        assert_eq!(first["items"][0]["valid_until"], "2026-11-01", "{first}");
    }

    async fn whoever_answers_for_one_place_sees_its_records_only_and_changes_none(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        let noted = note(&desk, &office, &world, json!({})).await;
        let market = format!("/sites/{}/ownerships", world.market);
        desk.post(&market).by(&office).with(&record(&desk, &world, json!({}))).reply().await.done();
        let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
        let seen = desk.get("/ownerships").by(&worker).reply().await.done();
        assert_eq!((seen["total"].as_i64(), &seen["items"][0]["id"]), (Some(1), &noted["id"]), "{seen}");
        desk.get(&market).by(&worker).reply().await.refused(404, "not_found");
        let path = format!("/sites/{}/ownerships", world.road);
        desk.post(&path).by(&worker).with(&record(&desk, &world, json!({}))).reply().await.refused(403, "forbidden");
        let one = format!("/ownerships/{}", noted["id"].as_str().unwrap());
        let call = desk.call(Method::DELETE, &one).by(&worker).on_version(1);
        call.reply().await.refused(403, "forbidden");
        let street = desk.account_at(Role::Office, Some(world.east_street), None).await;
        let call = desk.call(Method::PATCH, &one).by(&street).on_version(1).with(&json!({ "basis": "合同" }));
        call.reply().await.refused(404, "not_found");
        desk.post(&path).by(&street).with(&record(&desk, &world, json!({}))).reply().await.refused(404, "not_found");
    }

    async fn a_file_of_records_is_read_once_and_every_fault_is_told_at_its_cell(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        let import = async |file: &str, query: &str| {
            let path = format!("/imports/ownerships?filename=o.csv{query}");
            desk.post(&path).by(&office).bytes(file.as_bytes()).reply().await.done()
        };
        let head = "点位编码,点位名称,测评项目编码,责任单位,依据,生效日期,截止日期\n";
        let file = format!("{head}R-1,,,东河街道办事处,管养移交清单,,2026-11-30\nR-1,,,xishan,新协议,2026-12-01,\n,人民路西段,A01,东河街道办事处,会议纪要,,\n");
        let tried = import(&file, "&dry_run=true&changes=true").await;
        assert_eq!((tried["applied"].as_bool(), tried["summary"]["created"].as_i64()), (Some(false), Some(3)), "{tried}");
        assert_eq!((tried["changes"][0]["noun"].as_str(), tried["changes"][0]["row"].as_i64()), (Some("ownership"), Some(2)), "{tried}");
        assert_eq!(tried["faults"], json!([]), "{tried}");
        let done = import(&file, "").await;
        assert_eq!((done["applied"].as_bool(), done["summary"]["created"].as_i64()), (Some(true), Some(3)), "{done}");
        assert_eq!(import(&file, "").await["summary"]["unchanged"], 3, "read again it changes nothing");
        let all = desk.get(&format!("/sites/{}/ownerships", world.road)).by(&office).reply().await.done();
        let told = |n: usize| (all["items"][n]["unit"]["code"].as_str(), all["items"][n]["valid_until"].as_str());
        assert_eq!((told(0), told(1), told(2)), ((Some("donghe"), Some("2026-11-30")), (Some("xishan"), None), (Some("donghe"), None)), "{all}");
        assert_eq!(all["items"][0]["noted_by"], "office");
        let longer = format!("{head}R-1,,,东河街道办事处,管养移交清单,,2026-12-15\n");
        let refused = import(&longer, "").await;
        assert_eq!((refused["applied"].as_bool(), refused["faults"][0]["column"].as_str()), (Some(false), Some("生效日期")), "{refused}");
        assert!(refused["faults"][0]["sentence"].as_str().unwrap().contains("2026-12-01起"), "{refused}");
        let wrong = format!("{head}R-9,,,东河街道办事处,合同,,\nM-1,,Z99,东河街道办事处,合同,,\nM-1,,,没有的单位,合同,,\nM-1,,,东河街道办事处,,,\n,,,东河街道办事处,合同,,\nM-1,,A02,东河街道办事处,合同,2026-12-01,2026-11-01\nM-1,,A01,东河街道办事处,合同,,\nM-1,,A01,东河街道办事处,裁定,,\n");
        let refused = import(&wrong, "").await;
        let faults: Vec<(i64, &str)> = refused["faults"].as_array().unwrap().iter()
            .map(|fault| (fault["row"].as_i64().unwrap(), fault["column"].as_str().unwrap())).collect();
        let expected = [(2, "点位编码"), (3, "测评项目编码"), (4, "责任单位"), (5, "依据"), (6, "点位编码"), (7, "截止日期"), (9, "点位编码")];
        assert_eq!(faults, expected, "{refused}");
        let named = format!("{head}M-1,人民路西段,,东河街道办事处,合同,,\n");
        let warned = import(&named, "&dry_run=true").await;
        assert_eq!((warned["faults"][0]["severity"].as_str(), warned["faults"][0]["column"].as_str()), (Some("warning"), Some("点位名称")), "{warned}");
        let record = desk.get(&format!("/events?noun=site&id={}", world.road)).by(&office).reply().await.done();
        let said: Vec<&str> = record["items"].as_array().unwrap().iter().filter_map(|event| event["said"].as_str()).collect();
        assert!(said.len() == 3 && said[0].starts_with("登记权属记录：东河街道办事处"), "{said:?}");
    }

    async fn a_record_of_a_unit_closed_since_is_flagged_and_can_still_be_ended(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        let noted = note(&desk, &office, &world, json!({})).await;
        let past = note(&desk, &office, &world, json!({ "item_code": "A01", "valid_until": "2026-11-01" })).await;
        let east: Unit = unit::get(&desk.app.store.read(), world.east_office).await.unwrap().unwrap();
        let closed = Unit { active: false, ..east };
        let written: Result<()> =
            desk.app.store.write(move |tx| Box::pin(async move { unit::update(tx, &closed).await })).await;
        written.unwrap();
        let faults = desk.get("/routing/faults").by(&office).reply().await.done();
        let of = faults["items"].as_array().unwrap().iter().filter(|one| one["of"] == "ownership").count();
        assert_eq!(of, 1, "what has ended harms nobody: {faults}");
        let list = desk.get("/ownerships?closed=true").by(&office).reply().await.done();
        assert_eq!((list["total"].as_i64(), list["items"][0]["unit_active"].as_bool()), (Some(2), Some(false)), "{list}");
        let path = format!("/ownerships/{}", noted["id"].as_str().unwrap());
        let call = desk.call(Method::PATCH, &path).by(&office).on_version(1).with(&json!({ "valid_until": "2026-11-30" }));
        call.reply().await.done();
        let again = record(&desk, &world, json!({ "valid_from": "2027-01-01" }));
        let path = format!("/sites/{}/ownerships", world.road);
        let problem = desk.post(&path).by(&office).with(&again).reply().await.refused(422, "invalid");
        assert_eq!(pointers(&problem), ["/unit_id"], "{problem}");
        assert_eq!(past["standing"], "ended");
    }
}

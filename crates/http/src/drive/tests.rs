#![expect(clippy::unwrap_used, reason = "a failing test may panic")]
use axum::http::Method;
use serde_json::{Value, json};
use wangge_domain::ids::{CaseId, DeadCornerId, DriveId, DriveReportId};
use wangge_domain::permission::Role;
use wangge_testkit::both_databases;

use crate::testing::{Account, Desk, World};

/// A drive of ten days around the beginning of every test, a Monday: forty tonnes in the west, walls to pull down.
fn drive(desk: &Desk, world: &World) -> Value {
    json!({ "id": desk.app.new_id::<DriveId>(), "text": {
        "name": { "zh": "三清一拆百日行动", "en": "Clearance drive" }, "kind": "clearance",
        "begins_on": "2026-11-20", "ends_on": "2026-11-29", "recheck_days": 2,
        "measures": [
            { "code": "rubbish", "name": { "zh": "清运垃圾" }, "unit": "tonnes" },
            { "code": "walls", "name": { "zh": "拆除违建" }, "unit": "places", "demolition": true },
        ],
        "targets": [
            { "node_id": world.west_community, "measure": "rubbish", "quantity": "40" },
            { "node_id": world.west_community, "measure": "walls", "quantity": "4" },
        ],
    } })
}

fn report(desk: &Desk, world: &World, quantity: &str) -> Value {
    json!({
        "id": desk.app.new_id::<DriveReportId>(), "node_id": world.west_community, "measure": "rubbish",
        "on": "2026-11-23", "quantity": quantity, "note": "东头", "lon": 114.05, "lat": 37.9,
    })
}

/// A running drive, its path, and the grid worker of the west.
async fn running(desk: &Desk, world: &World) -> (String, Account) {
    let office = desk.account(Role::Office).await;
    let body = drive(desk, world);
    let made = desk.post("/drives").by(&office).with(&body).reply().await;
    assert_eq!(made.status, 201, "{}", made.text);
    let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
    (format!("/drives/{}", body["id"].as_str().unwrap()), worker)
}

both_databases! {
    async fn a_drive_is_made_by_the_office_and_seen_by_the_district(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        let body = drive(&desk, &world);
        let make = |by: &Account, body: &Value| desk.post("/drives").by(by).with(body).reply();
        let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
        make(&worker, &body).await.refused(403, "forbidden");
        let mut wrong = body.clone();
        wrong["text"]["ends_on"] = json!("2026-11-01");
        wrong["text"]["targets"][0]["quantity"] = json!("许多");
        wrong["text"]["targets"][1]["node_id"] = json!(world.west_street);
        let refused = make(&office, &wrong).await.refused(422, "invalid");
        let told: Vec<&str> = refused["errors"].as_array().unwrap().iter().filter_map(|one| one["pointer"].as_str()).collect();
        assert_eq!(told, ["/text/ends_on", "/text/targets/0/quantity", "/text/targets/0/node_id"], "{refused}");
        assert_eq!(make(&office, &body).await.status, 201);
        assert_eq!(make(&office, &body).await.status, 200, "sent again");
        let path = format!("/drives/{}", body["id"].as_str().unwrap());
        let seen = desk.get(&path).by(&worker).reply().await.done();
        assert_eq!((seen["places"].as_array().unwrap().len(), &seen["may_edit"], &seen["may_report"]), (1, &json!(false), &json!(true)), "{seen}");
        let east = desk.account_at(Role::GridWorker, Some(world.east_street), None).await;
        assert_eq!(desk.get(&path).by(&east).reply().await.done()["places"], json!([]), "nothing of the west");
        desk.get(&path).by(&desk.inspector(&world).await).reply().await.refused(403, "forbidden");
        desk.get(&format!("/drives/{}", desk.app.new_id::<DriveId>())).by(&office).reply().await.refused(404, "not_found");
        // An office of one street sees only its own places and would take away the others' targets by saving.
        let street = desk.account_at(Role::Office, Some(world.west_street), None).await;
        let seen = desk.get(&path).by(&street).reply().await.done();
        assert_eq!(seen["may_edit"], json!(false));
        assert_eq!(desk.get("/drives").by(&street).reply().await.done()["may_edit"], json!(false));
        make(&street, &drive(&desk, &world)).await.refused(403, "forbidden");
        desk.call(Method::PUT, &path).by(&street).on_version(1).with(&body["text"]).reply().await.refused(403, "forbidden");
        let change = |version, by, text: &Value| desk.call(Method::PUT, &path).by(by).on_version(version).with(text).reply();
        change(1, &worker, &body["text"]).await.refused(403, "forbidden");
        let mut text = body["text"].clone();
        text["targets"][0]["quantity"] = json!("80");
        let changed = change(1, &office, &text).await.done();
        assert_eq!((&changed["version"], &changed["line"]["totals"][0]["target"]["shown"]), (&json!(2), &json!("80")));
        change(1, &office, &text).await.refused(412, "conflict");
        desk.post(&format!("{path}/reports")).by(&worker).with(&report(&desk, &world, "3")).reply().await.done();
        let mut shorter = text.clone();
        (shorter["begins_on"], shorter["measures"][0]["unit"]) = (json!("2026-11-24"), json!("places"));
        let refused = change(2, &office, &shorter).await.refused(422, "invalid");
        let told: Vec<&str> = refused["errors"].as_array().unwrap().iter().filter_map(|one| one["pointer"].as_str()).collect();
        assert_eq!(told, ["/measures/0/unit", "/begins_on"], "what was reported stays what it was: {refused}");
        text["measures"] = json!([text["measures"][1]]);
        text["targets"] = json!([]);
        change(2, &office, &text).await.refused(422, "invalid");
        let list = desk.get("/drives").by(&worker).reply().await.done();
        assert_eq!((&list["items"][0]["state"], &list["items"][0]["behind"]), (&json!("running"), &json!(1)), "{list}");
    }

    async fn what_was_done_counts_once_and_is_corrected_by_a_new_report(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let (path, worker) = running(&desk, &world).await;
        let send = |by: &Account, body: &Value| desk.post(&format!("{path}/reports")).by(by).with(body).reply();
        let first = report(&desk, &world, "30");
        let east = desk.account_at(Role::GridWorker, Some(world.east_street), None).await;
        send(&east, &first).await.refused(404, "not_found");
        send(&desk.account(Role::Office).await, &first).await.refused(403, "forbidden");
        assert_eq!(send(&worker, &first).await.status, 201);
        assert_eq!(send(&worker, &first).await.status, 200, "sent again");
        let mut other = first.clone();
        other["quantity"] = json!("31");
        send(&worker, &other).await.refused(409, "drive_report_locked");
        for (field, value, code) in [
            ("quantity", json!("0"), "drive_report_quantity"),
            ("on", json!("2026-11-24"), "drive_report_future"),
            ("on", json!("2026-11-19"), "drive_report_outside_period"),
            ("measure", json!("paint"), "drive_no_such_measure"),
            ("measure", json!("walls"), "drive_papers_missing"),
        ] {
            let mut wrong = report(&desk, &world, "3");
            wrong[field] = value;
            send(&worker, &wrong).await.refused(409, code);
        }
        let mut unread = report(&desk, &world, "三");
        send(&worker, &unread).await.refused(422, "invalid");
        (unread["quantity"], unread["lat"]) = (json!("3"), json!(97.0));
        send(&worker, &unread).await.refused(422, "invalid");
        let mut second = report(&desk, &world, "12.5");
        second["replaces_id"] = first["id"].clone();
        let kept = send(&worker, &second).await.done();
        assert_eq!((&kept["quantity"]["shown"], &kept["place"]["id"]), (&json!("12.5"), &json!(world.west_community)));
        let mut third = report(&desk, &world, "13");
        third["replaces_id"] = first["id"].clone();
        send(&worker, &third).await.refused(409, "drive_report_replaced_already");
        third["replaces_id"] = second["id"].clone();
        third["node_id"] = json!(world.west_street);
        send(&worker, &third).await.refused(409, "drive_report_replaces_other");
        let office = desk.account(Role::Office).await;
        let seen = desk.get(&path).by(&office).reply().await.done();
        let cell = &seen["places"][0]["cells"][0];
        assert_eq!((&cell["done"]["shown"], &cell["week"]["shown"], &cell["share"]["shown"]), (&json!("12.5"), &json!("12.5"), &json!("31.3")), "{cell}");
        assert_eq!((&cell["expected"]["shown"], &cell["pace"]), (&json!("16"), &json!("behind")), "four of ten days: {cell}");
        assert_eq!(seen["burn_down"][0]["points"][3]["left"]["shown"], "27.5");
        assert_eq!(seen["burn_down"][0]["points"][4]["left"], Value::Null, "tomorrow is not known");
        let week = desk.get(&format!("{path}/reports")).by(&office).reply().await.done();
        assert_eq!((&week["week"], week["items"].as_array().unwrap().len()), (&json!("2026-W48"), 2), "{week}");
        assert_eq!((&week["items"][1]["corrected"], &week["items"][0]["may_correct"]), (&json!(true), &json!(false)));
        assert_eq!((&week["days"][0]["done"][0]["shown"], &week["days"][7]["done"][0]["shown"]), (&json!("12.5"), &json!("12.5")));
        let before = desk.get(&format!("{path}/reports?week=2026-W47")).by(&office).reply().await.done();
        assert_eq!((before["items"].as_array().unwrap().len(), &before["next"]), (0, &json!("2026-W48")));
        let duties = desk.get("/drives/duties").by(&worker).reply().await.done();
        assert_eq!(duties["items"][0]["own"].as_array().unwrap().len(), 2);
        assert_eq!(duties["items"][0]["places"][0]["node"]["id"], json!(world.west_community));
        desk.get("/drives/duties").by(&office).reply().await.refused(403, "forbidden");
    }

    async fn what_is_sent_several_times_at_once_is_taken_once_and_refused_never(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let (path, worker) = running(&desk, &world).await;
        let first = report(&desk, &world, "30");
        let mut second = report(&desk, &world, "20");
        second["replaces_id"] = first["id"].clone();
        for body in [&first, &second] {
            let send = || desk.post(&format!("{path}/reports")).by(&worker).with(body).reply();
            let (a, b, c, d) = tokio::join!(send(), send(), send(), send());
            let mut told = [a.status, b.status, c.status, d.status];
            told.sort_unstable();
            assert_eq!(told, [200, 200, 200, 201], "{} {} {} {}", a.text, b.text, c.text, d.text);
        }
        let corner = json!({ "id": desk.app.new_id::<DeadCornerId>(), "node_id": world.west_community, "place": "后墙" });
        let find = || desk.post(&format!("{path}/dead-corners")).by(&worker).with(&corner).reply();
        let (a, b, c) = tokio::join!(find(), find(), find());
        let mut told = [a.status, b.status, c.status];
        told.sort_unstable();
        assert_eq!(told, [200, 200, 201], "{} {} {}", a.text, b.text, c.text);
        let cleared = json!({ "id": desk.app.new_id::<uuid::Uuid>(), "note": "清运两车" });
        let at = format!("/dead-corners/{}/clearing", corner["id"].as_str().unwrap());
        let clear = || desk.post(&at).by(&worker).with(&cleared).reply();
        let (a, b, c) = tokio::join!(clear(), clear(), clear());
        for one in [&a, &b, &c] {
            assert_eq!((one.status, &one.json["state"]), (200, &json!("cleared")), "{}", one.text);
        }
        assert_eq!(a.json["acts"].as_array().unwrap().len(), 2);
        let office = desk.account(Role::Office).await;
        let seen = desk.get(&path).by(&office).reply().await.done();
        assert_eq!(seen["places"][0]["cells"][0]["done"]["shown"], json!("20"));
    }

    async fn a_place_without_a_target_shows_no_share(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let (path, _) = running(&desk, &world).await;
        let east = desk.account_at(Role::GridWorker, Some(world.east_street), None).await;
        let mut body = report(&desk, &world, "7");
        body["node_id"] = json!(world.east_community);
        desk.post(&format!("{path}/reports")).by(&east).with(&body).reply().await.done();
        let office = desk.account(Role::Office).await;
        let seen = desk.get(&path).by(&office).reply().await.done();
        let cell = &seen["places"][1]["cells"][0];
        assert_eq!((&cell["share"]["shown"], &cell["pace"], &cell["done"]["shown"]), (&json!("—"), &json!("no_target"), &json!("7")), "{cell}");
        let total = &seen["line"]["totals"][0];
        assert_eq!((&total["done"]["shown"], &total["share"]["shown"]), (&json!("7"), &json!("0.0")), "of the target nothing was done");
    }

    async fn nothing_is_pulled_down_without_its_papers(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let (path, worker) = running(&desk, &world).await;
        let photo = desk.sent_photo(&worker, 9).await;
        let mut body = report(&desk, &world, "1");
        body["measure"] = json!("walls");
        body["papers"] = json!({
            "decision_number": "云城拆决〔2026〕7号", "decided_on": "2026-11-20", "served_on": "2026-11-21",
            "consent": { "kind": "owner", "name": "李四", "on": "2026-11-22" },
        });
        let send = |body: &Value| desk.post(&format!("{path}/reports")).by(&worker).with(body).reply();
        send(&body).await.refused(409, "drive_papers_not_photographed");
        body["papers_photos"] = json!([photo]);
        let mut late = body.clone();
        late["papers"]["served_on"] = json!("2026-11-24");
        send(&late).await.refused(409, "drive_papers_out_of_order");
        let mut unknown = body.clone();
        unknown["papers_photos"] = json!(["ab".repeat(32)]);
        send(&unknown).await.refused(422, "invalid");
        assert_eq!(send(&body).await.status, 201);
        let see = async |by: &Account| desk.get(&format!("/evidence/{photo}?size=thumb")).by(by).reply().await.status;
        let office = desk.account(Role::Office).await;
        let east = desk.account_at(Role::GridWorker, Some(world.east_street), None).await;
        assert_eq!((see(&office).await, see(&east).await), (200, 404), "seen where the report is");
        let file = desk.get(&format!("{path}/export")).by(&office).reply().await;
        assert!(file.text.starts_with("\u{feff}日期,周,村、社区,"), "{}", file.text);
        assert!(file.text.contains("云城拆决〔2026〕7号") && file.text.contains("0/0/1"), "{}", file.text);
        let book = desk.get(&format!("{path}/export?format=xlsx")).by(&office).reply().await;
        assert_eq!((book.status, book.header("content-type").contains("spreadsheetml")), (200, true));
        desk.get(&format!("{path}/export")).by(&worker).reply().await.refused(403, "forbidden");
    }

    async fn a_dead_corner_is_checked_by_another_and_becomes_a_case_when_it_comes_back(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let (path, worker) = running(&desk, &world).await;
        let photo = desk.sent_photo(&worker, 3).await;
        let corner = json!({
            "id": desk.app.new_id::<DeadCornerId>(), "node_id": world.west_community, "place": "菜市场后墙杂物堆",
            "lon": 114.05, "lat": 37.9, "photos": [photo],
        });
        let find = |by: &Account, body: &Value| desk.post(&format!("{path}/dead-corners")).by(by).with(body).reply();
        let mut nowhere = corner.clone();
        nowhere["place"] = json!(" ");
        find(&worker, &nowhere).await.refused(422, "invalid");
        let east = desk.account_at(Role::GridWorker, Some(world.east_street), None).await;
        find(&east, &corner).await.refused(404, "not_found");
        let leader = desk.account(Role::Leader).await;
        find(&leader, &corner).await.refused(403, "forbidden");
        assert_eq!(find(&worker, &corner).await.status, 201);
        assert_eq!(find(&worker, &corner).await.status, 200, "sent again");
        let at = format!("/dead-corners/{}", corner["id"].as_str().unwrap());
        let step = |verb: &str, by: &Account, body: &Value| desk.post(&format!("{at}/{verb}")).by(by).with(body).reply();
        let act = || desk.app.new_id::<uuid::Uuid>();
        let neighbour = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
        step("check", &neighbour, &json!({ "id": act(), "held": true })).await.refused(409, "dead_corner_not_cleared");
        let cleared = json!({ "id": act(), "note": "清运两车" });
        assert_eq!(step("clearing", &worker, &cleared).await.done()["state"], "cleared");
        let again = step("clearing", &worker, &cleared).await.done();
        assert_eq!((&again["state"], &again["recheck_on"], &again["recheck_due"]), (&json!("cleared"), &json!("2026-11-25"), &json!(false)));
        step("clearing", &neighbour, &json!({ "id": act() })).await.refused(409, "dead_corner_clear_already");
        step("check", &worker, &json!({ "id": act(), "held": true })).await.refused(409, "dead_corner_own_work");
        step("check", &east, &json!({ "id": act(), "held": true })).await.refused(404, "not_found");
        let filing = json!({ "id": desk.app.new_id::<CaseId>() });
        step("case", &neighbour, &filing).await.refused(409, "dead_corner_not_back");
        let back = step("check", &neighbour, &json!({ "id": act(), "held": false, "note": "又堆上了", "photos": [photo] })).await.done();
        assert_eq!((&back["state"], &back["may_file"]), (&json!("came_back"), &json!(true)), "{back}");
        let filed = step("case", &neighbour, &filing).await.done();
        assert_eq!((&filed["filed"], &filed["case"]["id"], &filed["may_file"]), (&json!(true), &filing["id"], &json!(false)), "{filed}");
        assert_eq!(step("case", &neighbour, &filing).await.status, 200, "sent again");
        step("case", &neighbour, &json!({ "id": desk.app.new_id::<CaseId>() })).await.refused(409, "dead_corner_case_already");
        let case = desk.get(&format!("/cases/{}", filing["id"].as_str().unwrap())).by(&neighbour).reply().await.done();
        assert!(case.to_string().contains("菜市场后墙杂物堆：又堆上了"), "{case}");
        let office = desk.account(Role::Office).await;
        let seen = desk.get(&path).by(&office).reply().await.done();
        assert_eq!(seen["line"]["corners"], json!({ "found": 0, "cleared": 0, "held": 0, "came_back": 1, "recheck_due": 0 }));
        assert_eq!((&seen["places"][0]["open_corners"], seen["corners"][0]["acts"].as_array().unwrap().len()), (&json!(1), 3));
        let told = desk.get(&format!("/events?noun=dead_corner&id={}", corner["id"].as_str().unwrap()));
        let events = told.by(&office).reply().await.done();
        let kinds: Vec<&str> = events["items"].as_array().unwrap().iter().filter_map(|one| one["kind_name"].as_str()).collect();
        assert_eq!(kinds, ["发现死角", "清理", "复查反弹", "转为案卷"]);
    }
}

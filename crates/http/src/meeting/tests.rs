#![expect(clippy::unwrap_used, reason = "a failing test may panic")]
use axum::http::Method;
use serde_json::{Value, json};
use uuid::Uuid;
use wangge_domain::ids::{MeetingId, ResolutionId};
use wangge_domain::permission::Role;
use wangge_testkit::both_databases;

use crate::testing::{Account, Desk, World};

/// The day every meeting of these tests is prepared on.
const TODAY: &str = "2026-11-27";

fn text(meets_on: &str) -> Value {
    json!({ "meets_on": meets_on, "week": "2026-W47", "place": "三楼会议室", "chair": "李副区长", "attendees": "各单位" })
}

/// A case that lies overdue, and the office that is to look at it. Sessions end meanwhile, so it signs in afterwards.
async fn office(desk: &Desk, world: &World) -> Account {
    desk.ranking_scheme().await;
    desk.dispatched_case(world).await;
    desk.after(chrono::Duration::days(4));
    desk.account(Role::Office).await
}

/// A meeting prepared for a day.
async fn prepared(desk: &Desk, office: &Account, meets_on: &str) -> Value {
    let command = json!({ "id": desk.app.new_id::<MeetingId>(), "text": text(meets_on) });
    let made = desk.post("/meetings").by(office).with(&command).reply().await;
    assert_eq!(made.status, 201, "{}", made.text);
    let again = desk.post("/meetings").by(office).with(&command).reply().await;
    assert_eq!(again.status, 200, "sent again it is the same: {}", again.text);
    made.done()
}

fn path(meeting: &Value) -> String {
    format!("/meetings/{}", meeting["id"].as_str().unwrap())
}

async fn step(desk: &Desk, path: &str, verb: &str, body: &Value, by: &Account) -> crate::testing::Reply {
    let version = desk.version_of(path, by).await;
    desk.post(&format!("{path}/{verb}")).by(by).on_version(version).with(body).reply().await
}

/// A meeting held today.
async fn held(desk: &Desk, office: &Account) -> Value {
    let meeting = prepared(desk, office, TODAY).await;
    step(desk, &path(&meeting), "holding", &json!({}), office).await.done()
}

/// What the meeting resolved for the department.
async fn resolved(desk: &Desk, world: &World, office: &Account, meeting: &Value) -> String {
    let text = json!({ "text": "三天内清运完毕", "unit_id": world.urban_management, "due_on": "2026-12-03" });
    let command =
        json!({ "id": desk.app.new_id::<ResolutionId>(), "text": text, "point_id": meeting["agenda"][0]["id"] });
    let made = desk.post(&format!("{}/resolutions", path(meeting))).by(office).with(&command).reply().await;
    assert_eq!(made.status, 201, "{}", made.text);
    let again = desk.post(&format!("{}/resolutions", path(meeting))).by(office).with(&command).reply().await;
    assert_eq!(again.status, 200);
    format!("/resolutions/{}", made.done()["id"].as_str().unwrap())
}

both_databases! {
    async fn an_agenda_is_proposed_from_the_figures_and_edited(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = office(&desk, &world).await;
        let meeting = prepared(&desk, &office, "2026-11-30").await;
        let point = meeting["agenda"].as_array().unwrap().iter().find(|point| point["key"] == "overdue").unwrap();
        assert_eq!((&point["kind"], &point["facts"][0]["noun"]), (&"stuck".into(), &"case".into()), "{meeting}");
        let own = json!({ "id": desk.app.new_id::<Uuid>(), "title": { "zh": "迎检动员" }, "note": "区长讲话" });
        let kept = json!({ "id": point["id"], "title": { "zh": "先议这件" } });
        let version = desk.version_of(&path(&meeting), &office).await;
        let command = json!({ "text": text("2026-11-30"), "points": [own, kept] });
        let put = |version: i64, command: Value| desk.call(Method::PUT, &path(&meeting)).by(&office).on_version(version).with(&command).reply();
        let edited = put(version, command.clone()).await.done();
        let titles: Vec<&str> = edited["agenda"].as_array().unwrap().iter().filter_map(|point| point["title"].as_str()).collect();
        assert_eq!(titles, ["迎检动员", "先议这件"]);
        assert_eq!(edited["agenda"][1]["facts"], point["facts"], "a point keeps its facts");
        put(version, command).await.refused(412, "conflict");
        let proposal = desk.get(&format!("{}/proposal", path(&meeting))).by(&office).reply().await.done();
        assert!(proposal["points"].as_array().unwrap().iter().all(|point| point["key"] != "overdue"), "{proposal}");
        let wrong = json!({ "text": text("2026-11-30"), "points": [{ "id": desk.app.new_id::<Uuid>(), "title": { "zh": "" } }] });
        let refused = put(version + 1, wrong).await;
        assert!(refused.text.contains("/points/0/title"), "{}", refused.text);
        refused.refused(422, "invalid");
    }

    async fn a_meeting_is_held_on_its_day_minuted_and_written_as_word(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = office(&desk, &world).await;
        let meeting = held(&desk, &office).await;
        assert_eq!((&meeting["state"], &meeting["number"]), (&"held".into(), &1.into()), "{meeting}");
        let here = path(&meeting);
        step(&desk, &here, "holding", &json!({}), &office).await.refused(409, "meeting_not_planned");
        step(&desk, &here, "cancellation", &json!({ "reason": "改期" }), &office).await.refused(409, "meeting_not_planned");
        let version = desk.version_of(&here, &office).await;
        let minutes = json!({ "chair": "王区长", "attendees": "各街道", "points": [{ "id": meeting["agenda"][0]["id"], "minutes": "由城管局牵头" }] });
        let minuted = desk.call(Method::PUT, &format!("{here}/minutes")).by(&office).on_version(version).with(&minutes).reply().await.done();
        assert_eq!((&minuted["agenda"][0]["minutes"], &minuted["text"]["chair"]), (&"由城管局牵头".into(), &"王区长".into()));
        let leader = desk.account(Role::Leader).await;
        for part in ["pack", "minutes"] {
            let file = desk.get(&format!("{here}/document?part={part}")).by(&leader).reply().await;
            assert_eq!(file.status, 200, "{}", file.text);
            assert!(file.header("content-disposition").contains(".docx") && file.text.starts_with("PK"));
        }
    }

    async fn a_meeting_that_is_called_off_has_no_minutes(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = office(&desk, &world).await;
        let meeting = prepared(&desk, &office, "2026-11-30").await;
        let here = path(&meeting);
        step(&desk, &here, "holding", &json!({}), &office).await.refused(409, "meeting_too_early");
        desk.get(&format!("{here}/document?part=minutes")).by(&office).reply().await.refused(409, "meeting_not_held");
        step(&desk, &here, "cancellation", &json!({ "reason": " " }), &office).await.refused(422, "invalid");
        let gone = step(&desk, &here, "cancellation", &json!({ "reason": "防汛值班" }), &office).await.done();
        assert_eq!((&gone["state"], &gone["reason"]), (&"cancelled".into(), &"防汛值班".into()));
        let command = json!({ "id": desk.app.new_id::<ResolutionId>(), "text": { "text": "办", "unit_id": world.urban_management, "due_on": "2026-12-03" } });
        desk.post(&format!("{here}/resolutions")).by(&office).with(&command).reply().await.refused(409, "meeting_not_held");
    }

    async fn a_resolution_is_reported_sent_back_confirmed_and_comes_back_until_then(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = office(&desk, &world).await;
        let meeting = held(&desk, &office).await;
        let one = resolved(&desk, &world, &office, &meeting).await;
        let unit = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
        let shown = desk.get(&one).by(&unit).reply().await.done();
        assert_eq!((&shown["number"], &shown["may_report"], &shown["may_confirm"]), (&"2026-1-1".into(), &true.into(), &false.into()), "{shown}");
        let today = desk.get("/today").by(&unit).reply().await.done();
        assert!(today["waits"].as_array().unwrap().iter().any(|wait| wait["kind"] == "resolution" && wait["count"] == 1), "{today}");
        step(&desk, &one, "report", &json!({ "words": "" }), &unit).await.refused(422, "invalid");
        step(&desk, &one, "confirmation", &json!({}), &office).await.refused(409, "resolution_not_reported");
        let reported = step(&desk, &one, "report", &json!({ "words": "已清运" }), &unit).await.done();
        assert_eq!(reported["state"], "reported");
        let back = step(&desk, &one, "return", &json!({ "words": "还剩两处" }), &office).await.done();
        assert_eq!((&back["state"], &back["reason"]), (&"open".into(), &"还剩两处".into()));
        let next = json!({ "id": desk.app.new_id::<MeetingId>(), "text": { "meets_on": "2026-12-07", "week": "2026-W49" } });
        let next = desk.post("/meetings").by(&office).with(&next).reply().await.done();
        assert_eq!(next["agenda"][0]["key"], "resolutions", "it comes back first: {next}");
        step(&desk, &one, "report", &json!({ "words": "两处也已清运" }), &unit).await.done();
        step(&desk, &one, "confirmation", &json!({}), &unit).await.refused(403, "forbidden");
        let done = step(&desk, &one, "confirmation", &json!({}), &office).await.done();
        assert_eq!((&done["state"], &done["reason"]), (&"done".into(), &Value::Null));
        step(&desk, &one, "dropping", &json!({ "words": "不办" }), &office).await.refused(409, "resolution_ended");
        let open = desk.get("/resolutions?unfinished=true").by(&office).reply().await.done();
        assert_eq!(open["items"], json!([]));
    }

    async fn a_unit_sees_its_own_resolutions_and_nothing_else_of_a_meeting(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = office(&desk, &world).await;
        let meeting = held(&desk, &office).await;
        let one = resolved(&desk, &world, &office, &meeting).await;
        let other = desk.account_at(Role::UnitHandler, None, Some(world.west_office)).await;
        desk.get(&one).by(&other).reply().await.refused(404, "not_found");
        let list = desk.get("/resolutions").by(&other).reply().await.done();
        assert_eq!((&list["items"], &list["may_see_meetings"]), (&json!([]), &false.into()));
        for path in ["/meetings".to_owned(), path(&meeting), format!("{}/document", path(&meeting))] {
            desk.get(&path).by(&other).reply().await.refused(403, "forbidden");
        }
        let street = desk.account_at(Role::Office, Some(world.west_street), None).await;
        desk.get("/meetings").by(&street).reply().await.refused(403, "forbidden");
        let inspector = desk.account(Role::Inspector).await;
        desk.get("/resolutions").by(&inspector).reply().await.refused(403, "forbidden");
        let auditor = desk.account(Role::Auditor).await;
        assert_eq!(desk.get("/resolutions").by(&auditor).reply().await.done()["items"].as_array().map(Vec::len), Some(1));
        let command = json!({ "id": desk.app.new_id::<MeetingId>(), "text": text(TODAY) });
        desk.post("/meetings").by(&auditor).with(&command).reply().await.refused(403, "forbidden");
        desk.get(&format!("/meetings/{}", world.road)).by(&office).reply().await.refused(404, "not_found");
    }

    async fn what_is_wrong_with_a_resolution_is_said_at_its_field(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = office(&desk, &world).await;
        let meeting = held(&desk, &office).await;
        let nobody = desk.app.new_id::<Uuid>();
        let text = json!({ "text": " ", "unit_id": nobody, "person_id": nobody, "case_id": nobody, "due_on": "2026-11-01" });
        let command = json!({ "id": desk.app.new_id::<ResolutionId>(), "text": text, "point_id": nobody });
        let refused = desk.post(&format!("{}/resolutions", path(&meeting))).by(&office).with(&command).reply().await;
        for pointer in ["/text/text", "/text/unit_id", "/text/person_id", "/text/case_id", "/text/due_on", "/point_id"] {
            assert!(refused.text.contains(&format!("\"{pointer}\"")), "{pointer}: {}", refused.text);
        }
        refused.refused(422, "invalid");
    }

    async fn those_concerned_are_told(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = office(&desk, &world).await;
        let unit = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
        let meeting = held(&desk, &office).await;
        let one = resolved(&desk, &world, &office, &meeting).await;
        wangge_app::notice::announce(&desk.app).await.unwrap();
        let told = desk.get("/me/notices").by(&unit).reply().await.done();
        let first = &told["items"][0];
        assert_eq!((&first["kind"], &first["subject_kind"]), (&"resolution_made".into(), &"resolution".into()), "{told}");
        assert!(first["text"].as_str().unwrap().contains("三天内清运完毕"), "{first}");
        step(&desk, &one, "report", &json!({ "words": "已清运" }), &unit).await.done();
        wangge_app::notice::announce(&desk.app).await.unwrap();
        let told = desk.get("/me/notices").by(&office).reply().await.done();
        assert!(told["items"].as_array().unwrap().iter().any(|one| one["kind"] == "resolution_reported"), "{told}");
    }

    async fn a_resolution_whose_day_passed_is_told_once(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = office(&desk, &world).await;
        let meeting = held(&desk, &office).await;
        let one = resolved(&desk, &world, &office, &meeting).await;
        assert_eq!(wangge_app::meeting::fall_due(&desk.app).await.unwrap(), 0, "its day has not passed");
        desk.after(chrono::Duration::days(30));
        assert_eq!(wangge_app::meeting::fall_due(&desk.app).await.unwrap(), 1);
        assert_eq!(wangge_app::meeting::fall_due(&desk.app).await.unwrap(), 0, "once");
        let office = desk.account(Role::Office).await;
        let unit = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
        wangge_app::notice::announce(&desk.app).await.unwrap();
        for reader in [&office, &unit] {
            let told = desk.get("/me/notices").by(reader).reply().await.done();
            let kinds: Vec<&Value> = told["items"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
            assert_eq!(kinds.iter().filter(|kind| **kind == "resolution_overdue").count(), 1, "{told}");
        }
        let events = format!("/events?noun=resolution&id={}", one.trim_start_matches("/resolutions/"));
        let history = desk.get(&events).by(&office).reply().await.done();
        assert!(history.to_string().contains("逾期未办结"), "{history}");
    }
}

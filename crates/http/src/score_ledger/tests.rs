#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use serde_json::{Value, json};
use wangge_app::score_ledger;
use wangge_domain::ids::{ScoreAppealId, ScoreEntryId};
use wangge_domain::permission::Role;
use wangge_domain::text::Lang;
use wangge_testkit::both_databases;

use crate::testing::{Account, Desk, Reply};

async fn entries(desk: &Desk, query: &str, by: &Account) -> Vec<Value> {
    let list = desk.get(&format!("/score-entries{query}")).by(by).reply().await.done();
    list["items"].as_array().cloned().unwrap_or_default()
}

fn told(entries: &[Value]) -> Vec<(&str, &str)> {
    entries.iter().map(|one| (one["rule"]["code"].as_str().unwrap(), one["amount"].as_str().unwrap())).collect()
}

async fn total(desk: &Desk, unit: wangge_domain::ids::UnitId, month: &str, by: &Account) -> String {
    let statement = desk.get(&format!("/score-statements/{unit}?month={month}")).by(by).reply().await.done();
    statement["total"].as_str().unwrap().to_owned()
}

async fn post(desk: &Desk) -> usize {
    score_ledger::post_due(&desk.app).await.unwrap().entered
}

async fn agrees(desk: &Desk) {
    let verified = score_ledger::verify(&desk.app, Lang::En).await.unwrap();
    assert_eq!(verified.differences, [], "{verified:?}");
}

async fn appeal(desk: &Desk, entry: &Value, by: &Account) -> Reply {
    let body = json!({ "id": desk.app.new_id::<ScoreAppealId>(), "text": "当日已整改，有照片为证" });
    desk.post(&format!("/score-entries/{}/appeal", entry["id"].as_str().unwrap())).by(by).with(&body).reply().await
}

async fn rule(desk: &Desk, entry: &Value, upheld: bool, by: &Account) -> Reply {
    let (id, version) = (&entry["appeal"]["id"], entry["appeal"]["version"].as_i64().unwrap());
    let body = json!({ "upheld": upheld, "text": "经核实" });
    desk.post(&format!("/score-appeals/{}/ruling", id.as_str().unwrap()))
        .by(by)
        .on_version(version)
        .with(&body)
        .reply()
        .await
}

/// What an account was told of ledgers.
async fn scores_told(desk: &Desk, reader: &Account) -> Vec<String> {
    wangge_app::notice::announce(&desk.app).await.unwrap();
    let inbox = desk.get("/me/notices").by(reader).reply().await.done();
    let items = inbox["items"].as_array().unwrap().iter().filter(|one| one["subject_kind"] == "score_ledger");
    items.map(|one| one["text"].as_str().unwrap().to_owned()).collect()
}

both_databases! {
    async fn the_ledger_follows_the_facts_and_a_unit_sees_its_own(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        desk.dispatched_case(&world).await;
        assert_eq!(post(&desk).await, 0, "nothing before a scheme gives or takes points");
        let empty = desk.get("/score-entries").by(&office).reply().await.done();
        assert_eq!((&empty["scored"], &empty["items"]), (&json!(false), &json!([])));
        desk.ranking_scheme().await;
        assert_eq!(post(&desk).await, 1);
        assert_eq!(post(&desk).await, 0, "entered once");
        let own = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
        let other = desk.account_at(Role::UnitHandler, None, Some(world.east_office)).await;
        let found = entries(&desk, "", &own).await;
        assert_eq!(told(&found), [("problem", "-1")], "{found:?}");
        assert_eq!(found[0]["case"]["code"].as_str().map(str::is_empty), Some(false), "{}", found[0]);
        assert_eq!(entries(&desk, "", &other).await.len(), 0);
        desk.get(&format!("/score-entries/{}", found[0]["id"].as_str().unwrap())).by(&other).reply().await.refused(404, "not_found");
        desk.get(&format!("/score-statements/{}", world.urban_management)).by(&other).reply().await.refused(404, "not_found");
        let inspector = desk.account(Role::Inspector).await;
        desk.get("/score-entries").by(&inspector).reply().await.refused(403, "forbidden");
        assert_eq!(total(&desk, world.urban_management, "2026-11", &own).await, "99");
        desk.after(chrono::Duration::days(20));
        let (office, own) = (desk.account(Role::Office).await, desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await);
        assert_eq!(post(&desk).await, 1, "its deadline passed and nothing else happened");
        let late = entries(&desk, "?trigger=overdue", &own).await;
        assert_eq!(told(&late), [("overdue", "-1")]);
        agrees(&desk).await;
        assert_eq!(total(&desk, world.urban_management, "2026-11", &office).await, "98");
        let list = desk.get("/score-statements?month=2026-11").by(&office).reply().await.done();
        let rows: Vec<&Value> = list["groups"].as_array().unwrap().iter().flat_map(|group| group["rows"].as_array().unwrap()).collect();
        let row = rows.iter().find(|row| row["unit"]["id"] == json!(world.urban_management)).unwrap();
        assert_eq!((&row["total"], &row["lost"], &row["gained"], &row["entries"]), (&json!("98"), &json!("-2"), &json!("0"), &json!(2)));
        let seen = desk.get("/score-statements?month=2026-11").by(&own).reply().await.done();
        let mine = &seen["groups"][0]["rows"];
        assert_eq!((mine.as_array().map(Vec::len), &mine[0]["rank"]), (Some(1), &row["rank"]), "the place does not depend on who asks");
        let path = format!("/score-statements/{}/document?month=2026-11", world.urban_management);
        let file = desk.get(&path).by(&own).reply().await;
        assert_eq!(file.status, 200, "{}", file.text);
        assert!(file.header("content-disposition").contains(".docx") && file.text.starts_with("PK"));
        let other = desk.account_at(Role::UnitHandler, None, Some(world.east_office)).await;
        desk.get(&path).by(&other).reply().await.refused(404, "not_found");
        let page = desk.get("/score-entries?limit=1").by(&office).reply().await.done();
        let next = page["next"].as_str().unwrap();
        assert_eq!(entries(&desk, &format!("?limit=1&cursor={next}"), &office).await.len(), 1);
        desk.get("/score-entries?cursor=x").by(&office).reply().await.refused(422, "invalid");
        desk.get("/score-entries?from=2026-02-01&until=2026-01-01").by(&office).reply().await.refused(422, "invalid");
        for month in ["2026-13", "-9999-1", "2026-%201"] {
            desk.get(&format!("/score-statements?month={month}")).by(&office).reply().await.refused(422, "invalid");
        }
    }

    async fn an_appeal_is_made_once_in_time_and_ruled_by_somebody_else(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        desk.ranking_scheme().await;
        desk.dispatched_case(&world).await;
        desk.dispatched_case(&world).await;
        post(&desk).await;
        let office = desk.account(Role::Office).await;
        let own = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
        let other = desk.account_at(Role::UnitHandler, None, Some(world.east_office)).await;
        let found = entries(&desk, "", &own).await;
        appeal(&desk, &found[0], &other).await.refused(404, "not_found");
        appeal(&desk, &found[0], &office).await.refused(403, "forbidden");
        let appealed = appeal(&desk, &found[0], &own).await.done();
        assert_eq!((&appealed["appeal"]["state"], &appealed["may_appeal"]), (&json!("pending"), &json!(false)));
        appeal(&desk, &found[0], &own).await.refused(409, "score_appeal_twice");
        rule(&desk, &appealed, true, &own).await.refused(403, "forbidden");
        let list = desk.get("/score-entries?appeal=pending").by(&office).reply().await.done();
        assert_eq!((&list["pending_appeals"], list["items"].as_array().map(Vec::len)), (&json!(1), Some(1)));
        assert_eq!(list["items"][0]["appeal"]["may_rule"], true);
        let ruled = rule(&desk, &appealed, true, &office).await.done();
        assert_eq!((&ruled["appeal"]["state"], ruled["reversed_by"].is_i64()), (&json!("upheld"), true), "{ruled}");
        rule(&desk, &appealed, true, &office).await.refused(412, "conflict");
        assert_eq!(total(&desk, world.urban_management, "2026-11", &own).await, "99");
        assert_eq!(post(&desk).await, 0, "what a person took back stays taken back");
        agrees(&desk).await;
        let appealed = appeal(&desk, &found[1], &own).await.done();
        let version = appealed["appeal"]["version"].as_i64().unwrap();
        let path = format!("/score-appeals/{}/withdrawal", appealed["appeal"]["id"].as_str().unwrap());
        desk.post(&path).by(&other).on_version(version).with(&json!({})).reply().await.refused(404, "not_found");
        let withdrawn = desk.post(&path).by(&own).on_version(version).with(&json!({})).reply().await.done();
        assert_eq!(withdrawn["appeal"]["state"], "withdrawn");
        desk.dispatched_case(&world).await;
        post(&desk).await;
        desk.after(chrono::Duration::days(8));
        let own = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
        let newest = entries(&desk, "?trigger=problem", &own).await;
        assert_eq!(newest[0]["may_appeal"], false);
        appeal(&desk, &newest[0], &own).await.refused(409, "score_appeal_late");
    }

    async fn the_office_enters_by_hand_by_a_rule_and_takes_back_with_a_reason(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        desk.ranking_scheme().await;
        let office = desk.account(Role::Office).await;
        let rules = desk.get(&format!("/score-entries/rules?unit={}", world.urban_management)).by(&office).reply().await.done();
        let codes: Vec<&str> = rules.as_array().unwrap().iter().map(|one| one["rule"]["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["praise", "criticism"], "{rules}");
        let praise = json!({
            "id": desk.app.new_id::<ScoreEntryId>(), "unit_id": world.urban_management, "rule": "praise", "level": "city",
            "on_day": "2026-11-23", "text": "市创建简报第 9 期推介",
        });
        let street = desk.account_at(Role::Office, Some(world.west_street), None).await;
        desk.post("/score-entries").by(&street).with(&praise).reply().await.refused(403, "forbidden");
        let mut wrong = praise.clone();
        for (field, value) in [("rule", json!("problem")), ("level", json!("own")), ("on_day", json!("2027-11-23")), ("text", json!(" "))] {
            wrong[field] = value;
        }
        let refused = desk.post("/score-entries").by(&office).with(&wrong).reply().await.refused(422, "invalid");
        let mut at: Vec<&str> = refused["errors"].as_array().unwrap().iter().map(|one| one["pointer"].as_str().unwrap()).collect();
        at.sort_unstable();
        assert_eq!(at, ["/on_day", "/rule", "/text"], "{refused}");
        let first = desk.post("/score-entries").by(&office).with(&praise).reply().await;
        assert_eq!(first.status, 201);
        let again = desk.post("/score-entries").by(&office).with(&praise).reply().await;
        assert_eq!((again.status, &again.json), (200, &first.json));
        assert_eq!(total(&desk, world.urban_management, "2026-11", &office).await, "105");
        agrees(&desk).await;
        let path = format!("/score-entries/{}/reversal", praise["id"].as_str().unwrap());
        desk.post(&path).by(&office).with(&json!({ "text": "" })).reply().await.refused(422, "invalid");
        let reversed = desk.post(&path).by(&office).with(&json!({ "text": "记错单位" })).reply().await.done();
        assert_eq!(reversed["may_reverse"], false);
        desk.post(&path).by(&office).with(&json!({ "text": "再冲一次" })).reply().await.refused(409, "score_entry_reversed");
        assert_eq!(total(&desk, world.urban_management, "2026-11", &office).await, "100");
        let standing = entries(&desk, "?standing=true", &office).await;
        assert_eq!(standing.len(), 0, "neither what was taken back nor what took it back");
    }

    async fn those_concerned_are_told_of_what_a_person_enters_appeals_and_rules(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        desk.ranking_scheme().await;
        desk.dispatched_case(&world).await;
        post(&desk).await;
        let office = desk.account(Role::Office).await;
        let street = desk.account_at(Role::Office, Some(world.west_street), None).await;
        let own = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
        let found = entries(&desk, "", &own).await;
        assert_eq!(scores_told(&desk, &own).await, Vec::<String>::new(), "what a rule enters is not told once more");
        let appealed = appeal(&desk, &found[0], &own).await.done();
        let asked = scores_told(&desk, &office).await;
        assert!(asked.len() == 1 && asked[0].contains("-1 分") && asked[0].contains("当日已整改"), "{asked:?}");
        assert_eq!(scores_told(&desk, &street).await.len(), 0, "who may not rule is not asked to");
        rule(&desk, &appealed, true, &office).await.done();
        let ruled = scores_told(&desk, &own).await;
        assert!(ruled.len() == 1 && ruled[0].contains("申诉成立 — 经核实"), "once, not for the reversal too: {ruled:?}");
        let praise = json!({
            "id": desk.app.new_id::<ScoreEntryId>(), "unit_id": world.urban_management, "rule": "praise", "level": "city",
            "on_day": "2026-11-23", "text": "市创建简报第 9 期推介",
        });
        desk.post("/score-entries").by(&office).with(&praise).reply().await.done();
        let path = format!("/score-entries/{}/reversal", praise["id"].as_str().unwrap());
        desk.post(&path).by(&office).with(&json!({ "text": "记错单位" })).reply().await.done();
        let told = scores_told(&desk, &own).await;
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told.iter().any(|text| text.contains("市创建简报第 9 期推介")) && told.iter().any(|text| text.contains("记错单位")), "{told:?}");
    }

    async fn clean_sites_of_a_closed_round_are_entered_and_go_with_a_visit_set_aside(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        desk.ranking_scheme().await;
        desk.closed_round(&world).await;
        assert!(post(&desk).await > 0);
        let office = desk.account(Role::Office).await;
        let clean = entries(&desk, "?trigger=clean_site", &office).await;
        assert_eq!(clean.len(), 2, "{clean:?}");
        assert!(clean.iter().all(|one| one["round"].is_object() && one["site"].is_object() && one["level"] == "city"), "{clean:?}");
        agrees(&desk).await;
    }

    async fn whoever_bore_a_share_bears_it_no_longer_once_the_entry_is_taken_back(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        desk.ranking_scheme().await;
        let list = desk.get("/schemes").by(&office).reply().await.done();
        let mut scheme = list["items"][0]["scheme"].clone();
        scheme["scoring"]["rule"][0]["assisting"] = json!("0.5");
        let body = json!({ "scheme": scheme, "version": null });
        let saved = desk.call(axum::http::Method::PUT, "/schemes").by(&office).with(&body).reply().await.done();
        let code = saved["items"][0]["code"].as_str().unwrap().to_owned();
        let body = json!({ "edition": 2, "version": saved["items"][0]["version"], "effective_from": saved["today"] });
        desk.post(&format!("/schemes/{code}/binding")).by(&office).with(&body).reply().await.done();
        desk.dispatched_case(&world).await;
        assert_eq!(post(&desk).await, 2, "the territorial unit assists");
        let shared = entries(&desk, "", &office).await;
        let own = shared.iter().find(|one| one["share"].is_null()).unwrap();
        let share = shared.iter().find(|one| one["share"] == "assisting").unwrap();
        assert_eq!((&own["amount"], &share["amount"], &share["calculation"]), (&json!("-1"), &json!("-0.5"), &json!("-1 · 协办分担 ×0.5")));
        let path = format!("/score-entries/{}/reversal", own["id"].as_str().unwrap());
        desk.post(&path).by(&office).with(&json!({ "text": "记错" })).reply().await.done();
        let standing = entries(&desk, "?standing=true", &office).await;
        assert_eq!(standing.len(), 0, "{standing:?}");
        agrees(&desk).await;
    }
}

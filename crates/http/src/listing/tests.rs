#![expect(clippy::unwrap_used, reason = "a failing test may panic")]
use axum::http::Method;
use serde_json::{Value, json};
use wangge_domain::ids::ListingId;
use wangge_domain::permission::Role;
use wangge_testkit::both_databases;

use crate::testing::{Account, Desk, Reply, World};

/// A week that is over on the day of these tests, and has figures.
const WEEK: &str = "week:2026-W48";

/// Two units of one group and one of another, a closed round and a case; a week later.
async fn office(desk: &Desk, world: &World) -> Account {
    desk.closed_round(world).await;
    desk.ranking_scheme().await;
    desk.after(chrono::Duration::days(7));
    desk.account(Role::Office).await
}

async fn drafted(desk: &Desk, office: &Account, period: &str) -> Value {
    let command = json!({ "id": desk.app.new_id::<ListingId>(), "period": period });
    let made = desk.post("/listings").by(office).with(&command).reply().await;
    assert_eq!(made.status, 201, "{}", made.text);
    let again = desk.post("/listings").by(office).with(&command).reply().await;
    assert_eq!(again.status, 200, "sent again it is the same: {}", again.text);
    let other = json!({ "id": command["id"], "period": "month:2026-10" });
    desk.post("/listings").by(office).with(&other).reply().await.refused(412, "conflict");
    made.done()
}

fn path(listing: &Value) -> String {
    format!("/listings/{}", listing["id"].as_str().unwrap())
}

async fn step(desk: &Desk, path: &str, verb: &str, body: &Value, by: &Account) -> Reply {
    let version = desk.version_of(path, by).await;
    desk.post(&format!("{path}/{verb}")).by(by).on_version(version).with(body).reply().await
}

/// A listing submitted by the office and approved by a leader.
async fn approved(desk: &Desk, office: &Account, leader: &Account, period: &str) -> String {
    let here = path(&drafted(desk, office, period).await);
    step(desk, &here, "submission", &json!({}), office).await.done();
    step(desk, &here, "approval", &json!({}), leader).await.done();
    here
}

fn listed(listing: &Value) -> Vec<(String, String)> {
    let groups = listing["groups"].as_array().unwrap().iter();
    groups
        .flat_map(|group| ["red", "black"].map(|side| (side, group[side].as_array().unwrap().clone())))
        .flat_map(|(side, rows)| {
            rows.into_iter().map(move |row| (side.to_owned(), row["unit"]["name"].as_str().unwrap().to_owned()))
        })
        .collect()
}

both_databases! {
    async fn a_listing_goes_from_draft_to_publication_and_nobody_approves_their_own(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = office(&desk, &world).await;
        let leader = desk.account(Role::Leader).await;
        let listing = drafted(&desk, &office, WEEK).await;
        assert_eq!((&listing["mark"], &listing["edition"], &listing["sha256"]), (&"draft".into(), &1.into(), &Value::Null), "{listing}");
        let named: usize = listing["groups"].as_array().unwrap().iter().map(|group| {
            ["red", "black", "remarks"].iter().map(|part| group[part].as_array().unwrap().len()).sum::<usize>()
        }).sum();
        assert!(named > 0, "everybody is listed or remarked on: {listing}");
        let here = path(&listing);
        let unit = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
        desk.get(&here).by(&unit).reply().await.refused(404, "not_found");
        step(&desk, &here, "approval", &json!({}), &leader).await.refused(409, "listing_not_now");
        let submitted = step(&desk, &here, "submission", &json!({}), &office).await.done();
        assert_eq!((&submitted["may"]["approve"], &submitted["may"]["own"]), (&false.into(), &true.into()));
        step(&desk, &here, "approval", &json!({}), &office).await.refused(409, "listing_own_submission");
        let today = desk.get("/today").by(&leader).reply().await.done();
        assert!(today["waits"].as_array().unwrap().iter().any(|wait| wait["kind"] == "approve_listing" && wait["count"] == 1), "{today}");
        let own = desk.get("/today").by(&office).reply().await.done();
        assert!(own["waits"].as_array().unwrap().iter().all(|wait| wait["kind"] != "approve_listing"), "{own}");
        step(&desk, &here, "return", &json!({ "reason": " " }), &leader).await.refused(422, "invalid");
        let back = step(&desk, &here, "return", &json!({ "reason": "备注漏了一家" }), &leader).await.done();
        assert_eq!((&back["mark"], &back["returned"]), (&"draft".into(), &"备注漏了一家".into()));
        step(&desk, &here, "submission", &json!({}), &office).await.done();
        let approved = step(&desk, &here, "approval", &json!({}), &leader).await.done();
        assert_eq!((&approved["mark"], &approved["may"]["publish"]), (&"approved".into(), &false.into()), "the office publishes");
        step(&desk, &here, "publication", &json!({}), &leader).await.refused(403, "forbidden");
        let out = step(&desk, &here, "publication", &json!({}), &office).await.done();
        assert_eq!((&out["mark"], out["sha256"].as_str().unwrap().len()), (&"published".into(), 64));
        assert_eq!(out["differs"], false);
        let seen = desk.get(&here).by(&unit).reply().await.done();
        assert_eq!((&seen["mark"], &seen["submitted"]), (&"published".into(), &Value::Null), "who submitted it is the office's affair");
        let record = format!("/events?noun=listing&id={}", here.trim_start_matches("/listings/"));
        for (reader, steps) in [(&unit, vec!["published"]), (&leader, vec!["made", "submitted", "returned", "submitted", "approved", "published"])] {
            let told = desk.get(&record).by(reader).reply().await.done();
            let kinds: Vec<&str> = told["items"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
            assert_eq!(kinds, steps);
        }
        step(&desk, &here, "return", &json!({ "reason": "有误" }), &office).await.refused(409, "listing_out");
    }

    async fn a_draft_is_made_anew_by_other_rules_at_its_version(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = office(&desk, &world).await;
        let listing = drafted(&desk, &office, WEEK).await;
        let here = path(&listing);
        let group = listing["groups"].as_array().unwrap().iter().find(|group| group["ranked"].as_u64() > Some(0)).unwrap().clone();
        let mut rule = group["rule"].clone();
        rule["red"] = json!({ "kind": "threshold", "at": "0" });
        rule["black"] = json!({ "kind": "none" });
        let put = |version: i64, rule: &Value| {
            let command = json!({ "rules": [rule], "note": "按分数线" });
            desk.call(Method::PUT, &here).by(&office).on_version(version).with(&command).reply()
        };
        let amended = put(1, &rule).await.done();
        let of = amended["groups"].as_array().unwrap().iter().find(|one| one["code"] == group["code"]).unwrap();
        assert_eq!(of["red"].as_array().map(Vec::len).map(|count| count as u64), group["ranked"].as_u64(), "all reach nought: {of}");
        assert_eq!((&of["black"], &of["no_black"], &amended["note"]), (&json!([]), &"不设黑榜".into(), &"按分数线".into()));
        put(1, &rule).await.refused(412, "conflict");
        rule["black"] = json!({ "kind": "threshold", "at": "5" });
        let refused = put(2, &rule).await;
        assert!(refused.text.contains("/rules/0/black"), "{}", refused.text);
        refused.refused(422, "invalid");
        let again = json!({ "id": desk.app.new_id::<ListingId>(), "period": WEEK });
        desk.post("/listings").by(&office).with(&again).reply().await.refused(409, "listing_exists");
        let whole = json!({ "id": desk.app.new_id::<ListingId>(), "period": "campaign" });
        desk.post("/listings").by(&office).with(&whole).reply().await.refused(422, "invalid");
    }

    async fn a_period_under_way_is_drafted_and_not_submitted(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = office(&desk, &world).await;
        for period in ["month:2026-12", "year:2026", "quarter:2026-Q4"] {
            let here = path(&drafted(&desk, &office, period).await);
            step(&desk, &here, "submission", &json!({}), &office).await.refused(409, "listing_not_over");
        }
        let years = desk.get("/rankings/periods").by(&office).reply().await.done();
        assert_eq!(years["years"][0]["key"], "year:2026", "{years}");
    }

    async fn before_its_moment_only_the_office_and_leaders_see_it_and_then_its_units_are_told(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = office(&desk, &world).await;
        let leader = desk.account(Role::Leader).await;
        let here = approved(&desk, &office, &leader, WEEK).await;
        let moment = desk.app.now() + chrono::Duration::hours(20);
        let past = json!({ "at": desk.app.now() - chrono::Duration::hours(1) });
        step(&desk, &here, "publication", &past, &office).await.refused(409, "listing_moment_past");
        let set = step(&desk, &here, "publication", &json!({ "at": moment }), &office).await.done();
        assert_eq!(set["mark"], "scheduled", "{set}");
        let on_it = listed(&set);
        assert!(!on_it.is_empty(), "{set}");
        let unit = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
        let auditor = desk.account(Role::Auditor).await;
        for reader in [&unit, &auditor] {
            desk.get(&here).by(reader).reply().await.refused(404, "not_found");
            assert_eq!(desk.get("/listings").by(reader).reply().await.done()["items"], json!([]));
        }
        assert_eq!(desk.get(&here).by(&leader).reply().await.done()["mark"], "scheduled");
        assert_eq!(wangge_app::listing::release_due(&desk.app).await.unwrap(), 0);
        desk.after(chrono::Duration::hours(20));
        let office = desk.account(Role::Office).await;
        let unit = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
        assert_eq!(desk.get(&here).by(&unit).reply().await.done()["mark"], "published", "by the clock alone");
        assert_eq!(wangge_app::listing::release_due(&desk.app).await.unwrap(), 1);
        assert_eq!(wangge_app::listing::release_due(&desk.app).await.unwrap(), 0, "its units are told once");
        wangge_app::notice::announce(&desk.app).await.unwrap();
        let told = desk.get("/me/notices").by(&unit).reply().await.done();
        let named = on_it.iter().any(|(_, name)| name.contains("城市管理"));
        let heard = told["items"].as_array().unwrap().iter().any(|one| one["kind"] == "listing_published");
        assert_eq!(heard, named, "{told} {on_it:?}");
        step(&desk, &here, "return", &json!({ "reason": "有误" }), &office).await.refused(409, "listing_out");
    }

    async fn what_is_out_is_put_right_by_a_new_edition_and_stays_visible(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = office(&desk, &world).await;
        let leader = desk.account(Role::Leader).await;
        let first = approved(&desk, &office, &leader, WEEK).await;
        let correct = |id: ListingId, reason: &str| {
            let command = json!({ "id": id, "reason": reason });
            desk.post(&format!("{first}/correction")).by(&office).with(&command).reply()
        };
        let id = desk.app.new_id::<ListingId>();
        correct(id, "名次有误").await.refused(409, "listing_not_out");
        let out = step(&desk, &first, "publication", &json!({}), &office).await.done();
        correct(id, " ").await.refused(422, "invalid");
        let made = correct(id, "名次有误").await;
        assert_eq!(made.status, 201, "{}", made.text);
        assert_eq!(correct(id, "名次有误").await.status, 200);
        correct(desk.app.new_id(), "再更正").await.refused(409, "listing_corrected_already");
        let second = made.done();
        assert_eq!((&second["edition"], &second["correction"]["reason"]), (&2.into(), &"名次有误".into()));
        assert_eq!(second["correction"]["sha256"], out["sha256"], "it names what it corrects");
        let there = path(&second);
        let of = out["groups"].as_array().unwrap().iter().find(|group| group["ranked"].as_u64() > Some(0)).unwrap();
        let mut rule = of["rule"].clone();
        rule["red"] = json!({ "kind": "none" });
        rule["black"] = json!({ "kind": "threshold", "at": "100" });
        let amend = json!({ "rules": [rule], "note": "" });
        let amended = desk.call(Method::PUT, &there).by(&office).on_version(1).with(&amend).reply().await.done();
        assert!(amended["correction"]["changes"][0].as_str().unwrap().contains('→'), "{amended}");
        assert_eq!(desk.get(&first).by(&leader).reply().await.done()["mark"], "published", "until the correction is out");
        step(&desk, &there, "submission", &json!({}), &office).await.done();
        step(&desk, &there, "approval", &json!({}), &leader).await.done();
        step(&desk, &there, "publication", &json!({}), &office).await.done();
        let old = desk.get(&first).by(&leader).reply().await.done();
        assert_eq!((&old["mark"], &old["corrected_by"]["edition"], &old["sha256"]), (&"corrected".into(), &2.into(), &out["sha256"]));
        let list = desk.get("/listings?mark=corrected&kind=week").by(&leader).reply().await.done();
        assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
        for format in ["docx", "xlsx", "csv"] {
            let file = desk.get(&format!("{there}/document?format={format}")).by(&leader).reply().await;
            assert_eq!(file.status, 200, "{}", file.text);
            assert!(file.header("content-disposition").contains(&format!(".{format}")));
        }
        let unit = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
        desk.get(&format!("{there}/document?format=csv")).by(&unit).reply().await.refused(403, "forbidden");
        assert_eq!(desk.get(&format!("{there}/document")).by(&unit).reply().await.status, 200, "its notice is for everybody");
    }

    async fn rules_are_kept_in_versions_and_only_the_whole_office_changes_them(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = office(&desk, &world).await;
        let rules = desk.get("/listing-rules").by(&office).reply().await.done();
        assert_eq!((&rules["version"], &rules["may_edit"]), (&0.into(), &true.into()), "{rules}");
        let mut rule = rules["items"][0]["rule"].clone();
        rule["red"] = json!({ "kind": "count", "count": 2 });
        let put = |version: i64, rule: &Value, by: &Account| {
            let command = json!({ "rules": [rule] });
            desk.call(Method::PUT, "/listing-rules").by(by).on_version(version).with(&command).reply()
        };
        let saved = put(0, &rule, &office).await.done();
        assert_eq!((&saved["version"], &saved["items"][0]["rule"]["red"]["count"]), (&1.into(), &2.into()));
        put(0, &rule, &office).await.refused(412, "conflict");
        rule["direction"] = "lower".into();
        put(1, &rule, &office).await.refused(422, "invalid");
        let leader = desk.account(Role::Leader).await;
        put(1, &rule, &leader).await.refused(403, "forbidden");
        let street = desk.account_at(Role::Office, Some(world.west_street), None).await;
        put(1, &rule, &street).await.refused(403, "forbidden");
        let command = json!({ "id": desk.app.new_id::<ListingId>(), "period": WEEK });
        desk.post("/listings").by(&street).with(&command).reply().await.refused(403, "forbidden");
        let inspector = desk.account(Role::Inspector).await;
        desk.get("/listings").by(&inspector).reply().await.refused(403, "forbidden");
    }
}

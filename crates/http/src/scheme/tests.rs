#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use serde_json::{Value, json};
use wangge_domain::permission::Role;
use wangge_testkit::both_databases;

use crate::testing::{Account, Desk, Reply};

async fn save(desk: &Desk, scheme: &Value, version: Option<i64>, by: &Account) -> Reply {
    let body = json!({ "scheme": scheme, "version": version });
    desk.call(axum::http::Method::PUT, "/schemes").by(by).with(&body).reply().await
}

async fn bind(desk: &Desk, (code, edition, version): (&str, i64, i64), from: &str, by: &Account) -> Reply {
    let body = json!({ "edition": edition, "version": version, "effective_from": from });
    desk.post(&format!("/schemes/{code}/binding")).by(by).with(&body).reply().await
}

async fn bind_draft(desk: &Desk, scheme: &Value, from: &str, by: &Account) -> Reply {
    let saved = save(desk, scheme, None, by).await.done();
    let of_code = saved["items"].as_array().unwrap().iter().find(|one| one["code"] == scheme["code"]).cloned().unwrap();
    bind(desk, (of_code["code"].as_str().unwrap(), 1, of_code["version"].as_i64().unwrap()), from, by).await
}

both_databases! {
    async fn a_draft_is_tried_and_bound_and_never_changes_what_went_before(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let office = desk.account(Role::Office).await;
        let list = desk.get("/schemes").by(&office).reply().await.done();
        assert_eq!((&list["items"], &list["may_edit"], &list["suggested"]["code"]), (&json!([]), &json!(true), &json!("suggested")));
        desk.ranking_scheme().await;
        desk.dispatched_case(&world).await;
        let list = desk.get("/schemes").by(&office).reply().await.done();
        let first = &list["items"][0];
        assert_eq!((&first["edition"], &first["state"], &first["effective_from"]), (&json!(1), &json!("in_force"), &json!("1970-01-01")));
        let mut stricter = first["scheme"].clone();
        stricter["scoring"]["rule"][0]["amounts"]["district"] = json!("-7");
        let mut wrong = stricter.clone();
        wrong["indicator"] = json!([]);
        wrong["groups"] = json!(["nobody"]);
        wrong["scoring"]["rule"][1]["code"] = json!("problem");
        let refused = save(&desk, &wrong, None, &office).await.refused(422, "invalid");
        let at: Vec<&str> = refused["errors"].as_array().unwrap().iter().map(|one| one["pointer"].as_str().unwrap()).collect();
        assert_eq!(at, ["/scheme/groups/0", "/scheme/indicator", "/scheme/scoring/rule/1/code"], "{refused}");
        let unit = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
        let street = desk.account_at(Role::Office, Some(world.west_street), None).await;
        for other in [&unit, &street] {
            save(&desk, &stricter, None, other).await.refused(403, "forbidden");
        }
        let saved = save(&desk, &stricter, None, &office).await.done();
        assert_eq!((&saved["items"][0]["edition"], &saved["items"][0]["state"]), (&json!(2), &json!("draft")));
        save(&desk, &stricter, None, &office).await.refused(412, "conflict");
        let seen = desk.get("/schemes").by(&unit).reply().await.done();
        assert_eq!(seen["items"].as_array().map(Vec::len), Some(1), "a draft is nobody's to read");
        let trial = json!({ "scheme": stricter, "months": ["2026-11"] });
        desk.post("/schemes/trial").by(&unit).with(&trial).reply().await.refused(403, "forbidden");
        let tried = desk.post("/schemes/trial").by(&office).with(&trial).reply().await.done();
        let rows: Vec<&Value> = tried["months"][0]["groups"].as_array().unwrap().iter().flat_map(|group| group["rows"].as_array().unwrap()).collect();
        let row = rows.iter().find(|row| row["unit"]["id"] == json!(world.urban_management)).unwrap();
        assert_eq!(row["ledger"], "93.00", "{row}");
        desk.post("/schemes/trial").by(&office).with(&json!({ "scheme": stricter, "months": ["2026-1"] })).reply().await.refused(422, "invalid");
        let version = saved["items"][0]["version"].as_i64().unwrap();
        let code = first["code"].as_str().unwrap();
        bind(&desk, (code, 2, version), "2026-11-01", &office).await.refused(422, "invalid");
        bind(&desk, (code, 3, version), "2026-12-01", &office).await.refused(404, "not_found");
        bind(&desk, (code, 2, version + 1), "2026-12-01", &office).await.refused(412, "conflict");
        let bound = bind(&desk, (code, 2, version), "2026-12-01", &office).await.done();
        assert_eq!((&bound["items"][0]["state"], &bound["items"][1]["state"]), (&json!("scheduled"), &json!("in_force")));
        bind(&desk, (code, 2, version + 1), "2026-12-02", &office).await.refused(409, "scheme_bound");
        wangge_app::score_ledger::post_due(&desk.app).await.unwrap();
        let entries = desk.get("/score-entries").by(&office).reply().await.done();
        assert_eq!(entries["items"][0]["amount"], "-1", "by the edition of its day: {entries}");
    }

    async fn a_peer_group_is_ranked_by_the_scheme_made_for_it(store: Store) {
        let (desk, _world) = Desk::with_world(store).await;
        desk.ranking_scheme().await;
        let office = desk.account(Role::Office).await;
        let list = desk.get("/schemes").by(&office).reply().await.done();
        let group = list["groups"][0]["code"].as_str().unwrap().to_owned();
        let scheme = |code: &str| json!({
            "code": code, "name": { "zh": "单项考核" }, "groups": [group],
            "indicator": [{ "code": "ledger_score", "weight": "1", "direction": "higher", "no_data": "exclude", "scale": { "kind": "points" } }],
            "scoring": { "base": "100", "appeal_days": 7, "rule": [] },
        });
        let today = list["today"].as_str().unwrap();
        for (code, refused) in [("one", false), ("two", true)] {
            let saved = save(&desk, &scheme(code), None, &office).await.done();
            let of_code = saved["items"].as_array().unwrap().iter().find(|one| one["code"] == code).cloned().unwrap();
            let reply = bind(&desk, (code, 1, of_code["version"].as_i64().unwrap()), list["today"].as_str().unwrap(), &office).await;
            if refused { reply.refused(422, "invalid"); } else { reply.done(); }
        }
        let early = bind_draft(&desk, &scheme("three"), "2026-01-01", &office).await.refused(422, "invalid");
        assert_eq!(early["errors"][0]["pointer"], "/effective_from", "another scheme held then: {early}");
        let mut for_all = scheme("four");
        for_all["groups"] = json!([]);
        bind_draft(&desk, &for_all, today, &office).await.refused(422, "invalid");
        let ranking = desk.get(&format!("/rankings?from={today}&until={today}")).by(&office).reply().await.done();
        for one in ranking["groups"].as_array().unwrap() {
            let own = one["code"] == json!(group);
            assert_eq!(one["scheme"]["name"] == "单项考核", own, "{one}");
            if own {
                assert!(one["rows"].as_array().unwrap().iter().all(|row| row["total"]["shown"] == "100.00"), "{one}");
            }
        }
    }
}

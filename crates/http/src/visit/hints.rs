//! `GET /api/v1/rounds/{id}/hints`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::view::{List, SiteHints};
use wangge_app::visit;
use wangge_domain::ids::RoundId;

use crate::answer::Answered;
use crate::extract::{Caller, Id};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(hints, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("hintsOfRound").tag("visits").summary("What was found last time").description(
        "For the inspectors of an open round that gives hints: at each of their sites the last counted answers and \
         photographs of the last closed round of the same kind. Of other rounds there are none (404). A site that \
         another open round keeps blind is left out.",
    )
}

async fn hints(caller: Caller, Id(id): Id<RoundId>) -> Answered<List<SiteHints>> {
    Ok(Json(visit::hints(&caller.app, &caller.actor, caller.lang, id).await?))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use serde_json::{Value, json};
    use wangge_domain::ids::RoundId;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::{Account, Desk, World};

    /// A closed first round in which the road was photographed, and a second one that is open and gives hints or none.
    async fn two_rounds(desk: &Desk, world: &World, hints: bool) -> (String, String, String, String) {
        let (office, inspector) = (desk.account(Role::Office).await, desk.inspector(world).await);
        let first = desk.open_round(world, 1).await;
        let photo = desk.sent_photo(&desk.account(Role::UnitHandler).await, 7).await;
        let sent = desk.sent_photo(&inspector, 7).await;
        assert_eq!(photo, sent);
        let found = [json!({ "item": "A01", "count": 2, "remark": "两处暴露垃圾" })];
        let mut visit = desk.visit_of(world.road, world, &found);
        visit["photos"] = json!({ "A01": [photo] });
        let path = format!("/rounds/{first}/visits");
        let made = desk.post(&path).by(&inspector).with(&visit).reply().await.done();
        let version = desk.version_of(&format!("/rounds/{first}"), &office).await;
        desk.post(&format!("/rounds/{first}/closing"))
            .by(&office)
            .on_version(version)
            .with(&json!({}))
            .reply()
            .await
            .done();
        let second = open_with(desk, world, 2, hints).await;
        (first.to_string(), second.to_string(), made["id"].as_str().unwrap().to_owned(), photo)
    }

    async fn open_with(desk: &Desk, world: &World, number: i64, hints: bool) -> RoundId {
        let office = desk.account(Role::Office).await;
        let mut plan = desk.round_plan(world, number);
        plan["settings"] = json!({ "hints": hints });
        let made = desk.post("/rounds").by(&office).with(&plan).reply().await.done();
        let id: RoundId = made["id"].as_str().unwrap().parse::<uuid::Uuid>().unwrap().into();
        let version = made["version"].as_i64().unwrap();
        desk.post(&format!("/rounds/{id}/opening"))
            .by(&office)
            .on_version(version)
            .with(&json!({}))
            .reply()
            .await
            .done();
        id
    }

    /// Another inspector than whoever made the visit, assigned to nothing but with the west in reach.
    async fn colleague(desk: &Desk, world: &World) -> Account {
        desk.account_at(Role::Inspector, Some(world.west_street), None).await
    }

    both_databases! {
        async fn a_round_that_gives_hints_shows_the_last_answers_with_words_and_photographs(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (first, second, _, photo) = two_rounds(&desk, &world, true).await;
            let inspector = desk.inspector(&world).await;
            let told: Value = desk.get(&format!("/rounds/{second}/hints")).by(&inspector).reply().await.done();
            let sites = told["items"].as_array().unwrap();
            assert_eq!(sites.len(), 1, "{told}");
            assert_eq!(sites[0]["site_id"].as_str(), Some(world.road.to_string().as_str()));
            assert_eq!(sites[0]["round"]["id"].as_str(), Some(first.as_str()));
            let hint = &sites[0]["hints"][0];
            assert_eq!((&hint["item"], &hint["lost"], &hint["remark"]), (&json!("A01"), &json!(true), &json!("两处暴露垃圾")));
            assert_eq!(hint["photos"][0]["sha256"], json!(photo));
            assert!(!hint.to_string().contains("score"), "{hint}");
            let colleague = colleague(&desk, &world).await;
            assert_eq!(desk.get(&format!("/evidence/{photo}?size=thumb")).by(&colleague).reply().await.status, 200);
        }

        async fn a_blind_round_gives_none_neither_here_nor_by_another_way(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (first, second, visit, photo) = two_rounds(&desk, &world, false).await;
            let (office, inspector) = (desk.account(Role::Office).await, desk.inspector(&world).await);
            let colleague = colleague(&desk, &world).await;
            for who in [&inspector, &colleague] {
                desk.get(&format!("/rounds/{second}/hints")).by(who).reply().await.refused(404, "not_found");
                desk.get(&format!("/rounds/{first}/hints")).by(who).reply().await.refused(404, "not_found");
                desk.get(&format!("/visits/{visit}")).by(who).reply().await.refused(404, "not_found");
                let listed = desk.get(&format!("/rounds/{first}/visits")).by(who).reply().await.done();
                assert_eq!(listed["items"], json!([]));
                let site = desk.get(&format!("/sites/{}", world.road)).by(who).reply().await.done();
                assert_eq!((&site["visits"], &site["cases"]), (&json!([]), &json!([])), "{site}");
                let photos = desk.get(&format!("/sites/{}/photos", world.road)).by(who).reply().await.done();
                assert_eq!(photos["count"], 0);
                let cases = desk.get(&format!("/cases?site={}", world.road)).by(who).reply().await.done();
                assert_eq!(cases["items"], json!([]));
            }
            desk.get(&format!("/evidence/{photo}?size=thumb")).by(&colleague).reply().await.refused(404, "not_found");
            assert_eq!(desk.get(&format!("/visits/{visit}")).by(&office).reply().await.status, 200);
            // What the inspector finds now is seen by them, and by no other inspector while the round is open.
            let now = desk.submitted_visit(&world, second.parse::<uuid::Uuid>().unwrap().into()).await;
            assert_eq!(desk.get(&format!("/visits/{now}")).by(&inspector).reply().await.status, 200);
            desk.get(&format!("/visits/{now}")).by(&colleague).reply().await.refused(404, "not_found");
            let version = desk.version_of(&format!("/rounds/{second}"), &office).await;
            let close = desk.post(&format!("/rounds/{second}/closing")).by(&office).on_version(version);
            close.with(&json!({})).reply().await.done();
            for seen in [visit, now.to_string()] {
                assert_eq!(desk.get(&format!("/visits/{seen}")).by(&colleague).reply().await.status, 200, "once it is closed");
            }
        }

        async fn an_inspector_of_a_blind_round_is_not_told_that_what_they_find_was_found_before(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (office, inspector) = (desk.account(Role::Office).await, desk.inspector(&world).await);
            let first = desk.closed_round(&world).await;
            let listed = desk.get(&format!("/cases?round={first}&item=A01")).by(&office).reply().await.done();
            let path = format!("/cases/{}", listed["items"][0]["id"].as_str().unwrap());
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
            for (step, body, who) in [
                ("filing", json!({}), &office),
                ("dispatch", json!({}), &office),
                ("acceptance", json!({}), &handler),
                ("rectification", json!({ "measures": "已清运" }), &handler),
                ("check", json!({ "passed": true }), &desk.account(Role::Office).await),
            ] {
                if listed["items"][0]["state"] != "reported" && step == "filing" {
                    continue;
                }
                desk.step(&path, step, &body, who).await;
            }
            let second = open_with(&desk, &world, 2, false).await;
            desk.submitted_visit(&world, second).await;
            let found = |who: Account| async {
                let asked = format!("/cases?round={second}&item=A01");
                desk.get(&asked).by(&{ who }).reply().await.done()["items"][0].clone()
            };
            let (open, blind) = (found(office.clone()).await, found(inspector.clone()).await);
            assert_eq!(open["id"], blind["id"]);
            let own = listed["items"][0]["severity"].clone();
            assert_eq!(open["rebound"], json!(true), "{open}");
            assert_ne!(open["severity"], own, "it is graver: {open}");
            assert_eq!((&blind["rebound"], &blind["severity"]), (&json!(false), &own), "{blind}");
            let path = format!("/cases/{}", blind["id"].as_str().unwrap());
            let told = desk.get(&path).by(&inspector).reply().await.done();
            assert_eq!((&told["rebound"], &told["rebound_of"]), (&json!(false), &Value::Null));
            assert!(!told["timeline"].to_string().contains("反弹"), "{}", told["timeline"]);
            assert!(desk.get(&path).by(&office).reply().await.done()["timeline"].to_string().contains("反弹"));
            for asked in ["rebound=true", "rebound=false", "severity=serious"] {
                let path = format!("/cases?{asked}");
                desk.get(&path).by(&inspector).reply().await.refused(409, "blind_round");
                assert_eq!(desk.get(&path).by(&office).reply().await.status, 200);
                desk.get(&format!("/cases/counts?{asked}")).by(&inspector).reply().await.refused(409, "blind_round");
            }
            let today = desk.get("/today").by(&inspector).reply().await.done();
            assert!(today["week"].as_array().unwrap().iter().all(|figure| figure["kind"] != "rebound"), "{today}");
            desk.step(&format!("/rounds/{second}"), "closing", &json!({}), &office).await;
            let after = found(inspector).await;
            assert_eq!((&after["rebound"], &after["severity"]), (&json!(true), &open["severity"]), "once it is closed");
        }

        async fn a_site_another_open_round_keeps_blind_has_no_hint(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (_, second, _, _) = two_rounds(&desk, &world, true).await;
            open_with(&desk, &world, 3, false).await;
            let inspector = desk.inspector(&world).await;
            let told = desk.get(&format!("/rounds/{second}/hints")).by(&inspector).reply().await.done();
            assert_eq!(told["items"], json!([]));
        }

        async fn who_submits_no_visits_is_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (_, second, _, _) = two_rounds(&desk, &world, true).await;
            let path = format!("/rounds/{second}/hints");
            desk.get(&path).by(&desk.account(Role::Leader).await).reply().await.refused(403, "forbidden");
        }
    }
}

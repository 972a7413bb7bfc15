//! `GET /api/v1/visits/{id}/signals`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::signal;
use wangge_app::view::Signals;
use wangge_domain::ids::VisitId;

use crate::answer::Answered;
use crate::extract::{Caller, Id};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(of_visit, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("signalsOfVisit")
        .tag("signals")
        .summary("Signals of a visit")
        .description("For whoever may return or void it.")
}

async fn of_visit(caller: Caller, Id(id): Id<VisitId>) -> Answered<Signals> {
    Ok(Json(signal::of_visit(&caller.app, &caller.actor, caller.lang, id).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_phone_far_from_its_site_is_told_unless_it_did_not_know_where_it_was(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let (office, inspector) = (desk.account(Role::Office).await, desk.inspector(&world).await);
            // Both about four kilometres north of their sites; the second phone is unsure.
            for (site, lon, accuracy, doubts) in [(world.road, 114.05, 12.0, 1), (world.estate, 114.06, 6_000.0, 0)] {
                let mut visit = desk.visit_of(site, &world, &[json!({ "item": "A01", "count": 0 })]);
                let path = format!("/sites/{site}");
                let lat = desk.get(&path).by(&office).reply().await.done()["lat"].as_f64().unwrap_or_default();
                (visit["lon"], visit["lat"], visit["accuracy_m"]) = (json!(lon), json!(lat + 0.036), json!(accuracy));
                let path = format!("/rounds/{round}/visits");
                let made = desk.post(&path).by(&inspector).with(&visit).reply().await;
                assert_eq!(made.status, 201, "{}", made.text);
                let path = format!("/visits/{}/signals", made.json["id"].as_str().unwrap_or_default());
                let told = desk.get(&path).by(&office).reply().await.done();
                let far = told["signals"].as_array().into_iter().flatten().filter(|one| one["kind"] == "phone_far");
                assert_eq!(far.count(), doubts, "{told}");
            }
        }

        async fn a_jump_between_fixes_a_camera_elsewhere_and_a_lost_height_are_told_with_their_figures(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let (office, inspector) = (desk.account(Role::Office).await, desk.inspector(&world).await);
            let path = format!("/rounds/{round}/visits");
            let send = async |n: i32, height: Option<f64>, photo: Option<String>| {
                desk.after(chrono::Duration::minutes(40));
                let mut visit = desk.visit_of(world.road, &world, &[json!({ "item": "A01", "count": 0 })]);
                visit["lon"] = json!(114.05 + f64::from(n) * 1e-6);
                (visit["lat"], visit["accuracy_m"], visit["altitude_m"]) = (json!(37.9), json!(8.0), json!(height));
                if let Some(photo) = photo {
                    visit["photos"] = json!({ "A01": [photo] });
                }
                let made = desk.post(&path).by(&inspector).with(&visit).reply().await.done();
                let path = format!("/visits/{}/signals", made["id"].as_str().unwrap_or_default());
                let told = desk.get(&path).by(&office).reply().await.done();
                let kinds = told["signals"].as_array().into_iter().flatten();
                kinds.filter_map(|one| one["kind"].as_str().map(str::to_owned)).collect::<Vec<_>>()
            };
            for n in 0..5 {
                assert_eq!(send(n, Some(80.0), None).await, [] as [&str; 0]);
            }
            assert_eq!(send(5, None, None).await, ["no_height"]);
            // Ten minutes into the visit the phone is forty kilometres away.
            let taken = (desk.app.now() + chrono::Duration::minutes(30)).format("%Y-%m-%dT%H:%M:%SZ");
            let said = format!("&lon=114.5&lat=37.9&accuracy_m=10&taken_at={taken}");
            let photo = desk.sent_photo_saying(&inspector, 77, &said).await;
            let kinds = send(6, Some(80.0), Some(photo)).await;
            assert!(kinds.contains(&"jump".to_owned()) && kinds.contains(&"photo_far".to_owned()), "{kinds:?}");
        }

        async fn a_visit_is_told_to_the_office_and_never_to_its_inspector(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let visit = desk.submitted_visit(&world, round).await;
            let (office, inspector) = (desk.account(Role::Office).await, desk.inspector(&world).await);
            let path = format!("/visits/{visit}/signals");
            let told: Value = desk.get(&path).by(&office).reply().await.done();
            assert_eq!(told["count"]["doubts"], 0, "{told}");
            desk.get(&path).by(&inspector).reply().await.refused(403, "forbidden");
            let all = desk.get(&format!("/signals/visits?round={round}")).by(&office).reply().await.done();
            assert_eq!(all["items"][0]["id"].as_str(), Some(visit.to_string().as_str()));
            let nobody = uuid::Uuid::nil();
            desk.get(&format!("/signals/visits?round={nobody}")).by(&office).reply().await.refused(404, "not_found");
        }
    }
}

//! `GET /api/v1/cases/{id}/signals`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::signal;
use wangge_app::view::Signals;
use wangge_domain::ids::CaseId;

use crate::answer::Answered;
use crate::extract::{Caller, Id};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(of_case, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("signalsOfCase")
        .tag("signals")
        .summary("Signals of a case's last rectification")
        .description("For whoever checks it: what deserves a second look and why. It decides nothing.")
}

async fn of_case(caller: Caller, Id(id): Id<CaseId>) -> Answered<Signals> {
    Ok(Json(signal::of_case(&caller.app, &caller.actor, caller.lang, id).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::{Account, Desk, World};

    fn kinds(signals: &Value) -> Vec<&str> {
        let all = signals["signals"].as_array().map(Vec::as_slice).unwrap_or_default();
        all.iter().filter_map(|signal| signal["kind"].as_str()).collect()
    }

    /// A case rectified with photographs that say when and where they were taken; the way the unit sends them.
    async fn rectified(desk: &Desk, world: &World, said: &[(u8, String)]) -> String {
        let case = desk.accepted_case(world).await;
        let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
        let mut photos = Vec::new();
        for (shade, said) in said {
            photos.push(desk.sent_photo_saying(&handler, *shade, said).await);
        }
        let path = format!("/cases/{case}");
        let version = desk.version_of(&path, &handler).await;
        let body = json!({ "measures": "已清运", "photos": photos });
        desk.post(&format!("{path}/rectification")).by(&handler).on_version(version).with(&body).reply().await.done();
        path
    }

    async fn signals(desk: &Desk, path: &str, who: &Account) -> Value {
        desk.get(&format!("{path}/signals")).by(who).reply().await.done()
    }

    /// What a phone says that stands at the road, or so many degrees beside it, so many minutes ago.
    async fn said(desk: &Desk, world: &World, beside: f64, minutes: i64) -> String {
        let office = desk.account(Role::Office).await;
        let site = desk.get(&format!("/sites/{}", world.road)).by(&office).reply().await.done();
        let part = |key: &str| site[key].as_f64().unwrap_or_default();
        let taken = desk.app.now() - chrono::Duration::minutes(minutes);
        let at = taken.format("%Y-%m-%dT%H:%M:%SZ");
        format!("&lon={}&lat={}&accuracy_m=10&taken_at={at}", part("lon") + beside, part("lat"))
    }

    both_databases! {
        async fn a_photograph_taken_there_and_then_raises_nothing(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let here = said(&desk, &world, 0.0, -4).await;
            let path = rectified(&desk, &world, &[(1, here)]).await;
            let office = desk.account(Role::Office).await;
            let told = signals(&desk, &path, &office).await;
            assert_eq!((kinds(&told), &told["count"]["doubts"]), (vec![], &json!(0)), "{told}");
        }

        async fn a_photograph_from_elsewhere_from_before_and_without_anything_are_told_apart(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (far, old) = (said(&desk, &world, 0.02, -4).await, said(&desk, &world, 0.0, 600).await);
            let path = rectified(&desk, &world, &[(1, far), (2, old), (3, String::new())]).await;
            let office = desk.account(Role::Office).await;
            let told = signals(&desk, &path, &office).await;
            assert_eq!(kinds(&told), ["photo_far", "photo_time", "no_place", "no_time"], "{told}");
            assert_eq!(told["count"], json!({ "doubts": 2, "unverified": 2 }));
            assert!(told["signals"][0]["reason"].as_str().is_some_and(|reason| reason.contains("km")), "{told}");
        }

        async fn a_photograph_used_before_names_its_first_use_and_none_at_all_is_unverified(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let first = said(&desk, &world, 0.0, -4).await;
            let before = rectified(&desk, &world, &[(7, first)]).await;
            let office = desk.account(Role::Office).await;
            let number = desk.get(&before).by(&office).reply().await.done()["number"].clone();
            let again = said(&desk, &world, 0.0, -4).await;
            let path = rectified(&desk, &world, &[(7, again)]).await;
            let told = signals(&desk, &path, &office).await;
            assert_eq!(kinds(&told), ["reused"], "{told}");
            let reason = told["signals"][0]["reason"].as_str().unwrap_or_default();
            assert!(number.as_str().is_some_and(|number| reason.contains(number)), "{reason}");
            assert_eq!(kinds(&signals(&desk, &before, &office).await), Vec::<&str>::new(), "the first use is no re-use");
            let bare = rectified(&desk, &world, &[]).await;
            assert_eq!(kinds(&signals(&desk, &bare, &office).await), ["no_photo"]);
        }

        async fn whoever_checks_sees_the_doubtful_first_and_whoever_is_checked_nothing(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let here = said(&desk, &world, 0.0, -4).await;
            let fine = rectified(&desk, &world, &[(1, here)]).await;
            let far = said(&desk, &world, 0.02, -4).await;
            let doubtful = rectified(&desk, &world, &[(2, far)]).await;
            let office = desk.account(Role::Office).await;
            let all = desk.get("/signals/rectifications").by(&office).reply().await.done();
            let paths: Vec<String> = all["items"].as_array().into_iter().flatten()
                .filter_map(|line| Some(format!("/cases/{}", line["case"]["id"].as_str()?))).collect();
            assert_eq!(paths, [doubtful.clone(), fine]);
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
            for path in [format!("{doubtful}/signals"), "/signals/rectifications".to_owned()] {
                desk.get(&path).by(&handler).reply().await.refused(403, "forbidden");
            }
        }
    }
}

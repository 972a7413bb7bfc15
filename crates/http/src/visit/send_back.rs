//! `POST /api/v1/visits/{id}/return`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::view::{Reason, VisitDetail};
use wangge_app::visit;
use wangge_domain::ids::VisitId;

use crate::answer::Answered;
use crate::extract::{Body, Caller, Id};

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(send_back, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("returnVisit")
        .tag("visits")
        .summary("Return a visit")
        .description("It does not count, and the site is to be visited again; the new visit names the returned one.")
}

async fn send_back(caller: Caller, Id(id): Id<VisitId>, Body(reason): Body<Reason>) -> Answered<VisitDetail> {
    Ok(Json(visit::send_back(&caller.app, &caller.actor, caller.lang, id, reason).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_returned_visit_does_not_count_and_the_next_one_takes_its_place(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let first = desk.submitted_visit(&world, round).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/visits/{first}/return");
            desk.post(&path).by(&office).with(&json!({ "reason": " " })).reply().await.refused(409, "reason_missing");
            let returned = desk.post(&path).by(&office).with(&json!({ "reason": "照片模糊" })).reply().await.done();
            assert_eq!((returned["state"].as_str(), returned["void_reason"].as_str()), (Some("returned"), Some("照片模糊")));
            let round_now = desk.get(&format!("/rounds/{round}")).by(&office).reply().await.done();
            assert_eq!(round_now["visited"], 0, "{round_now}");
            let again = desk.post(&path).by(&office).with(&json!({ "reason": "再来" })).reply().await;
            again.refused(409, "visit_returned_already");
            let void = desk.post(&format!("/visits/{first}/voiding")).by(&office).with(&json!({ "reason": "作废" }));
            void.reply().await.refused(409, "visit_returned_already");
            let second = desk.submitted_visit(&world, round).await;
            let second = desk.get(&format!("/visits/{second}")).by(&office).reply().await.done();
            assert_eq!(second["replaces"], json!(first));
            let first = desk.get(&format!("/visits/{first}")).by(&office).reply().await.done();
            assert_eq!(first["replaced_by"], second["id"]);
            let third = desk.submitted_visit(&world, round).await;
            let third = desk.get(&format!("/visits/{third}")).by(&office).reply().await.done();
            assert!(third["replaces"].is_null(), "a returned visit is replaced once: {third}");
        }

        async fn a_closed_round_an_inspector_and_an_unknown_visit_are_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.closed_round(&world).await;
            let office = desk.account(Role::Office).await;
            let list = desk.get(&format!("/rounds/{round}/visits")).by(&office).reply().await.done();
            let path = format!("/visits/{}/return", list["items"][0]["id"].as_str().unwrap_or_default());
            let reason = json!({ "reason": "照片模糊" });
            desk.post(&path).by(&office).with(&reason).reply().await.refused(409, "round_wrong_state");
            let inspector = desk.inspector(&world).await;
            desk.post(&path).by(&inspector).with(&reason).reply().await.refused(403, "forbidden");
            let unknown = format!("/visits/{}/return", world.road);
            desk.post(&unknown).by(&office).with(&reason).reply().await.refused(404, "not_found");
        }
    }
}

//! `POST /api/v1/visits/{id}/voiding`

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
    post_with(void, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("voidVisit")
        .tag("visits")
        .summary("Void a visit")
        .description("It no longer counts; the record keeps it with the reason.")
}

async fn void(caller: Caller, Id(id): Id<VisitId>, Body(reason): Body<Reason>) -> Answered<VisitDetail> {
    Ok(Json(visit::void(&caller.app, &caller.actor, caller.lang, id, reason).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_voided_visit_is_kept_with_its_reason(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let visit = desk.submitted_visit(&world, round).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/visits/{visit}/voiding");
            let empty = desk.post(&path).by(&office).with(&json!({ "reason": " " })).reply().await;
            assert!(matches!(empty.status, 409 | 422), "{}", empty.text);
            let voided = desk.post(&path).by(&office).with(&json!({ "reason": "走错了路段" })).reply().await.done();
            assert_eq!((voided["state"].as_str(), voided["void_reason"].as_str()), (Some("voided"), Some("走错了路段")));
            let again = desk.post(&path).by(&office).with(&json!({ "reason": "再来" })).reply().await;
            assert_eq!(again.status, 409, "{}", again.text);
        }

        async fn an_inspector_may_not(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let visit = desk.submitted_visit(&world, round).await;
            let inspector = desk.inspector(&world).await;
            let call = desk.post(&format!("/visits/{visit}/voiding")).by(&inspector).with(&json!({ "reason": "错" }));
            call.reply().await.refused(403, "forbidden");
        }
    }
}

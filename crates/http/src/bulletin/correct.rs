//! `POST /api/v1/bulletins/{id}/correction`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::bulletin;
use wangge_app::context::App;
use wangge_app::view::{BulletinDetail, CorrectBulletin};
use wangge_domain::ids::BulletinId;

use crate::answer::Created;
use crate::extract::{Body, Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(correct, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("correctBulletin")
        .tag("bulletins")
        .summary("Correct a published bulletin")
        .description("The issue stays as it is; a new one about the same week names it and says why.")
}

async fn correct(
    caller: Caller,
    Id(id): Id<BulletinId>,
    Body(command): Body<CorrectBulletin>,
) -> Result<Created<Json<BulletinDetail>>, Refusal> {
    let answer = bulletin::correct(&caller.app, &caller.actor, caller.lang, id, command).await?;
    Ok(Created { new: true, answer: Json(answer) })
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_correction_is_a_new_issue_that_names_the_one_it_corrects(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let first = desk.published_bulletin(&world).await;
            let office = desk.account(Role::Office).await;
            let before = desk.get(&format!("/bulletins/{first}")).by(&office).reply().await.done();
            let reason = json!({ "reason": "第三张表的整改率有误" });
            let made = desk.post(&format!("/bulletins/{first}/correction")).by(&office).with(&reason).reply().await.done();
            assert_eq!((made["number"].as_i64(), made["corrects"]["number"].as_i64()), (Some(2), Some(1)), "{made}");
            assert!(made["html"].as_str().is_some_and(|html| html.contains("本期更正第1期") && html.contains("第三张表的整改率有误")));
            let after = desk.get(&format!("/bulletins/{first}")).by(&office).reply().await.done();
            assert_eq!((&after["html"], &after["sha256"]), (&before["html"], &before["sha256"]), "what is published stays");
            assert_eq!(after["corrected_by"]["number"], 2);
            let again = desk.post(&format!("/bulletins/{first}/correction")).by(&office).with(&reason).reply().await;
            again.refused(409, "bulletin_corrected");
            let english = json!({ "week": "2026-W47", "lang": "en" });
            assert_eq!(desk.post("/bulletins").by(&office).with(&english).reply().await.done()["number"], 2);
        }

        async fn without_a_reason_for_nothing_and_by_others_it_is_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let first = desk.published_bulletin(&world).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/bulletins/{first}/correction");
            let problem = desk.post(&path).by(&office).with(&json!({ "reason": " " })).reply().await.refused(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], "/reason");
            let reason = json!({ "reason": "误" });
            let nothing = format!("/bulletins/{}/correction", world.road);
            desk.post(&nothing).by(&office).with(&reason).reply().await.refused(404, "not_found");
            let leader = desk.account(Role::Leader).await;
            desk.post(&path).by(&leader).with(&reason).reply().await.refused(403, "forbidden");
        }
    }
}

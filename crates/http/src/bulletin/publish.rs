//! `POST /api/v1/bulletins`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::bulletin;
use wangge_app::context::App;
use wangge_app::view::{BulletinDetail, PublishBulletin};

use crate::answer::Created;
use crate::extract::{Body, Caller};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(publish, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("publishBulletin")
        .tag("bulletins")
        .summary("Publish a week's bulletin")
        .description("It gets its number and never changes again.")
}

async fn publish(
    caller: Caller,
    Body(command): Body<PublishBulletin>,
) -> Result<Created<Json<BulletinDetail>>, Refusal> {
    let answer = bulletin::publish(&caller.app, &caller.actor, caller.lang, command).await?;
    Ok(Created { new: true, answer: Json(answer) })
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_bulletin_is_numbered_and_published_once(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            desk.ranking_scheme().await;
            let office = desk.account(Role::Office).await;
            let command = json!({ "week": "2026-W47", "lang": "zh-CN" });
            let reply = desk.post("/bulletins").by(&office).with(&command).reply().await;
            assert_eq!((reply.status, reply.json["number"].as_i64()), (201, Some(1)), "{}", reply.text);
            let again = desk.post("/bulletins").by(&office).with(&command).reply().await;
            assert!(matches!(again.status, 200 | 201 | 409), "{}", again.text);
            let list = desk.get("/bulletins").by(&office).reply().await.done();
            assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
        }

        async fn only_the_office_publishes_and_only_weeks_that_exist(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            let command = json!({ "week": "2026-W47", "lang": "zh-CN" });
            desk.post("/bulletins").by(&leader).with(&command).reply().await.refused(403, "forbidden");
            let wrong = json!({ "week": "2026-W60", "lang": "zh-CN" });
            let problem = desk.post("/bulletins").by(&office).with(&wrong).reply().await.refused(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], "/week");
        }
    }
}

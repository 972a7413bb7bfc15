//! `GET /api/v1/bulletins/drafts`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::bulletin;
use wangge_app::context::App;
use wangge_app::view::{BulletinDraftSummary, List};

use crate::answer::Answered;
use crate::extract::Caller;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(drafts, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listBulletinDrafts")
        .tag("bulletins")
        .summary("Drafts")
        .description("The weeks to whose bulletin the office has added something, the latest first.")
}

async fn drafts(caller: Caller) -> Answered<List<BulletinDraftSummary>> {
    Ok(Json(bulletin::drafts(&caller.app, &caller.actor).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn only_those_who_publish_see_drafts(store: Store) {
            let desk = Desk::open(store).await;
            let office = desk.account(Role::Office).await;
            assert_eq!(desk.get("/bulletins/drafts").by(&office).reply().await.done()["items"].as_array().map(Vec::len), Some(0));
            let leader = desk.account(Role::Leader).await;
            desk.get("/bulletins/drafts").by(&leader).reply().await.refused(403, "forbidden");
        }
    }
}

//! `GET /api/v1/bulletins/preview`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::bulletin;
use wangge_app::context::App;
use wangge_app::view::{BulletinPreview, BulletinPreviewQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(preview, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("previewBulletin")
        .tag("bulletins")
        .summary("A week's bulletin before it is published")
        .description("Made from the facts as they stand now.")
}

async fn preview(caller: Caller, Query(query): Query<BulletinPreviewQuery>) -> Answered<BulletinPreview> {
    Ok(Json(bulletin::preview(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_weeks_bulletin_is_made_from_the_facts(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.closed_round(&world).await;
            desk.ranking_scheme().await;
            let office = desk.account(Role::Office).await;
            let preview = desk.get("/bulletins/preview?week=2026-W48").by(&office).reply().await.done();
            assert_eq!((preview["week"].as_str(), preview["lang"].as_str()), (Some("2026-W48"), Some("zh-CN")));
            assert!(preview["html"].as_str().is_some_and(|html| html.contains("云岭区")), "{preview}");
            assert!(preview["published"].is_null());
            let english = desk.get("/bulletins/preview?week=2026-W48&lang=en").by(&office).reply().await.done();
            assert_eq!(english["lang"], "en");
        }

        async fn a_week_that_does_not_exist_is_refused(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let problem = desk.get("/bulletins/preview?week=2026-W60").by(&office).reply().await.refused(400, "query_invalid");
            assert_eq!(problem["errors"][0]["pointer"], "?week");
        }
    }
}

//! `GET /api/v1/editions`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::edition;
use wangge_app::view::{EditionSummary, List};

use crate::answer::Answered;
use crate::extract::Caller;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listEditions")
        .tag("standards")
        .summary("Editions of the standards")
        .description("All editions, drafts only for those who may publish.")
}

async fn list(caller: Caller) -> Answered<List<EditionSummary>> {
    Ok(Json(edition::list(&caller.app, &caller.actor, caller.lang).await?))
}

#[cfg(test)]
mod tests {
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn editions_are_listed_and_a_sample_says_so(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let inspector = desk.inspector(&world).await;
            let list = desk.get("/editions").by(&inspector).reply().await.done();
            let edition = &list["items"][0];
            assert_eq!((edition["version"].as_str(), edition["sample"].as_bool()), (Some("2026.1"), Some(true)));
            assert_eq!(edition["state"], "published");
            assert!(edition["item_count"].as_u64() > Some(10), "{edition}");
        }
    }
}

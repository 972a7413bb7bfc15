//! `GET /api/v1/editions/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::edition;
use wangge_app::view::EditionDetail;
use wangge_domain::ids::EditionId;

use crate::answer::Tagged;
use crate::extract::{Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showEdition")
        .tag("standards")
        .summary("One edition")
        .description("Its groups, site types, modules and how it is computed, in sentences.")
}

async fn show(caller: Caller, Id(id): Id<EditionId>) -> Result<Tagged<EditionDetail>, Refusal> {
    Ok(Tagged(edition::show(&caller.app, &caller.actor, caller.lang, id).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn an_edition_says_how_it_is_computed(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let edition = desk.get(&format!("/editions/{}", world.edition)).by(&office).reply().await.done();
            assert_eq!((edition["full_mark"].as_str(), edition["groups"].as_array().map(Vec::len)), (Some("100"), Some(3)));
            assert_eq!(edition["modules"][0]["observed"], true);
            assert!(edition["aggregation"].as_array().is_some_and(|lines| lines.len() >= 3), "{edition}");
        }

        async fn another_identity_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            desk.get(&format!("/editions/{}", world.road)).by(&office).reply().await.refused(404, "not_found");
        }
    }
}

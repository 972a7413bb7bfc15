//! `POST /api/v1/editions/{id}/publication`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::edition;
use wangge_app::view::EditionDetail;
use wangge_domain::ids::EditionId;

use crate::answer::Tagged;
use crate::extract::{Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(publish, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("publishEdition")
        .tag("standards")
        .summary("Publish an edition")
        .description("It can then be used for rounds, and no longer changes.")
}

async fn publish(caller: Caller, Id(id): Id<EditionId>) -> Result<Tagged<EditionDetail>, Refusal> {
    Ok(Tagged(edition::publish(&caller.app, &caller.actor, caller.lang, id).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_published_edition_stays_published(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/editions/{}/publication", world.edition);
            let again = desk.post(&path).by(&office).reply().await;
            assert!(matches!(again.status, 200 | 409), "{}", again.text);
            let edition = desk.get(&format!("/editions/{}", world.edition)).by(&office).reply().await.done();
            assert_eq!(edition["state"], "published");
        }

        async fn only_the_office_publishes_and_only_what_is_there(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let leader = desk.account(Role::Leader).await;
            let office = desk.account(Role::Office).await;
            desk.post(&format!("/editions/{}/publication", world.edition)).by(&leader).reply().await.refused(403, "forbidden");
            desk.post(&format!("/editions/{}/publication", world.road)).by(&office).reply().await.refused(404, "not_found");
        }
    }
}

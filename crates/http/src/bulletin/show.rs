//! `GET /api/v1/bulletins/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::bulletin;
use wangge_app::context::App;
use wangge_app::view::BulletinDetail;
use wangge_domain::ids::BulletinId;

use crate::answer::Answered;
use crate::extract::{Caller, Id};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showBulletin")
        .tag("bulletins")
        .summary("One bulletin")
        .description("As it was published, with the facts it was made from.")
}

async fn show(caller: Caller, Id(id): Id<BulletinId>) -> Answered<BulletinDetail> {
    Ok(Json(bulletin::show(&caller.app, &caller.actor, caller.lang, id).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_bulletin_stays_as_it_was_published(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let id = desk.published_bulletin(&world).await;
            let leader = desk.account(Role::Leader).await;
            let first = desk.get(&format!("/bulletins/{id}")).by(&leader).reply().await.done();
            desk.dispatched_case(&world).await;
            let later = desk.get(&format!("/bulletins/{id}")).by(&leader).reply().await.done();
            assert_eq!(first, later);
            assert!(first["html"].as_str().is_some_and(|html| html.contains("<html")));
        }

        async fn no_bulletin_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let leader = desk.account(Role::Leader).await;
            desk.get(&format!("/bulletins/{}", world.road)).by(&leader).reply().await.refused(404, "not_found");
        }
    }
}

//! `GET /api/v1/bulletins`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::bulletin;
use wangge_app::context::App;
use wangge_app::view::{BulletinSummary, List};

use crate::answer::Answered;
use crate::extract::Caller;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("listBulletins").tag("bulletins").summary("Published bulletins").description("The latest first.")
}

async fn list(caller: Caller) -> Answered<List<BulletinSummary>> {
    Ok(Json(bulletin::list(&caller.app, &caller.actor, caller.lang).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn published_bulletins_are_listed(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.published_bulletin(&world).await;
            let leader = desk.account(Role::Leader).await;
            let list = desk.get("/bulletins").by(&leader).reply().await.done();
            assert_eq!((list["items"][0]["number"].as_i64(), list["items"][0]["week"].as_str()), (Some(1), Some("2026-W47")));
        }

        async fn inspectors_do_not_read_them(store: Store) {
            let desk = Desk::open(store).await;
            let inspector = desk.account(Role::Inspector).await;
            desk.get("/bulletins").by(&inspector).reply().await.refused(403, "forbidden");
        }
    }
}

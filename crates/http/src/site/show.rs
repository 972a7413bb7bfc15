//! `GET /api/v1/sites/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::site;
use wangge_app::view::SiteDetail;
use wangge_domain::ids::SiteId;

use crate::answer::Tagged;
use crate::extract::{Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("showSite").tag("sites").summary("One site").description("Its scores by round, visits and cases.")
}

async fn show(caller: Caller, Id(id): Id<SiteId>) -> Result<Tagged<SiteDetail>, Refusal> {
    Ok(Tagged(site::show(&caller.app, &caller.actor, caller.lang, id).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_site_says_where_it_lies_and_who_answers(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let reply = desk.get(&format!("/sites/{}", world.road)).by(&office).reply().await;
            assert_eq!(reply.header("etag"), "\"1\"");
            let site = reply.done();
            assert_eq!((site["name"].as_str(), site["type"]["name"].as_str()), (Some("人民路西段"), Some("道路")));
            assert_eq!((site["unit"]["code"].as_str(), site["node"]["code"].as_str()), (Some("xishan"), Some("99990101")));
            assert!(site["item_count"].as_u64() > Some(0), "{site}");
            assert_eq!(site["rounds"], serde_json::json!([]));
        }

        async fn a_site_of_somebody_else_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.west_office)).await;
            desk.get(&format!("/sites/{}", world.road)).by(&handler).reply().await.done();
            desk.get(&format!("/sites/{}", world.market)).by(&handler).reply().await.refused(404, "not_found");
        }
    }
}

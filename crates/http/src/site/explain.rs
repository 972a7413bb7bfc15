//! `GET /api/v1/sites/{id}/explanation`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::site;
use wangge_app::view::{ScoreNode, SiteExplanationQuery};
use wangge_domain::ids::SiteId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(explain, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("explainSite")
        .tag("sites")
        .summary("How a site's score was made")
        .description("The site's part of the explanation tree, down to each item.")
}

async fn explain(caller: Caller, Id(id): Id<SiteId>, Query(query): Query<SiteExplanationQuery>) -> Answered<ScoreNode> {
    Ok(Json(site::explain(&caller.app, &caller.actor, caller.lang, id, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_sites_score_unfolds_to_its_items(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.closed_round(&world).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/sites/{}/explanation?round={round}", world.road);
            let node = desk.get(&path).by(&office).reply().await.done();
            assert_eq!((node["kind"].as_str(), node["score"]["shown"].as_str()), (Some("site"), Some("95.00")), "{node}");
            let parts = node["parts"].as_array().cloned().unwrap_or_default();
            assert!(parts.iter().any(|part| part["kind"] == "item" && part["observation_id"].is_string()), "{node}");
        }

        async fn an_inspector_never_sees_it_and_nobody_a_site_that_is_not(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let inspector = desk.inspector(&world).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/sites/{}/explanation?round={round}", world.road);
            desk.get(&path).by(&inspector).reply().await.refused(403, "forbidden");
            let path = format!("/sites/{}/explanation", world.edition);
            desk.get(&path).by(&office).reply().await.refused(404, "not_found");
        }
    }
}

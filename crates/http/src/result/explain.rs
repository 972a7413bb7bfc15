//! `GET /api/v1/rounds/{id}/explanation`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::result;
use wangge_app::view::{ExplanationQuery, ScoreNode};
use wangge_domain::ids::RoundId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(explain, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("explainRound")
        .tag("results")
        .summary("How a score was made")
        .description("One part of the explanation tree with its parts one level deep.")
}

async fn explain(caller: Caller, Id(id): Id<RoundId>, Query(query): Query<ExplanationQuery>) -> Answered<ScoreNode> {
    Ok(Json(result::explain(&caller.app, &caller.actor, caller.lang, id, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_tree_unfolds_from_the_whole_to_a_site(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.closed_round(&world).await;
            let leader = desk.account(Role::Leader).await;
            let at = async |key: String| {
                desk.get(&format!("/rounds/{round}/explanation{key}")).by(&leader).reply().await.done()
            };
            let whole = at(String::new()).await;
            assert_eq!((whole["kind"].as_str(), whole["has_parts"].as_bool()), (Some("total"), Some(true)), "{whole}");
            let district = at("?at=district".to_owned()).await;
            assert!(district["parts"].as_array().is_some_and(|parts| !parts.is_empty()), "{district}");
            let site = at(format!("?at=site:{}", world.road)).await;
            assert_eq!(site["score"]["shown"], "95.00", "{site}");
            assert!(site["rule_text"].as_str().is_some_and(|text| !text.is_empty()));
            let unit = at(format!("?at=unit:{}", world.west_office)).await;
            assert_eq!(unit["kind"], "unit");
        }

        async fn a_place_that_is_not_in_the_tree_is_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.closed_round(&world).await;
            let leader = desk.account(Role::Leader).await;
            let path = format!("/rounds/{round}/explanation?at=moon:1");
            let reply = desk.get(&path).by(&leader).reply().await;
            assert!(matches!(reply.status, 404 | 422), "{}", reply.text);
        }
    }
}

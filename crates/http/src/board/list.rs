//! `GET /api/v1/boards`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::board;
use wangge_app::context::App;
use wangge_app::view::{BoardQuery, Boards};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listBoards")
        .tag("grid")
        .summary("Responsibility boards 公示牌")
        .description("Who answers for a node, ready to print: for one node, or with all below it.")
}

async fn list(caller: Caller, Query(query): Query<BoardQuery>) -> Answered<Boards> {
    Ok(Json(board::list(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_street_brings_its_communities_and_only_the_contact_has_a_telephone(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let leader = desk.account(Role::Leader).await;
            let boards = desk.get(&format!("/boards?node={}&below=true", world.west_street)).by(&leader).reply().await.done();
            let items = boards["items"].as_array().cloned().unwrap_or_default();
            assert_eq!((items.len(), boards["demonstration"].as_bool()), (2, Some(true)));
            let street = &items[0];
            assert_eq!((street["node"]["name"].as_str(), street["above"].as_str()), (Some("西山街道"), Some("云岭区")));
            assert_eq!(street["phone"], "199-0000-0000");
            assert_eq!(street["duties"][0], "每日巡查一次");
            assert_eq!(street["standards"].as_array().map(Vec::len), Some(2));
            assert!(street["leaders"][0]["phone"].is_null() && street["head"]["phone"].is_null());
            assert!(items[1]["phone"].is_null(), "nobody serves there yet");
            let one = desk.get(&format!("/boards?node={}", world.west_street)).by(&leader).reply().await.done();
            assert_eq!(one["items"].as_array().map(Vec::len), Some(1));
            let level = desk.get("/boards?below=true&level=3").by(&leader).reply().await.done();
            assert_eq!(level["items"].as_array().map(Vec::len), Some(2));
        }

        async fn outside_ones_reach_there_is_none(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            desk.get(&format!("/boards?node={}", world.east_street)).by(&worker).reply().await.refused(404, "not_found");
        }
    }
}

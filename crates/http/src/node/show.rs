//! `GET /api/v1/nodes/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::node;
use wangge_app::view::NodeDetail;
use wangge_domain::ids::NodeId;

use crate::answer::Tagged;
use crate::extract::{Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showNode")
        .tag("grid")
        .summary("One node")
        .description("Its chain, people, duties, what it lacks, its sites, figures and boundary.")
}

async fn show(caller: Caller, Id(id): Id<NodeId>) -> Result<Tagged<NodeDetail>, Refusal> {
    Ok(Tagged(node::show(&caller.app, &caller.actor, caller.lang, id).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_node_says_who_answers_for_it_and_what_it_lacks(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let leader = desk.account(Role::Leader).await;
            let node = desk.get(&format!("/nodes/{}", world.west_street)).by(&leader).reply().await.done();
            assert_eq!((node["name"].as_str(), node["level"].as_i64()), (Some("西山街道"), Some(2)));
            assert_eq!(node["chain"][0]["name"], "云岭区");
            assert_eq!(node["unit"]["code"], "xishan");
            assert_eq!(node["people"][0]["role"], "leader");
            assert_eq!(node["duties"][0]["text"], "每日巡查一次");
            assert_eq!(node["boundary"]["type"], "MultiPolygon");
            let bare = desk.get(&format!("/nodes/{}", world.east_community)).by(&leader).in_english().reply().await.done();
            assert_eq!((bare["name"].as_str(), bare["complete"].as_bool()), (Some("Liu'an"), Some(false)));
            assert!(bare["missing_names"].as_array().is_some_and(|missing| !missing.is_empty()), "{bare}");
        }

        async fn what_lies_outside_ones_reach_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            desk.get(&format!("/nodes/{}", world.west_community)).by(&worker).reply().await.done();
            desk.get(&format!("/nodes/{}", world.east_community)).by(&worker).reply().await.refused(404, "not_found");
            desk.get("/nodes/west").by(&worker).reply().await.refused(404, "not_found");
        }
    }
}

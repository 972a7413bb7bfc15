//! `GET /api/v1/nodes`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::node;
use wangge_app::view::{List, NodeQuery, NodeSummary};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listNodes")
        .tag("grid")
        .summary("Nodes of the grid")
        .description("The nodes the reader may know about, by parent, level or words.")
}

async fn list(caller: Caller, Query(query): Query<NodeQuery>) -> Answered<List<NodeSummary>> {
    Ok(Json(node::list(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_office_sees_the_whole_grid_and_filters_it(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let count = async |query: &str| {
                let list = desk.get(&format!("/nodes{query}")).by(&office).reply().await.done();
                list["items"].as_array().map(Vec::len)
            };
            for (query, expected) in [
                (String::new(), 5),
                ("?level=2".to_owned(), 2),
                (format!("?parent={}", world.district), 2),
                ("?q=%E7%9F%B3%E6%A1%A5".to_owned(), 1),
                ("?q=nothing-is-called-so".to_owned(), 0),
            ] {
                assert_eq!(count(&query).await, Some(expected), "{query}");
            }
        }

        async fn a_grid_worker_sees_the_own_subtree(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let list = desk.get("/nodes").by(&worker).reply().await.done().to_string();
            assert!(list.contains(&world.west_community.to_string()), "{list}");
            assert!(!list.contains(&world.east_community.to_string()), "{list}");
        }

        async fn an_unknown_parameter_is_named(store: Store) {
            let desk = Desk::open(store).await;
            let office = desk.account(Role::Office).await;
            let problem = desk.get("/nodes?levle=2").by(&office).reply().await.refused(400, "query_invalid");
            assert_eq!(problem["errors"][0]["pointer"], "?levle");
            let problem = desk.get("/nodes?level=two").by(&office).reply().await.refused(400, "query_invalid");
            assert_eq!(problem["errors"][0]["pointer"], "?level");
        }
    }
}

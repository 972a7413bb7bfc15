//! `GET /api/v1/map`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::map;
use wangge_app::view::{DistrictMap, MapQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showMap")
        .tag("overview")
        .summary("The map of the district")
        .description("Nodes with their boundaries and sites, each with what colours it, as GeoJSON in WGS-84.")
}

async fn show(caller: Caller, Query(query): Query<MapQuery>) -> Answered<DistrictMap> {
    Ok(Json(map::show(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_map_has_every_boundary_and_site(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let leader = desk.account(Role::Leader).await;
            let map = desk.get("/map").by(&leader).reply().await.done();
            assert_eq!(map["nodes"]["type"], "FeatureCollection");
            assert_eq!(map["nodes"]["features"].as_array().map(Vec::len), Some(5));
            assert_eq!(map["sites"]["features"].as_array().map(Vec::len), Some(3));
            assert_eq!(map["bbox"], serde_json::json!([114.0, 37.8, 114.2, 38.0]));
            let streets = desk.get("/map?level=2").by(&leader).reply().await.done();
            assert_eq!(streets["nodes"]["features"].as_array().map(Vec::len), Some(2));
        }

        async fn an_inspector_sees_what_their_sites_lie_in_and_no_score(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let inspector = desk.inspector(&world).await;
            assert_eq!(desk.get("/map").by(&inspector).reply().await.done()["nodes"]["features"], serde_json::json!([]));
            desk.open_round(&world, 1).await;
            let map = desk.get("/map").by(&inspector).reply().await.done();
            assert_eq!(map["sites"]["features"].as_array().map(Vec::len), Some(3));
            let nodes = map["nodes"]["features"].as_array().cloned().unwrap_or_default();
            assert_eq!(nodes.len(), 5, "the sites' communities, streets and district");
            assert!(nodes.iter().all(|node| node["properties"]["score"].is_null()), "{map}");
        }

        async fn the_system_administrator_sees_no_scores_and_a_round_must_be_one(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            desk.get("/map?round=last").by(&office).reply().await.refused(400, "query_invalid");
        }
    }
}

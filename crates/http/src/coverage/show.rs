//! `GET /api/v1/coverage`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::coverage;
use wangge_app::view::{CoverageQuery, CoverageReport};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showCoverage")
        .tag("grid")
        .summary("How boundaries cover the nodes above")
        .description("Gaps, overlaps and overhangs of the boundaries that stand, as GeoJSON, the largest first.")
}

async fn show(caller: Caller, Query(query): Query<CoverageQuery>) -> Answered<CoverageReport> {
    Ok(Json(coverage::show(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn what_two_claim_and_what_nobody_covers_is_shown_on_the_map(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let exact = desk.get("/coverage").by(&office).reply().await.done();
            assert_eq!((exact["piece_count"].as_u64(), exact["with_boundary"].as_u64()), (Some(0), Some(5)), "{exact}");
            let ring = "[[114.0,37.8],[114.11,37.8],[114.11,37.99],[114.0,37.99],[114.0,37.8]]";
            let file = format!(
                "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{{\"code\":\"999901\"}},\
                 \"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[{ring}]}}}}]}}"
            );
            let import = desk.post("/imports/grid?filename=west.geojson").by(&office).bytes(file.as_bytes()).reply().await.done();
            assert_eq!(import["applied"], true, "{import}");
            let report = desk.get("/coverage").by(&office).reply().await.done();
            let faults: Vec<&str> = report["pieces"]["features"].as_array().into_iter().flatten()
                .filter_map(|piece| piece["properties"]["fault"].as_str()).collect();
            assert!(faults.contains(&"gap") && faults.contains(&"overlap"), "{report}");
            assert_eq!(report["pieces"]["features"][0]["geometry"]["type"], "MultiPolygon");
            let east = desk.get(&format!("/coverage?node={}", world.east_street)).by(&office).reply().await.done();
            assert_eq!(east["piece_count"], 0);
        }

        async fn outside_ones_reach_there_is_nothing(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            desk.get(&format!("/coverage?node={}", world.east_street)).by(&worker).reply().await.refused(404, "not_found");
            desk.get("/coverage?nodes=1").by(&worker).reply().await.refused(400, "query_invalid");
        }
    }
}

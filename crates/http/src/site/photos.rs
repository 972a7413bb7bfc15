//! `GET /api/v1/sites/{id}/photos`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::site;
use wangge_app::view::SitePhotos;
use wangge_domain::ids::SiteId;

use crate::answer::Answered;
use crate::extract::{Caller, Id};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(photos, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("listSitePhotos").tag("sites").summary("A site's photographs").description(
        "By item over time: what each visit and report found, and what it looked like after it was mended.",
    )
}

async fn photos(caller: Caller, Id(id): Id<SiteId>) -> Answered<SitePhotos> {
    Ok(Json(site::photos(&caller.app, &caller.actor, caller.lang, id).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn photographs_stand_by_item_and_moment_with_what_was_mended_since(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let inspector = desk.inspector(&world).await;
            let (first, second) = (desk.sent_photo(&inspector, 1).await, desk.sent_photo(&inspector, 2).await);
            let found = [json!({ "item": "A01", "count": 2 }), json!({ "item": "A02", "count": 1 })];
            let mut visit = desk.visit_of(world.road, &world, &found);
            visit["photos"] = json!({ "A01": [first, second] });
            desk.post(&format!("/rounds/{round}/visits")).by(&inspector).with(&visit).reply().await.done();
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let third = desk.sent_photo(&worker, 3).await;
            let mut report = desk.report_of(&world);
            report["photos"] = json!([third]);
            report["item_code"] = json!(null);
            desk.after(chrono::Duration::hours(1));
            desk.post("/cases").by(&worker).with(&report).reply().await.done();
            let office = desk.account(Role::Office).await;
            let all = desk.get(&format!("/sites/{}/photos", world.road)).by(&office).reply().await.done();
            assert_eq!((all["count"].as_u64(), all["columns"].as_array().map(Vec::len)), (Some(3), Some(2)), "{all}");
            assert_eq!(all["rows"].as_array().map(Vec::len), Some(2));
            assert!(all["rows"][0]["item"].is_null() && all["rows"][0]["cells"][0]["column"] == 1, "{all}");
            let cell = &all["rows"][1]["cells"][0];
            assert_eq!((all["rows"][1]["item"]["code"].as_str(), cell["found"].as_array().map(Vec::len)), (Some("A01"), Some(2)));
            assert!(cell["case"]["id"].is_string() && cell["lost"]["shown"].is_string(), "{cell}");
            let own = desk.get(&format!("/sites/{}/photos", world.road)).by(&inspector).reply().await.done();
            assert!(own["rows"].as_array().into_iter().flatten().all(|row| row["cells"][0]["lost"].is_null()), "{own}");
        }

        async fn a_site_of_somebody_else_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.west_office)).await;
            let path = |site| format!("/sites/{site}/photos");
            desk.get(&path(world.road)).by(&handler).reply().await.done();
            desk.get(&path(world.market)).by(&handler).reply().await.refused(404, "not_found");
        }
    }
}

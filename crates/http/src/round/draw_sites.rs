//! `POST /api/v1/rounds/draw`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::round;
use wangge_app::view::{DrawSites, Drawn};

use crate::answer::Answered;
use crate::extract::{Body, Caller};

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(draw_sites, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("drawSites")
        .tag("rounds")
        .summary("Draw sites at random")
        .description("So many of each type from a seed; the same seed draws the same sites. Nothing is written.")
}

async fn draw_sites(caller: Caller, Body(command): Body<DrawSites>) -> Answered<Drawn> {
    Ok(Json(round::draw_sites(&caller.app, &caller.actor, caller.lang, command).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_seed_draws_the_same_again_and_the_plan_records_it(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let draw = json!({ "seed": "20261123", "counts": { "road": 1, "market": 5 } });
            let command = json!({ "edition_id": world.edition, "draw": draw });
            let first = desk.post("/rounds/draw").by(&office).with(&command).reply().await.done();
            let again = desk.post("/rounds/draw").by(&office).with(&command).reply().await.done();
            assert_eq!(first, again);
            assert_eq!((first["types"][0]["asked"].as_u64(), first["types"][0]["candidates"].as_u64()), (Some(5), Some(1)));
            let mut plan = desk.round_plan(&world, 1);
            plan["draw"] = draw;
            desk.post("/rounds").by(&office).with(&plan).reply().await.done();
        }

        async fn without_a_seed_or_the_right_nothing_is_drawn(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let mut command = json!({ "edition_id": world.edition, "draw": { "seed": " ", "counts": {} } });
            desk.post("/rounds/draw").by(&office).with(&command).reply().await.refused(422, "invalid");
            let leader = desk.account(Role::Leader).await;
            desk.post("/rounds/draw").by(&leader).with(&command).reply().await.refused(403, "forbidden");
            command["draw"] = json!({ "seed": "1", "counts": {}, "node": world.road });
            desk.post("/rounds/draw").by(&office).with(&command).reply().await.refused(404, "not_found");
        }
    }
}

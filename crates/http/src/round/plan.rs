//! `POST /api/v1/rounds`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::round;
use wangge_app::view::{PlanRound, RoundDetail};

use crate::answer::Tagged;
use crate::extract::{Body, Caller};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(plan, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("planRound").tag("rounds").summary("Plan a round").description(
        "A numbered round of a kind on a published edition, with its sites and, if known, who visits which.",
    )
}

async fn plan(caller: Caller, Body(command): Body<PlanRound>) -> Result<Tagged<RoundDetail>, Refusal> {
    Ok(Tagged(round::plan(&caller.app, &caller.actor, caller.lang, command).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_planned_round_stands_and_the_same_plan_again_answers_the_same(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let plan = desk.round_plan(&world, 1);
            let first = desk.post("/rounds").by(&office).with(&plan).reply().await.done();
            assert_eq!((first["state"].as_str(), first["sites"].as_u64()), (Some("planned"), Some(3)));
            let again = desk.post("/rounds").by(&office).with(&plan).reply().await.done();
            assert_eq!(again["id"], first["id"]);
            let list = desk.get("/rounds").by(&office).reply().await.done();
            assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
        }

        async fn a_number_taken_an_end_before_the_beginning_and_an_unknown_edition_are_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            desk.post("/rounds").by(&office).with(&desk.round_plan(&world, 1)).reply().await.done();
            let taken = desk.post("/rounds").by(&office).with(&desk.round_plan(&world, 1));
            let taken = taken.reply().await;
            assert!(matches!(taken.status, 409 | 422), "{}", taken.text);
            let mut backwards = desk.round_plan(&world, 2);
            backwards["closes_on"] = json!("2026-11-01");
            let backwards = desk.post("/rounds").by(&office).with(&backwards).reply().await;
            assert!(matches!(backwards.status, 409 | 422), "{}", backwards.text);
            let mut unknown = desk.round_plan(&world, 3);
            unknown["edition_id"] = json!(world.road);
            let unknown = desk.post("/rounds").by(&office).with(&unknown).reply().await;
            assert!(matches!(unknown.status, 404 | 409 | 422), "{}", unknown.text);
            let leader = desk.account(Role::Leader).await;
            let call = desk.post("/rounds").by(&leader).with(&desk.round_plan(&world, 4));
            call.reply().await.refused(403, "forbidden");
        }
    }
}

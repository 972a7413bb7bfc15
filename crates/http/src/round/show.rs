//! `GET /api/v1/rounds/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::round;
use wangge_app::view::RoundDetail;
use wangge_domain::ids::RoundId;

use crate::answer::Tagged;
use crate::extract::{Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showRound")
        .tag("rounds")
        .summary("One round")
        .description("How far it has come, its modules and assignments.")
}

async fn show(caller: Caller, Id(id): Id<RoundId>) -> Result<Tagged<RoundDetail>, Refusal> {
    Ok(Tagged(round::show(&caller.app, &caller.actor, caller.lang, id).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_round_says_who_visits_what(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let office = desk.account(Role::Office).await;
            let reply = desk.get(&format!("/rounds/{round}")).by(&office).reply().await;
            assert!(!reply.header("etag").is_empty());
            let round = reply.done();
            assert_eq!(round["assignments"].as_array().map(Vec::len), Some(3));
            assert_eq!(round["assignments"][0]["inspectors"][0]["name"], "林一舟");
            assert_eq!(round["by_type"].as_array().map(Vec::len), Some(3));
        }

        async fn no_round_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            desk.get(&format!("/rounds/{}", world.road)).by(&office).reply().await.refused(404, "not_found");
        }
    }
}

//! `GET /api/v1/rounds`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::round;
use wangge_app::view::{List, RoundSummary};

use crate::answer::Answered;
use crate::extract::Caller;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("listRounds").tag("rounds").summary("Rounds").description("All rounds, the latest first.")
}

async fn list(caller: Caller) -> Answered<List<RoundSummary>> {
    Ok(Json(round::list(&caller.app, &caller.actor, caller.lang).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn rounds_are_listed_the_latest_first(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let leader = desk.account(Role::Leader).await;
            let list = desk.get("/rounds").by(&leader).reply().await.done();
            assert_eq!(list["items"][0]["id"], round.to_string().as_str());
            assert_eq!((list["items"][0]["state"].as_str(), list["items"][0]["sites"].as_u64()), (Some("open"), Some(3)));
        }

        async fn the_system_administrator_has_no_part_in_rounds(store: Store) {
            let desk = Desk::open(store).await;
            let administrator = desk.account(Role::SystemAdministrator).await;
            desk.get("/rounds").by(&administrator).reply().await.refused(403, "forbidden");
        }
    }
}

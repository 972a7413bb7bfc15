//! `POST /api/v1/rounds/{id}/opening`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::round;
use wangge_app::view::RoundDetail;
use wangge_domain::ids::RoundId;

use crate::answer::Tagged;
use crate::extract::{Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(open, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("openRound").tag("rounds").summary("Open a round").description("From now on its sites can be visited.")
}

async fn open(caller: Caller, Id(id): Id<RoundId>, IfMatch(version): IfMatch) -> Result<Tagged<RoundDetail>, Refusal> {
    Ok(Tagged(round::open(&caller.app, &caller.actor, caller.lang, id, version).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn it_is_open_once_and_on_the_version_read(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.planned_round(&world, 1).await;
            let office = desk.account(Role::Office).await;
            let version = desk.version_of(&format!("/rounds/{round}"), &office).await;
            let path = format!("/rounds/{round}/opening");
            desk.post(&path).by(&office).reply().await.refused(428, "version_missing");
            desk.post(&path).by(&office).on_version(version + 7).reply().await.refused(412, "conflict");
            let done = desk.post(&path).by(&office).on_version(version).reply().await.done();
            assert_eq!(done["state"], "open");
            let version = desk.version_of(&format!("/rounds/{round}"), &office).await;
            let again = desk.post(&path).by(&office).on_version(version).reply().await;
            assert_eq!(again.status, 409, "{}", again.text);
        }

        async fn only_the_office_may_and_only_a_round(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.planned_round(&world, 1).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            let path = format!("/rounds/{round}/opening");
            desk.post(&path).by(&leader).on_version(1).reply().await.refused(403, "forbidden");
            let path = format!("/rounds/{}/opening", world.road);
            desk.post(&path).by(&office).on_version(1).reply().await.refused(404, "not_found");
        }
    }
}

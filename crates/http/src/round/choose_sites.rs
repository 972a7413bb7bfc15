//! `PUT /api/v1/rounds/{id}/sites`

use aide::axum::routing::{ApiMethodRouter, put_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::round;
use wangge_app::view::{RoundDetail, SiteChoice};
use wangge_domain::ids::RoundId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    put_with(choose_sites, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("chooseSites")
        .tag("rounds")
        .summary("Choose a round's sites")
        .description("All sites of the round, in place of those before.")
}

async fn choose_sites(
    caller: Caller,
    Id(id): Id<RoundId>,
    IfMatch(version): IfMatch,
    Body(choice): Body<SiteChoice>,
) -> Result<Tagged<RoundDetail>, Refusal> {
    Ok(Tagged(round::choose_sites(&caller.app, &caller.actor, caller.lang, id, version, choice).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_sites_of_a_planned_round_are_chosen(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.planned_round(&world, 1).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/rounds/{round}");
            let version = desk.version_of(&path, &office).await;
            let call = desk.call(Method::PUT, &format!("{path}/sites")).by(&office).on_version(version);
            let chosen = call.with(&json!({ "site_ids": [world.road] })).reply().await.done();
            assert_eq!(chosen["sites"], 1);
        }

        async fn an_unknown_site_is_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.planned_round(&world, 1).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/rounds/{round}");
            let version = desk.version_of(&path, &office).await;
            let call = desk.call(Method::PUT, &format!("{path}/sites")).by(&office).on_version(version);
            let reply = call.with(&json!({ "site_ids": [world.district] })).reply().await;
            assert!(matches!(reply.status, 404 | 409 | 422), "{}", reply.text);
            assert_eq!(desk.version_of(&path, &office).await, version, "nothing has changed");
            let leader = desk.account(Role::Leader).await;
            let call = desk.call(Method::PUT, &format!("{path}/sites")).by(&leader).on_version(version);
            call.with(&json!({ "all": true })).reply().await.refused(403, "forbidden");
        }
    }
}

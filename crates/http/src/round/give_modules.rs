//! `PUT /api/v1/rounds/{id}/modules`

use aide::axum::routing::{ApiMethodRouter, put_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::round;
use wangge_app::view::{ModuleValues, RoundDetail};
use wangge_domain::ids::RoundId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    put_with(give_modules, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("giveModules")
        .tag("rounds")
        .summary("Give the scores of modules not observed")
        .description("Materials, survey, upper-level opinion, as the edition names them.")
}

async fn give_modules(
    caller: Caller,
    Id(id): Id<RoundId>,
    IfMatch(version): IfMatch,
    Body(values): Body<ModuleValues>,
) -> Result<Tagged<RoundDetail>, Refusal> {
    Ok(Tagged(round::give_modules(&caller.app, &caller.actor, caller.lang, id, version, values).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_module_the_edition_does_not_have_or_observes_is_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.planned_round(&world, 1).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/rounds/{round}");
            let version = desk.version_of(&path, &office).await;
            for module in ["survey", "field"] {
                let call = desk.call(Method::PUT, &format!("{path}/modules")).by(&office).on_version(version);
                let reply = call.with(&json!({ "values": { module: "90" } })).reply().await;
                assert!(matches!(reply.status, 409 | 422), "{module}: {}", reply.text);
            }
            let call = desk.call(Method::PUT, &format!("{path}/modules")).by(&office).on_version(version);
            call.with(&json!({ "values": {} })).reply().await.done();
            let leader = desk.account(Role::Leader).await;
            let call = desk.call(Method::PUT, &format!("{path}/modules")).by(&leader).on_version(version);
            call.with(&json!({ "values": {} })).reply().await.refused(403, "forbidden");
        }
    }
}

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

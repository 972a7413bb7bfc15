//! `/api/v1/schemes`: ranking schemes 考核方案 in their editions, drafts, and trying one on past months.

use aide::axum::ApiRouter;
use aide::axum::routing::{ApiMethodRouter, get_with, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::scheme;
use wangge_app::view::{BindScheme, SaveScheme, SchemeEditionList, SchemeTrial, TryScheme};

use crate::answer::Answered;
use crate::extract::{Body, Caller, Id};

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/schemes", schemes_route())
        .api_route("/schemes/trial", trial_route())
        .api_route("/schemes/{id}/binding", binding_route())
}

fn schemes_route() -> ApiMethodRouter<App> {
    get_with(list, |operation: TransformOperation<'_>| {
        operation.id("listSchemes").tag("schemes").summary("All editions of all schemes").description(
            "By code, the latest of each first, each with where it stands and whole. Drafts show to those who write them.",
        )
    })
    .put_with(save, |operation: TransformOperation<'_>| {
        operation.id("saveScheme").tag("schemes").summary("Save a draft").description(
            "The next edition of the scheme of this code. What holds already is never changed. With the version of the \
             draft that was read, or null where there is none.",
        )
    })
}

fn trial_route() -> ApiMethodRouter<App> {
    post_with(tried, |operation: TransformOperation<'_>| {
        operation.id("tryScheme").tag("schemes").summary("Try a scheme on past months").description(
            "What each unit would have come to, beside what it came to under the scheme that held. Nothing is written; what \
             was entered by hand, and what a person took back, is not looked at.",
        )
    })
}

fn binding_route() -> ApiMethodRouter<App> {
    post_with(bind, |operation: TransformOperation<'_>| {
        operation.id("bindScheme").tag("schemes").summary("Let a draft hold from a day").description(
            "By the scheme's code. A later edition of a scheme holds from today at the earliest: what was ranked and entered stays as it was.",
        )
    })
}

async fn list(caller: Caller) -> Answered<SchemeEditionList> {
    Ok(Json(scheme::list(&caller.app, &caller.actor, caller.lang).await?))
}

async fn save(caller: Caller, Body(command): Body<SaveScheme>) -> Answered<SchemeEditionList> {
    Ok(Json(scheme::save(&caller.app, &caller.actor, caller.lang, command).await?))
}

async fn tried(caller: Caller, Body(command): Body<TryScheme>) -> Answered<SchemeTrial> {
    Ok(Json(scheme::tried(&caller.app, &caller.actor, caller.lang, command).await?))
}

async fn bind(caller: Caller, Id(code): Id<String>, Body(command): Body<BindScheme>) -> Answered<SchemeEditionList> {
    Ok(Json(scheme::bind(&caller.app, &caller.actor, caller.lang, code, command).await?))
}

#[cfg(test)]
mod tests;

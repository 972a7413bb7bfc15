//! `POST /api/v1/practice-cards`, `GET` and `PUT /api/v1/practice-cards/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with, post_with, put_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::replication;
use wangge_app::view::{CardText, PracticeCardView, WriteCard};
use wangge_domain::ids::PracticeCardId;

use crate::answer::{Created, Tagged};
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn write_route() -> ApiMethodRouter<App> {
    post_with(write, |operation: TransformOperation<'_>| {
        operation.id("writePracticeCard").tag("replication").summary("Write a practice card").description(
            "Of a demonstration site whose last judgement in a closed round meets the mark; any other is refused. Sent \
             again it is answered as the first time.",
        )
    })
}

pub(crate) fn show_route() -> ApiMethodRouter<App> {
    get_with(show, |operation: TransformOperation<'_>| {
        operation.id("showPracticeCard").tag("replication").summary("A practice card").description(
            "What was done, item by item, and the sites that take it over within reach, each with where it lost more \
             than the demonstration site.",
        )
    })
}

pub(crate) fn amend_route() -> ApiMethodRouter<App> {
    put_with(amend, |operation: TransformOperation<'_>| {
        operation
            .id("amendPracticeCard")
            .tag("replication")
            .summary("Change a practice card")
            .description("All of its text is given anew. Photographs of an earlier wording stay in the record.")
    })
}

async fn write(caller: Caller, Body(command): Body<WriteCard>) -> Result<Created<Json<PracticeCardView>>, Refusal> {
    let (answer, new) = replication::write(&caller.app, &caller.actor, caller.lang, command).await?;
    Ok(Created { new, answer: Json(answer) })
}

async fn show(caller: Caller, Id(id): Id<PracticeCardId>) -> Result<Tagged<PracticeCardView>, Refusal> {
    Ok(Tagged(replication::show(&caller.app, &caller.actor, caller.lang, id).await?))
}

async fn amend(
    caller: Caller,
    Id(id): Id<PracticeCardId>,
    IfMatch(version): IfMatch,
    Body(text): Body<CardText>,
) -> Result<Tagged<PracticeCardView>, Refusal> {
    Ok(Tagged(replication::amend(&caller.app, &caller.actor, caller.lang, id, version, text).await?))
}

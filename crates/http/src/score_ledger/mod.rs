//! `/api/v1/score-entries`, `/score-appeals` and `/score-statements`: the score ledger 考核台账.

use aide::axum::ApiRouter;
use aide::axum::routing::{ApiMethodRouter, get_with, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use axum::response::{IntoResponse, Response};
use wangge_app::context::App;
use wangge_app::score_ledger;
use wangge_app::view::{
    AppealScore, EnterScore, ReverseScore, RuleAppeal, ScoreEntryList, ScoreEntryQuery, ScoreEntryView,
    ScoreRuleByHand, ScoreRuleQuery, StatementDocumentQuery, StatementList, StatementQuery, StatementView,
};
use wangge_domain::ids::{ScoreAppealId, ScoreEntryId, UnitId};

use crate::answer::{Answered, Created, Download};
use crate::extract::{Body, Caller, Id, IfMatch, Query};
use crate::problem::Refusal;

const TAG: &str = "score-ledger";

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/score-entries", entries_route())
        .api_route("/score-entries/rules", rules_route())
        .api_route("/score-entries/{id}", entry_route())
        .api_route("/score-entries/{id}/reversal", reversal_route())
        .api_route("/score-entries/{id}/appeal", appeal_route())
        .api_route("/score-appeals/{id}/ruling", ruling_route())
        .api_route("/score-appeals/{id}/withdrawal", withdrawal_route())
        .api_route("/score-statements", statements_route())
        .api_route("/score-statements/{id}", statement_route())
        .api_route("/score-statements/{id}/document", document_route())
}

fn entries_route() -> ApiMethodRouter<App> {
    get_with(list, |operation: TransformOperation<'_>| {
        operation.id("listScoreEntries").tag(TAG).summary("Entries of the ledger").description(
            "The latest entered first. A unit sees its own; an office of a street, those of the units that answer for it.",
        )
    })
    .post_with(enter, |operation: TransformOperation<'_>| {
        operation.id("enterScore").tag(TAG).summary("Enter by hand").description(
            "By a rule of the scheme in force that is entered by hand; the points follow the rule. The identity is the \
             client's, and the same entry sent again answers as the first did.",
        )
    })
}

fn rules_route() -> ApiMethodRouter<App> {
    get_with(rules, |operation: TransformOperation<'_>| {
        operation.id("listScoreRules").tag(TAG).summary("Rules entered by hand").description(
            "Those of the scheme in force for a unit on a day, with the points by level; none where it has none.",
        )
    })
}

fn entry_route() -> ApiMethodRouter<App> {
    get_with(show, |operation: TransformOperation<'_>| {
        operation.id("showScoreEntry").tag(TAG).summary("One entry").description("With its calculation and its appeal.")
    })
}

fn reversal_route() -> ApiMethodRouter<App> {
    post_with(reverse, |operation: TransformOperation<'_>| {
        operation.id("reverseScore").tag(TAG).summary("Take an entry back").description(
            "By an entry of its own with the reason, on the same day. No rule enters the fact for the unit again.",
        )
    })
}

fn appeal_route() -> ApiMethodRouter<App> {
    post_with(appeal, |operation: TransformOperation<'_>| {
        operation
            .id("appealScore")
            .tag(TAG)
            .summary("Appeal against an entry")
            .description("By the unit of the entry, once, within the days of the scheme.")
    })
}

fn ruling_route() -> ApiMethodRouter<App> {
    post_with(rule, |operation: TransformOperation<'_>| {
        operation
            .id("ruleScoreAppeal")
            .tag(TAG)
            .summary("Rule on an appeal")
            .description("By the office, never by somebody of the unit. Upheld, the entry is taken back.")
    })
}

fn withdrawal_route() -> ApiMethodRouter<App> {
    post_with(withdraw, |operation: TransformOperation<'_>| {
        operation
            .id("withdrawScoreAppeal")
            .tag(TAG)
            .summary("Take an appeal back")
            .description("By the unit, before it was ruled on.")
    })
}

fn statements_route() -> ApiMethodRouter<App> {
    get_with(statements, |operation: TransformOperation<'_>| {
        operation.id("listScoreStatements").tag(TAG).summary("What units come to in a month").description(
            "By peer group, the best first. Caps hold within the calendar month; the bounds of the scheme hold for the whole.",
        )
    })
}

fn statement_route() -> ApiMethodRouter<App> {
    get_with(statement, |operation: TransformOperation<'_>| {
        operation.id("showScoreStatement").tag(TAG).summary("The statement of a unit").description(
            "What each rule gave and took in a month, with every entry, the reversed and their reversals among them.",
        )
    })
}

fn document_route() -> ApiMethodRouter<App> {
    get_with(document, |operation: TransformOperation<'_>| {
        operation
            .id("downloadScoreStatement")
            .tag(TAG)
            .summary("The statement of a unit as a Word file")
            .description("What each rule came to, every entry, and room for the unit to sign that it agrees.")
            .response_with::<200, Vec<u8>, _>(|response| response.description("The file."))
    })
}

async fn document(
    caller: Caller,
    Id(id): Id<UnitId>,
    Query(query): Query<StatementDocumentQuery>,
) -> Result<Response, Refusal> {
    let file = Box::pin(score_ledger::document(&caller.app, &caller.actor, caller.lang, id, query)).await?;
    Ok(Download(file).into_response())
}

async fn list(caller: Caller, Query(query): Query<ScoreEntryQuery>) -> Answered<ScoreEntryList> {
    Ok(Json(score_ledger::list(&caller.app, &caller.actor, caller.lang, query).await?))
}

async fn enter(caller: Caller, Body(command): Body<EnterScore>) -> Result<Created<Json<ScoreEntryView>>, Refusal> {
    let (answer, new) = score_ledger::enter(&caller.app, &caller.actor, caller.lang, command).await?;
    Ok(Created { new, answer: Json(answer) })
}

async fn rules(caller: Caller, Query(query): Query<ScoreRuleQuery>) -> Answered<Vec<ScoreRuleByHand>> {
    Ok(Json(score_ledger::rules_by_hand(&caller.app, &caller.actor, caller.lang, query).await?))
}

async fn show(caller: Caller, Id(id): Id<ScoreEntryId>) -> Answered<ScoreEntryView> {
    Ok(Json(score_ledger::show(&caller.app, &caller.actor, caller.lang, id).await?))
}

async fn reverse(
    caller: Caller,
    Id(id): Id<ScoreEntryId>,
    Body(command): Body<ReverseScore>,
) -> Answered<ScoreEntryView> {
    Ok(Json(score_ledger::reverse(&caller.app, &caller.actor, caller.lang, id, command).await?))
}

async fn appeal(
    caller: Caller,
    Id(id): Id<ScoreEntryId>,
    Body(command): Body<AppealScore>,
) -> Result<Created<Json<ScoreEntryView>>, Refusal> {
    let (answer, new) = score_ledger::appeal(&caller.app, &caller.actor, caller.lang, id, command).await?;
    Ok(Created { new, answer: Json(answer) })
}

async fn rule(
    caller: Caller,
    Id(id): Id<ScoreAppealId>,
    IfMatch(version): IfMatch,
    Body(command): Body<RuleAppeal>,
) -> Answered<ScoreEntryView> {
    Ok(Json(score_ledger::rule(&caller.app, &caller.actor, caller.lang, (id, version), command).await?))
}

async fn withdraw(caller: Caller, Id(id): Id<ScoreAppealId>, IfMatch(version): IfMatch) -> Answered<ScoreEntryView> {
    Ok(Json(score_ledger::withdraw(&caller.app, &caller.actor, caller.lang, id, version).await?))
}

async fn statements(caller: Caller, Query(query): Query<StatementQuery>) -> Answered<StatementList> {
    Ok(Json(score_ledger::statements(&caller.app, &caller.actor, caller.lang, query).await?))
}

async fn statement(
    caller: Caller,
    Id(unit): Id<UnitId>,
    Query(query): Query<StatementQuery>,
) -> Answered<StatementView> {
    Ok(Json(score_ledger::show_statement(&caller.app, &caller.actor, caller.lang, unit, query).await?))
}

#[cfg(test)]
mod tests;

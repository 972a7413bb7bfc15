//! Merging 合并 one case into another: both are written, each with its event, in one transaction.

use wangge_domain::case::{Case, CaseEvent, Step};
use wangge_domain::ids::CaseId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_storage::{case, event, visit};

use super::step::{acting, load, recorded, refused};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::reach;
use crate::view::{CaseDetail, MergeCase};

/// Merges a case into the one it repeats, and answers the one that took it in. Photographs, report and reporter of the
/// merged case stay with it and are reached from the other; the earlier deadline holds.
///
/// # Errors
/// Without a reason, when the case is dispatched already, or the other has ended or moved on meanwhile.
pub async fn merge(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    if_match: i64,
    command: MergeCase,
) -> Answer<CaseDetail> {
    let gone = load(app, actor, Action::MergeCase, id, if_match).await?;
    let db = app.store.read();
    let reach = reach(&db, actor, Action::MergeCase).await?;
    let into = case::find(&db, &reach, command.into).await?;
    let into = into.ok_or_else(|| AppError::not_found("case", command.into))?;
    if command.into_version.is_some_and(|seen| seen != into.version) {
        return Err(AppError::Conflict { current: into.version });
    }
    let kept = into.id;
    let by = acting(&db, actor).await?;
    let now = app.now();
    let (read, events) = ([gone.version, into.version], [app.new_id(), app.new_id()]);
    app.store
        .write(move |tx| {
            Box::pin(async move {
                let step = Step { by: &by, at: now, now };
                let merged: [(Case, CaseEvent); 2] =
                    gone.merge(into, &command.reason, step).map_err(|refusal| refused(&refusal, lang))?;
                let mut records = Vec::with_capacity(2);
                for (((case, happened), read), event) in merged.iter().zip(read).zip(events) {
                    case::update(tx, case, read).await?;
                    super::stage::follow(tx, [case]).await?;
                    records.push(recorded(event, happened));
                }
                // What was lost by it costs its points once, under the case that goes on.
                visit::move_case(tx, id, kept).await?;
                event::append(tx, records).await?;
                Ok::<(), AppError>(())
            })
        })
        .await?;
    super::show(app, actor, lang, kept).await
}

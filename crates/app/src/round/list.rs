//! The list of rounds.

use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_storage::round;

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::result::round_summary;
use crate::view::{List, RoundSummary};

/// All rounds, the latest first. Their scores are told to those who may see scores.
///
/// # Errors
/// [`AppError::Forbidden`] for those who may not see rounds.
pub async fn list(app: &App, actor: &Actor, lang: Lang) -> Answer<List<RoundSummary>> {
    actor.may(Action::ViewRound).ok_or(AppError::Forbidden(Action::ViewRound))?;
    let scores = actor.may(Action::ViewScore).is_some();
    let db = app.store.read();
    let mut items = Vec::new();
    for round in round::list(&db).await? {
        items.push(round_summary(app, &db, lang, &round, scores).await?);
    }
    Ok(List::whole(items))
}

//! Appeals 记分申诉: the unit of an entry says why it is wrong; the office, and never somebody of that unit, rules.

use std::sync::Arc;

use serde_json::json;
use wangge_domain::ids::{ScoreAppealId, ScoreEntryId, UserId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::score_ledger::{AppealState, ScoreAppeal, ScoreEntry};
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::local_day;
use wangge_storage::reach::Reach;
use wangge_storage::{StorageError, score_ledger as store};

use super::by_hand::{reversal, said};
use super::facts::Pricing;
use super::list::{appeal_until, show, speaks_for};
use super::post::post_beside;
use super::write::Ready;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{needs_everywhere, reach};
use crate::record::{self, By};
use crate::view::{AppealScore, RuleAppeal, ScoreEntryView};

fn refused(code: &'static str, message: Message) -> AppError {
    AppError::refused(code, message)
}

/// A unit appeals against an entry of its own, once, within the days of the scheme. The same appeal sent again answers as
/// the first did.
///
/// # Errors
/// [`AppError::NotFound`] outside the reader's reach; [`AppError::Refused`] for what is not the unit's, is reversed, was
/// appealed before, or whose time is over.
pub async fn appeal(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: ScoreEntryId,
    command: AppealScore,
) -> Answer<(ScoreEntryView, bool)> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::AppealScore).await?;
    let entry = store::find(&db, &reach, id).await?.ok_or_else(|| AppError::not_found("score entry", id))?;
    if let Some(standing) = store::appeals_of(&db, &[id]).await?.first() {
        if standing.id == command.id {
            return Ok((show(app, actor, lang, id).await?, false));
        }
        return Err(refused("score_appeal_twice", Message::new("score-appeal-twice")));
    }
    let text = said(&command.text)?;
    if !speaks_for(actor, entry.unit_id) {
        return Err(refused("score_appeal_not_own", Message::new("score-appeal-not-own")));
    }
    if entry.reverses.is_some() {
        return Err(refused("score_entry_is_reversal", Message::new("score-entry-is-reversal")));
    }
    if store::reversals(&db, &[id]).await?.contains_key(&id) {
        return Err(refused("score_entry_reversed", Message::new("score-entry-reversed")));
    }
    let by = By::of(app, actor);
    let pricing = Pricing::load(app, &db).await?;
    let until = appeal_until(&pricing, &entry);
    if until.is_none_or(|until| local_day(by.at, pricing.zone) > until) {
        let edition = pricing.schemes.edition(&entry.scheme_code, entry.scheme_edition);
        let days = edition.and_then(|edition| edition.scheme.scoring.as_ref()).map_or(0, |scoring| scoring.appeal_days);
        return Err(refused("score_appeal_late", Message::new("score-appeal-late").arg("days", days)));
    }
    let appeal = ScoreAppeal {
        id: command.id,
        entry_id: id,
        unit_id: entry.unit_id,
        state: AppealState::Pending,
        text,
        at: by.at,
        by_user: by.actor,
        by_name: by.name.clone(),
        ruling: String::new(),
        ruled_at: None,
        ruled_name: String::new(),
        version: 1,
    };
    let kept = keep(app, appeal, None, "appealed", by).await;
    match kept {
        Err(AppError::Storage(StorageError::AlreadyThere { .. })) => {
            // The same appeal sent twice at once is one appeal.
            if store::appeal(&app.store.read(), command.id).await?.is_some_and(|standing| standing.entry_id == id) {
                return Ok((show(app, actor, lang, id).await?, false));
            }
            Err(refused("score_appeal_twice", Message::new("score-appeal-twice")))
        }
        Err(error) => Err(error),
        Ok(()) => Ok((show(app, actor, lang, id).await?, true)),
    }
}

/// Writes an appeal with its event, and the entry that takes the appealed one back where it was upheld.
async fn keep(app: &App, appeal: ScoreAppeal, reversal: Option<ScoreEntry>, kind: &'static str, by: By) -> Answer<()> {
    let payload = json!({
        "entry": appeal.entry_id, "appeal": appeal.id, "state": appeal.state, "text": appeal.text, "ruling": appeal.ruling,
    });
    let reversal = reversal.map(|entry| Ready::new(app, vec![entry], By { id: app.new_id(), ..by.clone() }));
    let ready = Arc::new((appeal, reversal, payload, by));
    app.store
        .write(move |tx| {
            let ready = Arc::clone(&ready);
            Box::pin(async move {
                let (appeal, reversal, payload, by) = &*ready;
                if appeal.state == AppealState::Pending {
                    store::insert_appeal(tx, appeal).await?;
                } else {
                    store::update_appeal(tx, appeal).await?;
                }
                record::event(tx, by.clone(), "score_ledger", appeal.unit_id.0, kind, payload.clone()).await?;
                if let Some(reversal) = reversal {
                    reversal.write(tx).await?;
                }
                Ok::<(), AppError>(())
            })
        })
        .await
}

async fn pending(app: &App, id: ScoreAppealId, if_match: i64) -> Answer<ScoreAppeal> {
    let db = app.store.read();
    let appeal = store::appeal(&db, id).await?.ok_or_else(|| AppError::not_found("score appeal", id))?;
    if appeal.version != if_match {
        return Err(AppError::Conflict { current: appeal.version });
    }
    if appeal.state != AppealState::Pending {
        return Err(refused("score_appeal_ruled", Message::new("score-appeal-ruled")));
    }
    Ok(appeal)
}

/// The office rules on an appeal. Upheld, the entry is taken back.
///
/// # Errors
/// [`AppError::Refused`] when it was ruled on, or by somebody of the unit; [`AppError::Conflict`] when it changed meanwhile.
pub async fn rule(
    app: &App,
    actor: &Actor,
    lang: Lang,
    (id, if_match): (ScoreAppealId, i64),
    command: RuleAppeal,
) -> Answer<ScoreEntryView> {
    needs_everywhere(actor, Action::EditScoreLedger)?;
    let mut appeal = pending(app, id, if_match).await?;
    let entry = store::find(&app.store.read(), &Reach::everything(), appeal.entry_id).await?;
    let entry = entry.ok_or_else(|| AppError::not_found("score entry", appeal.entry_id))?;
    // Nobody rules for the unit it is of, nor on what they entered themselves.
    let own = |who: Option<UserId>| who.is_some() && who == actor.user_id;
    if speaks_for(actor, entry.unit_id) || own(appeal.by_user) || own(entry.by_user) {
        return Err(refused("score_appeal_conflict", Message::new("score-appeal-conflict")));
    }
    let by = By::of(app, actor);
    appeal.ruling = said(&command.text)?;
    appeal.ruled_at = Some(by.at);
    appeal.ruled_name.clone_from(&by.name);
    appeal.state = if command.upheld { AppealState::Upheld } else { AppealState::Dismissed };
    let standing = if command.upheld { standing(app, &entry).await? } else { None };
    let taken_back = standing.map(|entry| reversal(app, &entry, appeal.ruling.clone(), &by)).transpose()?;
    let entry_id = appeal.entry_id;
    match keep(app, appeal, taken_back, "appeal_ruled", by).await {
        // The rules took it back in this very moment: what stands now is to be looked at again.
        Err(AppError::Storage(StorageError::AlreadyThere { .. })) => {
            return Err(AppError::Conflict { current: if_match });
        }
        kept => kept?,
    }
    post_beside(app, &entry).await;
    show(app, actor, lang, entry_id).await
}

/// The entry that stands for the fact and the unit of an entry: itself, or what the rules entered in its place.
async fn standing(app: &App, entry: &ScoreEntry) -> Answer<Option<ScoreEntry>> {
    let db = app.store.read();
    let all = match (entry.case_id, entry.round_id) {
        (Some(case), _) => store::of_cases(&db, &[case]).await?,
        (None, Some(round)) => store::of_round(&db, round).await?,
        (None, None) => vec![entry.clone()],
    };
    let alike = all
        .into_iter()
        .filter(|one| one.reverses.is_none() && one.fact_key == entry.fact_key && one.unit_id == entry.unit_id);
    let alike: Vec<ScoreEntry> = alike.collect();
    let ids: Vec<ScoreEntryId> = alike.iter().map(|one| one.id).collect();
    let gone = store::reversals(&db, &ids).await?;
    Ok(alike.into_iter().find(|one| !gone.contains_key(&one.id)))
}

/// The unit takes its appeal back before it was ruled on.
///
/// # Errors
/// As [`rule`]; [`AppError::NotFound`] for whoever does not speak for the unit.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: ScoreAppealId,
    if_match: i64,
) -> Answer<ScoreEntryView> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::AppealScore).await?;
    let known = store::appeal(&db, id).await?.ok_or_else(|| AppError::not_found("score appeal", id))?;
    let entry = store::find(&db, &reach, known.entry_id).await?.filter(|entry| speaks_for(actor, entry.unit_id));
    let entry = entry.ok_or_else(|| AppError::not_found("score appeal", id))?;
    let mut appeal = pending(app, id, if_match).await?;
    let by = By::of(app, actor);
    appeal.ruled_at = Some(by.at);
    appeal.ruled_name.clone_from(&by.name);
    appeal.state = AppealState::Withdrawn;
    keep(app, appeal, None, "appeal_withdrawn", by).await?;
    show(app, actor, lang, entry.id).await
}

//! Who is told of what happens in a unit's score ledger.
//!
//! What a rule enters is not told: the case or the round it comes from was, and a unit that fell behind would hear of
//! nothing else. What a person enters or takes back is told, and so are appeals and rulings.

use std::collections::BTreeSet;

use serde_json::Value;
use wangge_domain::event::EventBody;
use wangge_domain::ids::{ScoreEntryId, UserId};
use wangge_domain::notice::{NoticeKind, audience_of_score};
use wangge_domain::permission::Action;
use wangge_domain::score_ledger::{AppealState, ScoreEntry};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, score_ledger};

use super::people::People;
use super::subject::Subject;
use crate::context::Answer;
use crate::reading::may_everywhere;

/// The entry an event of a ledger is about: the one that was entered, or the one that was appealed against.
fn entry_of(payload: &Value) -> Option<ScoreEntryId> {
    let id = payload.get("entry").or_else(|| payload.get("entries")?.get(0)?.get("id"))?;
    serde_json::from_value(id.clone()).ok()
}

/// Who is told of an event of a unit's ledger, and what; none for what nobody is told.
pub(super) async fn score_told(
    db: &impl ConnectionTrait,
    people: &mut People,
    kind: NoticeKind,
    body: &EventBody,
) -> Answer<Option<(BTreeSet<UserId>, Subject)>> {
    if kind == NoticeKind::ScoreEntered && body.actor_id.is_none() {
        return Ok(None);
    }
    let Some(id) = entry_of(&body.payload) else { return Ok(None) };
    let Some(entry) = score_ledger::find(db, &Reach::everything(), id).await? else { return Ok(None) };
    let appealed = entry.reverses.filter(|_| kind == NoticeKind::ScoreEntered).unwrap_or(entry.id);
    let appeal = score_ledger::appeals_of(db, &[appealed]).await?.into_iter().next();
    let by_ruling = appeal.as_ref().is_some_and(|appeal| appeal.ruled_at == Some(body.at));
    if kind == NoticeKind::ScoreEntered && by_ruling {
        // The ruling itself is told.
        return Ok(None);
    }
    let words = match (kind, appeal) {
        (NoticeKind::ScoreAppealed, Some(appeal)) => Words::Said(appeal.text),
        (NoticeKind::ScoreAppealRuled, Some(appeal)) => Words::Ruled(appeal.state, appeal.ruling),
        _ => Words::Said(entry.text.clone()),
    };
    let mut users = people.of(db, &audience_of_score(kind, entry.unit_id), body.actor_id).await?;
    if kind == NoticeKind::ScoreAppealed {
        users.retain(|id| {
            people.account(*id).is_some_and(|account| may_everywhere(&account.actor, Action::EditScoreLedger))
        });
    }
    Ok(Some((users, Subject::Score(Box::new((entry, words))))))
}

/// The words of a step in a ledger.
pub(super) enum Words {
    /// What somebody said.
    Said(String),
    /// What was ruled, and why.
    Ruled(AppealState, String),
}

/// An entry of the ledger with the words of the step.
pub(super) type Scored = (ScoreEntry, Words);

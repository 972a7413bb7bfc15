//! How a replication stands, whether a site may yield a card, and how far the district is.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{CardRefusal, Replication, ReplicationSettings, ReplicationState};
use crate::figure::{Exact, Figure};
use crate::ids::RoundId;
use crate::time::Timestamp;

/// What a closed round found at a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The round.
    pub round_id: RoundId,
    /// When the visit it was scored by began: of two on one day the later decides.
    pub begun: Timestamp,
    /// The local day of that.
    pub on: NaiveDate,
    /// The share of the full mark it reached; none where there was nothing to score.
    pub share: Option<Exact>,
}

/// How a replication stands, and by which judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing<'j> {
    /// The state.
    pub state: ReplicationState,
    /// The judgement that decides; none while none does.
    pub by: Option<&'j Judgement>,
}

/// How a replication stands on a day. Of the judgements by visits from the day it was in place on, the latest decides:
/// what passed once and was found below the mark later does not stand as passed.
pub fn standing<'j>(
    replication: &Replication,
    judgements: &'j [Judgement],
    settings: &ReplicationSettings,
    today: NaiveDate,
) -> Standing<'j> {
    let without = |state| Standing { state, by: None };
    if replication.cancelled.is_some() {
        return without(ReplicationState::Cancelled);
    }
    let Some(adoption) = &replication.adopted else {
        let late = today > replication.due_on;
        return without(if late { ReplicationState::Overdue } else { ReplicationState::Planned });
    };
    let later = judgements.iter().filter(|one| one.on >= adoption.on);
    let judged = later.filter_map(|one| one.share.as_ref().map(|share| (one, share)));
    match judged.max_by_key(|(one, _)| one.begun) {
        None => without(ReplicationState::Adopted),
        Some((one, share)) => {
            let state = if *share >= settings.mark() { ReplicationState::Passed } else { ReplicationState::Failed };
            Standing { state, by: Some(one) }
        }
    }
}

/// The judgement by which a demonstration site may yield a card: its latest, if it meets the mark.
///
/// # Errors
/// [`CardRefusal::NotJudged`] and [`CardRefusal::BelowTheMark`].
pub fn may_yield<'j>(
    judgements: &'j [Judgement],
    settings: &ReplicationSettings,
) -> Result<&'j Judgement, CardRefusal> {
    let judged = judgements.iter().filter_map(|one| one.share.as_ref().map(|share| (one, share)));
    let (one, share) = judged.max_by_key(|(one, _)| one.begun).ok_or(CardRefusal::NotJudged)?;
    if *share >= settings.mark() {
        return Ok(one);
    }
    let percent = share * Exact::HUNDRED;
    Err(CardRefusal::BelowTheMark { reached: Figure::of(Some(&percent), 1).shown, mark: settings.mark_percent })
}

/// How many sites there are, were judged and meet the mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many there are.
    pub total: u64,
    /// How many a closed round has judged.
    pub judged: u64,
    /// How many meet the mark.
    pub reached: u64,
}

/// Counts sites by what each reached, if it was judged.
pub fn tally<'s>(shares: impl IntoIterator<Item = Option<&'s Exact>>, settings: &ReplicationSettings) -> Tally {
    let mark = settings.mark();
    shares.into_iter().fold(Tally::default(), |sum, share| Tally {
        total: sum.total + 1,
        judged: sum.judged + u64::from(share.is_some()),
        reached: sum.reached + u64::from(share.is_some_and(|share| *share >= mark)),
    })
}

/// An item at which two sites differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The item.
    pub item_code: String,
    /// What the demonstration site lost there.
    pub there: Exact,
    /// What this site lost there.
    pub here: Exact,
}

/// Where a site lost more than the demonstration site, what it lost most by first, then by item.
pub fn differences(there: &BTreeMap<String, Exact>, here: &BTreeMap<String, Exact>) -> Vec<Difference> {
    let lost_there = |code: &String| there.get(code).cloned().unwrap_or(Exact::ZERO);
    let mut found: Vec<Difference> = here
        .iter()
        .map(|(code, lost)| Difference { item_code: code.clone(), there: lost_there(code), here: lost.clone() })
        .filter(|one| one.here > one.there)
        .collect();
    found.sort_by(|a, b| {
        let gap = |one: &Difference| &one.here - &one.there;
        gap(b).cmp(&gap(a)).then_with(|| a.item_code.cmp(&b.item_code))
    });
    found
}

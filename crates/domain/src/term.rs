//! Terms 任期: who holds a part from which day to which. Parts in nodes and the headships of units follow the
//! same rules, so they are decided here once.
//!
//! Invariants: a term that was served is never rewritten; whoever replaces another begins the day after the
//! other's last; only a term that has not yet become history may be withdrawn.

use chrono::{Days, NaiveDate};

use crate::grid::NodePerson;
use crate::ids::PersonId;
use crate::text::Message;
use crate::unit::UnitHead;

/// One person's days in a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The person.
    pub person_id: PersonId,
    /// The first day.
    pub since: NaiveDate,
    /// The last day; none while it lasts.
    pub until: Option<NaiveDate>,
}

impl From<&NodePerson> for Term {
    fn from(part: &NodePerson) -> Self {
        Self { person_id: part.person_id, since: part.since, until: part.until }
    }
}

impl From<&UnitHead> for Term {
    fn from(head: &UnitHead) -> Self {
        Self { person_id: head.person_id, since: head.since, until: head.until }
    }
}

impl Term {
    /// Whether it still lasts on a day, or begins only after it.
    fn lasts(&self, day: NaiveDate) -> bool {
        self.until.is_none_or(|until| until >= day)
    }
}

/// What becomes of the terms of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermChange {
    /// Terms that are new or have a new last day.
    pub put: Vec<Term>,
    /// A term taken back.
    pub gone: Option<Term>,
}

/// Why terms cannot be changed so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TermRefusal {
    /// The person holds the part on that day already, or will.
    #[error("holds it since {since} already")]
    AlreadyHolds {
        /// Since when.
        since: NaiveDate,
    },
    /// The person does not hold the part.
    #[error("does not hold it")]
    NotHolding,
    /// Whoever is replaced or leaves begins only later.
    #[error("begins only on {since}")]
    BeginsLater {
        /// The first day.
        since: NaiveDate,
    },
    /// A term already served cannot be taken back or reopened.
    #[error("served since {since} already")]
    Served {
        /// The first day.
        since: NaiveDate,
    },
    /// Nobody's term ended the day before the one withdrawn began.
    #[error("nobody to restore")]
    NobodyToRestore,
}

impl TermRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::AlreadyHolds { .. } => "term_already_holds",
            Self::NotHolding => "term_not_holding",
            Self::BeginsLater { .. } => "term_begins_later",
            Self::Served { .. } => "term_served",
            Self::NobodyToRestore => "term_nobody_to_restore",
        }
    }

    /// The public sentence.
    pub fn message(&self) -> Message {
        match self {
            Self::AlreadyHolds { since } => Message::new("grid-term-already-holds").arg("since", since),
            Self::NotHolding => Message::new("grid-term-not-holding"),
            Self::BeginsLater { since } => Message::new("grid-term-begins-later").arg("since", since),
            Self::Served { since } => Message::new("grid-term-served").arg("since", since),
            Self::NobodyToRestore => Message::new("grid-term-nobody-to-restore"),
        }
    }
}

fn day_before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}

/// A person takes up a part on a day; those replaced end the day before.
///
/// # Errors
/// When the person holds it already, or one replaced does not hold it or begins only on that day or later.
pub fn take_up(
    terms: &[Term],
    person_id: PersonId,
    since: NaiveDate,
    replaces: &[PersonId],
) -> Result<TermChange, TermRefusal> {
    if let Some(own) = terms.iter().find(|term| term.person_id == person_id && term.lasts(since)) {
        return Err(TermRefusal::AlreadyHolds { since: own.since });
    }
    let mut change = TermChange::default();
    for replaced in replaces {
        let holding = terms.iter().filter(|term| term.person_id == *replaced && term.lasts(since));
        let term = holding.min_by_key(|term| term.since).ok_or(TermRefusal::NotHolding)?;
        if term.since >= since {
            return Err(TermRefusal::BeginsLater { since: term.since });
        }
        change.put.push(Term { until: Some(day_before(since)), ..*term });
    }
    change.put.push(Term { person_id, since, until: None });
    Ok(change)
}

fn own(terms: &[Term], person_id: PersonId, since: NaiveDate) -> Result<Term, TermRefusal> {
    let found = terms.iter().find(|term| term.person_id == person_id && term.since == since);
    found.copied().ok_or(TermRefusal::NotHolding)
}

/// A term gets its last day, another one, or none again. What ended before yesterday stays ended.
///
/// # Errors
/// When there is no such term, the last day lies before the first, or the term had ended already.
pub fn leave(
    terms: &[Term],
    person_id: PersonId,
    since: NaiveDate,
    until: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<TermChange, TermRefusal> {
    let term = own(terms, person_id, since)?;
    if until.is_some_and(|until| until < since) {
        return Err(TermRefusal::BeginsLater { since });
    }
    if !term.lasts(day_before(today)) {
        return Err(TermRefusal::Served { since });
    }
    Ok(TermChange { put: vec![Term { until, ..term }], gone: None })
}

/// A term that begins today or later is taken back; whoever it replaced goes on.
///
/// # Errors
/// When there is no such term, it began before today, or the one to restore did not end the day before.
pub fn withdraw(
    terms: &[Term],
    person_id: PersonId,
    since: NaiveDate,
    restores: Option<PersonId>,
    today: NaiveDate,
) -> Result<TermChange, TermRefusal> {
    let term = own(terms, person_id, since)?;
    if since < today {
        return Err(TermRefusal::Served { since });
    }
    let mut change = TermChange { put: Vec::new(), gone: Some(term) };
    if let Some(former) = restores {
        let ended = Some(day_before(since));
        let found = terms.iter().find(|term| term.person_id == former && term.until == ended);
        change.put.push(Term { until: None, ..*found.ok_or(TermRefusal::NobodyToRestore)? });
    }
    Ok(change)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use uuid::Uuid;

    use super::*;

    const LI: PersonId = PersonId(Uuid::from_u128(1));
    const WANG: PersonId = PersonId(Uuid::from_u128(2));

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn term(person_id: PersonId, since: &str, until: &str) -> Term {
        Term { person_id, since: day(since), until: (!until.is_empty()).then(|| day(until)) }
    }

    #[test]
    fn whoever_replaces_another_begins_the_day_after() {
        let standing = [term(LI, "2026-01-01", "")];
        let change = take_up(&standing, WANG, day("2026-11-24"), &[LI]).unwrap();
        assert_eq!(change.put, [term(LI, "2026-01-01", "2026-11-23"), term(WANG, "2026-11-24", "")]);
        let beside = take_up(&standing, WANG, day("2026-11-24"), &[]).unwrap();
        assert_eq!(beside.put, [term(WANG, "2026-11-24", "")]);
        let again = take_up(&[term(LI, "2025-01-01", "2025-12-31")], LI, day("2026-01-01"), &[]).unwrap();
        assert_eq!(again.put, [term(LI, "2026-01-01", "")], "one may come back");
    }

    #[test]
    fn taking_up_is_refused_where_it_contradicts_what_stands() {
        let standing = [term(LI, "2026-11-24", "")];
        for (person, since, replaces, refusal) in [
            (LI, "2026-11-30", vec![], TermRefusal::AlreadyHolds { since: day("2026-11-24") }),
            (LI, "2026-11-01", vec![], TermRefusal::AlreadyHolds { since: day("2026-11-24") }),
            (WANG, "2026-11-24", vec![LI], TermRefusal::BeginsLater { since: day("2026-11-24") }),
            (LI, "2026-11-24", vec![], TermRefusal::AlreadyHolds { since: day("2026-11-24") }),
        ] {
            assert_eq!(take_up(&standing, person, day(since), &replaces), Err(refusal), "{since}");
        }
        let ended = [term(LI, "2026-01-01", "2026-10-31")];
        assert_eq!(take_up(&ended, WANG, day("2026-11-24"), &[LI]), Err(TermRefusal::NotHolding));
    }

    #[test]
    fn a_term_ends_goes_on_and_is_never_reopened_once_it_is_history() {
        let today = day("2026-11-24");
        let standing = [term(LI, "2026-01-01", "")];
        let ended = leave(&standing, LI, day("2026-01-01"), Some(today), today).unwrap();
        assert_eq!(ended.put, [term(LI, "2026-01-01", "2026-11-24")]);
        let on = leave(&ended.put, LI, day("2026-01-01"), None, today).unwrap();
        assert_eq!(on.put, standing);
        let early = leave(&standing, LI, day("2026-01-01"), Some(day("2025-12-31")), today);
        assert_eq!(early, Err(TermRefusal::BeginsLater { since: day("2026-01-01") }));
        let served = [term(LI, "2026-01-01", "2026-11-22")];
        let late = leave(&served, LI, day("2026-01-01"), None, today);
        assert_eq!(late, Err(TermRefusal::Served { since: day("2026-01-01") }));
        assert_eq!(leave(&standing, WANG, day("2026-01-01"), None, today), Err(TermRefusal::NotHolding));
    }

    #[test]
    fn only_what_is_not_yet_history_is_taken_back() {
        let today = day("2026-11-24");
        let standing = [term(LI, "2026-01-01", "2026-11-23"), term(WANG, "2026-11-24", "")];
        let back = withdraw(&standing, WANG, today, Some(LI), today).unwrap();
        assert_eq!((back.gone, back.put), (Some(standing[1]), vec![term(LI, "2026-01-01", "")]));
        let tomorrow = day("2026-11-25");
        let late = withdraw(&standing, WANG, today, None, tomorrow);
        assert_eq!(late, Err(TermRefusal::Served { since: today }));
        let nobody = withdraw(&standing[1..], WANG, today, Some(LI), today);
        assert_eq!(nobody, Err(TermRefusal::NobodyToRestore));
    }
}

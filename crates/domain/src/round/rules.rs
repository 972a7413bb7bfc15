//! What a round and a visit allow.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;

use super::model::{Round, RoundSettings, RoundState, Visit, VisitState};
use crate::ids::{PersonId, SiteId, UserId, VisitId};
use crate::text::{Lang, Message, Wording};
use crate::time::{DEFAULT_ZONE, Timestamp, shown, start_of_day};

/// How far a device's clock may run ahead of the server's, in minutes.
pub const CLOCK_TOLERANCE_MINUTES: i64 = 5;

/// Why a round does not move.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoundRefusal {
    /// It is not in the state the step starts from.
    #[error("the round is {state}, not {wanted}")]
    WrongState {
        /// Where it stands.
        state: RoundState,
        /// Where it would have to stand.
        wanted: RoundState,
    },
    /// It has no site.
    #[error("the round has no site")]
    NoSite,
    /// It would end before it begins.
    #[error("the round closes on {closes_on}, before it opens on {opens_on}")]
    EndsBeforeItBegins {
        /// The first day.
        opens_on: NaiveDate,
        /// The last day.
        closes_on: NaiveDate,
    },
    /// Setting a visit aside needs a reason.
    #[error("setting a visit aside needs a reason")]
    NoReason,
    /// The visit is voided already.
    #[error("the visit is voided already")]
    VoidedAlready,
    /// The visit is returned already.
    #[error("the visit is returned already")]
    ReturnedAlready,
    /// Hints would change while inspectors are out: some have looked without them.
    #[error("the round is {state}: whether it gives hints stays as it is")]
    HintsStay {
        /// Where it stands.
        state: RoundState,
    },
    /// A site of an open round would leave it.
    #[error("site {site_id} is in the open round and stays in it")]
    SiteLeaves {
        /// The site.
        site_id: SiteId,
    },
}

impl RoundRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "round_wrong_state",
            Self::NoSite => "round_without_site",
            Self::EndsBeforeItBegins { .. } => "round_ends_before_it_begins",
            Self::NoReason => "reason_missing",
            Self::VoidedAlready => "visit_voided_already",
            Self::ReturnedAlready => "visit_returned_already",
            Self::HintsStay { .. } => "round_hints_stay",
            Self::SiteLeaves { .. } => "site_leaves_open_round",
        }
    }

    /// The public sentence in a language: the states stand in it as words.
    pub fn message(&self, lang: Lang) -> Message {
        match self {
            Self::WrongState { state, wanted } => {
                Message::new("round-wrong-state").arg("state", state.wording(lang)).arg("wanted", wanted.wording(lang))
            }
            Self::NoSite => Message::new("round-no-site"),
            Self::EndsBeforeItBegins { opens_on, closes_on } => {
                Message::new("round-ends-before-it-begins").arg("opens", opens_on).arg("closes", closes_on)
            }
            Self::NoReason => Message::new("round-no-reason"),
            Self::VoidedAlready => Message::new("round-voided-already"),
            Self::ReturnedAlready => Message::new("round-returned-already"),
            Self::HintsStay { state } => Message::new("round-hints-stay").arg("state", state.wording(lang)),
            Self::SiteLeaves { .. } => Message::new("round-site-leaves"),
        }
    }
}

impl Round {
    /// Whether the days of a planned round make sense.
    ///
    /// # Errors
    /// The last day lies before the first.
    pub fn check_days(&self) -> Result<(), RoundRefusal> {
        let (opens_on, closes_on) = (self.opens_on, self.closes_on);
        if closes_on < opens_on {
            return Err(RoundRefusal::EndsBeforeItBegins { opens_on, closes_on });
        }
        Ok(())
    }

    fn expect(&self, wanted: RoundState) -> Result<(), RoundRefusal> {
        if self.state == wanted { Ok(()) } else { Err(RoundRefusal::WrongState { state: self.state, wanted }) }
    }

    /// Opens a planned round that has sites.
    ///
    /// # Errors
    /// The round is not planned, has no site, or ends before it begins.
    pub fn open(mut self, sites: usize) -> Result<Self, RoundRefusal> {
        self.expect(RoundState::Planned)?;
        self.check_days()?;
        if sites == 0 {
            return Err(RoundRefusal::NoSite);
        }
        self.state = RoundState::Open;
        Ok(self)
    }

    /// Closes an open round: its score stands from now on.
    ///
    /// # Errors
    /// The round is not open.
    pub fn close(mut self, at: Timestamp) -> Result<Self, RoundRefusal> {
        self.expect(RoundState::Open)?;
        self.state = RoundState::Closed;
        self.closed_at = Some(at);
        Ok(self)
    }
}

impl Round {
    /// Gives the round another name and other days. Once it is open its first day stays.
    ///
    /// # Errors
    /// The round is closed, or would end before it begins.
    pub fn amend(mut self, name: Wording, opens_on: NaiveDate, closes_on: NaiveDate) -> Result<Self, RoundRefusal> {
        if self.state == RoundState::Closed {
            return Err(RoundRefusal::WrongState { state: self.state, wanted: RoundState::Open });
        }
        self.name = name;
        self.opens_on = if self.state == RoundState::Open { self.opens_on } else { opens_on };
        self.closes_on = closes_on;
        self.check_days()?;
        Ok(self)
    }

    /// Gives the round other settings: the watermark until it is closed, hints until it opens.
    ///
    /// # Errors
    /// The round is closed, or hints would change once it is open.
    pub fn set(mut self, settings: RoundSettings) -> Result<Self, RoundRefusal> {
        if settings == self.settings {
            return Ok(self);
        }
        if self.state == RoundState::Closed {
            return Err(RoundRefusal::WrongState { state: self.state, wanted: RoundState::Open });
        }
        if settings.hints != self.settings.hints && self.state != RoundState::Planned {
            return Err(RoundRefusal::HintsStay { state: self.state });
        }
        self.settings = settings;
        Ok(self)
    }

    /// Whether this round's answers are the hint for a later one: it is closed, of the same kind, and came before.
    pub fn hints_at(&self, later: &Self) -> bool {
        let order = |round: &Self| (round.opens_on, round.number);
        self.state == RoundState::Closed && self.kind == later.kind && order(self) < order(later)
    }

    /// Whether the sites of the round may become these: freely while it is planned; while it is open sites may
    /// be added, and those it was opened with stay.
    ///
    /// # Errors
    /// The round is closed, or a site would leave it while it is open.
    pub fn check_sites(&self, before: &[SiteId], after: &[SiteId]) -> Result<(), RoundRefusal> {
        match self.state {
            RoundState::Planned => Ok(()),
            RoundState::Closed => Err(RoundRefusal::WrongState { state: self.state, wanted: RoundState::Open }),
            RoundState::Open => match before.iter().find(|site| !after.contains(site)) {
                Some(site) => Err(RoundRefusal::SiteLeaves { site_id: *site }),
                None => Ok(()),
            },
        }
    }
}

impl Visit {
    /// Voids a submitted visit, with a reason. The visit stays; a new one may take its place.
    ///
    /// # Errors
    /// It does not count any more already, or there is no reason.
    pub fn void(self, reason: &str, by: Option<UserId>, at: Timestamp) -> Result<Self, RoundRefusal> {
        self.set_aside(VisitState::Voided, reason, by, at)
    }

    /// Returns a submitted visit 打回, with a reason: it does not count, and the site is to be visited again.
    ///
    /// # Errors
    /// It does not count any more already, or there is no reason.
    pub fn send_back(self, reason: &str, by: Option<UserId>, at: Timestamp) -> Result<Self, RoundRefusal> {
        self.set_aside(VisitState::Returned, reason, by, at)
    }

    fn set_aside(
        mut self,
        state: VisitState,
        reason: &str,
        by: Option<UserId>,
        at: Timestamp,
    ) -> Result<Self, RoundRefusal> {
        match self.state {
            VisitState::Submitted => {}
            VisitState::Returned => return Err(RoundRefusal::ReturnedAlready),
            VisitState::Voided => return Err(RoundRefusal::VoidedAlready),
        }
        if reason.trim().is_empty() {
            return Err(RoundRefusal::NoReason);
        }
        self.state = state;
        self.void_reason = Some(reason.trim().to_owned());
        self.voided_by = by;
        self.voided_at = Some(at);
        Ok(self)
    }
}

/// What a submission says of the door-head photograph 门头照.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Nothing at all: a device of before this was asked, which is still heard in this release.
    Unheard,
    /// There is one.
    Shown,
    /// There is none, with a reason.
    Excused,
    /// There is none, without a reason.
    Missing,
}

/// What a device submits, as far as the round's rules ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission<'a> {
    /// The visit's identity, made by the device.
    pub visit_id: VisitId,
    /// The site, and its code for the sentences.
    pub site_id: SiteId,
    /// The site's code.
    pub site_code: &'a str,
    /// Who made the visit.
    pub inspector_ids: &'a [PersonId],
    /// When it began, by the device's clock.
    pub started_at: Timestamp,
    /// When it was submitted, by the device's clock.
    pub submitted_at: Timestamp,
    /// What it says of the door-head photograph.
    pub door: Door,
    /// The codes of the items observed.
    pub item_codes: &'a [&'a str],
    /// The SHA-256 of the canonical body.
    pub body_sha256: &'a str,
}

/// What the rules ask about the round.
#[derive(Clone, Debug)]
pub struct RoundFacts<'a> {
    /// The round.
    pub round: &'a Round,
    /// Whether the site is one of its sites.
    pub site_in_round: bool,
    /// The inspectors assigned to the site; empty when the round leaves it to any inspector.
    pub assigned: &'a BTreeSet<PersonId>,
    /// Whether the edition asks for a door-head photograph at sites of this type.
    pub door_first: bool,
    /// The body hash of the visit already stored under this identity.
    pub standing_body: Option<&'a str>,
    /// The server's time.
    pub now: Timestamp,
    /// The campaign's zone.
    pub zone: Tz,
}

/// How a submission is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It is new and to be stored.
    New,
    /// It was stored before with the same content, and is answered as then.
    Resend,
}

/// Why a submission is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubmitRefusal {
    /// A visit of this identity stands already and says something else.
    #[error("visit {visit_id} was submitted before with other content and is locked")]
    VisitLocked {
        /// The visit.
        visit_id: VisitId,
    },
    /// The round takes no visits now.
    #[error("round {number} is {state}")]
    RoundNotOpen {
        /// The round's number.
        number: u32,
        /// Where it stands.
        state: RoundState,
    },
    /// The site is none of the round's.
    #[error("site {site_code} is not in round {number}")]
    SiteNotInRound {
        /// The site's code.
        site_code: String,
        /// The round's number.
        number: u32,
    },
    /// An inspector is not assigned to the site in this round, or none is named.
    #[error("an inspector is not assigned to site {site_code}")]
    InspectorNotAssigned {
        /// The site's code.
        site_code: String,
        /// Who; none when nobody is named.
        person_id: Option<PersonId>,
    },
    /// The device's clock is ahead of the server's.
    #[error("the device says {at}, the server {now}")]
    FutureClock {
        /// What the device says.
        at: Timestamp,
        /// The server's time.
        now: Timestamp,
    },
    /// The visit began before the round opens.
    #[error("the visit began at {at}, the round opens on {opens_on}")]
    BeforeRoundOpens {
        /// When it began.
        at: Timestamp,
        /// The round's first day.
        opens_on: NaiveDate,
    },
    /// The visit would end before it began.
    #[error("the visit was submitted at {submitted_at}, before it began at {started_at}")]
    EndsBeforeItBegins {
        /// When it began.
        started_at: Timestamp,
        /// When it was submitted.
        submitted_at: Timestamp,
    },
    /// An item is observed twice.
    #[error("item {item_code} is observed twice")]
    DuplicateItem {
        /// The item.
        item_code: String,
    },
    /// The door-head photograph is missing, and why is not said.
    #[error("the visit to site {site_code} has no door-head photograph and no reason for it")]
    NoDoorPhoto {
        /// The site's code.
        site_code: String,
    },
    /// Nothing was observed.
    #[error("the visit to site {site_code} has no observation")]
    NoObservation {
        /// The site's code.
        site_code: String,
    },
}

impl SubmitRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::VisitLocked { .. } => "visit_locked",
            Self::RoundNotOpen { .. } => "round_not_open",
            Self::SiteNotInRound { .. } => "site_not_in_round",
            Self::InspectorNotAssigned { .. } => "inspector_not_assigned",
            Self::FutureClock { .. } => "future_clock",
            Self::BeforeRoundOpens { .. } => "before_round_opens",
            Self::EndsBeforeItBegins { .. } => "visit_ends_before_it_begins",
            Self::DuplicateItem { .. } => "duplicate_item",
            Self::NoDoorPhoto { .. } => "door_photo_missing",
            Self::NoObservation { .. } => "no_observation",
        }
    }

    /// The public sentence in a language.
    pub fn message(&self, lang: Lang) -> Message {
        match self {
            Self::VisitLocked { visit_id } => Message::new("round-visit-locked").arg("visit", visit_id),
            Self::RoundNotOpen { number, state } => {
                Message::new("round-not-open").arg("number", number).arg("state", state.wording(lang))
            }
            Self::SiteNotInRound { site_code, number } => {
                Message::new("round-site-not-in-round").arg("site", site_code).arg("number", number)
            }
            Self::InspectorNotAssigned { site_code, person_id: None } => {
                Message::new("round-no-inspector").arg("site", site_code)
            }
            Self::InspectorNotAssigned { site_code, .. } => {
                Message::new("round-inspector-not-assigned").arg("site", site_code)
            }
            Self::FutureClock { at, now } => Message::new("round-future-clock")
                .arg("at", shown(*at, DEFAULT_ZONE))
                .arg("now", shown(*now, DEFAULT_ZONE)),
            Self::BeforeRoundOpens { at, opens_on } => {
                Message::new("round-before-opens").arg("at", shown(*at, DEFAULT_ZONE)).arg("opens", opens_on)
            }
            Self::EndsBeforeItBegins { started_at, submitted_at } => Message::new("round-visit-ends-before-it-begins")
                .arg("started", shown(*started_at, DEFAULT_ZONE))
                .arg("submitted", shown(*submitted_at, DEFAULT_ZONE)),
            Self::DuplicateItem { item_code } => Message::new("round-duplicate-item").arg("item", item_code),
            Self::NoDoorPhoto { site_code } => Message::new("round-no-door-photo").arg("site", site_code),
            Self::NoObservation { site_code } => Message::new("round-no-observation").arg("site", site_code),
        }
    }
}

/// Decides on a submission. A resend is answered before anything else is asked: what was accepted once stays
/// accepted, also when the round has closed since.
///
/// # Errors
/// The first rule the submission offends.
pub fn admit(submission: &Submission<'_>, facts: &RoundFacts<'_>) -> Result<Admission, SubmitRefusal> {
    if let Some(standing) = facts.standing_body {
        return if standing == submission.body_sha256 {
            Ok(Admission::Resend)
        } else {
            Err(SubmitRefusal::VisitLocked { visit_id: submission.visit_id })
        };
    }
    check_place(submission, facts)?;
    check_clock(submission, facts)?;
    if facts.door_first && submission.door == Door::Missing {
        return Err(SubmitRefusal::NoDoorPhoto { site_code: submission.site_code.to_owned() });
    }
    check_observations(submission)?;
    Ok(Admission::New)
}

fn check_place(submission: &Submission<'_>, facts: &RoundFacts<'_>) -> Result<(), SubmitRefusal> {
    let round = facts.round;
    let site_code = || submission.site_code.to_owned();
    if round.state != RoundState::Open {
        return Err(SubmitRefusal::RoundNotOpen { number: round.number, state: round.state });
    }
    if !facts.site_in_round {
        return Err(SubmitRefusal::SiteNotInRound { site_code: site_code(), number: round.number });
    }
    if submission.inspector_ids.is_empty() {
        return Err(SubmitRefusal::InspectorNotAssigned { site_code: site_code(), person_id: None });
    }
    let stranger = submission.inspector_ids.iter().find(|person| !facts.assigned.contains(person));
    match stranger {
        Some(person) if !facts.assigned.is_empty() => {
            Err(SubmitRefusal::InspectorNotAssigned { site_code: site_code(), person_id: Some(*person) })
        }
        _ => Ok(()),
    }
}

fn check_clock(submission: &Submission<'_>, facts: &RoundFacts<'_>) -> Result<(), SubmitRefusal> {
    let Submission { started_at, submitted_at, .. } = *submission;
    let latest = facts.now + TimeDelta::minutes(CLOCK_TOLERANCE_MINUTES);
    if let Some(at) = [submitted_at, started_at].into_iter().find(|at| *at > latest) {
        return Err(SubmitRefusal::FutureClock { at, now: facts.now });
    }
    if submitted_at < started_at {
        return Err(SubmitRefusal::EndsBeforeItBegins { started_at, submitted_at });
    }
    let opens_on = facts.round.opens_on;
    if started_at < start_of_day(opens_on, facts.zone) {
        return Err(SubmitRefusal::BeforeRoundOpens { at: started_at, opens_on });
    }
    Ok(())
}

fn check_observations(submission: &Submission<'_>) -> Result<(), SubmitRefusal> {
    if submission.item_codes.is_empty() {
        return Err(SubmitRefusal::NoObservation { site_code: submission.site_code.to_owned() });
    }
    let mut seen = BTreeSet::new();
    match submission.item_codes.iter().find(|code| !seen.insert(**code)) {
        Some(code) => Err(SubmitRefusal::DuplicateItem { item_code: (*code).to_owned() }),
        None => Ok(()),
    }
}

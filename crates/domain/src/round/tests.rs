#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use uuid::Uuid;

use super::*;
use crate::ids::{EditionId, PersonId, RoundId, SiteId, VisitId};
use crate::text::{Lang, Wording, render};
use crate::time::{DEFAULT_ZONE, Timestamp};

const LIN: PersonId = PersonId(Uuid::from_u128(1));
const SITE: SiteId = SiteId(Uuid::from_u128(2));

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn round(state: RoundState) -> Round {
    Round {
        id: RoundId(Uuid::from_u128(3)),
        kind: RoundKind::Mock,
        number: 1,
        name: Wording::new("第一次模拟测评", "First mock assessment"),
        edition_id: EditionId(Uuid::from_u128(4)),
        opens_on: "2026-11-16".parse().unwrap(),
        closes_on: "2026-11-20".parse().unwrap(),
        state,
        closed_at: None,
        settings: RoundSettings::default(),
        module_values: BTreeMap::new(),
        version: 1,
    }
}

fn submission() -> Submission<'static> {
    Submission {
        visit_id: VisitId(Uuid::from_u128(5)),
        site_id: SITE,
        site_code: "S01",
        inspector_ids: &[LIN],
        started_at: at("2026-11-16T01:00:00Z"),
        submitted_at: at("2026-11-16T01:30:00Z"),
        door: Door::Unheard,
        item_codes: &["R01", "R02"],
        body_sha256: "aa",
    }
}

struct World {
    round: Round,
    site_in_round: bool,
    assigned: BTreeSet<PersonId>,
    standing: Option<&'static str>,
    door_first: bool,
}

impl World {
    fn open() -> Self {
        Self {
            round: round(RoundState::Open),
            site_in_round: true,
            assigned: BTreeSet::from([LIN]),
            standing: None,
            door_first: false,
        }
    }

    fn admit(&self, submission: &Submission<'_>) -> Result<Admission, SubmitRefusal> {
        let facts = RoundFacts {
            round: &self.round,
            site_in_round: self.site_in_round,
            assigned: &self.assigned,
            door_first: self.door_first,
            standing_body: self.standing,
            now: at("2026-11-16T02:00:00Z"),
            zone: DEFAULT_ZONE,
        };
        admit(submission, &facts)
    }
}

#[test]
fn a_visit_that_keeps_the_rules_is_new_and_its_resend_is_the_same_thing() {
    assert_eq!(World::open().admit(&submission()), Ok(Admission::New));
    let stored = World { standing: Some("aa"), ..World::open() };
    assert_eq!(stored.admit(&submission()), Ok(Admission::Resend));
    let closed = World { round: round(RoundState::Closed), ..stored };
    assert_eq!(closed.admit(&submission()), Ok(Admission::Resend), "what was accepted stays accepted");
}

#[test]
fn each_rule_refuses_with_its_code_and_a_sentence() {
    let open = World::open;
    let sound = submission;
    let other = &[PersonId(Uuid::from_u128(9))];
    let table: Vec<(&str, World, Submission<'_>)> = vec![
        ("visit_locked", World { standing: Some("bb"), ..open() }, sound()),
        ("round_not_open", World { round: round(RoundState::Planned), ..open() }, sound()),
        ("round_not_open", World { round: round(RoundState::Closed), ..open() }, sound()),
        ("site_not_in_round", World { site_in_round: false, ..open() }, sound()),
        ("inspector_not_assigned", open(), Submission { inspector_ids: other, ..sound() }),
        ("inspector_not_assigned", open(), Submission { inspector_ids: &[], ..sound() }),
        ("future_clock", open(), Submission { submitted_at: at("2026-11-16T02:05:00.001Z"), ..sound() }),
        ("visit_ends_before_it_begins", open(), Submission { submitted_at: at("2026-11-16T00:59:00Z"), ..sound() }),
        ("before_round_opens", open(), Submission { started_at: at("2026-11-15T15:59:59Z"), ..sound() }),
        ("duplicate_item", open(), Submission { item_codes: &["R01", "R02", "R01"], ..sound() }),
        ("no_observation", open(), Submission { item_codes: &[], ..sound() }),
    ];
    for (code, world, submission) in table {
        let refusal = world.admit(&submission).unwrap_err();
        assert_eq!(refusal.code(), code);
        for lang in [Lang::Zh, Lang::En] {
            let message = refusal.message(lang);
            let sentence = render(&message, lang);
            assert!(sentence != message.key && !sentence.contains('{'), "{sentence}");
        }
    }
}

#[test]
fn borders_of_time_and_assignment_belong_inside() {
    let first = Submission { started_at: at("2026-11-15T16:00:00Z"), ..submission() };
    assert_eq!(World::open().admit(&first), Ok(Admission::New), "midnight in the campaign's zone");
    let drift = Submission { submitted_at: at("2026-11-16T02:05:00Z"), ..submission() };
    assert_eq!(World::open().admit(&drift), Ok(Admission::New));
    let anyone = World { assigned: BTreeSet::new(), ..World::open() };
    assert_eq!(anyone.admit(&submission()), Ok(Admission::New), "a round may leave it to any inspector");
}

#[test]
fn a_round_opens_once_with_sites_and_closes_once() {
    let now = at("2026-11-20T10:00:00Z");
    assert_eq!(round(RoundState::Planned).open(0), Err(RoundRefusal::NoSite));
    let open = round(RoundState::Planned).open(54).unwrap();
    assert_eq!(open.clone().open(54).unwrap_err().code(), "round_wrong_state");
    assert_eq!(round(RoundState::Planned).close(now).unwrap_err().code(), "round_wrong_state");
    let closed = open.close(now).unwrap();
    assert_eq!((closed.state, closed.closed_at), (RoundState::Closed, Some(now)));
    assert!(closed.close(now).is_err());
    let mut backwards = round(RoundState::Planned);
    backwards.closes_on = backwards.opens_on - TimeDelta::days(1);
    assert_eq!(backwards.open(1).unwrap_err().code(), "round_ends_before_it_begins");
}

fn visit(state: VisitState) -> Visit {
    let now = at("2026-11-17T01:00:00Z");
    Visit {
        id: VisitId(Uuid::from_u128(5)),
        round_id: RoundId(Uuid::from_u128(3)),
        site_id: SITE,
        state,
        started_at: now,
        submitted_at: now,
        received_at: now,
        lon: None,
        lat: None,
        accuracy_m: None,
        altitude_m: None,
        datum: None,
        inspector_ids: vec![LIN],
        body_sha256: "aa".into(),
        remark: None,
        door_reason: None,
        void_reason: None,
        voided_by: None,
        voided_at: None,
        replaces_id: None,
    }
}

#[test]
fn a_visit_is_set_aside_once_and_with_a_reason_whatever_state_it_is_in() {
    use VisitState::{Returned, Submitted, Voided};
    let now = at("2026-11-17T02:00:00Z");
    for state in VisitState::ALL.iter().copied() {
        let refusal = match state {
            Submitted => None,
            Returned => Some(RoundRefusal::ReturnedAlready),
            Voided => Some(RoundRefusal::VoidedAlready),
        };
        let voided = visit(state).void("点位错误", None, now);
        let returned = visit(state).send_back("照片模糊", None, now);
        if let Some(refusal) = refusal {
            assert_eq!(voided, Err(refusal.clone()));
            assert_eq!(returned, Err(refusal));
        } else {
            let (voided, returned) = (voided.unwrap(), returned.unwrap());
            assert_eq!((voided.state, voided.voided_at), (Voided, Some(now)));
            assert_eq!((returned.state, returned.void_reason.as_deref()), (Returned, Some("照片模糊")));
        }
    }
    assert_eq!(visit(Submitted).void(" ", None, now), Err(RoundRefusal::NoReason));
    assert_eq!(visit(Submitted).send_back("", None, now), Err(RoundRefusal::NoReason));
}

#[test]
fn an_open_round_may_grow_and_end_later_but_loses_no_site_and_keeps_its_first_day() {
    let (here, there) = (SITE, SiteId(Uuid::from_u128(7)));
    assert_eq!(round(RoundState::Planned).check_sites(&[here], &[there]), Ok(()));
    assert_eq!(round(RoundState::Open).check_sites(&[here], &[there, here]), Ok(()));
    let leaves = round(RoundState::Open).check_sites(&[here], &[there]);
    assert_eq!(leaves, Err(RoundRefusal::SiteLeaves { site_id: here }));
    assert_eq!(round(RoundState::Closed).check_sites(&[here], &[here]).unwrap_err().code(), "round_wrong_state");
    let (name, first, last) = (Wording::new("延期", ""), "2026-11-18".parse().unwrap(), "2026-11-25".parse().unwrap());
    let amended = |state| round(state).amend(name.clone(), first, last);
    assert_eq!(amended(RoundState::Planned).map(|r| (r.opens_on, r.closes_on)), Ok((first, last)));
    assert_eq!(
        amended(RoundState::Open).map(|r| (r.opens_on, r.closes_on)),
        Ok((round(RoundState::Open).opens_on, last))
    );
    assert_eq!(amended(RoundState::Closed).unwrap_err().code(), "round_wrong_state");
    let backwards = round(RoundState::Open).amend(name, first, "2026-11-01".parse().unwrap());
    assert_eq!(backwards.unwrap_err().code(), "round_ends_before_it_begins");
}

#[test]
fn hints_change_until_the_round_opens_and_the_watermark_until_it_closes() {
    use RoundState::{Closed, Open, Planned};
    let hints = RoundSettings { hints: true, ..RoundSettings::default() };
    let plain =
        RoundSettings { watermark: Watermark { item: false, ..Watermark::default() }, ..RoundSettings::default() };
    let table = [
        (Planned, hints, None),
        (Open, hints, Some("round_hints_stay")),
        (Closed, hints, Some("round_wrong_state")),
        (Planned, plain, None),
        (Open, plain, None),
        (Closed, plain, Some("round_wrong_state")),
        (Closed, RoundSettings::default(), None),
    ];
    for (state, settings, refusal) in table {
        let set = round(state).set(settings);
        assert_eq!(set.as_ref().err().map(RoundRefusal::code), refusal, "{state} {settings:?}");
        assert!(set.is_err() || set.is_ok_and(|round| round.settings == settings));
    }
    assert!(!RoundSettings::default().hints, "a round is blind unless it says otherwise");
}

#[test]
fn the_hint_comes_of_an_earlier_closed_round_of_the_same_kind() {
    let later = Round { number: 2, opens_on: "2026-12-01".parse().unwrap(), ..round(RoundState::Open) };
    assert!(round(RoundState::Closed).hints_at(&later));
    assert!(!round(RoundState::Open).hints_at(&later));
    assert!(!Round { kind: RoundKind::ReCheck, ..round(RoundState::Closed) }.hints_at(&later));
    assert!(!later.hints_at(&round(RoundState::Open)), "nothing hints at what was before it");
    assert!(!Round { state: RoundState::Closed, ..later.clone() }.hints_at(&later), "not at itself");
}

#[test]
fn a_door_photograph_that_is_asked_for_is_there_or_excused_and_older_devices_are_heard() {
    let mut world = World::open();
    for (asked, door, refused) in [
        (true, Door::Missing, true),
        (true, Door::Shown, false),
        (true, Door::Excused, false),
        (true, Door::Unheard, false),
        (false, Door::Missing, false),
    ] {
        world.door_first = asked;
        let code = world.admit(&Submission { door, ..submission() }).err().map(|refusal| refusal.code());
        assert_eq!(code, refused.then_some("door_photo_missing"), "{asked} {door:?}");
    }
}

#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use chrono::TimeDelta;
use uuid::Uuid;

use super::tests::{
    Moved, OTHER_UNIT, UNIT, checker, dispatched, extending, filed, handler, in_hand, minute, office, passed, person,
    pressing, rectified, rectifying, step,
};
use super::*;
use crate::escalation::EscalationMeasure;
use crate::ids::RequestId;
use crate::ranking::{CaseFact, CaseSet, sets_of};
use crate::time::{Period, Timestamp};

pub(super) fn asking(kind: RequestKind) -> Asking {
    let stage = |day: &str, text: &str| Milestone {
        due: day.parse().unwrap(),
        text: text.into(),
        reached_at: None,
        words: None,
    };
    let held = matches!(kind, RequestKind::Suspension | RequestKind::LongTerm);
    Asking {
        id: RequestId(Uuid::from_u128(900)),
        kind,
        reason: " 雨季无法施工 ".into(),
        until: held.then(|| minute(20_000)),
        proposed_unit: (kind == RequestKind::Objection).then_some(OTHER_UNIT),
        plan: vec![stage("2026-12-20", "铺装完成"), stage("2026-12-01", "管沟开挖")],
        lasting_measures: Some("纳入日常养护".into()),
    }
}

pub(super) fn asked(case: Case, kind: RequestKind, n: i64) -> Moved {
    case.ask(&asking(kind), step(&handler(), n)).map(|(case, _, event)| (case, event))
}

fn second() -> By {
    person(11, &[])
}

fn agreed(office: bool) -> Deciding {
    Deciding { approved: true, words: String::new(), office, deadline: None }
}

/// A case whose clock stands.
pub(super) fn held(kind: RequestKind) -> Case {
    let (case, request, _) = in_hand().ask(&asking(kind), step(&handler(), 4)).unwrap();
    let deadline = case.deadline.clone();
    case.rule(request, Deciding { deadline, ..agreed(true) }, step(&office(), 5)).unwrap().0
}

/// Closed long after its deadline.
fn late() -> Case {
    let at = |n| Timestamp::from(minute(n));
    let (case, _) = in_hand().rectify(rectifying(), step(&handler(), 900)).unwrap();
    let (case, _) = case.check(passed(), step(&checker(), 901)).unwrap();
    assert!(case.late() && case.closed_at == Some(at(901)));
    case
}

#[test]
fn an_extension_needs_two_people_who_did_not_ask_and_the_second_of_them_is_the_office() {
    let old = in_hand().deadline.unwrap().at;
    let (case, request, event) = in_hand().ask(&asking(RequestKind::Extension), step(&handler(), 4)).unwrap();
    assert_eq!(
        (request.reason.as_str(), request.state, request.plan.len()),
        ("雨季无法施工", RequestState::Pending, 0)
    );
    assert_eq!((case.pending, event.change.kind()), (Some(RequestKind::Extension), "requested"));
    let head = person(21, &[UNIT]);
    let stranger = person(22, &[OTHER_UNIT]);
    let refused = |by: &By, office| case.clone().rule(request.clone(), agreed(office), step(by, 5)).unwrap_err();
    assert_eq!(refused(&handler(), false), CaseRefusal::RequesterRules);
    assert_eq!(refused(&stranger, false), CaseRefusal::OfficeRules);
    let (case, request, _) = case.rule(request, agreed(false), step(&head, 5)).unwrap();
    assert_eq!((request.state, case.pending), (RequestState::Agreed, Some(RequestKind::Extension)));
    assert_eq!(case.deadline.as_ref().unwrap().at, old, "one agreement moves nothing");
    let again = |by: &By, office| case.clone().rule(request.clone(), agreed(office), step(by, 6)).unwrap_err();
    assert_eq!(again(&head, true), CaseRefusal::RulesTwice);
    assert_eq!(again(&person(23, &[UNIT]), false), CaseRefusal::OfficeRules);
    let deciding = Deciding { deadline: Some(extending(&case).deadline), ..agreed(true) };
    // The deadline has passed meanwhile; asking in time is what counts.
    let (case, request, event) = case.rule(request, deciding, step(&office(), 500)).unwrap();
    assert_eq!((request.state, case.pending, case.extension_count), (RequestState::Approved, None, 1));
    assert_eq!(case.deadline.as_ref().unwrap().at, old + TimeDelta::hours(4));
    let CaseChange::Ruled { deadline_at: Some(at), .. } = event.change else { panic!("{event:?}") };
    assert_eq!(at, old + TimeDelta::hours(4));
}

#[test]
fn a_refusal_says_why_counts_nothing_and_leaves_room_for_another_request() {
    let (case, request, _) = in_hand().ask(&asking(RequestKind::Extension), step(&handler(), 4)).unwrap();
    let no = Deciding { approved: false, ..agreed(true) };
    assert_eq!(case.clone().rule(request.clone(), no.clone(), step(&office(), 5)).unwrap_err(), CaseRefusal::NoReason);
    let words = Deciding { words: " 人手足够 ".into(), ..no };
    let (case, request, _) = case.rule(request, words, step(&office(), 5)).unwrap();
    assert_eq!((request.state, case.pending, case.extension_count), (RequestState::Refused, None, 0));
    assert_eq!(request.rulings[0].words, "人手足够");
    let decided = case.clone().rule(request, agreed(true), step(&second(), 6)).unwrap_err();
    assert_eq!(decided, CaseRefusal::RequestDecided { state: RequestState::Refused });
    assert!(case.ask(&asking(RequestKind::Extension), step(&handler(), 6)).is_ok());
}

#[test]
fn an_objection_upheld_frees_the_case_to_be_dispatched_anew_and_the_clock_runs_on() {
    let (case, request, _) = dispatched().ask(&asking(RequestKind::Objection), step(&handler(), 3)).unwrap();
    assert_eq!(request.proposed_unit, Some(OTHER_UNIT));
    let own = Asking { proposed_unit: Some(UNIT), ..asking(RequestKind::Objection) };
    assert_eq!(dispatched().ask(&own, step(&handler(), 3)).unwrap_err(), CaseRefusal::ObjectsToItself);
    let (case, _, event) = case.rule(request, agreed(true), step(&office(), 4)).unwrap();
    assert_eq!((case.state, case.unit_id, event.from), (CaseState::Filed, None, Some(CaseState::Dispatched)));
    assert_eq!(case.deadline, filed().deadline);
}

#[test]
fn a_suspension_stops_the_clock_once_and_the_office_or_the_day_lets_it_go_on() {
    let case = held(RequestKind::Suspension);
    assert_eq!((case.state, case.suspension_count), (CaseState::Suspended, 1));
    let hold = case.hold.clone().unwrap();
    assert_eq!((hold.from, hold.until, &hold.deadline), (minute(5), minute(20_000), &in_hand().deadline));
    let own = case.clone().resume(None, false, step(&handler(), 6)).unwrap_err();
    assert_eq!(own, CaseRefusal::OfficeResumes);
    let (case, event) = case.resume(hold.deadline, true, step(&office(), 65)).unwrap();
    assert_eq!((case.state, case.hold.is_none(), case.paused_ms), (CaseState::InHand, true, 3_600_000));
    assert_eq!(event.change.kind(), "resumed");
    let again = case.ask(&asking(RequestKind::Suspension), step(&handler(), 66)).unwrap_err();
    assert_eq!(again, CaseRefusal::SuspendedBefore);
}

#[test]
fn a_plan_has_stages_in_order_that_are_reached_once_and_its_unit_may_end_it() {
    let (case, plan, _) = in_hand().ask(&asking(RequestKind::LongTerm), step(&handler(), 4)).unwrap();
    assert_eq!(plan.plan.iter().map(|stage| stage.text.as_str()).collect::<Vec<_>>(), ["管沟开挖", "铺装完成"]);
    let (case, plan, _) = case.rule(plan, agreed(true), step(&office(), 5)).unwrap();
    assert_eq!(case.state, CaseState::LongTerm);
    let (case, plan, event) = case.reach(plan, 0, " 已完成 ", step(&handler(), 6)).unwrap();
    assert_eq!((plan.plan[0].reached_at, event.change.kind()), (Some(minute(6)), "milestone_reached"));
    for (stage, words, refusal) in
        [(0, "又", CaseRefusal::NoMilestone), (7, "又", CaseRefusal::NoMilestone), (1, " ", CaseRefusal::NoMeasures)]
    {
        assert_eq!(case.clone().reach(plan.clone(), stage, words, step(&handler(), 7)).unwrap_err(), refusal);
    }
    assert!(case.resume(None, false, step(&handler(), 8)).is_ok());
}

#[test]
fn an_appeal_upheld_keeps_the_lateness_out_of_the_figures_and_the_fact_in_the_case() {
    let closed_in_time = rectified().check(passed(), step(&checker(), 5)).unwrap().0;
    assert_eq!(
        closed_in_time.ask(&asking(RequestKind::Appeal), step(&handler(), 6)).unwrap_err(),
        CaseRefusal::NotLate
    );
    let (case, request, _) = late().ask(&asking(RequestKind::Appeal), step(&handler(), 902)).unwrap();
    let (case, request, _) = case.rule(request, agreed(true), step(&office(), 903)).unwrap();
    assert!(!case.exempt, "one agreement is not enough");
    let (case, _, _) = case.rule(request, agreed(true), step(&second(), 904)).unwrap();
    assert!(case.exempt && case.appealed && case.late(), "the fact stays");
    assert_eq!(
        case.clone().ask(&asking(RequestKind::Appeal), step(&handler(), 905)).unwrap_err(),
        CaseRefusal::AppealedBefore
    );
    let fact = |exempt| CaseFact {
        id: case.id,
        unit_id: UNIT,
        reported_at: case.reported_at,
        deadline_at: case.deadline.as_ref().map(|deadline| deadline.at),
        rectified_at: case.rectified_at,
        closed_at: case.closed_at,
        rework_count: 0,
        finder_level: case.finder_level,
        exempt,
    };
    let sets =
        |exempt, until| sets_of(&fact(exempt), Period { from: minute(0), until: minute(until) }).collect::<Vec<_>>();
    assert_eq!(sets(false, 2_000), [CaseSet::Due, CaseSet::ShouldClose, CaseSet::Closed, CaseSet::Found]);
    assert_eq!(
        sets(true, 2_000),
        [CaseSet::Due, CaseSet::OnTime, CaseSet::ShouldClose, CaseSet::Closed, CaseSet::Found]
    );
    assert_eq!(sets(false, 300), [CaseSet::Due, CaseSet::ShouldClose, CaseSet::Found], "open at the end of its period");
    assert_eq!(sets(true, 300), [CaseSet::Due, CaseSet::OnTime, CaseSet::Found]);
}

#[test]
fn one_request_at_a_time_and_a_step_of_the_case_overtakes_it() {
    let (case, request, _) = dispatched().ask(&asking(RequestKind::Objection), step(&handler(), 3)).unwrap();
    let other = case.clone().ask(&asking(RequestKind::Extension), step(&handler(), 4)).unwrap_err();
    assert_eq!(other, CaseRefusal::RequestPending { kind: RequestKind::Objection });
    let (accepted, _) = case.clone().accept(step(&handler(), 4)).unwrap();
    assert_eq!(accepted.pending, None);
    let late = accepted.rule(request.clone(), agreed(true), step(&office(), 5)).unwrap_err();
    assert_eq!(late.code(), "request_decided");
    let (reminded, _) = case.clone().press(EscalationMeasure::Remind, pressing("请尽快"), step(&office(), 4)).unwrap();
    assert_eq!(reminded.pending, Some(RequestKind::Objection), "what does not move the case does not overtake it");
    let stranger = person(40, &[OTHER_UNIT]);
    assert_eq!(case.clone().take_back(request.clone(), step(&stranger, 5)).unwrap_err(), CaseRefusal::NotTheUnits);
    let (case, request, _) = case.take_back(request, step(&handler(), 5)).unwrap();
    assert_eq!((case.pending, request.state), (None, RequestState::Withdrawn));
}

#[test]
fn what_is_missing_in_a_request_is_named() {
    let handler = handler();
    let stranger = person(40, &[OTHER_UNIT]);
    let table: Vec<(&str, Case, Asking)> = vec![
        ("reason_missing", in_hand(), Asking { reason: " ".into(), ..asking(RequestKind::Extension) }),
        ("too_late_to_extend", in_hand(), asking(RequestKind::Extension)),
        ("extended_enough", Case { extension_count: 2, ..in_hand() }, asking(RequestKind::Extension)),
        ("hold_ends", in_hand(), Asking { until: None, ..asking(RequestKind::Suspension) }),
        ("hold_ends", in_hand(), Asking { until: Some(minute(3)), ..asking(RequestKind::Suspension) }),
        ("hold_too_long", in_hand(), Asking { until: Some(minute(530_000)), ..asking(RequestKind::Suspension) }),
        ("hold_too_long", in_hand(), Asking { until: Some(minute(1_060_000)), ..asking(RequestKind::LongTerm) }),
        ("plan_missing", in_hand(), Asking { plan: vec![], ..asking(RequestKind::LongTerm) }),
        ("lasting_measures_missing", in_hand(), Asking { lasting_measures: None, ..asking(RequestKind::LongTerm) }),
    ];
    for (code, case, asking) in table {
        let at = if code == "too_late_to_extend" { 900 } else { 4 };
        assert_eq!(case.clone().ask(&asking, step(&stranger, at)).unwrap_err().code(), "not_the_units");
        assert_eq!(case.ask(&asking, step(&handler, at)).unwrap_err().code(), code);
    }
}

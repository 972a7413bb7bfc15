#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use chrono::TimeDelta;
use proptest::prelude::*;
use uuid::Uuid;

use super::tests_of_requests::{asked, asking, held};
use super::*;
use crate::calendar::Calendar;
use crate::deadline::{Clock, Limit, WorkingSchedule, reckon};
use crate::escalation::{EscalationMeasure, Pressing};
use crate::ids::{CaseId, SiteId, UnitId, UserId};
use crate::permission::{Action, Role, allows};
use crate::routing::RoutingRule;
use crate::text::{Lang, render};
use crate::time::{DEFAULT_ZONE, Timestamp};

pub(super) const UNIT: UnitId = UnitId(Uuid::from_u128(1));
pub(super) const OTHER_UNIT: UnitId = UnitId(Uuid::from_u128(2));

pub(crate) fn minute(n: i64) -> Timestamp {
    "2026-11-20T01:00:00Z".parse::<Timestamp>().unwrap() + TimeDelta::minutes(n)
}

pub(super) fn person(n: u128, units: &[UnitId]) -> By {
    By { user_id: Some(UserId(Uuid::from_u128(n))), name: format!("人员{n}"), units: units.to_vec() }
}

pub(crate) fn office() -> By {
    person(10, &[])
}

pub(crate) fn handler() -> By {
    person(20, &[UNIT])
}

pub(crate) fn checker() -> By {
    person(30, &[])
}

pub(crate) fn step(by: &By, n: i64) -> Step<'_> {
    Step { by, at: minute(n), now: minute(n) }
}

fn report() -> Report {
    Report {
        id: CaseId(Uuid::from_u128(100)),
        source: Source::MockAssessment,
        finder_level: FinderLevel::District,
        round_id: None,
        site_id: Some(SiteId(Uuid::from_u128(5))),
        node_id: None,
        node_path: "/d/s/".into(),
        item_code: Some("R01".into()),
        edition_id: None,
        type_code: Some("main-road".into()),
        description: " 路面有散落垃圾 ".into(),
        quantity: 2,
        lon: None,
        lat: None,
        severity: CaseSeverity::Ordinary,
        rebound: None,
    }
}

fn filing(n: i64) -> Filing {
    let limit = Limit { amount: 4, clock: Clock::ContinuousHours };
    let deadline = reckon(minute(n), limit, &Calendar::default(), &WorkingSchedule::default(), DEFAULT_ZONE);
    Filing { number: "2026-0001".into(), deadline }
}

fn dispatching() -> Dispatching {
    Dispatching {
        unit_id: UNIT,
        assisting: vec![OTHER_UNIT],
        rule: RoutingRule::SiteUnit,
        fired: None,
        note: Some(" 当日清理 ".into()),
        deadline: None,
    }
}

pub(super) fn extending(case: &Case) -> Extending {
    let stands = case.deadline.as_ref().unwrap();
    let (from, limit) = (stands.at, stands.basis.limit);
    let deadline = reckon(from, limit, &Calendar::default(), &WorkingSchedule::default(), DEFAULT_ZONE);
    Extending { deadline, reason: "雨天无法施工".into() }
}

/// Another open case, filed earlier and due earlier.
fn other() -> Case {
    let other = Report { id: CaseId(Uuid::from_u128(101)), ..report() };
    let other = Case::report(other, step(&office(), 0)).unwrap().0;
    other.file(Filing { number: "2026-0002".into(), ..filing(0) }, step(&office(), 0)).unwrap().0
}

pub(crate) fn rectifying() -> Rectifying {
    Rectifying { measures: "已清扫".into(), long_term_measures: Some(" ".into()) }
}

pub(crate) fn passed() -> Checking {
    Checking { passed: true, reason: None }
}

fn failed() -> Checking {
    Checking { passed: false, reason: Some("仍有垃圾".into()) }
}

fn on_spot() -> OnSpot {
    OnSpot { number: "2026-0001".into(), unit_id: UNIT, measures: "当场清理".into() }
}

#[test]
fn a_deadline_is_reckoned_anew_only_with_a_reason_and_while_a_clock_runs() {
    let case = dispatched();
    let stands = case.deadline.clone().unwrap();
    let limit = Limit { amount: 8, clock: Clock::ContinuousHours };
    let anew = stands.anew(limit.into(), None, &Calendar::default(), &WorkingSchedule::default());
    assert!(anew.at > stands.at);
    let by = office();
    let refused = case.clone().recompute(anew.clone(), " ", step(&by, 30)).unwrap_err();
    assert_eq!(refused, CaseRefusal::NoReason);
    let elsewhere = reckon(minute(40), limit, &Calendar::default(), &WorkingSchedule::default(), DEFAULT_ZONE);
    let refused = case.clone().recompute(elsewhere, "日历已导入", step(&by, 30)).unwrap_err();
    assert!(matches!(refused, CaseRefusal::DeadlineStartsElsewhere { .. }));
    let (moved, event) = case.clone().recompute(anew.clone(), " 日历已导入 ", step(&by, 30)).unwrap();
    assert_eq!((moved.deadline.as_ref(), moved.limit, moved.state), (Some(&anew), Some(limit), case.state));
    let CaseChange::Recomputed { from, to, reason, .. } = event.change else { panic!("{event:?}") };
    assert_eq!((from, to, reason.as_str()), (stands.at, anew.at, "日历已导入"));
    let done = rectified();
    let deadline = done.deadline.clone().unwrap();
    assert_eq!(done.recompute(deadline, "日历已导入", step(&by, 900)).unwrap_err(), CaseRefusal::NoDeadline);
}

pub(super) fn reported() -> Case {
    Case::report(report(), step(&office(), 0)).unwrap().0
}

pub(super) fn filed() -> Case {
    reported().file(filing(1), step(&office(), 1)).unwrap().0
}

pub(crate) fn dispatched() -> Case {
    filed().dispatch(dispatching(), step(&office(), 2)).unwrap().0
}

pub(crate) fn in_hand() -> Case {
    dispatched().accept(step(&handler(), 3)).unwrap().0
}

pub(super) fn rectified() -> Case {
    in_hand().rectify(rectifying(), step(&handler(), 4)).unwrap().0
}

/// A case in the given state, made by its steps where this path leads there.
fn in_state(state: CaseState) -> Case {
    match state {
        CaseState::Reported => reported(),
        CaseState::Filed => filed(),
        CaseState::Dispatched => dispatched(),
        CaseState::InHand => in_hand(),
        CaseState::Rectified => rectified(),
        CaseState::Closed => rectified().check(passed(), step(&checker(), 5)).unwrap().0,
        CaseState::Declined => reported().decline("重复", step(&office(), 1)).unwrap().0,
        CaseState::Voided => filed().void("误立", step(&office(), 2)).unwrap().0,
        CaseState::Suspended => held(RequestKind::Suspension),
        CaseState::LongTerm => held(RequestKind::LongTerm),
        CaseState::Merged => Case { state, ..in_hand() },
    }
}

/// What presses a unit.
pub(crate) fn pressing(text: &str) -> Pressing {
    Pressing { number: "创城催办〔2026〕1号".to_owned(), text: text.to_owned(), rule: None }
}

pub(super) type Moved = Result<(Case, CaseEvent), CaseRefusal>;

fn act(case: Case, action: CaseAction, n: i64) -> Moved {
    match action {
        CaseAction::File => case.file(filing(n), step(&office(), n)),
        CaseAction::Decline => case.decline("不属实", step(&office(), n)),
        CaseAction::FixOnSpot => case.fix_on_spot(on_spot(), step(&handler(), n)),
        CaseAction::Dispatch => case.dispatch(dispatching(), step(&office(), n)),
        CaseAction::Void => case.void("误立", step(&office(), n)),
        CaseAction::Withdraw => case.withdraw("派错单位", step(&office(), n)),
        CaseAction::Merge => case.merge(other(), "同一处垃圾", step(&office(), n)).map(|[gone, _]| gone),
        CaseAction::Remind => case.press(EscalationMeasure::Remind, pressing("请今日办结"), step(&office(), n)),
        CaseAction::Supervise => case.press(EscalationMeasure::Supervise, pressing("请今日办结"), step(&office(), n)),
        CaseAction::Raise => {
            // Only what was under supervision is raised.
            let case = Case { supervised_at: Some(minute(1)), ..case };
            case.press(EscalationMeasure::Raise, pressing("提请区领导督办"), step(&office(), n))
        }
        CaseAction::Extend => {
            // Where no clock runs there is nothing to reckon from; the state refuses it before.
            let extending = extending(&if case.deadline.is_some() { case.clone() } else { filed() });
            case.extend(extending, step(&office(), n))
        }
        CaseAction::Accept => case.accept(step(&handler(), n)),
        CaseAction::Rectify => case.rectify(rectifying(), step(&handler(), n)),
        CaseAction::Check => case.check(passed(), step(&checker(), n)),
        CaseAction::Object => asked(case, RequestKind::Objection, n),
        CaseAction::AskExtension => {
            let case = if case.deadline.is_some() { case } else { Case { deadline: filed().deadline, ..case } };
            asked(case, RequestKind::Extension, n)
        }
        CaseAction::AskSuspension => asked(case, RequestKind::Suspension, n),
        CaseAction::AskLongTerm => asked(case, RequestKind::LongTerm, n),
        // Only what was late can be appealed.
        CaseAction::Appeal => asked(Case { rectified_at: Some(minute(10_000)), ..case }, RequestKind::Appeal, n),
        CaseAction::Resume => case.resume(None, true, step(&office(), n)),
        CaseAction::ReachMilestone => {
            let (_, plan, _) = in_hand().ask(&asking(RequestKind::LongTerm), step(&handler(), 4)).unwrap();
            case.reach(plan, 0, "管沟已挖", step(&handler(), n)).map(|(case, _, event)| (case, event))
        }
    }
}

/// The state machine, written out once more: every pair of a state and an action that is not here is refused.
const MOVES: &[(CaseState, CaseAction, CaseState)] = &[
    (CaseState::Reported, CaseAction::File, CaseState::Filed),
    (CaseState::Reported, CaseAction::Decline, CaseState::Declined),
    (CaseState::Reported, CaseAction::FixOnSpot, CaseState::Rectified),
    (CaseState::Filed, CaseAction::Dispatch, CaseState::Dispatched),
    (CaseState::Filed, CaseAction::Void, CaseState::Voided),
    (CaseState::Reported, CaseAction::Merge, CaseState::Merged),
    (CaseState::Filed, CaseAction::Merge, CaseState::Merged),
    (CaseState::Dispatched, CaseAction::Withdraw, CaseState::Filed),
    (CaseState::Dispatched, CaseAction::Remind, CaseState::Dispatched),
    (CaseState::InHand, CaseAction::Remind, CaseState::InHand),
    (CaseState::Dispatched, CaseAction::Supervise, CaseState::Dispatched),
    (CaseState::InHand, CaseAction::Supervise, CaseState::InHand),
    (CaseState::Dispatched, CaseAction::Raise, CaseState::Dispatched),
    (CaseState::InHand, CaseAction::Raise, CaseState::InHand),
    (CaseState::Dispatched, CaseAction::Extend, CaseState::Dispatched),
    (CaseState::InHand, CaseAction::Extend, CaseState::InHand),
    (CaseState::Dispatched, CaseAction::Accept, CaseState::InHand),
    (CaseState::InHand, CaseAction::Rectify, CaseState::Rectified),
    (CaseState::Rectified, CaseAction::Check, CaseState::Closed),
    (CaseState::Dispatched, CaseAction::Object, CaseState::Dispatched),
    (CaseState::Dispatched, CaseAction::AskExtension, CaseState::Dispatched),
    (CaseState::InHand, CaseAction::AskExtension, CaseState::InHand),
    (CaseState::InHand, CaseAction::AskSuspension, CaseState::InHand),
    (CaseState::InHand, CaseAction::AskLongTerm, CaseState::InHand),
    (CaseState::Closed, CaseAction::Appeal, CaseState::Closed),
    (CaseState::Suspended, CaseAction::Resume, CaseState::InHand),
    (CaseState::LongTerm, CaseAction::Resume, CaseState::InHand),
    (CaseState::LongTerm, CaseAction::ReachMilestone, CaseState::LongTerm),
];

#[test]
fn every_pair_of_state_and_action_moves_as_drawn_or_is_refused() {
    for state in CaseState::ALL.iter().copied() {
        for action in CaseAction::ALL.iter().copied() {
            let case = in_state(state);
            assert_eq!(case.state, state);
            let version = case.version;
            let expected = MOVES.iter().find(|(from, by, _)| (*from, *by) == (state, action));
            match (act(case, action, 60), expected) {
                (Ok((after, event)), Some((_, _, to))) => {
                    assert_eq!(after.state, *to, "{state} {action}");
                    assert_eq!((event.from, event.to), (Some(state), *to));
                    assert_eq!(after.version, version + 1);
                    assert_eq!(after.moved_at, minute(60));
                }
                (Err(CaseRefusal::WrongState { state: s, action: a }), None) => {
                    assert_eq!((s, a), (state, action));
                }
                (result, _) => panic!("{state} {action}: {result:?}"),
            }
        }
    }
}

#[test]
fn the_whole_way_from_report_to_close_out_keeps_every_moment_and_hand() {
    let case = in_state(CaseState::Closed);
    assert_eq!(case.description, "路面有散落垃圾");
    let moments = [case.filed_at, case.dispatched_at, case.accepted_at, case.rectified_at, case.closed_at];
    assert_eq!(moments, [1, 2, 3, 4, 5].map(|n| Some(minute(n))));
    let hands = [case.dispatched_by, case.rectified_by, case.checked_by];
    assert_eq!(hands, [office().user_id, handler().user_id, checker().user_id]);
    assert_eq!(case.deadline.unwrap().at, minute(1) + TimeDelta::hours(4));
    assert_eq!(case.routed_by, Some(RoutingRule::SiteUnit));
}

#[test]
fn a_failed_check_sends_the_case_back_and_counts_the_rework() {
    let (case, event) = rectified().check(failed(), step(&checker(), 5)).unwrap();
    assert_eq!((case.state, case.rework_count, case.rectified_at), (CaseState::InHand, 1, None));
    assert_eq!(event.change.kind(), "sent_back");
    let early = case.clone().rectify(rectifying(), step(&handler(), 4)).unwrap_err();
    assert_eq!(early.code(), "before_previous_step", "the failed check is a step too");
    let (case, event) = case.rectify(rectifying(), step(&handler(), 6)).unwrap();
    let CaseChange::Rectified { round_no, long_term_measures, .. } = event.change else { panic!("{event:?}") };
    assert_eq!((round_no, long_term_measures), (2, None));
    let (case, _) = case.check(passed(), step(&checker(), 7)).unwrap();
    assert_eq!((case.state, case.rework_count, case.reason), (CaseState::Closed, 1, None));
}

#[test]
fn deciding_fixing_and_checking_are_three_different_people() {
    let dispatcher_of_the_unit = person(10, &[UNIT]);
    let refused = in_hand().rectify(rectifying(), step(&dispatcher_of_the_unit, 4)).unwrap_err();
    assert_eq!(refused, CaseRefusal::DispatcherRectifies);
    for (by, expected) in [(office(), CaseRefusal::DispatcherChecks), (handler(), CaseRefusal::RectifierChecks)] {
        for checking in [passed(), failed()] {
            assert_eq!(rectified().check(checking, step(&by, 5)).unwrap_err(), expected);
        }
    }
    let (fixed, _) = reported().fix_on_spot(on_spot(), step(&handler(), 1)).unwrap();
    assert!(fixed.fixed_on_spot && fixed.rectified_at == Some(minute(1)) && fixed.number.is_some());
    assert_eq!(fixed.check(passed(), step(&handler(), 2)).unwrap_err(), CaseRefusal::RectifierChecks);
}

#[test]
fn a_dispatch_taken_back_leaves_no_trace_on_the_case_and_can_be_made_anew() {
    let (case, event) = dispatched().withdraw(" 派错单位 ", step(&office(), 3)).unwrap();
    assert_eq!(event.change, CaseChange::Withdrawn { unit_id: UNIT, reason: "派错单位".into() });
    assert_eq!((case.unit_id, case.routed_by, case.dispatched_at, case.dispatched_by), (None, None, None, None));
    assert!(case.deadline == filed().deadline, "the clock that started with the filing runs on");
    assert!(case.dispatch(dispatching(), step(&office(), 4)).is_ok());
}

#[test]
fn reminders_are_counted_and_leave_the_clock_alone() {
    let (once, _) = dispatched().press(EscalationMeasure::Remind, pressing("请今日办结"), step(&office(), 3)).unwrap();
    let (twice, event) = once
        .accept(step(&handler(), 4))
        .unwrap()
        .0
        .press(EscalationMeasure::Remind, pressing("再次催办"), step(&office(), 5))
        .unwrap();
    assert_eq!((twice.reminder_count, twice.reminded_at), (2, Some(minute(5))));
    assert_eq!(twice.deadline, dispatched().deadline);
    let CaseChange::Reminded { unit_id: UNIT, count: 2, .. } = event.change else { panic!("{event:?}") };
}

#[test]
fn a_case_is_raised_once_and_only_after_a_supervision_order() {
    let raise = |case: Case, n| case.press(EscalationMeasure::Raise, pressing("提请区领导督办"), step(&office(), n));
    assert_eq!(raise(in_hand(), 4).unwrap_err(), CaseRefusal::NotSupervised);
    let (case, event) =
        in_hand().press(EscalationMeasure::Supervise, pressing("限今日办结"), step(&office(), 4)).unwrap();
    let CaseChange::Supervised { count: 1, .. } = &event.change else { panic!("{event:?}") };
    let (case, event) = raise(case, 5).unwrap();
    assert!(matches!(event.change, CaseChange::Raised { unit_id: UNIT, .. }), "{event:?}");
    assert_eq!((case.supervised_at, case.raised_at), (Some(minute(4)), Some(minute(5))));
    assert_eq!(raise(case, 6).unwrap_err(), CaseRefusal::RaisedBefore);
    for (number, text, refusal) in [("", "限今日办结", CaseRefusal::NoNumber), ("1号", " ", CaseRefusal::NoReminder)]
    {
        let pressing = Pressing { number: number.into(), text: text.into(), rule: None };
        let refused = in_hand().press(EscalationMeasure::Supervise, pressing, step(&office(), 4)).unwrap_err();
        assert_eq!(refused, refusal);
    }
}

#[test]
fn a_deadline_is_extended_by_one_limit_at_most_twice_and_only_before_it_passes() {
    let case = in_hand();
    let first = case.deadline.clone().unwrap().at;
    let late = Step { by: &office(), at: first + TimeDelta::seconds(1), now: first + TimeDelta::seconds(1) };
    assert_eq!(case.clone().extend(extending(&case), late).unwrap_err().code(), "too_late_to_extend");
    let (case, event) = case.clone().extend(extending(&case), step(&office(), 5)).unwrap();
    let CaseChange::Extended { from, to, count: 1, .. } = event.change else { panic!("{event:?}") };
    assert_eq!((from, to), (first, first + TimeDelta::hours(4)));
    let (case, _) = case.clone().extend(extending(&case), step(&office(), 6)).unwrap();
    assert_eq!((case.deadline.clone().unwrap().at, case.extension_count), (first + TimeDelta::hours(8), 2));
    let third = case.clone().extend(extending(&case), step(&office(), 7)).unwrap_err();
    assert_eq!(third, CaseRefusal::ExtendedEnough);
}

#[test]
fn merging_keeps_the_earlier_deadline_and_says_so_on_both() {
    let later = filed();
    let [(gone, left), (kept, came)] = later.clone().merge(other(), "同一处", step(&office(), 2)).unwrap();
    assert_eq!((gone.state, gone.merged_into), (CaseState::Merged, Some(other().id)));
    assert!(!gone.state.counts() && gone.state.ended());
    assert_eq!(kept.deadline, other().deadline, "the other's is earlier already");
    assert_eq!(left.change, CaseChange::Merged { into: other().id, into_number: kept.number, reason: "同一处".into() });
    let CaseChange::TookIn { deadline_at: None, case_id, .. } = came.change else { panic!("{came:?}") };
    assert_eq!(case_id, later.id);
    let [_, (kept, came)] = other().merge(later, "同一处", step(&office(), 2)).unwrap();
    assert_eq!(kept.deadline, other().deadline);
    let CaseChange::TookIn { deadline_at: Some(at), .. } = came.change else { panic!("{came:?}") };
    assert_eq!(Some(at), other().deadline.map(|deadline| deadline.at));
    assert_eq!(came.from, Some(came.to), "the case that takes another in stays where it stands");
}

#[test]
fn the_case_that_takes_another_in_gains_what_it_lacks_and_nothing_else() {
    let root = CaseId(Uuid::from_u128(77));
    let bare = Case {
        item_code: None,
        edition_id: None,
        site_id: None,
        finder_level: FinderLevel::Own,
        node_path: "/d/".into(),
        ..other()
    };
    let full =
        Case { finder_level: FinderLevel::City, lon: Some(113.0), lat: Some(23.0), rebound_of: Some(root), ..filed() };
    let [_, (kept, came)] = full.clone().merge(bare, "同一处", step(&office(), 2)).unwrap();
    assert_eq!((&kept.item_code, kept.site_id, &kept.node_path), (&full.item_code, full.site_id, &full.node_path));
    assert_eq!((kept.lon, kept.lat, kept.rebound_of), (full.lon, full.lat, Some(root)));
    assert_eq!(kept.finder_level, FinderLevel::City);
    let CaseChange::TookIn { gained, .. } = came.change else { panic!("{came:?}") };
    let wanted = Gained {
        severity: None,
        item_code: full.item_code.clone(),
        site_id: full.site_id,
        rebound_of: Some(root),
        finder_level: Some(FinderLevel::City),
    };
    assert_eq!(gained, wanted);
    let poorer = Case { finder_level: FinderLevel::Own, item_code: None, ..filed() };
    let richer = Case { lon: Some(113.0), lat: Some(23.0), rebound_of: Some(root), ..other() };
    let [_, (kept, came)] = poorer.merge(richer.clone(), "同一处", step(&office(), 2)).unwrap();
    let CaseChange::TookIn { gained, .. } = came.change else { panic!("{came:?}") };
    assert!(gained.is_nothing(), "{gained:?}");
    assert_eq!(Case { version: richer.version, moved_at: richer.moved_at, ..kept }, richer);
}

#[test]
fn an_event_of_before_gains_were_kept_still_reads() {
    let old = r#"{"kind":"took_in","case_id":"00000000-0000-0000-0000-000000000001","number":null,"description":"垃圾","deadline_at":null}"#;
    let CaseChange::TookIn { gained, .. } = serde_json::from_str(old).unwrap() else { panic!("{old}") };
    assert!(gained.is_nothing());
}

#[test]
fn the_next_unit_does_not_inherit_reminders() {
    let (case, _) = dispatched().press(EscalationMeasure::Remind, pressing("请尽快"), step(&office(), 3)).unwrap();
    let (case, _) = case.withdraw("派错", step(&office(), 4)).unwrap();
    assert_eq!((case.reminder_count, case.reminded_at), (0, None));
}

#[test]
fn what_may_be_a_duplicate_is_near_in_place_time_and_item() {
    let case = filed();
    let at = |days: i64, change: &dyn Fn(&mut Case)| {
        let mut open = Case { reported_at: case.reported_at + TimeDelta::days(days), ..other() };
        change(&mut open);
        open
    };
    let elsewhere = |open: &mut Case| open.site_id = Some(SiteId(Uuid::from_u128(6)));
    let table: [(&str, Case, Option<f64>, bool); 9] = [
        ("the same site and item", at(0, &|_| ()), None, true),
        ("fourteen days apart", at(-14, &|_| ()), None, true),
        ("fifteen days apart", at(-15, &|_| ()), None, false),
        ("another site next to it", at(0, &elsewhere), Some(100.0), true),
        ("another site further on", at(0, &elsewhere), Some(100.5), false),
        ("another site without a place", at(0, &elsewhere), None, false),
        ("another item", at(0, &|open| open.item_code = Some("R02".into())), Some(0.0), false),
        ("no item", at(0, &|open| open.item_code = None), Some(0.0), true),
        ("closed", at(0, &|open| open.state = CaseState::Closed), Some(0.0), false),
    ];
    for (name, open, metres, expected) in &table {
        assert_eq!(duplicate(&case, open, *metres).is_some(), *expected, "{name}");
    }
    assert!(duplicate(&case, &case, Some(0.0)).is_none(), "itself");
    let same = duplicate(&case, &table[0].1, None).unwrap();
    let without_item = duplicate(&case, &table[7].1, Some(0.0)).unwrap();
    assert_eq!(same.order(&without_item), std::cmp::Ordering::Less);
}

#[test]
fn the_system_may_dispatch_without_barring_anybody() {
    let system = By { name: "系统".into(), ..By::default() };
    let (case, _) = filed().dispatch(dispatching(), step(&system, 2)).unwrap();
    let (case, _) = case.accept(step(&handler(), 3)).unwrap();
    let (case, _) = case.rectify(rectifying(), step(&handler(), 4)).unwrap();
    assert!(case.check(passed(), step(&system, 5)).is_ok());
}

#[test]
fn every_other_guard_refuses_with_its_own_reason() {
    let stranger = person(40, &[OTHER_UNIT]);
    let nothing = |text: &str| text.to_owned();
    let blank = Rectifying { measures: nothing("  "), long_term_measures: None };
    let office = office();
    let handler = handler();
    let checker = checker();
    let both = Dispatching { assisting: vec![UNIT], ..dispatching() };
    let table: Vec<(&str, Moved)> = vec![
        ("not_the_units", dispatched().accept(step(&stranger, 3))),
        ("not_the_units", in_hand().rectify(rectifying(), step(&stranger, 4))),
        ("not_the_units", reported().fix_on_spot(on_spot(), step(&stranger, 4))),
        ("case_without_unit", Case { unit_id: None, ..in_hand() }.rectify(rectifying(), step(&handler, 4))),
        ("measures_missing", in_hand().rectify(blank, step(&handler, 4))),
        ("measures_missing", reported().fix_on_spot(OnSpot { measures: nothing(""), ..on_spot() }, step(&handler, 4))),
        ("reason_missing", rectified().check(Checking { passed: false, reason: None }, step(&checker, 5))),
        ("reason_missing", reported().decline(" ", step(&office, 1))),
        ("reason_missing", filed().void("", step(&office, 2))),
        ("number_missing", reported().file(Filing { number: nothing(" "), ..filing(1) }, step(&office, 1))),
        ("deadline_starts_elsewhere", reported().file(filing(2), step(&office, 1))),
        ("unit_assists_itself", filed().dispatch(both, step(&office, 2))),
        ("reason_missing", dispatched().withdraw("", step(&office, 3))),
        ("reminder_missing", dispatched().press(EscalationMeasure::Remind, pressing(" "), step(&office, 3))),
        (
            "reason_missing",
            in_hand().extend(Extending { reason: nothing(" "), ..extending(&in_hand()) }, step(&office, 4)),
        ),
        (
            "deadline_starts_elsewhere",
            in_hand().extend(Extending { deadline: filing(9).deadline, ..extending(&in_hand()) }, step(&office, 4)),
        ),
        ("case_without_deadline", Case { deadline: None, ..in_hand() }.extend(extending(&in_hand()), step(&office, 4))),
        ("too_late_to_extend", in_hand().extend(extending(&in_hand()), step(&office, 600))),
        ("extended_enough", Case { extension_count: 2, ..in_hand() }.extend(extending(&in_hand()), step(&office, 4))),
        ("reason_missing", filed().merge(other(), "", step(&office, 2)).map(|[gone, _]| gone)),
        ("merges_into_itself", filed().merge(filed(), "同一处", step(&office, 2)).map(|[gone, _]| gone)),
        (
            "merges_into_ended",
            filed()
                .merge(Case { state: CaseState::Voided, ..other() }, "同一处", step(&office, 2))
                .map(|[gone, _]| gone),
        ),
        (
            "merges_into_rectified",
            reported().merge(Case { id: other().id, ..rectified() }, "同一处", step(&office, 5)).map(|[gone, _]| gone),
        ),
        (
            "filed_into_unfiled",
            filed().merge(Case { number: None, ..other() }, "同一处", step(&office, 2)).map(|[gone, _]| gone),
        ),
        (
            "before_previous_step",
            reported().merge(Case { moved_at: minute(9), ..other() }, "同一处", step(&office, 2)).map(|[gone, _]| gone),
        ),
        ("description_missing", Case::report(Report { description: nothing(" "), ..report() }, step(&office, 0))),
        ("quantity_missing", Case::report(Report { quantity: 0, ..report() }, step(&office, 0))),
        ("before_previous_step", dispatched().accept(step(&handler, 1))),
        ("future_clock", dispatched().accept(Step { by: &handler, at: minute(16), now: minute(10) })),
        ("future_clock", Case::report(report(), Step { by: &office, at: minute(6), now: minute(0) })),
    ];
    for (code, result) in table {
        let refusal = result.unwrap_err();
        assert_eq!(refusal.code(), code);
        for lang in [Lang::Zh, Lang::En] {
            let message = refusal.message(lang);
            let sentence = render(&message, lang);
            assert!(sentence != message.key && !sentence.contains('{'), "{sentence}");
        }
    }
    let tolerated = dispatched().accept(Step { by: &handler, at: minute(15), now: minute(10) });
    assert!(tolerated.is_ok(), "five minutes ahead is within a device's drift");
}

#[test]
fn every_action_has_a_permission_and_somebody_who_holds_it() {
    for action in CaseAction::ALL {
        let permission = Action::from(*action);
        assert!(Role::ALL.iter().any(|role| allows(*role, permission)), "{action}");
    }
}

#[test]
fn every_word_of_the_vocabularies_is_worded_in_both_languages() {
    fn check<T: Copy>(all: &[T], key: fn(T) -> &'static str) {
        for word in all {
            for lang in [Lang::Zh, Lang::En] {
                assert!(crate::text::knows(key(*word), lang), "{} in {lang:?}", key(*word));
            }
        }
    }
    check(CaseState::ALL, CaseState::key);
    check(CaseAction::ALL, CaseAction::key);
    check(Source::ALL, Source::key);
    check(FinderLevel::ALL, FinderLevel::key);
    check(RoutingRule::ALL, RoutingRule::key);
    check(Clock::ALL, Clock::key);
    check(crate::deadline::Light::ALL, crate::deadline::Light::key);
    check(crate::ranking::IndicatorCode::ALL, crate::ranking::IndicatorCode::key);
    check(crate::ranking::Direction::ALL, crate::ranking::Direction::key);
    check(crate::ranking::NoData::ALL, crate::ranking::NoData::key);
    check(crate::ranking::CaseSet::ALL, crate::ranking::CaseSet::key);
    check(crate::ranking::End::ALL, crate::ranking::End::key);
    check(Role::ALL, Role::key);
    check(Action::ALL, Action::key);
    check(crate::round::RoundKind::ALL, crate::round::RoundKind::key);
    check(crate::round::RoundState::ALL, crate::round::RoundState::key);
    check(crate::round::VisitState::ALL, crate::round::VisitState::key);
    check(crate::unit::UnitClass::ALL, crate::unit::UnitClass::key);
    check(crate::grid::NodeKind::ALL, crate::grid::NodeKind::key);
    check(crate::grid::NodeRole::ALL, crate::grid::NodeRole::key);
    check(crate::grid::Missing::ALL, crate::grid::Missing::key);
}

#[test]
fn a_word_is_read_back_as_it_was_stored_and_an_impossible_one_is_refused() {
    for state in CaseState::ALL {
        assert_eq!(state.as_str().parse(), Ok(*state));
        assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
    }
    assert!("opened".parse::<CaseState>().is_err());
}

/// The closed problems the tests of rebounds look among: identity, site, item, day of close-out, root of the chain.
fn problem(id: u128, site: u128, item: &str, closed: i64, root: Option<u128>) -> ClosedProblem {
    ClosedProblem {
        id: CaseId(Uuid::from_u128(id)),
        site_id: Some(SiteId(Uuid::from_u128(site))),
        item_code: item.into(),
        place: None,
        closed_at: minute(0) + TimeDelta::days(closed),
        rebound_of: root.map(|root| CaseId(Uuid::from_u128(root))),
        severity: if root.is_some() { CaseSeverity::Serious } else { CaseSeverity::Ordinary },
    }
}

#[test]
fn a_rebound_points_at_the_one_root_of_its_chain() {
    let closed = [
        problem(1, 5, "R01", 0, None),
        problem(2, 5, "R01", 20, Some(1)),
        problem(3, 5, "R02", 20, None),
        problem(4, 6, "R01", 0, None),
    ];
    let root = |site: u128, item: &str, day: i64| {
        let finding = Finding {
            site_id: Some(SiteId(Uuid::from_u128(site))),
            item_code: item,
            at: minute(0) + TimeDelta::days(day),
        };
        let window = ReboundWindow { days: 30, metres: 0 };
        rebound(&finding, closed.iter().map(|case| (case, Likeness::default())), window)
            .map(|found| (found.root.0.as_u128(), found.severity_of(CaseSeverity::Ordinary)))
    };
    let (serious, grave) = (CaseSeverity::Serious, CaseSeverity::Grave);
    assert_eq!(root(5, "R01", 10), Some((1, serious)));
    assert_eq!(root(5, "R01", 45), Some((1, grave)), "a rebound of a rebound has the same root, and is graver");
    assert_eq!(root(5, "R02", 45), Some((3, serious)));
    assert_eq!(root(6, "R01", 30), Some((4, serious)), "the last day of the window belongs to it");
    assert_eq!(root(6, "R01", 31), None);
    assert_eq!(root(5, "R03", 21), None);
    assert_eq!(root(5, "R02", 19), None, "what is closed later is no root");
}

#[test]
fn the_same_class_nearby_is_a_rebound_too_and_the_same_site_comes_first() {
    let closed = [problem(1, 5, "R01", 0, None), problem(2, 6, "R02", 9, None)];
    let of = |site: Option<u128>, item: &str, metres: u32, (same_class, far): (bool, Option<f64>)| {
        let site_id = site.map(|site| SiteId(Uuid::from_u128(site)));
        let finding = Finding { site_id, item_code: item, at: minute(0) + TimeDelta::days(10) };
        let alike = Likeness { same_class, metres: far };
        rebound(&finding, closed.iter().map(|case| (case, alike)), ReboundWindow { days: 30, metres })
            .map(|found| found.root.0.as_u128())
    };
    assert_eq!(of(Some(5), "R01", 50, (true, Some(50.0))), Some(1), "the same site before the neighbour closed later");
    assert_eq!(of(Some(5), "R02", 50, (true, Some(50.0))), Some(2), "another item here, the class next door");
    assert_eq!(of(None, "R03", 50, (true, Some(50.0))), Some(2), "no site, but the class nearby");
    assert_eq!(of(None, "R03", 50, (true, Some(50.1))), None, "too far");
    assert_eq!(of(None, "R03", 50, (false, Some(1.0))), None, "another class");
    assert_eq!(of(None, "R03", 50, (true, None)), None, "no place, no nearness");
    assert_eq!(of(None, "R03", 0, (true, Some(0.0))), None, "the office looks at sites only");
}

#[test]
fn a_rebound_raises_the_severity_by_one_and_the_record_says_so() {
    let root = CaseId(Uuid::from_u128(9));
    let office = office();
    for (before, own, after) in [
        (CaseSeverity::Ordinary, CaseSeverity::Ordinary, CaseSeverity::Serious),
        (CaseSeverity::Ordinary, CaseSeverity::Serious, CaseSeverity::Grave),
        (CaseSeverity::Serious, CaseSeverity::Ordinary, CaseSeverity::Grave),
        (CaseSeverity::Grave, CaseSeverity::Ordinary, CaseSeverity::Grave),
    ] {
        let rebound = Some(Rebound { root, severity: before });
        let (case, event) = Case::report(Report { severity: own, rebound, ..report() }, step(&office, 0)).unwrap();
        assert_eq!((case.rebound_of, case.severity), (Some(root), after));
        let CaseChange::Reported { rebound_of, raised, .. } = event.change else { panic!("{event:?}") };
        let rose = before.max(own) != after;
        assert_eq!((rebound_of, raised.map(|raised| raised.to)), (Some(root), rose.then_some(after)));
    }
    let later = Rebound { root, severity: CaseSeverity::Ordinary };
    let (linked, event) = reported().link(later, step(&office, 1)).unwrap().unwrap();
    assert_eq!(
        (linked.rebound_of, linked.severity, linked.state),
        (Some(root), CaseSeverity::Serious, CaseState::Reported)
    );
    assert_eq!(event.change.kind(), "linked");
    assert_eq!(linked.clone().link(later, step(&office, 2)).unwrap(), None, "a chain has one root");
    assert_eq!(reported().link(Rebound { root: reported().id, ..later }, step(&office, 1)).unwrap(), None);
}

proptest! {
    /// Whatever is tried in whatever order, the case keeps its invariants.
    #[test]
    fn any_sequence_of_actions_keeps_the_invariants(
        actions in prop::collection::vec((prop::sample::select(CaseAction::ALL), any::<bool>()), 0..30),
    ) {
        let mut case = reported();
        for (n, (action, pass)) in (1..).zip(actions) {
            let checking = if pass { passed() } else { failed() };
            let by = checker();
            let result = match action {
                CaseAction::Check => case.clone().check(checking, step(&by, n)),
                _ => act(case.clone(), action, n),
            };
            if let Ok((after, event)) = result {
                prop_assert!(after.moved_at >= case.moved_at);
                prop_assert_eq!(event.from, Some(case.state));
                case = after;
            }
            prop_assert_eq!(case.closed_at.is_some(), case.state == CaseState::Closed);
            let done = matches!(case.state, CaseState::Rectified | CaseState::Closed);
            prop_assert_eq!(case.rectified_at.is_some(), done);
            if case.state == CaseState::Closed {
                prop_assert_ne!(case.checked_by, case.rectified_by);
            }
        }
    }
}

#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use chrono::{NaiveTime, TimeDelta};
use proptest::prelude::*;

use super::*;
use crate::case::tests::{dispatched, in_hand, minute, office, pressing, step};
use crate::case::{Case, CaseState};
use crate::ids::CaseId;
use crate::text::Lang;
use crate::time::Timestamp;

fn rules() -> Vec<EscalationRule> {
    EscalationSettings::default().rules
}

fn at(case: &Case, hours: i64) -> Timestamp {
    case.deadline.as_ref().unwrap().at + TimeDelta::hours(hours)
}

fn due_words(case: &Case, now: Timestamp) -> Option<String> {
    due(case, &rules(), now).map(|(rule, _)| rule.wording(Lang::Zh))
}

#[test]
fn rules_speak_from_the_mildest_to_the_gravest_as_time_goes_on() {
    let case = in_hand();
    let words = |hours| due_words(&case, at(&case, hours));
    assert_eq!(words(-25), None);
    assert_eq!(words(-24).as_deref(), Some("到期前 24 小时 → 催办"));
    assert_eq!(words(0).as_deref(), Some("到期前 24 小时 → 催办"), "due is not overdue");
    assert_eq!(words(1).as_deref(), Some("一到期未整改 → 催办"));
    assert_eq!(words(25).as_deref(), Some("超时 24 小时 → 督办"), "of two that are due the graver");
    let sent_back = Case { rework_count: 2, ..case.clone() };
    assert_eq!(due_words(&sent_back, minute(10)).as_deref(), Some("返工 2 次 → 督办"));
}

#[test]
fn what_is_raised_was_under_supervision_and_is_raised_once() {
    let (case, _) = in_hand().press(EscalationMeasure::Supervise, pressing("限今日办结"), step(&office(), 5)).unwrap();
    let day_after = minute(5) + TimeDelta::hours(47);
    assert_ne!(due(&case, &rules(), day_after).map(|(rule, _)| rule.measure), Some(EscalationMeasure::Raise));
    let later = minute(5) + TimeDelta::hours(48);
    assert_eq!(due(&case, &rules(), later).unwrap().0.measure, EscalationMeasure::Raise);
    let raised = Case { raised_at: Some(later), ..case };
    assert_ne!(due(&raised, &rules(), later).map(|(rule, _)| rule.measure), Some(EscalationMeasure::Raise));
}

#[test]
fn what_somebody_ordered_by_hand_no_rule_orders_again() {
    let (case, _) = in_hand().press(EscalationMeasure::Supervise, pressing("限今日办结"), step(&office(), 5)).unwrap();
    let overdue = at(&case, 25);
    assert_eq!(due(&in_hand(), &rules(), overdue).unwrap().0.measure, EscalationMeasure::Supervise);
    let ordered = Case { supervised_at: Some(overdue - TimeDelta::hours(1)), ..case };
    assert_eq!(due(&ordered, &rules(), overdue), None, "neither another order nor a milder reminder");
    let raised = Case { raised_at: Some(overdue), ..ordered };
    assert_eq!(due(&raised, &rules(), overdue + TimeDelta::hours(100)), None);
}

proptest! {
    /// What is looked for in the store leaves out no case that a rule would speak about.
    #[test]
    fn whatever_is_due_was_asked_for(
        hours in -200_i64..200, reworked in 0_u32..4, rebound in any::<bool>(), accepted in any::<bool>(),
        supervised in proptest::option::of(-100_i64..100), wanted in proptest::sample::subsequence(rules(), 0..=rules().len()),
    ) {
        let now = at(&in_hand(), hours);
        let case = Case {
            rework_count: reworked,
            rebound_of: rebound.then(|| CaseId(uuid::Uuid::from_u128(9))),
            accepted_at: accepted.then(|| minute(3)),
            supervised_at: supervised.map(|hours| now + TimeDelta::hours(hours)),
            ..in_hand()
        };
        let asked = Asked::of(&wanted, now);
        let found = asked.due_by.is_some_and(|by| case.deadline.as_ref().unwrap().at <= by)
            || (case.accepted_at.is_none() && asked.dispatched_by >= case.dispatched_at && asked.dispatched_by.is_some())
            || asked.sent_back.is_some_and(|times| case.rework_count >= times)
            || (asked.rebound && case.rebound_of.is_some())
            || (case.supervised_at.is_some() && asked.supervised_by >= case.supervised_at);
        prop_assert!(due(&case, &wanted, now).is_none() || found);
    }
}

#[test]
fn a_reminder_comes_once_for_each_clock_and_an_order_once_for_each_dispatch() {
    let case = in_hand();
    let key = |case: &Case, now| due(case, &rules(), now).unwrap().1;
    let put_off = {
        let mut case = case.clone();
        case.deadline.as_mut().unwrap().at += TimeDelta::hours(4);
        case
    };
    assert_eq!(key(&case, at(&case, 1)), key(&case, at(&case, 20)));
    assert_ne!(key(&case, at(&case, 1)), key(&put_off, at(&put_off, 1)), "another deadline is another clock");
    assert_eq!(key(&case, at(&case, 30)), key(&put_off, at(&put_off, 30)), "the order stands");
    let edited = [EscalationRule { trigger: Trigger::Overdue { hours: 12 }, measure: EscalationMeasure::Supervise }];
    assert_eq!(
        due(&case, &edited, at(&case, 30)).unwrap().1,
        key(&case, at(&case, 30)),
        "an edited rule sends none again"
    );
    let handed_on = Case { dispatched_at: Some(minute(90)), ..case.clone() };
    assert_ne!(key(&case, at(&case, 30)), key(&handed_on, at(&handed_on, 30)), "another unit is another matter");
    let other = Case { id: CaseId(uuid::Uuid::from_u128(77)), ..case.clone() };
    assert_ne!(key(&case, at(&case, 30)), key(&other, at(&other, 30)));
}

#[test]
fn what_is_rectified_suspended_or_ended_is_left_alone() {
    for state in CaseState::ALL.iter().copied() {
        let case = Case { state, rework_count: 3, ..in_hand() };
        let pressed = due(&case, &rules(), at(&case, 100)).is_some();
        assert_eq!(pressed, matches!(state, CaseState::Dispatched | CaseState::InHand), "{state}");
    }
}

#[test]
fn a_case_nobody_accepts_is_reminded_of_that() {
    let only = [EscalationRule { trigger: Trigger::NotAccepted { hours: 2 }, measure: EscalationMeasure::Remind }];
    let waiting = dispatched();
    assert_eq!(due(&waiting, &only, minute(2) + TimeDelta::minutes(119)), None);
    assert!(due(&waiting, &only, minute(2) + TimeDelta::minutes(120)).is_some());
    assert_eq!(due(&in_hand(), &only, minute(2) + TimeDelta::hours(50)), None);
}

#[test]
fn the_night_may_run_over_midnight() {
    let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    let night = QuietHours { from: time(22), until: time(7) };
    let noon = QuietHours { from: time(12), until: time(14) };
    for (hour, in_the_night, at_noon) in [
        (21, false, false),
        (22, true, false),
        (0, true, false),
        (6, true, false),
        (7, false, false),
        (12, false, true),
        (14, false, false),
    ] {
        assert_eq!((night.hold(time(hour)), noon.hold(time(hour))), (in_the_night, at_noon), "{hour}");
    }
    assert!(!QuietHours { from: time(5), until: time(5) }.hold(time(5)), "no time at all");
}

#[test]
fn settings_are_refused_where_a_rule_makes_no_sense() {
    assert_eq!(EscalationSettings::default().fault(), None);
    let rule = |trigger, measure| EscalationRule { trigger, measure };
    let cases = [
        (vec![rule(Trigger::BeforeDue { hours: 0 }, EscalationMeasure::Remind)], "/rules/0/trigger"),
        (vec![rule(Trigger::Overdue { hours: 2_401 }, EscalationMeasure::Remind)], "/rules/0/trigger"),
        (vec![rule(Trigger::SentBack { times: 21 }, EscalationMeasure::Remind)], "/rules/0/trigger"),
        (vec![rule(Trigger::Overdue { hours: 2 }, EscalationMeasure::Raise)], "/rules/0/measure"),
        (vec![rule(Trigger::Supervised { hours: 2 }, EscalationMeasure::Remind)], "/rules/0/measure"),
        (vec![rule(Trigger::Rebound, EscalationMeasure::Remind); 2], "/rules/1"),
    ];
    for (rules, pointer) in cases {
        let settings = EscalationSettings { rules, ..EscalationSettings::default() };
        assert_eq!(settings.fault().map(|fault| fault.pointer).as_deref(), Some(pointer));
    }
    for prefix in ["一二三四五六七八九十一", "创城〔", "创\n城"] {
        let settings = EscalationSettings { number_prefix: prefix.into(), ..EscalationSettings::default() };
        assert_eq!(settings.fault().map(|fault| fault.pointer).as_deref(), Some("/number_prefix"), "{prefix}");
    }
}

#[test]
fn a_document_number_has_no_leading_zeros() {
    assert_eq!(document_number("创城", EscalationMeasure::Supervise, 2026, 9), "创城督办〔2026〕9号");
    assert_eq!(document_number("", EscalationMeasure::Raise, 2027, 12), "提级督办〔2027〕12号");
}

proptest! {
    /// However a deadline lies and whatever the hour, the key of a rule that is due stays the same until another rule is.
    #[test]
    fn the_same_rule_has_the_same_key(first in -40_i64..200, later in 0_i64..200) {
        let case = in_hand();
        let (one, two) = (due(&case, &rules(), at(&case, first)), due(&case, &rules(), at(&case, first + later)));
        if let (Some((rule, key)), Some((other, other_key))) = (one, two) {
            prop_assert_eq!(rule == other, key == other_key);
            prop_assert!(other.measure >= rule.measure, "time makes nothing milder");
        }
    }
}

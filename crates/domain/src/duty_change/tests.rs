#![expect(clippy::unwrap_used, reason = "a failing test may panic")]
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::ids::{DutyChangeId, NodeId, SiteId, UnitId};
use crate::routing::UnitRef;
use crate::text::{Lang, render};
use crate::time::Timestamp;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn unit_id(n: u128) -> UnitId {
    UnitId(Uuid::from_u128(n))
}

fn now() -> Timestamp {
    "2026-11-28T04:00:00Z".parse().unwrap()
}

const SITE: DutySubject = DutySubject::Site(SiteId(Uuid::from_u128(1)));
const NODE: DutySubject = DutySubject::Node(NodeId(Uuid::from_u128(1)));

fn change(id: u128, unit: Option<u128>, on: &str) -> DutyChange {
    DutyChange {
        id: DutyChangeId(Uuid::from_u128(id)),
        subject: SITE,
        part: DutyPart::Answering,
        unit_id: unit.map(unit_id),
        effective_on: day(on),
        basis: "云创办发〔2026〕12号".to_owned(),
        planned_by: None,
        planned_name: "王芳".to_owned(),
        planned_at: now(),
        state: DutyChangeState::Planned,
        from_unit_id: None,
        failure: None,
        ended_name: None,
        ended_at: None,
        version: 1,
    }
}

#[test]
fn every_fault_of_a_plan_is_named_at_its_field() {
    let unit = |id: UnitId| {
        let number = id.0.as_u128();
        (number < 100).then(|| UnitRef { id, name: format!("单位{number}"), active: number != 8 })
    };
    let known = DutyKnown { today: day("2026-11-28"), subject_active: true, standing: Some(unit_id(3)), unit: &unit };
    let closed = DutyKnown { subject_active: false, ..DutyKnown { unit: &unit, ..known } };
    let others = [
        change(90, Some(5), "2026-12-10"),
        DutyChange { state: DutyChangeState::Withdrawn, ..change(91, Some(6), "2026-12-20") },
    ];
    let sound = change(1, Some(7), "2026-12-01");
    let with = |edit: fn(&mut DutyChange)| {
        let mut given = sound.clone();
        edit(&mut given);
        given
    };
    let table: Vec<(&str, DutyChange, &DutyKnown<'_>, Vec<&str>)> = vec![
        ("sound", sound.clone(), &known, vec![]),
        ("tomorrow", change(1, Some(7), "2026-11-29"), &known, vec![]),
        ("today", change(1, Some(7), "2026-11-28"), &known, vec!["effective_on"]),
        ("the last day", change(1, Some(7), "2028-11-28"), &known, vec![]),
        ("a day later", change(1, Some(7), "2028-11-29"), &known, vec!["effective_on"]),
        ("no year to reckon with", change(1, Some(7), "+10000-01-01"), &known, vec!["effective_on"]),
        ("a day taken", change(1, Some(7), "2026-12-10"), &known, vec!["effective_on"]),
        ("the day of a withdrawn one", change(1, Some(7), "2026-12-20"), &known, vec![]),
        (
            "the same day, another part",
            with(|c| (c.part, c.effective_on) = (DutyPart::Supporting, day("2026-12-10"))),
            &known,
            vec![],
        ),
        ("the same day, a node", with(|c| (c.subject, c.effective_on) = (NODE, day("2026-12-10"))), &known, vec![]),
        ("a node's support", with(|c| (c.subject, c.part) = (NODE, DutyPart::Supporting)), &known, vec!["part"]),
        ("to nobody", change(1, None, "2026-12-01"), &known, vec![]),
        ("to whoever has it", change(1, Some(3), "2026-12-01"), &known, vec!["unit_id"]),
        ("back, once it has passed", change(1, Some(3), "2026-12-11"), &known, vec![]),
        ("again to whoever has it by then", change(1, Some(5), "2026-12-11"), &known, vec!["unit_id"]),
        ("a unit out of use", change(1, Some(8), "2026-12-01"), &known, vec!["unit_id"]),
        ("no unit", change(1, Some(100), "2026-12-01"), &known, vec!["unit_id"]),
        ("a site out of use", sound.clone(), &closed, vec!["site_id"]),
        ("a node out of use", with(|c| c.subject = NODE), &closed, vec!["node_id"]),
        ("no basis", with(|c| c.basis = "  ".to_owned()), &known, vec!["basis"]),
        ("a basis just short enough", with(|c| c.basis = "长".repeat(200)), &known, vec![]),
        ("a basis too long", with(|c| c.basis = "长".repeat(201)), &known, vec!["basis"]),
    ];
    for (what, given, known, fields) in table {
        let found = faults(&given, &others, known);
        assert_eq!(found.iter().map(|fault| fault.field).collect::<Vec<_>>(), fields, "{what}");
        for fault in found {
            for lang in [Lang::Zh, Lang::En] {
                assert_ne!(render(&fault.message, lang), fault.message.key, "{what}");
            }
        }
    }
}

#[test]
fn every_state_goes_where_it_may_and_nowhere_else() {
    use DutyChangeState::{Effected, Failed, Planned, Withdrawn};
    for state in DutyChangeState::ALL.iter().copied() {
        let open = matches!(state, Planned | Failed);
        let of = || DutyChange { state, ..change(1, Some(7), "2026-12-01") };
        let reached = [
            of().effected(Some(unit_id(3)), "系统", now()),
            of().failed(DutyChangeFailure::UnitOutOfUse, "系统", now()),
            of().withdrawn("王芳", now()),
        ];
        for (next, expected) in reached.into_iter().zip([Effected, Failed, Withdrawn]) {
            match next {
                Ok(next) => {
                    assert!(open, "{state} went on to {expected}");
                    assert_eq!((next.state, next.ended_at), (expected, Some(now())));
                    assert_eq!(next.failure.is_some(), expected == Failed, "{state} to {expected}");
                }
                Err(refusal) => {
                    assert!(!open && refusal == DutyChangeRefusal::Over { state }, "{state} to {expected}");
                    assert_ne!(render(&refusal.message(), Lang::Zh), refusal.message().key);
                }
            }
        }
    }
    let failed = change(1, Some(7), "2026-12-01").failed(DutyChangeFailure::UnitOutOfUse, "系统", now()).unwrap();
    let back = failed.clone().withdrawn("王芳", now()).unwrap();
    assert_eq!(back.failure, Some(DutyChangeFailure::UnitOutOfUse), "why it failed stays to be read");
    assert_eq!(failed.effected(None, "王芳", now()).unwrap().failure, None);
}

#[test]
fn only_what_failed_and_was_not_overtaken_is_tried_again() {
    let of = |state, on: &str| DutyChange { state, ..change(1, Some(7), on) };
    let later = DutyChange { state: DutyChangeState::Effected, ..change(2, Some(9), "2026-12-05") };
    let table = [
        (of(DutyChangeState::Failed, "2026-12-01"), vec![], Ok(())),
        (of(DutyChangeState::Failed, "2026-12-06"), vec![later.clone()], Ok(())),
        (
            of(DutyChangeState::Failed, "2026-12-01"),
            vec![later.clone()],
            Err(DutyChangeRefusal::Overtaken { on: day("2026-12-05") }),
        ),
        (
            of(DutyChangeState::Failed, "2026-12-01"),
            vec![DutyChange { part: DutyPart::Supporting, ..later.clone() }],
            Ok(()),
        ),
        (of(DutyChangeState::Planned, "2026-12-01"), vec![], Err(DutyChangeRefusal::Waits { on: day("2026-12-01") })),
        (
            of(DutyChangeState::Withdrawn, "2026-12-01"),
            vec![],
            Err(DutyChangeRefusal::Over { state: DutyChangeState::Withdrawn }),
        ),
    ];
    for (given, others, expected) in table {
        assert_eq!(overtaken(&given, &others), expected, "{given:?}");
        if let Err(refusal) = expected {
            for lang in [Lang::Zh, Lang::En] {
                assert_ne!(render(&refusal.message(), lang), refusal.message().key);
            }
        }
    }
    let obstacles = [
        (true, true, None),
        (false, true, Some(DutyChangeFailure::SubjectOutOfUse)),
        (false, false, Some(DutyChangeFailure::SubjectOutOfUse)),
        (true, false, Some(DutyChangeFailure::UnitOutOfUse)),
    ];
    for (subject, unit, expected) in obstacles {
        assert_eq!(obstacle(subject, unit), expected);
    }
}

#[test]
fn a_change_is_said_in_one_sentence_whoever_it_is_between() {
    let table = [
        (DutyPart::Answering, Some("甲"), Some("乙"), "自2026-12-01起由乙负责，甲不再负责"),
        (DutyPart::Answering, None, Some("乙"), "自2026-12-01起由乙负责"),
        (DutyPart::Answering, Some("乙"), Some("乙"), "自2026-12-01起由乙负责"),
        (DutyPart::Answering, Some("甲"), None, "自2026-12-01起没有责任单位，甲不再负责"),
        (DutyPart::Supporting, Some("甲"), Some("乙"), "自2026-12-01起由乙包联，甲不再包联"),
        (DutyPart::Supporting, None, None, "自2026-12-01起没有包联单位"),
    ];
    for (part, from, to, said) in table {
        let passing = Passing { part, on: day("2026-12-01"), from, to };
        assert_eq!(render(&passing.message(), Lang::Zh), said);
        assert!(render(&passing.message(), Lang::En).starts_with("From 2026-12-01 "));
    }
    for failure in DutyChangeFailure::ALL {
        let message = crate::text::Message::new(failure.key()).arg("noun", "site").arg("unit", "乙");
        assert!(render(&message, Lang::Zh).ends_with("已停用。"));
    }
}

proptest! {
    /// Living through the days one by one and looking ahead at once come to the same.
    #[test]
    fn what_is_foreseen_is_what_becomes_of_it(
        days in prop::collection::btree_map(1_u64..40, prop::option::of(0_u128..6), 0..8),
        asked in 0_u64..45,
    ) {
        let first = day("2026-11-28");
        let usable = |id: UnitId| id != unit_id(4);
        let changes: Vec<DutyChange> = days.iter().enumerate().map(|(n, (after, unit))| {
            let on = first + Days::new(*after);
            change(n as u128, *unit, &on.to_string())
        }).collect();
        let on = first + Days::new(asked);
        let mut lived = Some(unit_id(9));
        for one in changes.iter().filter(|one| one.effective_on <= on) {
            if one.unit_id.is_none_or(usable) {
                lived = one.unit_id;
            }
        }
        let seen = foresee((SITE, DutyPart::Answering), Some(unit_id(9)), &changes, on, &usable);
        prop_assert_eq!(seen.unit_id, lived);
        prop_assert!(seen.since.is_none_or(|since| since.effective_on <= on));
        let next = changes.iter().map(|one| one.effective_on).filter(|day| *day > on).min();
        prop_assert_eq!(seen.next.map(|next| next.effective_on), next);
        let other = foresee((SITE, DutyPart::Supporting), None, &changes, on, &usable);
        prop_assert_eq!((other.unit_id, other.since, other.next), (None, None, None));
    }
}

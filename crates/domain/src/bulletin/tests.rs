#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use chrono::TimeDelta;
use uuid::Uuid;

use super::*;
use crate::case::CaseState;
use crate::figure::Rate;
use crate::ids::{CaseId, UnitId};
use crate::ranking::UnitLine;
use crate::text::{Lang, Wording, knows};
use crate::time::Timestamp;

fn hour(n: i64) -> Timestamp {
    "2026-11-16T00:00:00Z".parse::<Timestamp>().unwrap() + TimeDelta::hours(n)
}

fn case(id: u128, unit: &str, site: Option<&str>) -> BulletinCase {
    BulletinCase {
        id: CaseId(Uuid::from_u128(id)),
        number: Some(format!("{id:04}")),
        unit: UnitLine {
            unit_id: UnitId(Uuid::from_u128(unit.len() as u128)),
            code: unit.into(),
            name: Wording::new(unit, ""),
        },
        site_code: site.map(Into::into),
        place: Wording::new(site.unwrap_or("某社区"), ""),
        description: format!("问题{id}"),
        quantity: 1,
        state: CaseState::InHand,
        handed_over_at: hour(0),
        deadline_at: Some(hour(10)),
        rectified_at: None,
        closed_at: None,
    }
}

fn input(cases: Vec<BulletinCase>) -> BulletinInput {
    let line =
        |code: &str, sites| ScopeLine { type_code: code.into(), name: Wording::new(code, ""), sites, visited: vec![] };
    BulletinInput {
        week: "2026-W47".parse().unwrap(),
        campaign: Wording::new("示范区创建", "Demonstration"),
        demonstration: true,
        number: Some(9),
        edition: None,
        scope: vec![line("park", 2), line("road", 7), line("market", 2)],
        cases,
        rankings: vec![],
        requirements: vec![Wording::new("加强夜间巡查", "Patrol at night")],
        remarks: vec![],
        correction: None,
        as_of: hour(20),
        feedback_on: "2026-11-27".parse().unwrap(),
        root: Some("ab".into()),
    }
}

/// Three cases of one unit at two places, one of another.
fn cases() -> Vec<BulletinCase> {
    vec![
        case(4, "a", Some("S2")),
        BulletinCase { rectified_at: Some(hour(9)), closed_at: Some(hour(21)), ..case(3, "b", Some("S9")) },
        BulletinCase { rectified_at: Some(hour(9)), closed_at: Some(hour(12)), ..case(2, "b", Some("S1")) },
        BulletinCase { deadline_at: Some(hour(30)), ..case(1, "b", Some("S1")) },
        case(5, "b", None),
    ]
}

#[test]
fn the_week_counts_what_was_known_at_its_moment() {
    let counts = count_week(&cases(), hour(20));
    assert_eq!((counts.handed_over, counts.fixed, counts.closed, counts.open, counts.overdue), (5, 2, 1, 3, 2));
    assert_eq!(counts.fixed_rate, Rate::new(2, 5));
    assert_eq!(count_week(&cases(), hour(8)).fixed, 0, "what is done later is not known yet");
    assert_eq!(count_week(&cases(), hour(31)).overdue, 3);
    let nothing = count_week(&[], hour(20));
    assert_eq!(nothing.fixed_rate.value(), None, "0 ÷ 0 is no figure");
}

#[test]
fn problems_stand_unit_by_unit_and_place_by_place() {
    let facts = assemble(input(cases()));
    let shown: Vec<_> = facts
        .problems
        .iter()
        .map(|unit| {
            let places = unit.places.iter().map(|place| {
                let numbers: Vec<_> = place.problems.iter().map(|p| p.number.clone().unwrap()).collect();
                format!("{}:{}", place.place.zh, numbers.join("+"))
            });
            format!("{}({}) {}", unit.unit.code, unit.counts.handed_over, places.collect::<Vec<_>>().join(" "))
        })
        .collect();
    assert_eq!(shown, ["b(4) S1:0001+0002 S9:0003 某社区:0005", "a(1) S2:0004"]);
    let sum: u64 = facts.problems.iter().map(|unit| unit.counts.open).sum();
    assert_eq!(sum, facts.counts.open, "the units add up to the whole");
}

#[test]
fn the_frame_says_week_scope_requirements_and_definitions() {
    let facts = assemble(input(cases()));
    assert_eq!((facts.from.to_string(), facts.until.to_string()), ("2026-11-16".into(), "2026-11-22".into()));
    let types: Vec<_> = facts.scope.iter().map(|line| line.type_code.as_str()).collect();
    assert_eq!((types, facts.sites), (vec!["road", "market", "park"], 11));
    let texts = facts.definitions.iter().flat_map(|d| [&d.term, &d.meaning]).chain(&facts.requirements);
    for message in texts {
        assert!(knows(&message.key, Lang::Zh) && knows(&message.key, Lang::En), "{}", message.key);
    }
}

#[test]
fn the_same_facts_in_another_order_give_the_same_bytes() {
    let mut turned = input(cases());
    turned.cases.reverse();
    turned.scope.reverse();
    let bytes = |input| serde_json::to_vec(&assemble(input)).unwrap();
    assert_eq!(bytes(input(cases())), bytes(turned));
    let facts = assemble(input(cases()));
    let text = serde_json::to_string(&facts).unwrap();
    assert_eq!(serde_json::from_str::<BulletinFacts>(&text).unwrap(), facts);
}

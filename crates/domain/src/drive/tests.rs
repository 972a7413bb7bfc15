#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::*;
use crate::figure::Exact;
use crate::grid::{Level, Node, NodeKind};
use crate::ids::{DeadCornerId, DriveId, DriveReportId, NodeId, UserId};
use crate::text::{Lang, Wording};

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 2).unwrap() + Days::new(number)
}

fn node_id(number: u128) -> NodeId {
    NodeId(Uuid::from_u128(number))
}

/// Ten days, with rubbish in tonnes and walls pulled down in places.
fn drive() -> Drive {
    let measure = |code: &str, unit, demolition| DriveMeasure {
        code: code.to_owned(),
        name: Wording::new(code, ""),
        unit,
        demolition,
    };
    Drive {
        id: DriveId(Uuid::from_u128(1)),
        name: Wording::new("三清一拆", ""),
        kind: DriveKind::Clearance,
        begins_on: day(0),
        ends_on: day(9),
        measures: vec![measure("rubbish", MeasureUnit::Tonnes, false), measure("walls", MeasureUnit::Places, true)],
        recheck_days: 7,
        made_at: "2026-11-01T00:00:00Z".parse().unwrap(),
        version: 1,
    }
}

fn report(number: u128, node: u128, measure: &str, on: u64, quantity: i64) -> DriveReport {
    DriveReport {
        id: DriveReportId(Uuid::from_u128(number)),
        drive_id: drive().id,
        node_id: node_id(node),
        measure: measure.to_owned(),
        on: day(on),
        quantity: quantity.into(),
        note: String::new(),
        lon: None,
        lat: None,
        papers: None,
        before_id: Uuid::nil(),
        after_id: Uuid::nil(),
        papers_id: Uuid::nil(),
        replaces_id: None,
        reported_by: None,
        reporter: "王芳".to_owned(),
        reported_at: "2026-11-03T00:00:00Z".parse().unwrap(),
    }
}

fn papers() -> DrivePapers {
    DrivePapers {
        decision_number: "云城拆决〔2026〕7号".to_owned(),
        decided_on: day(0),
        served_on: day(1),
        consent: DriveConsent::Owner { name: "李四".to_owned(), on: day(2) },
    }
}

fn target(node: u128, measure: &str, quantity: i64) -> DriveTarget {
    DriveTarget { drive_id: drive().id, node_id: node_id(node), measure: measure.to_owned(), quantity: quantity.into() }
}

fn node(number: u128, level: i8, path: &str) -> Node {
    Node {
        id: node_id(number),
        code: number.to_string(),
        level: Level(level),
        kind: NodeKind::Territory,
        name: Wording::new(format!("网格{number}"), ""),
        parent_id: None,
        path: path.to_owned(),
        unit_id: None,
        area_m2: None,
        label_lon: None,
        label_lat: None,
        active: true,
        version: 1,
    }
}

#[test]
fn a_report_stands_or_says_why_not() {
    type Change = fn(&mut DriveReport);
    let table: [(&str, Change, Option<&str>); 8] = [
        ("as it is", |_| {}, None),
        ("another measure", |one| one.measure = "paint".to_owned(), Some("drive_no_such_measure")),
        ("tomorrow", |one| one.on = day(6), Some("drive_report_future")),
        ("before the drive", |one| one.on = day(0) - Days::new(1), Some("drive_report_outside_period")),
        ("nothing", |one| one.quantity = Decimal::ZERO, Some("drive_report_quantity")),
        ("less than nothing", |one| one.quantity = (-1).into(), Some("drive_report_quantity")),
        ("three decimals", |one| one.quantity = "1.005".parse().unwrap(), Some("drive_report_quantity")),
        ("papers for nothing", |one| one.papers = Some(papers()), Some("drive_papers_not_needed")),
    ];
    for (name, change, refused) in table {
        let mut one = report(1, 1, "rubbish", 5, 3);
        change(&mut one);
        assert_eq!(check(&drive(), &one, true, day(5)).err().map(|refusal| refusal.code()), refused, "{name}");
    }
    let mut back = report(2, 1, "rubbish", 5, 0);
    back.replaces_id = Some(DriveReportId(Uuid::from_u128(1)));
    assert_eq!(check(&drive(), &back, false, day(5)), Ok(()), "a correction may take a report back");
}

#[test]
fn nothing_is_pulled_down_without_its_papers() {
    type Change = fn(&mut DriveReport);
    let table: [(&str, Change, bool, Option<&str>); 9] = [
        ("whole", |_| {}, true, None),
        ("no papers", |one| one.papers = None, true, Some("drive_papers_missing")),
        ("not photographed", |_| {}, false, Some("drive_papers_not_photographed")),
        ("half a place", |one| one.quantity = "0.5".parse().unwrap(), true, Some("drive_report_quantity")),
        (
            "no number",
            |one| one.papers.as_mut().unwrap().decision_number = " ".to_owned(),
            true,
            Some("drive_papers_missing"),
        ),
        (
            "nobody signed",
            |one| one.papers.as_mut().unwrap().consent = DriveConsent::Owner { name: String::new(), on: day(2) },
            true,
            Some("drive_papers_missing"),
        ),
        (
            "served before it was decided",
            |one| one.papers.as_mut().unwrap().decided_on = day(2),
            true,
            Some("drive_papers_out_of_order"),
        ),
        (
            "served after it was pulled down",
            |one| one.papers.as_mut().unwrap().served_on = day(4),
            true,
            Some("drive_papers_out_of_order"),
        ),
        (
            "the court ordered it later",
            |one| one.papers.as_mut().unwrap().consent = DriveConsent::Court { number: "执7".to_owned(), on: day(4) },
            true,
            Some("drive_papers_out_of_order"),
        ),
    ];
    for (name, change, photographed, refused) in table {
        let mut one = DriveReport { papers: Some(papers()), ..report(1, 1, "walls", 3, 1) };
        change(&mut one);
        assert_eq!(check(&drive(), &one, photographed, day(5)).err().map(|refusal| refusal.code()), refused, "{name}");
    }
}

#[test]
fn only_what_nothing_replaces_counts() {
    let first = report(1, 1, "rubbish", 1, 30);
    let second = DriveReport { replaces_id: Some(first.id), ..report(2, 1, "rubbish", 1, 3) };
    let third = DriveReport { replaces_id: Some(second.id), ..report(3, 1, "rubbish", 1, 4) };
    let all = [first, report(4, 2, "rubbish", 2, 1), second, third];
    let ids: Vec<u128> = counting(&all).iter().map(|one| one.id.0.as_u128()).collect();
    assert_eq!(ids, [4, 3]);
}

#[test]
fn a_report_counts_for_the_nearest_place_with_a_target() {
    let nodes = [node(1, 1, "/1/"), node(2, 2, "/1/2/"), node(3, 3, "/1/2/3/"), node(4, 4, "/1/2/3/4/")];
    let chain: Vec<&Node> = nodes.iter().collect();
    let of = |targets: &[u128], depth: usize| {
        let targets: BTreeSet<NodeId> = targets.iter().map(|one| node_id(*one)).collect();
        place_of(&chain[..depth], &targets).map(|id| id.0.as_u128())
    };
    assert_eq!(of(&[3], 4), Some(3), "the village above the cell");
    assert_eq!(of(&[2], 4), Some(2), "the street that has the target");
    assert_eq!(of(&[], 4), Some(3), "the village, though it has no target");
    assert_eq!(of(&[], 2), Some(2), "itself, where there is no village");
    assert_eq!(of(&[], 0), None);
}

#[test]
fn pace_is_told_against_a_straight_line_and_nothing_without_a_target() {
    let hundred = Exact::int(100);
    let table = [
        (Some(&hundred), 0, -1, DrivePace::OnPlan),
        (Some(&hundred), 0, 0, DrivePace::FarBehind),
        (Some(&hundred), 10, 0, DrivePace::OnPlan),
        (Some(&hundred), 49, 4, DrivePace::Behind),
        (Some(&hundred), 37, 4, DrivePace::FarBehind),
        (Some(&hundred), 38, 4, DrivePace::Behind),
        (Some(&hundred), 99, 20, DrivePace::Behind),
        (Some(&hundred), 100, 0, DrivePace::Done),
        (None, 5, 4, DrivePace::NoTarget),
    ];
    for (target, done, on, expected) in table {
        let today = day(0) + chrono::Duration::days(on);
        assert_eq!(pace(&drive(), target, &Exact::int(done), today), expected, "{done} on day {on}");
    }
}

#[test]
fn a_week_and_a_whole_are_told_by_place_and_measure() {
    let reports = [report(1, 1, "rubbish", 0, 10), report(2, 1, "rubbish", 7, 5), report(3, 2, "rubbish", 8, 2)];
    let done: Vec<DriveDone> = reports.iter().map(DriveDone::from).collect();
    let counted: Vec<Counted<'_>> = done.iter().map(|done| Counted { place: done.node_id, done }).collect();
    let lines = progress(&[target(1, "rubbish", 40), target(1, "walls", 3)], &counted, day(7));
    let line = |node, measure: &str| {
        let one = &lines[&(node_id(node), measure.to_owned())];
        (one.target.as_ref().map(|t| t.round_half_up(0)), one.done.round_half_up(0), one.week.round_half_up(0))
    };
    let text = |text: &str| text.to_owned();
    assert_eq!(line(1, "rubbish"), (Some(text("40")), text("15"), text("5")));
    assert_eq!(line(1, "walls"), (Some(text("3")), text("0"), text("0")));
    assert_eq!(line(2, "rubbish"), (None, text("2"), text("2")), "no target is no nought");
}

#[test]
fn one_place_beyond_its_target_does_not_do_anothers_work() {
    let reports = [report(1, 1, "rubbish", 0, 50), report(2, 2, "rubbish", 1, 4), report(3, 3, "rubbish", 1, 9)];
    let done: Vec<DriveDone> = reports.iter().map(DriveDone::from).collect();
    let counted: Vec<Counted<'_>> = done.iter().map(|done| Counted { place: done.node_id, done }).collect();
    let targets = [target(1, "rubbish", 10), target(2, "rubbish", 10)];
    let points = burn_down(&drive(), "rubbish", &targets, &counted, day(2));
    assert_eq!(points.len(), 10);
    let left: Vec<Option<String>> = points.iter().map(|one| one.left.as_ref().map(|x| x.round_half_up(0))).collect();
    assert_eq!(left[..4], [Some("10".to_owned()), Some("6".to_owned()), Some("6".to_owned()), None]);
    assert_eq!((points[0].planned.round_half_up(0), points[9].planned.round_half_up(0)), ("18".into(), "0".into()));
}

fn act(number: i32, kind: CornerActKind, by: u128) -> CornerAct {
    CornerAct {
        id: Uuid::from_u128(number.unsigned_abs().into()),
        corner_id: DeadCornerId(Uuid::from_u128(1)),
        number,
        kind,
        by: Some(UserId(Uuid::from_u128(by))),
        by_name: String::new(),
        at: "2026-11-03T00:00:00Z".parse().unwrap(),
        note: String::new(),
    }
}

#[test]
fn a_corner_goes_from_found_over_cleared_to_held_or_back() {
    use CornerActKind::{CameBack, Cleared, Found, Held};
    type Row = (&'static [CornerActKind], CornerState, Option<&'static str>, Option<&'static str>);
    let table: [Row; 6] = [
        (&[Found], CornerState::Found, None, Some("dead_corner_not_cleared")),
        (&[Found, Cleared], CornerState::Cleared, Some("dead_corner_clear_already"), None),
        (&[Found, Cleared, Held], CornerState::Held, Some("dead_corner_clear_already"), None),
        (&[Found, Cleared, CameBack], CornerState::CameBack, None, Some("dead_corner_not_cleared")),
        (&[Found, Cleared, Held, CameBack], CornerState::CameBack, None, Some("dead_corner_not_cleared")),
        (&[Found, Cleared, CameBack, Cleared], CornerState::Cleared, Some("dead_corner_clear_already"), None),
    ];
    for (kinds, expected, clears, checks) in table {
        let acts: Vec<CornerAct> = kinds.iter().zip(1..).map(|(kind, number)| act(number, *kind, 1)).collect();
        let other = Some(UserId(Uuid::from_u128(2)));
        assert_eq!(state(&acts), expected, "{kinds:?}");
        assert_eq!(clear(&acts).err().map(CornerRefusal::code), clears, "{kinds:?}");
        assert_eq!(recheck(&acts, other).err().map(CornerRefusal::code), checks, "{kinds:?}");
    }
}

#[test]
fn whoever_cleared_a_corner_does_not_check_it() {
    use CornerActKind::{Cleared, Found, Held};
    let acts = [act(1, Found, 1), act(2, Cleared, 2), act(3, Held, 3)];
    let by = |number: u128| recheck(&acts, Some(UserId(Uuid::from_u128(number)))).err();
    assert_eq!((by(1), by(2), by(3)), (None, Some(CornerRefusal::OwnWork), None));
}

#[test]
fn a_drive_says_everything_wrong_with_it() {
    let told = |change: fn(&mut Drive), reported: &[&str]| -> Vec<String> {
        let mut one = drive();
        let known = one.measures[0].clone();
        let of = |code: &&str| {
            let measure = DriveMeasure { code: (*code).to_owned(), ..known.clone() };
            let measure = one.measure(code).cloned().unwrap_or(measure);
            Reported { measure, first: day(1), last: day(3) }
        };
        let reported: Vec<Reported> = reported.iter().map(of).collect();
        change(&mut one);
        faults(&one, &reported).into_iter().map(|fault| fault.pointer).collect()
    };
    assert!(told(|_| {}, &["rubbish"]).is_empty());
    assert_eq!(told(|_| {}, &["paint"]), ["/measures"]);
    assert!(told(|one| one.measures[0].unit = MeasureUnit::Households, &[]).is_empty(), "nothing was reported yet");
    assert_eq!(told(|one| one.measures[0].unit = MeasureUnit::Households, &["rubbish"]), ["/measures/0/unit"]);
    assert_eq!(told(|one| one.measures[1].demolition ^= true, &["walls"]), ["/measures/1/demolition"]);
    assert!(told(|one| one.measures.swap(0, 1), &["rubbish", "walls"]).is_empty(), "the order may change");
    assert!(told(|one| (one.begins_on, one.ends_on) = (day(1), day(3)), &["rubbish"]).is_empty());
    assert_eq!(told(|one| one.begins_on = day(2), &["rubbish"]), ["/begins_on"]);
    assert_eq!(told(|one| one.ends_on = day(2), &["rubbish"]), ["/ends_on"]);
    assert_eq!(told(|one| one.ends_on = day(0) - Days::new(1), &[]), ["/ends_on"]);
    let many = told(
        |one| {
            one.name.zh.clear();
            one.measures[1].code = "rubbish".to_owned();
            one.recheck_days = 0;
        },
        &[],
    );
    assert_eq!(many, ["/name/zh", "/measures/1/code", "/recheck_days"]);
}

#[test]
fn targets_are_not_nested_nor_twice_nor_of_nothing() {
    let nodes = [node(2, 2, "/1/2/"), node(3, 3, "/1/2/3/"), node(5, 3, "/1/5/")];
    let nodes: BTreeMap<NodeId, &Node> = nodes.iter().map(|node| (node.id, node)).collect();
    let told = |targets: &[DriveTarget]| -> Vec<String> {
        target_faults(&drive(), targets, &nodes, Lang::Zh).into_iter().map(|fault| fault.pointer).collect()
    };
    assert!(told(&[target(3, "rubbish", 4), target(3, "walls", 1), target(5, "rubbish", 4)]).is_empty());
    assert_eq!(told(&[target(3, "rubbish", 4), target(2, "walls", 1)]), ["/targets/0/node_id"]);
    assert_eq!(told(&[target(3, "rubbish", 4), target(3, "rubbish", 5)]), ["/targets/1/measure"]);
    assert_eq!(told(&[target(3, "paint", 4), target(5, "walls", 0)]), ["/targets/0/measure", "/targets/1/quantity"]);
    assert_eq!(told(&[target(9, "walls", 1)]), ["/targets/0/node_id"]);
}

proptest! {
    /// However reports are corrected, what is done at all places together is what the last words of all chains say, and
    /// the burn-down never shows less than nothing nor rises.
    #[test]
    fn totals_come_only_from_the_last_words(
        entries in prop::collection::vec((0_u128..4, 0_u64..10, 0_i64..50, prop::bool::ANY), 1..40)
    ) {
        let mut reports: Vec<DriveReport> = Vec::new();
        for (number, (place, on, quantity, corrects)) in entries.iter().enumerate() {
            let id = 100 + number as u128;
            let before = reports.last().filter(|_| *corrects).cloned();
            let node = before.as_ref().map_or(*place, |one| one.node_id.0.as_u128());
            reports.push(DriveReport {
                replaces_id: before.map(|one| one.id),
                ..report(id, node, "rubbish", *on, *quantity)
            });
        }
        let last = |place: usize| entries.get(place + 1).is_none_or(|next| !next.3);
        let expected: i64 = entries.iter().enumerate().filter(|(place, _)| last(*place)).map(|(_, one)| one.2).sum();
        let done: Vec<DriveDone> = counting(&reports).into_iter().map(DriveDone::from).collect();
        let counted: Vec<Counted<'_>> = done.iter().map(|done| Counted { place: done.node_id, done }).collect();
        let targets = [target(0, "rubbish", 60), target(1, "rubbish", 60)];
        let lines = progress(&targets, &counted, day(0));
        let done = lines.values().fold(Exact::ZERO, |sum, one| &sum + &one.done);
        prop_assert_eq!(done, Exact::int(expected));
        let points = burn_down(&drive(), "rubbish", &targets, &counted, day(9));
        let left: Vec<Exact> = points.into_iter().filter_map(|one| one.left).collect();
        prop_assert!(left.iter().all(|one| !one.is_negative()));
        prop_assert!(left.windows(2).all(|two| two[1] <= two[0]));
    }
}

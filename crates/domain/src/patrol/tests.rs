use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::grid::{Level, NodeKind};
use crate::time::Timestamp;

fn at(minutes: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::minutes(minutes)
}

fn fix(minutes: i64) -> Fix {
    Fix { lon: 114.0, lat: 37.9, accuracy_m: 8.0, at: at(minutes) }
}

#[test]
fn the_first_duty_that_fits_holds() {
    let settings = PatrolSettings::default();
    for (level, kind, expected) in [
        (4, NodeKind::Territory, Some((1, PatrolSpan::Day))),
        (4, NodeKind::Line, Some((2, PatrolSpan::Day))),
        (2, NodeKind::Line, Some((2, PatrolSpan::Day))),
        (3, NodeKind::Territory, Some((1, PatrolSpan::Week))),
        (2, NodeKind::Territory, None),
        (1, NodeKind::Territory, None),
    ] {
        let duty = settings.duty(Level(level), kind).map(|duty| (duty.times, duty.every));
        assert_eq!(duty, expected, "{level} {kind}");
    }
    let never = PatrolDuty { level: Some(4), kind: None, times: 0, every: PatrolSpan::Day };
    let settings = PatrolSettings { duties: vec![never], ..settings };
    assert_eq!(settings.duty(Level(4), NodeKind::Territory), None, "no times is no duty");
}

#[test]
fn a_week_walked_on_sunday_alone_is_not_a_week_walked_daily() {
    let daily = PatrolDuty { level: None, kind: None, times: 1, every: PatrolSpan::Day };
    let weekly = PatrolDuty { every: PatrolSpan::Week, ..daily };
    for (duty, made, begun, expected) in [
        (Some(daily), [1, 1, 1, 1, 1, 1, 1], 7, (7, 7, 7)),
        (Some(daily), [0, 0, 0, 0, 0, 0, 7], 7, (7, 7, 1)),
        (Some(daily), [1, 2, 0, 0, 0, 0, 0], 3, (3, 3, 2)),
        (Some(daily), [0; 7], 0, (0, 0, 0)),
        (Some(weekly), [0, 0, 0, 1, 1, 0, 0], 7, (1, 2, 1)),
        (Some(weekly), [0; 7], 1, (1, 0, 0)),
        (None, [1, 0, 0, 0, 0, 0, 0], 7, (0, 1, 0)),
    ] {
        let tally = WeekTally::of(duty.as_ref(), &made, begun);
        assert_eq!((tally.due, tally.made, tally.kept), expected, "{duty:?} {made:?} {begun}");
    }
    assert_eq!((daily.left(0, 5), daily.left(1, 1), weekly.left(0, 1), weekly.left(0, 0)), (1, 0, 0, 1));
}

#[test]
fn a_piece_says_what_is_wrong_with_it() {
    let now = at(1_500);
    let nowhere = Fix { lat: 91.0, ..fix(5) };
    let unsure = Fix { accuracy_m: f64::NAN, ..fix(5) };
    let many = vec![fix(5); 5_001];
    for (begun, ended, fixes, expected) in [
        (at(0), Some(at(30)), vec![fix(0), fix(30)], Ok(())),
        (at(0), None, vec![], Ok(())),
        (at(0), Some(at(-1)), vec![], Err(PatrolRefusal::EndsBeforeItBegins)),
        (at(0), Some(at(1_441)), vec![], Err(PatrolRefusal::TooLong { hours: 24 })),
        (at(1_506), None, vec![], Err(PatrolRefusal::InTheFuture)),
        (at(1_490), Some(at(1_506)), vec![], Err(PatrolRefusal::InTheFuture)),
        (at(0), Some(at(30)), vec![fix(1), fix(31)], Err(PatrolRefusal::FixOutside { number: 2 })),
        (at(0), None, vec![fix(-1)], Err(PatrolRefusal::FixOutside { number: 1 })),
        (at(0), None, vec![fix(1_441)], Err(PatrolRefusal::FixOutside { number: 1 })),
        (at(0), None, vec![nowhere], Err(PatrolRefusal::FixNowhere { number: 1 })),
        (at(0), None, vec![fix(1), unsure], Err(PatrolRefusal::FixNowhere { number: 2 })),
        (at(0), None, many, Err(PatrolRefusal::TooManyFixes { most: 5_000 })),
    ] {
        assert_eq!(check((begun, ended), &fixes, now), expected, "{begun} {ended:?}");
    }
}

#[test]
fn settings_out_of_range_name_their_field() {
    let right = PatrolSettings::default();
    assert_eq!(settings_fault(&right), None);
    let field = |settings: PatrolSettings| settings_fault(&settings).map(|(field, _)| field);
    assert_eq!(field(PatrolSettings { keep_days: 29, ..right.clone() }).as_deref(), Some("keep_days"));
    assert_eq!(field(PatrolSettings { reach_m: 101, ..right.clone() }).as_deref(), Some("reach_m"));
    let often = PatrolDuty { level: None, kind: None, times: 13, every: PatrolSpan::Day };
    assert_eq!(field(PatrolSettings { duties: vec![often], ..right }).as_deref(), Some("duties/0/times"));
}

#[test]
fn cells_of_another_boundary_do_not_join() {
    let mut own = CellSet::none("a", 10);
    own.add(3);
    own.add(10);
    let mut other = CellSet::none("b", 10);
    other.add(4);
    own.join(&other);
    assert_eq!((own.covered(), own.of(), own.has(3), own.has(4), own.has(10)), (1, 10, true, false, false));
    let text = serde_json::to_string(&own).unwrap_or_default();
    assert_eq!(text, r#"{"lattice":"a","of":10,"bits":"0800"}"#);
    assert_eq!(serde_json::from_str::<CellSet>(&text).ok(), Some(own));
    assert!(serde_json::from_str::<CellSet>(r#"{"lattice":"a","of":10,"bits":"08z0"}"#).is_err());
}

proptest! {
    #[test]
    fn a_duty_kept_is_never_more_than_due_nor_than_made(
        made in prop::array::uniform7(0_u32..5), times in 0_u32..4, begun in 0_u32..9, weekly in any::<bool>(),
    ) {
        let every = if weekly { PatrolSpan::Week } else { PatrolSpan::Day };
        let duty = PatrolDuty { level: None, kind: None, times, every };
        let tally = WeekTally::of(Some(&duty), &made, begun);
        prop_assert!(tally.kept <= tally.due && tally.kept <= tally.made);
    }

    #[test]
    fn joining_cells_is_the_same_in_any_order(a in prop::collection::vec(0_u32..300, 0..60), b in prop::collection::vec(0_u32..300, 0..60)) {
        let set = |cells: &[u32]| {
            let mut set = CellSet::none("x", 256);
            for cell in cells {
                set.add(*cell);
            }
            set
        };
        let (mut one, mut other) = (set(&a), set(&b));
        one.join(&set(&b));
        other.join(&set(&a));
        prop_assert_eq!(&one, &other);
        prop_assert!(one.covered() >= set(&a).covered() && one.covered() <= one.of());
    }
}

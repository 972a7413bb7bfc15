//! The rules of the watch by tables, properties and a worked example.

#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::figure::Exact;
use crate::ids::{CaseId, SiteId, UnitId};

fn settings() -> ReboundSettings {
    ReboundSettings::default()
}

fn closed() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, 1).unwrap()
}

fn on(age: u64) -> NaiveDate {
    closed().checked_add_days(Days::new(age)).unwrap()
}

/// The age in days, the re-checks made, and what is expected: state, the next re-check, how many were missed.
type Row<'r> = (u64, &'r [(u32, ReCheckResult)], WatchState, Option<u32>, u32);

#[test]
fn a_watch_asks_for_one_re_check_after_the_other() {
    use ReCheckResult::{Held, Rebounded, Unjudged};
    use WatchState::{Due, Lapsed, Overdue, Passed, Watching};
    let table: &[Row<'_>] = &[
        (0, &[], Watching, Some(7), 0),
        (6, &[], Watching, Some(7), 0),
        (7, &[], Due, Some(7), 0),
        (14, &[], Due, Some(7), 0),
        (15, &[], Overdue, Some(7), 0),
        (20, &[], Overdue, Some(7), 0),
        (21, &[], Due, Some(21), 1),
        (29, &[], Overdue, Some(21), 1),
        (7, &[(5, Held)], Due, Some(7), 0),
        (7, &[(7, Held)], Watching, Some(21), 0),
        (9, &[(8, Unjudged)], Due, Some(7), 0),
        (40, &[(8, Held), (22, Held)], Watching, Some(60), 0),
        (61, &[(22, Held)], Due, Some(60), 1),
        (61, &[(61, Held)], Passed, None, 2),
        (90, &[(8, Held), (22, Held)], Overdue, Some(60), 0),
        (91, &[(8, Held), (22, Held)], Lapsed, None, 1),
        (300, &[], Lapsed, None, 3),
        (300, &[(8, Held), (22, Held), (60, Held)], Passed, None, 0),
        (9, &[(8, Rebounded)], Watching, Some(21), 0),
    ];
    for (age, made, state, next, missed) in table {
        let found = watch(closed(), made, false, &settings(), on(*age));
        let told = (found.state, found.next.map(|stage| stage.days), found.missed);
        assert_eq!(told, (*state, *next, *missed), "day {age}, {made:?}");
    }
    let back = watch(closed(), &[(8, Rebounded)], true, &settings(), on(9));
    assert_eq!((back.state, back.next, back.ends_on), (WatchState::Rebounded, None, on(90)));
}

#[test]
fn settings_that_make_no_schedule_are_refused() {
    let with = |days: &[u32], watch_days| ReboundSettings { re_check_days: days.to_vec(), watch_days, ..settings() };
    assert_eq!(settings_fault(&settings()), None);
    for (wrong, field) in [
        (with(&[], 90), "re_check_days"),
        (with(&[0, 7], 90), "re_check_days"),
        (with(&[7, 7], 90), "re_check_days"),
        (with(&[21, 7], 90), "re_check_days"),
        (with(&[7, 60], 60), "watch_days"),
        (ReboundSettings { grace_days: 0, ..settings() }, "grace_days"),
        (ReboundSettings { near_m: 501, ..settings() }, "near_m"),
        (ReboundSettings { hot_spot_cases: 1, ..settings() }, "hot_spot_cases"),
    ] {
        assert_eq!(settings_fault(&wrong).map(|fault| fault.0), Some(field));
    }
    assert_eq!(settings_fault(&ReboundSettings { near_m: 0, ..settings() }), None, "only the site counts");
}

proptest! {
    /// What a database selects by bands is what the rule finds, for every schedule, age and history; and every case that
    /// did not come back has exactly one state.
    #[test]
    fn the_bands_of_a_state_are_the_state(
        days in prop::collection::btree_set(1_u32..80, 1..5),
        grace in 1_u32..30, more in 1_u32..60, age in 0_u32..200,
        made in prop::collection::vec((0_u32..200, prop::sample::select(ReCheckResult::ALL)), 0..4),
    ) {
        let re_check_days: Vec<u32> = days.into_iter().collect();
        let watch_days = re_check_days.last().unwrap() + more;
        let settings = ReboundSettings { re_check_days, grace_days: grace, watch_days, ..settings() };
        let made: Vec<_> = made.into_iter().filter(|(day, _)| *day <= age).collect();
        let last = made.iter().filter(|one| one.1 != ReCheckResult::Unjudged).map(|one| one.0).max();
        let covers = |day: u32| last.is_some_and(|last| last >= day);
        let lies = |band: &Band| {
            band.from <= age && band.until.is_none_or(|until| age <= until)
                && band.covered.is_none_or(covers) && band.uncovered.is_none_or(|day| !covers(day))
        };
        let state = watch(closed(), &made, false, &settings, on(u64::from(age))).state;
        for other in WatchState::ALL {
            let hits = bands(*other, &settings).iter().filter(|band| lies(band)).count();
            prop_assert_eq!(hits, usize::from(*other == state), "{:?} found, {:?} asked", state, other);
        }
    }

    /// The curve never rises, begins at one or below and never falls below nothing, and nobody is lost on the way.
    #[test]
    fn a_curve_never_rises(seen in prop::collection::vec((0_u32..90, any::<bool>()), 0..60)) {
        let observed: Vec<Observed> = seen.iter().map(|(days, came_back)| Observed { days: *days, came_back: *came_back }).collect();
        let points = survival(&observed);
        let mut before = Exact::ONE;
        for point in &points {
            prop_assert!(point.holds <= before && !point.holds.is_negative());
            before = point.holds.clone();
        }
        let told: u64 = points.iter().map(|point| point.came_back + point.censored).sum();
        prop_assert_eq!(told, observed.len() as u64);
        if observed.iter().all(|one| !one.came_back) {
            prop_assert_eq!(before, Exact::ONE);
        }
    }
}

/// The worked example of the remission of 21 patients under 6-mercaptopurine, reckoned by hand: 18⁄21, then times 16⁄17,
/// 14⁄15, 11⁄12, 10⁄11, 6⁄7 and 5⁄6. Source of the times: E. J. Freireich and others, Blood 21 (1963), as the textbooks of
/// survival analysis print them; a plus marks what went out of sight.
#[test]
fn the_curve_is_the_one_reckoned_by_hand() {
    let came_back = [6, 6, 6, 7, 10, 13, 16, 22, 23].map(|days| Observed { days, came_back: true });
    let unseen = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(|days| Observed { days, came_back: false });
    let points = survival(&[&came_back[..], &unseen[..]].concat());
    let steps: Vec<_> = points.iter().filter(|point| point.came_back > 0).collect();
    let expected = [
        (6, 21, 3, (6, 7)),
        (7, 17, 1, (96, 119)),
        (10, 15, 1, (64, 85)),
        (13, 12, 1, (176, 255)),
        (16, 11, 1, (32, 51)),
        (22, 7, 1, (64, 119)),
        (23, 6, 1, (160, 357)),
    ];
    assert_eq!(steps.len(), expected.len());
    for (point, (days, at_risk, came_back, (over, under))) in steps.iter().zip(expected) {
        assert_eq!((point.days, point.at_risk, point.came_back), (days, at_risk, came_back));
        assert_eq!(Some(&point.holds), Exact::ratio(over, under).as_ref(), "day {days}");
    }
    let last = points.last().unwrap();
    assert_eq!((last.days, last.at_risk, last.censored), (35, 1, 1));
    assert_eq!(Some(last.holds.clone()), Exact::ratio(160, 357), "what goes out of sight lowers nothing");
    assert_eq!(survival(&[]), []);
    assert_eq!(survival(&[Observed { days: 3, came_back: true }])[0].holds, Exact::ZERO);
}

#[test]
fn a_case_re_checked_twice_counts_once_and_nothing_re_checked_is_no_rate() {
    let looked = |case: u128, unit: u128, item: &str, month: &str, came_back| Looked {
        case_id: CaseId(Uuid::from_u128(case)),
        unit_id: Some(UnitId(Uuid::from_u128(unit))),
        item_code: Some(item.to_owned()),
        month: month.to_owned(),
        came_back,
    };
    let all = [
        looked(1, 1, "A", "2026-10", false),
        looked(1, 1, "A", "2026-11", true),
        looked(2, 1, "B", "2026-11", false),
        looked(3, 2, "A", "2026-11", false),
    ];
    let rates: BTreeMap<By, String> = rates(&all).into_iter().map(|(by, sums)| (by, sums.rate().percent())).collect();
    let unit = |id: u128| By::Unit(Some(UnitId(Uuid::from_u128(id))));
    for (by, shown) in [
        (By::All, "33.33%"),
        (unit(1), "50.00%"),
        (unit(2), "0.00%"),
        (By::Item(Some("A".into())), "50.00%"),
        (By::Month("2026-10".into()), "0.00%"),
        (By::Month("2026-11".into()), "33.33%"),
    ] {
        assert_eq!(rates.get(&by).map(String::as_str), Some(shown), "{by:?}");
    }
    assert_eq!(Sums::default().rate().percent(), "—", "no data is not 0 %");
}

#[test]
fn a_hot_spot_has_several_cases_of_one_class_at_one_place() {
    let case = |id: u128, site: u128, class: &str, rebound| HotCase {
        id: CaseId(Uuid::from_u128(id)),
        place: HotPlace::Site(SiteId(Uuid::from_u128(site))),
        class: class.to_owned(),
        rebound,
    };
    let mut cases: Vec<HotCase> = (1..=3).map(|id| case(id, 1, "E1", false)).collect();
    cases.extend((4..=6).map(|id| case(id, 2, "E1", id == 5)));
    cases.extend((7..=8).map(|id| case(id, 1, "E2", true)));
    let spots = hot_spots(&cases, 3);
    let told: Vec<_> =
        spots.iter().map(|spot| (spot.place, spot.class.as_str(), spot.cases.len(), spot.rebounds)).collect();
    let site = |id: u128| HotPlace::Site(SiteId(Uuid::from_u128(id)));
    assert_eq!(told, [(site(2), "E1", 3, 1), (site(1), "E1", 3, 0)]);
    assert_eq!(hot_spots(&cases, 2).len(), 3);
    assert_eq!(hot_spots(&[], 1), []);
}

#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::case::FinderLevel;
use crate::figure::Exact;
use crate::ids::{CaseId, LostPointId, UnitId};
use crate::text::{Lang, Wording, knows};
use crate::time::{Period, Timestamp};

/// Everybody by one scheme.
fn ranked(scheme: &Scheme, units: &[UnitFacts]) -> Vec<GroupRanking> {
    rank(|_| scheme, units)
}

fn day(n: i64) -> Timestamp {
    "2026-11-01T00:00:00Z".parse::<Timestamp>().unwrap() + chrono::TimeDelta::days(n)
}

/// Days 7 to 13.
fn week() -> Period {
    Period { from: day(7), until: day(14) }
}

fn unit_id(n: u128) -> UnitId {
    UnitId(Uuid::from_u128(n))
}

fn unit(n: u128) -> UnitFacts {
    UnitFacts::new(unit_id(n), &format!("U{n:02}"), Wording::new(format!("单位{n}"), ""), Some("部门".into()))
}

/// A case reported on day 0, due on day 10.
fn case(id: u128) -> CaseFact {
    CaseFact {
        id: CaseId(Uuid::from_u128(id)),
        unit_id: unit_id(1),
        reported_at: day(0),
        deadline_at: Some(day(10)),
        rectified_at: None,
        closed_at: None,
        rework_count: 0,
        exempt: false,
        finder_level: FinderLevel::City,
    }
}

fn with_sets(n: u128, counts: &[(CaseSet, u128)]) -> UnitFacts {
    let mut facts = unit(n);
    for (set, count) in counts {
        let ids = (0..*count).map(|id| CaseId(Uuid::from_u128(n * 1000 + id))).collect();
        facts.sets.insert(*set, ids);
    }
    facts
}

fn one(code: IndicatorCode, direction: Direction, no_data: NoData, scale: Scale) -> Scheme {
    let indicator = Indicator { code, weight: Exact::HUNDRED, direction, no_data, scale };
    Scheme {
        code: "one".into(),
        name: Wording::new("单项", ""),
        groups: vec![],
        indicators: vec![indicator],
        scoring: None,
    }
}

fn on_time(no_data: NoData) -> Scheme {
    one(IndicatorCode::OnTimeRate, Direction::Higher, no_data, Scale::Rate)
}

fn ranks(groups: &[GroupRanking]) -> Vec<(u32, &str)> {
    groups.iter().flat_map(|g| &g.units).map(|u| (u.rank, u.unit.code.as_str())).collect()
}

#[test]
fn cases_belong_to_sets_by_when_they_were_due_closed_and_reported() {
    use CaseSet::{Closed, Due, Found, OnTime, Reworked, SelfFound, ShouldClose};
    let table: &[(&str, CaseFact, &[CaseSet])] = &[
        ("due and not done", case(1), &[Due, ShouldClose]),
        (
            "done in time, not yet checked",
            CaseFact { rectified_at: Some(day(10)), ..case(1) },
            &[Due, OnTime, ShouldClose],
        ),
        ("done late", CaseFact { rectified_at: Some(day(11)), ..case(1) }, &[Due, ShouldClose]),
        (
            "done and closed early: due counts, closing counted in its own week",
            CaseFact { rectified_at: Some(day(3)), closed_at: Some(day(4)), ..case(1) },
            &[Due, OnTime],
        ),
        (
            "an earlier period's case closed in this one is seen",
            CaseFact { deadline_at: Some(day(2)), rectified_at: Some(day(8)), closed_at: Some(day(9)), ..case(1) },
            &[ShouldClose, Closed],
        ),
        ("still open from an earlier period", CaseFact { deadline_at: Some(day(2)), ..case(1) }, &[ShouldClose]),
        ("not yet due", CaseFact { deadline_at: Some(day(20)), ..case(1) }, &[]),
        (
            "not yet due and closed already",
            CaseFact { deadline_at: Some(day(20)), rectified_at: Some(day(8)), closed_at: Some(day(8)), ..case(1) },
            &[ShouldClose, Closed],
        ),
        (
            "closed after the period: at its end it was open",
            CaseFact { closed_at: Some(day(15)), ..case(1) },
            &[Due, ShouldClose],
        ),
        ("sent back", CaseFact { rework_count: 2, ..case(1) }, &[Due, ShouldClose, Reworked]),
        (
            "found by itself and fixed on the spot",
            CaseFact {
                reported_at: day(8),
                deadline_at: None,
                rectified_at: Some(day(8)),
                closed_at: Some(day(9)),
                finder_level: FinderLevel::Own,
                ..case(1)
            },
            &[ShouldClose, Closed, Found, SelfFound],
        ),
        (
            "the first moment belongs to the period",
            CaseFact { reported_at: day(7), deadline_at: Some(day(20)), ..case(1) },
            &[Found],
        ),
        ("the last does not", CaseFact { reported_at: day(14), deadline_at: Some(day(20)), ..case(1) }, &[]),
    ];
    for (what, case, sets) in table {
        assert_eq!(sets_of(case, week()).collect::<Vec<_>>(), *sets, "{what}");
    }
}

#[test]
fn every_figure_keeps_its_numerator_its_denominator_and_the_cases_behind_them() {
    let mut facts = unit(1);
    facts.add(&CaseFact { rectified_at: Some(day(9)), ..case(1) }, week());
    facts.add(&case(2), week());
    let ranking = ranked(&on_time(NoData::Exclude), &[facts.clone()]);
    let result = &ranking[0].units[0].indicators[0];
    assert_eq!((result.numerator.clone(), result.denominator.clone()), (Exact::ONE, Some(Exact::int(2))));
    assert_eq!(result.value, Exact::ratio(1, 2));
    assert_eq!((result.numerator_set, result.denominator_set), (Some(CaseSet::OnTime), Some(CaseSet::Due)));
    assert_eq!(facts.set(CaseSet::OnTime), [case(1).id]);
    assert_eq!(facts.set(CaseSet::Due), [case(1).id, case(2).id]);
}

#[test]
fn rework_counts_reworks_and_never_the_number_of_filed_cases() {
    let scheme = one(IndicatorCode::ReworkRate, Direction::Lower, NoData::Full, Scale::Rate);
    let facts = with_sets(1, &[(CaseSet::Reworked, 1), (CaseSet::ShouldClose, 4), (CaseSet::Found, 50)]);
    let ranking = ranked(&scheme, &[facts]);
    assert_eq!(ranking[0].units[0].composite, Exact::int(75));
}

#[test]
fn a_unit_without_cases_keeps_its_rework_points_where_the_scheme_says_full() {
    let scheme = beside_lost_points(IndicatorCode::ReworkRate, NoData::Full);
    let ranking = ranked(&scheme, &[visited(1)]);
    let ranked = &ranking[0].units[0];
    assert_eq!(ranked.composite, Exact::HUNDRED);
    assert_eq!((&ranked.indicators[0].value, ranked.indicators[0].no_data), (&None, Some(NoData::Full)));
}

#[test]
fn a_unit_that_had_nothing_to_do_is_named_and_not_ranked_first() {
    let scheme = beside_lost_points(IndicatorCode::ReworkRate, NoData::Full);
    let ranking = ranked(&scheme, &[unit(1), visited(2)]);
    assert_eq!(ranking[0].units.len(), 1);
    assert_eq!(ranking[0].excluded[0].unit.unit_id, unit_id(1));
    assert_eq!(ranking[0].excluded[0].why.key, "case-rank-no-data-at-all");
}

/// A unit whose sites were visited and lost nothing.
fn visited(n: u128) -> UnitFacts {
    UnitFacts { lost_points: Some(Vec::new()), ..unit(n) }
}

/// An indicator by rate and, with the same weight, the lost points, of which less is better.
fn beside_lost_points(code: IndicatorCode, no_data: NoData) -> Scheme {
    let mut scheme = one(code, Direction::Higher, no_data, Scale::Rate);
    let weight = scheme.indicators[0].weight.clone();
    let (direction, scale) = (Direction::Lower, Scale::Rate);
    let code = IndicatorCode::LostPoints;
    scheme.indicators.push(Indicator { code, weight, direction, no_data: NoData::Exclude, scale });
    scheme
}

#[test]
fn without_data_the_schemes_rule_decides_and_nothing_turns_into_a_figure_by_itself() {
    let points = |no_data| {
        let ranking = ranked(&beside_lost_points(IndicatorCode::OnTimeRate, no_data), &[visited(1)]);
        let ranked = ranking[0].units.first().map(|unit| unit.composite.clone());
        (ranked, ranking[0].excluded.len())
    };
    assert_eq!(points(NoData::Full), (Some(Exact::HUNDRED), 0));
    assert_eq!(points(NoData::Zero), (Some(Exact::int(50)), 0));
    assert_eq!(points(NoData::Exclude), (Some(Exact::HUNDRED), 0), "the other indicator is left");
    assert_eq!(points(NoData::ExcludeUnit), (None, 1));
    for no_data in [NoData::Exclude, NoData::ExcludeUnit] {
        let ranking = ranked(&on_time(no_data), &[unit(1)]);
        let why = &ranking[0].excluded[0].why;
        assert!(knows(&why.key, Lang::Zh) && knows(&why.key, Lang::En), "{}", why.key);
    }
    for code in IndicatorCode::ALL {
        assert!(knows(&format!("case-rank-no-data-{code}"), Lang::En), "{code}");
    }
}

#[test]
fn an_indicator_left_out_leaves_the_whole_to_the_others() {
    let mut scheme = on_time(NoData::Exclude);
    scheme.indicators[0].weight = Exact::int(30);
    scheme.indicators.push(Indicator {
        code: IndicatorCode::ReworkRate,
        weight: Exact::int(10),
        direction: Direction::Lower,
        no_data: NoData::Exclude,
        scale: Scale::Rate,
    });
    let both = with_sets(1, &[(CaseSet::OnTime, 1), (CaseSet::Due, 2), (CaseSet::ShouldClose, 1)]);
    let rework_only = with_sets(2, &[(CaseSet::ShouldClose, 1)]);
    let ranking = ranked(&scheme, &[both, rework_only]);
    let composites: Vec<_> = ranking[0].units.iter().map(|u| u.composite.clone()).collect();
    // 100 × 10/10 and (50 × 30 + 100 × 10) / 40.
    assert_eq!(composites, [Exact::HUNDRED, Exact::ratio(125, 2).unwrap()]);
    for ranked in &ranking[0].units {
        let sum: Exact = ranked.indicators.iter().map(|i| i.contribution.clone()).sum();
        assert_eq!(sum, ranked.composite, "the parts add up to the whole");
    }
}

#[test]
fn ranks_come_before_rounding_and_ties_share_one() {
    let rate = |n, on_time, due| with_sets(n, &[(CaseSet::OnTime, on_time), (CaseSet::Due, due)]);
    // 667/1000 and 2/3 both show as 66.7 %, and yet differ.
    let units = [rate(1, 2, 3), rate(2, 667, 1000), rate(3, 4, 6), rate(4, 1, 2), rate(5, 1, 1)];
    let ranking = ranked(&on_time(NoData::Exclude), &units);
    assert_eq!(ranks(&ranking), [(1, "U05"), (2, "U02"), (3, "U01"), (3, "U03"), (5, "U04")]);
}

#[test]
fn groups_are_ranked_apart_and_a_unit_without_group_in_none() {
    let facts = |n, group: Option<&str>| UnitFacts {
        peer_group: group.map(Into::into),
        ..with_sets(n, &[(CaseSet::OnTime, 1), (CaseSet::Due, n)])
    };
    let units = [facts(1, Some("街道")), facts(2, Some("部门")), facts(3, Some("街道")), facts(4, None)];
    let ranking = ranked(&on_time(NoData::Exclude), &units);
    let groups: Vec<_> = ranking.iter().map(|g| (g.group.as_str(), g.units.len())).collect();
    assert_eq!(groups, [("街道", 2), ("部门", 1)]);
    assert_eq!(ranks(&ranking), [(1, "U01"), (2, "U03"), (1, "U02")]);
}

#[test]
fn lost_points_and_scores_have_their_own_scales() {
    let lost = |n, points: i64| UnitFacts {
        lost_points: Some(vec![LostPointFact {
            id: LostPointId(Uuid::from_u128(n)),
            lost: Exact::int(points),
            case_id: Some(CaseId(Uuid::from_u128(n))),
        }]),
        ..unit(n)
    };
    let deduct = Scale::Deduct { each: Exact::int(2) };
    let scheme = one(IndicatorCode::LostPoints, Direction::Lower, NoData::Exclude, deduct);
    let ranking = ranked(&scheme, &[lost(1, 60), lost(2, 10), unit(3)]);
    let points: Vec<_> = ranking[0].units.iter().map(|u| u.composite.clone()).collect();
    assert_eq!(points, [Exact::int(80), Exact::ZERO], "points never fall below 0");
    assert_eq!(ranking[0].excluded.len(), 1, "a unit that was not assessed lost nothing it could show");
    assert_eq!(lost(1, 60).set(CaseSet::Lost).len(), 1);
    let band = |at_most: Option<i64>, points| Band { at_most: at_most.map(Exact::int), points: Exact::int(points) };
    let bands = Scale::Bands { bands: vec![band(Some(50), 100), band(Some(100), 90), band(None, 0)] };
    for (value, points) in [(0, 100), (50, 100), (51, 90), (100, 90), (101, 0)] {
        assert_eq!(bands.points(&Exact::int(value), Direction::Lower), Exact::int(points), "{value}");
    }
    let score = UnitFacts { assessment: Some(ScoreFact { score: Exact::int(43), full: Exact::int(50) }), ..unit(1) };
    let scheme = one(IndicatorCode::AssessmentScore, Direction::Higher, NoData::Exclude, Scale::Rate);
    assert_eq!(ranked(&scheme, &[score])[0].units[0].composite, Exact::int(86));
}

#[test]
fn movement_is_the_places_risen_since_the_ranking_before() {
    let rate = |n, on_time| with_sets(n, &[(CaseSet::OnTime, on_time), (CaseSet::Due, 10)]);
    let ranking = ranked(&on_time(NoData::Exclude), &[rate(1, 9), rate(2, 8), rate(3, 7)]);
    let before = BTreeMap::from([(unit_id(1), 3), (unit_id(2), 1)]);
    let ranking = with_previous(ranking, &before);
    let moves: Vec<_> = ranking[0].units.iter().map(|u| (u.previous_rank, u.movement)).collect();
    assert_eq!(moves, [(Some(3), Some(2)), (Some(1), Some(-1)), (None, None)]);
}

const SCHEME: &str = r#"
code = "weekly"
name = { zh = "周排名", en = "Weekly ranking" }

[[indicator]]
code = "on_time_rate"
weight = "0.6"
direction = "higher"
no_data = "exclude"

[[indicator]]
code = "lost_points"
weight = 0.4
direction = "lower"
no_data = "zero"
scale = { kind = "bands", bands = [{ at_most = "5", points = "100" }, { points = "60" }] }
"#;

#[test]
fn a_scheme_is_read_from_toml_and_comes_back_the_same() {
    let scheme: Scheme = toml::from_str(SCHEME).unwrap();
    assert_eq!(scheme.check(), []);
    assert_eq!(scheme.indicators[1].weight, Exact::ratio(2, 5).unwrap());
    let json = serde_json::to_string(&scheme).unwrap();
    assert_eq!(serde_json::from_str::<Scheme>(&json).unwrap(), scheme);
    assert_eq!(Scheme::suggested().check(), []);
}

#[test]
fn a_faulty_scheme_is_refused_with_every_fault() {
    let faulty = |change: fn(&mut Scheme)| {
        let mut scheme: Scheme = toml::from_str(SCHEME).unwrap();
        change(&mut scheme);
        scheme.check().iter().map(SchemeRefusal::code).collect::<Vec<_>>()
    };
    assert_eq!(faulty(|s| s.indicators.clear()), ["scheme_without_indicator"]);
    assert_eq!(faulty(|s| s.indicators.push(s.indicators[0].clone())), ["indicator_twice"]);
    assert_eq!(faulty(|s| s.indicators[0].weight = Exact::ZERO), ["indicator_weight"]);
    assert_eq!(faulty(|s| s.indicators[1].scale = Scale::Rate), ["indicator_not_a_rate"]);
    assert_eq!(faulty(|s| s.indicators[1].scale = Scale::Bands { bands: vec![] }), ["indicator_scale"]);
    assert_eq!(faulty(|s| s.indicators[0].scale = Scale::Deduct { each: Exact::ZERO }), ["indicator_scale"]);
    let unordered = faulty(|s| {
        if let Scale::Bands { bands } = &mut s.indicators[1].scale {
            bands.reverse();
        }
    });
    assert_eq!(unordered, ["indicator_scale"]);
    assert!(toml::from_str::<Scheme>(&SCHEME.replace("no_data", "nodata")).is_err());
}

proptest! {
    /// Composites stay within 0–100, better ones never rank behind worse ones, and the order in which units
    /// are given makes no difference.
    #[test]
    fn rankings_are_in_order_whatever_the_figures(
        counts in prop::collection::vec((0_u128..6, 0_u128..6, 0_u128..6), 1..8),
    ) {
        let units: Vec<_> = (1..)
            .zip(&counts)
            .map(|(n, (on_time, late, reworked))| with_sets(n, &[
                (CaseSet::OnTime, *on_time),
                (CaseSet::Due, on_time + late),
                (CaseSet::Reworked, *reworked),
                (CaseSet::ShouldClose, on_time + late + reworked),
            ]))
            .collect();
        let ranking = ranked(&Scheme::suggested(), &units);
        let reversed: Vec<_> = units.iter().rev().cloned().collect();
        prop_assert_eq!(&ranking, &ranked(&Scheme::suggested(), &reversed));
        let ranked = &ranking[0].units;
        prop_assert_eq!(ranked.len() + ranking[0].excluded.len(), counts.len());
        for unit in ranked {
            prop_assert!(unit.composite >= Exact::ZERO && unit.composite <= Exact::HUNDRED);
            let better = ranked.iter().filter(|other| other.composite > unit.composite).count();
            prop_assert_eq!(unit.rank as usize, better + 1);
        }
    }
}

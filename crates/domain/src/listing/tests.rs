#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::figure::Exact;
use crate::ids::{ListingId, UnitId, UserId};
use crate::ranking::{Direction, Exclusion, GroupRanking, IndicatorCode, IndicatorResult, RankedUnit, UnitLine};
use crate::text::{Lang, Message, Wording, knows};
use crate::time::Timestamp;

fn line(unit: usize) -> UnitLine {
    let id = UnitId(Uuid::from_u128(unit as u128 + 1));
    UnitLine { unit_id: id, code: format!("U{unit:02}"), name: Wording::new(format!("单位{unit}"), "") }
}

fn ranked(unit: usize, total: i64) -> RankedUnit {
    RankedUnit {
        unit: line(unit),
        rank: 0,
        composite: Exact::int(total),
        indicators: vec![IndicatorResult {
            code: IndicatorCode::OnTimeRate,
            numerator: Exact::int(total),
            denominator: Some(Exact::HUNDRED),
            value: Exact::ratio(total, 100),
            points: None,
            weight: Exact::ONE,
            contribution: Exact::ZERO,
            no_data: None,
            numerator_set: None,
            denominator_set: None,
        }],
        previous_rank: None,
        movement: None,
    }
}

fn count(count: u32) -> ListingCut {
    ListingCut::Count { count }
}

fn at(mark: i64) -> ListingCut {
    ListingCut::Threshold { at: Exact::int(mark) }
}

fn rule(red: ListingCut, black: ListingCut) -> ListingRule {
    ListingRule { red, black, least_facts: 0, ..ListingRule::suggested("departments") }
}

/// The lists of units 0, 1, 2 … with these totals, each with the same facts.
fn listed(rule: &ListingRule, totals: &[i64], facts: u64) -> ListingGroup {
    let units: Vec<_> = totals.iter().enumerate().map(|(unit, total)| ranked(unit, *total)).collect();
    let facts = units.iter().map(|unit| (unit.unit.unit_id, facts)).collect();
    let excluded =
        vec![Exclusion { unit: line(90), why: Message::new("case-rank-no-data-at-all"), indicators: Vec::new() }];
    let ranking = GroupRanking { group: "departments".into(), units, excluded };
    list_group(GroupInput {
        rule,
        name: Wording::new("区直部门组", ""),
        scheme: ListingScheme { code: "suggested".into(), name: Wording::new("综合考核", ""), edition: None },
        ranking: &ranking,
        facts: &facts,
        before: &BTreeMap::from([(line(0).unit_id, 3)]),
    })
}

/// `0.1 | 3`: who is red and who is black, by the order given.
fn said(group: &ListingGroup) -> String {
    let told = |listed: &[ListedUnit]| {
        let units: Vec<String> = listed.iter().map(|one| format!("{}", one.unit.unit_id.0.as_u128() - 1)).collect();
        units.join(".")
    };
    format!("{} | {}", told(&group.red), told(&group.black))
}

#[test]
fn lists_are_cut_by_count_or_by_threshold() {
    let table: &[(&str, ListingCut, ListingCut, &[i64], &str)] = &[
        ("first and last", count(1), count(1), &[70, 90, 80], "1 | 0"),
        ("ties at the edge are all listed", count(2), count(1), &[90, 80, 80, 50, 50], "0.1.2 | 3.4"),
        ("a tie ahead takes the places", count(2), count(1), &[90, 90, 80, 50], "0.1 | 3"),
        ("reached is red, short of is black", at(90), at(85), &[90, 89, 85, 84], "0 | 3"),
        ("nobody is black", at(90), at(85), &[95, 86], "0 | "),
        ("nobody is red", at(99), at(85), &[95, 80], " | 1"),
        ("a group smaller than its counts parts in the middle", count(5), count(3), &[90, 80, 70, 60, 50], "0.1 | 3.4"),
        ("all tie: neither end", count(1), count(1), &[80, 80, 80], " | "),
        ("alone: neither end", count(1), count(1), &[80], " | "),
        ("first, and yet short of the black mark", count(1), at(85), &[80, 70], " | 0.1"),
        ("last, and yet at the red mark", at(90), count(1), &[95, 92], "0.1 | "),
        ("no black list", count(1), ListingCut::None, &[80, 70], "0 | "),
    ];
    for (what, red, black, totals, expected) in table {
        assert_eq!(said(&listed(&rule(red.clone(), black.clone()), totals, 5)), *expected, "{what}");
    }
}

#[test]
fn an_indicator_is_listed_in_per_cent_and_either_way() {
    let by_rate = ListingRule { indicator: Some(IndicatorCode::OnTimeRate), ..rule(at(90), at(85)) };
    let group = listed(&by_rate, &[92, 84], 5);
    assert_eq!(said(&group), "0 | 1");
    assert_eq!((&group.red[0].figure, &group.red[0].denominator), (&Exact::int(92), &Some(Exact::HUNDRED)));
    let less = ListingRule { direction: Direction::Lower, ..by_rate };
    assert_eq!(said(&listed(&ListingRule { red: at(10), black: at(20), ..less.clone() }, &[5, 15, 30], 5)), "0 | 2");
    assert_eq!(said(&listed(&ListingRule { red: count(1), black: count(1), ..less }, &[5, 15, 30], 5)), "0 | 2");
    let unknown = ListingRule { indicator: Some(IndicatorCode::LedgerScore), ..rule(count(1), count(1)) };
    let group = listed(&unknown, &[5, 15], 5);
    assert_eq!(said(&group), " | ");
    assert!(group.remarks.iter().all(|remark| remark.why.key != "listing-why-both"), "{:?}", group.remarks);
}

#[test]
fn too_few_facts_are_remarked_on_and_take_no_place() {
    let strict = ListingRule { least_facts: 3, ..rule(count(1), count(1)) };
    let group = listed(&strict, &[90, 80], 2);
    let whys: Vec<_> = group.remarks.iter().map(|remark| remark.why.key.as_str()).collect();
    assert_eq!(whys, ["listing-why-few-facts", "listing-why-few-facts", "case-rank-no-data-at-all"]);
    assert_eq!((group.ranked, said(&group)), (0, " | ".to_owned()));
    let none = listed(&strict, &[90], 0);
    assert_eq!(none.remarks[0].why.key, "listing-why-no-facts");
    let enough = listed(&strict, &[90, 80], 3);
    assert_eq!((enough.red[0].previous_rank, enough.black[0].previous_rank), (Some(3), None));
    assert_eq!(enough.remarks.len(), 1, "who has no data at all is named too");
}

#[test]
fn wrong_rules_are_told_at_their_field() {
    let good = rule(count(5), count(3));
    let table = [
        ("/0/group", ListingRule { group: " ".into(), ..good.clone() }),
        ("/0/direction", ListingRule { direction: Direction::Lower, ..good.clone() }),
        ("/0/red", rule(count(0), count(3))),
        ("/0/black", rule(count(1), count(51))),
        ("/0/red", rule(at(-1), count(1))),
        ("/0/red", rule(ListingCut::None, ListingCut::None)),
        ("/0/black", rule(at(85), at(90))),
        ("/0/least_facts", ListingRule { least_facts: 1_001, ..good.clone() }),
    ];
    assert_eq!(rule_faults(std::slice::from_ref(&good)), []);
    assert_eq!(rule_faults(&[rule(at(90), at(90))]), [], "where one ends the other begins");
    for (pointer, wrong) in table {
        let faults = rule_faults(&[wrong]);
        assert_eq!(faults.iter().map(|fault| fault.pointer.as_str()).collect::<Vec<_>>(), [pointer], "{faults:?}");
        assert!(faults.iter().all(|fault| knows(&fault.message.key, Lang::Zh)), "{faults:?}");
    }
    assert_eq!(rule_faults(&[good.clone(), good])[0].pointer, "/1/group");
    assert_eq!(ListingRules::default().of("departments").red, count(5), "JM-2018");
    assert_eq!(ListingRules::default().of("streets_towns").black, count(1));
}

fn moment(hour: i64) -> Timestamp {
    "2026-11-23T00:00:00Z".parse::<Timestamp>().unwrap() + chrono::TimeDelta::hours(hour)
}

fn content(group: ListingGroup, week: u32) -> ListingContent {
    let from = "2026-11-16".parse::<chrono::NaiveDate>().unwrap() + chrono::Days::new(u64::from(week) * 7);
    ListingContent {
        period: ListingPeriod {
            key: format!("week:2026-W{}", 47 + week),
            name: Wording::new("周", ""),
            from,
            until: from + chrono::Days::new(6),
        },
        campaign: Wording::new("示范", ""),
        demonstration: true,
        edition: 1,
        groups: vec![group],
        note: String::new(),
        correction: None,
        as_of: moment(0),
    }
}

fn a_listing(state: ListingState) -> Listing {
    let step = |user| Some(ListingStep { at: moment(1), by_user: Some(user), by_name: "甲".into() });
    let content = content(listed(&rule(count(1), count(1)), &[90, 80, 70], 5), 0);
    let (one, other) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
    Listing {
        id: ListingId(Uuid::from_u128(9)),
        corrects: None,
        state,
        returned: None,
        submitted: (state > ListingState::Draft).then(|| step(one)).flatten(),
        approved: (state > ListingState::Submitted).then(|| step(other)).flatten(),
        published: (state == ListingState::Published).then(|| step(one)).flatten(),
        publish_at: (state == ListingState::Published).then(|| moment(2)),
        released_at: None,
        frozen: (state == ListingState::Published).then(|| frozen_text(&content)),
        content,
        made_at: moment(0),
        version: 1,
    }
}

fn step_of(user: u128) -> ListingStep {
    ListingStep { at: moment(5), by_user: Some(UserId(Uuid::from_u128(user))), by_name: "乙".into() }
}

#[test]
fn every_step_is_taken_from_its_states_only() {
    type Step = fn(Listing) -> Result<Listing, ListingRefusal>;
    let steps: [(&str, Step, &[ListingState]); 5] = [
        (
            "amend",
            |one| {
                let said = one.content.clone();
                one.amend(said)
            },
            &[ListingState::Draft],
        ),
        ("submit", |one| one.submit(step_of(1), "2026-11-23".parse().unwrap()), &[ListingState::Draft]),
        ("approve", |one| one.approve(step_of(2)), &[ListingState::Submitted]),
        ("publish", |one| one.publish(step_of(1), None), &[ListingState::Approved]),
        (
            "send back",
            |one| one.send_back("名次有误", moment(1)),
            &[ListingState::Submitted, ListingState::Approved, ListingState::Published],
        ),
    ];
    for (what, step, from) in steps {
        for state in ListingState::ALL {
            let taken = step(a_listing(*state));
            assert_eq!(taken.is_ok(), from.contains(state), "{what} of {state}: {taken:?}");
        }
    }
}

#[test]
fn a_period_under_way_is_not_submitted_and_nobody_approves_their_own() {
    let today = "2026-11-22".parse().unwrap();
    let refused = a_listing(ListingState::Draft).submit(step_of(1), today).unwrap_err();
    assert_eq!(refused.code(), "listing_not_over");
    let submitted = a_listing(ListingState::Submitted);
    assert_eq!(submitted.clone().approve(step_of(1)).unwrap_err(), ListingRefusal::OwnSubmission);
    let approved = submitted.clone().approve(step_of(2)).unwrap();
    assert_eq!(approved.state, ListingState::Approved);
    let back = submitted.send_back(" 漏了一家 ", moment(6)).unwrap();
    assert_eq!((back.state, back.returned.as_deref()), (ListingState::Draft, Some("漏了一家")));
    assert_eq!(back.submitted, None, "submitted anew it may be by somebody else");
    let unsaid = a_listing(ListingState::Submitted).send_back(" ", moment(6)).unwrap_err();
    assert_eq!(unsaid.code(), "listing_no_reason");
}

#[test]
fn whether_it_is_out_is_a_function_of_time() {
    let approved = a_listing(ListingState::Approved);
    let past = approved.clone().publish(step_of(1), Some(moment(5))).unwrap_err();
    assert_eq!(past, ListingRefusal::MomentPast);
    let later = approved.clone().publish(step_of(1), Some(moment(8))).unwrap();
    let marks: Vec<_> = [7, 8, 9].map(|hour| later.mark(moment(hour), false)).to_vec();
    assert_eq!(marks, [ListingMark::Scheduled, ListingMark::Published, ListingMark::Published]);
    assert_eq!(later.mark(moment(9), true), ListingMark::Corrected);
    assert_eq!((later.due(moment(7)), later.due(moment(8))), (false, true));
    assert!(later.correctable("有误", moment(7)).is_err() && later.correctable("有误", moment(8)).is_ok());
    assert_eq!(later.clone().send_back("有误", moment(8)).unwrap_err(), ListingRefusal::Out);
    let recalled = later.send_back("有误", moment(7)).unwrap();
    assert_eq!((recalled.publish_at, recalled.frozen), (None, None));
    assert!(approved.publish(step_of(1), None).unwrap().out(moment(5)), "at once");
}

#[test]
fn what_is_published_is_frozen_and_hashed() {
    let published = a_listing(ListingState::Approved).publish(step_of(1), None).unwrap();
    let text = published.frozen.clone().unwrap();
    let read: ListingContent = serde_json::from_str(&text).unwrap();
    assert_eq!(read, published.content, "nothing is lost on the way");
    assert_eq!(published.sha256().map(|hash| hash.len()), Some(64));
    assert_eq!(frozen_text(&read), text, "the same content gives the same bytes");
    let today = content(listed(&rule(count(1), count(1)), &[90, 80, 75], 5), 0);
    assert!(published.content.differs(&today) && !today.differs(&ListingContent { as_of: moment(9), ..today.clone() }));
    let changed = changes(&published.content, &today);
    assert_eq!(changed.len(), 1);
    let figure = |place: &Option<ListingPlace>| place.as_ref().map(|place| place.figure.clone());
    assert_eq!((figure(&changed[0].before), figure(&changed[0].after)), (Some(Exact::int(70)), Some(Exact::int(75))));
}

#[test]
fn streaks_run_over_listings_one_after_another() {
    let week = |n, totals: &[i64], facts| {
        content(listed(&ListingRule { least_facts: 1, ..rule(count(1), count(1)) }, totals, facts), n)
    };
    let of_last = |all: &[ListingContent]| {
        let streak = listing_streaks(all).get(&("departments".to_owned(), line(2).unit_id)).copied();
        streak.map_or_else(String::new, |one| format!("{} {} since {}", one.side, one.length, one.since))
    };
    let last = [90, 80, 70];
    assert_eq!(of_last(&[week(0, &last, 5)]), "black 1 since 2026-11-16");
    assert_eq!(of_last(&[week(0, &last, 5), week(1, &last, 5)]), "black 2 since 2026-11-16");
    assert_eq!(of_last(&[week(0, &last, 5), week(1, &[90, 70, 80], 5), week(2, &last, 5)]), "black 1 since 2026-11-30");
    assert_eq!(
        of_last(&[week(0, &last, 5), week(1, &last, 0), week(2, &last, 5)]),
        "black 2 since 2026-11-16",
        "remarked on"
    );
    assert_eq!(of_last(&[week(0, &last, 5), week(1, &[70, 80, 90], 5)]), "red 1 since 2026-11-23");
    assert_eq!(of_last(&[week(0, &last, 5), week(1, &[90, 70, 80], 5)]), "", "on neither list it ends");
}

fn a_cut() -> impl Strategy<Value = ListingCut> {
    prop_oneof![Just(ListingCut::None), (1_u32..6).prop_map(count), (0_i64..8).prop_map(at)]
}

proptest! {
    /// Whatever the rule and the figures: nobody is on both lists, equals are treated alike, nobody red is worse than
    /// anybody black, everybody else is accounted for, and the order in which units are given makes no difference.
    #[test]
    fn nobody_is_on_both_lists(
        totals in prop::collection::vec(0_i64..8, 0..9),
        (red, black) in (a_cut(), a_cut()),
        lower in any::<bool>(),
    ) {
        let direction = if lower { Direction::Lower } else { Direction::Higher };
        let by = ListingRule { indicator: Some(IndicatorCode::OnTimeRate), direction, ..rule(red, black) };
        prop_assume!(rule_faults(std::slice::from_ref(&by)).is_empty());
        let group = listed(&by, &totals, 5);
        let on = |side: &[ListedUnit]| side.iter().map(|one| one.unit.unit_id).collect::<BTreeSet<_>>();
        let (red, black) = (on(&group.red), on(&group.black));
        prop_assert!(red.is_disjoint(&black));
        let side_of = |unit: usize| (red.contains(&line(unit).unit_id), black.contains(&line(unit).unit_id));
        for (one, a) in totals.iter().enumerate() {
            for (other, b) in totals.iter().enumerate() {
                if a == b {
                    prop_assert_eq!(side_of(one), side_of(other), "equals are treated alike");
                }
                let better = if lower { a < b } else { a > b };
                prop_assert!(!(better && side_of(one).1 && side_of(other).0), "nobody red is worse than anybody black");
            }
        }
        prop_assert_eq!(group.ranked as usize, totals.len());
    }
}

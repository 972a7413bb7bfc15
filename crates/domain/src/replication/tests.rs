//! The rules of replication by tables and properties.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::figure::Exact;
use crate::ids::{PracticeCardId, ReplicationId, RoundId, SiteId};

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, d).unwrap_or_default()
}

fn percent(share: i64) -> Option<Exact> {
    Exact::from(share).over(&Exact::HUNDRED)
}

fn judged(on: u32, share: i64) -> Judgement {
    at_hour(on, 9, share)
}

fn at_hour(on: u32, hour: u32, share: i64) -> Judgement {
    let begun = day(on).and_hms_opt(hour, 0, 0).unwrap_or_default().and_utc();
    Judgement { round_id: RoundId(Uuid::nil()), begun, on: day(on), share: percent(share) }
}

fn planned(due: u32) -> Replication {
    Replication {
        id: ReplicationId(Uuid::nil()),
        card_id: PracticeCardId(Uuid::nil()),
        site_id: SiteId(Uuid::nil()),
        due_on: day(due),
        planned_at: "2026-11-01T00:00:00Z".parse().unwrap_or_default(),
        adopted: None,
        cancelled: None,
        version: 1,
    }
}

fn adopted(on: u32) -> Replication {
    let adoption = Adoption { on: day(on), note: String::new(), by: "王芳".to_owned() };
    Replication { adopted: Some(adoption), ..planned(20) }
}

#[test]
fn only_a_visit_after_the_practice_is_in_place_makes_a_replication_pass() {
    use ReplicationState::{Adopted, Cancelled, Failed, Overdue, Passed, Planned};
    let cancelled = Replication { cancelled: Some("拆迁".to_owned()), ..adopted(5) };
    let unscored = Judgement { share: None, ..judged(9, 0) };
    for (what, replication, judgements, today, expected) in [
        ("in time", planned(10), vec![], 10, Planned),
        ("late", planned(10), vec![], 11, Overdue),
        ("a high score does not make a plan done", planned(10), vec![judged(9, 100)], 11, Overdue),
        ("said to be in place", adopted(5), vec![], 11, Adopted),
        ("a visit before says nothing", adopted(5), vec![judged(4, 100)], 11, Adopted),
        ("a visit on the day says something", adopted(5), vec![judged(5, 90)], 11, Passed),
        ("just below", adopted(5), vec![judged(9, 89)], 11, Failed),
        ("not held", adopted(5), vec![judged(6, 95), judged(9, 80)], 11, Failed),
        ("mended", adopted(5), vec![judged(9, 95), judged(6, 80)], 11, Passed),
        ("the later of one day", adopted(5), vec![at_hour(9, 15, 95), at_hour(9, 8, 80)], 11, Passed),
        ("the later of one day, not held", adopted(5), vec![at_hour(9, 8, 95), at_hour(9, 15, 80)], 11, Failed),
        ("nothing to score", adopted(5), vec![unscored], 11, Adopted),
        ("taken back", cancelled, vec![judged(9, 95)], 11, Cancelled),
    ] {
        let settings = ReplicationSettings::default();
        let found = standing(&replication, &judgements, &settings, day(today));
        assert_eq!(found.state, expected, "{what}");
        assert_eq!(found.by.is_some(), matches!(expected, Passed | Failed), "{what}");
    }
}

#[test]
fn a_card_needs_a_site_that_meets_the_mark_now() {
    let settings = ReplicationSettings { mark_percent: 90 };
    assert_eq!(may_yield(&[], &settings), Err(CardRefusal::NotJudged));
    let fallen = [judged(3, 99), judged(9, 80)];
    let refused = may_yield(&fallen, &settings);
    assert_eq!(refused, Err(CardRefusal::BelowTheMark { reached: "80.0".to_owned(), mark: 90 }));
    assert_eq!(may_yield(&[judged(3, 80), judged(9, 99)], &settings), Ok(&judged(9, 99)));
}

#[test]
fn a_practice_is_adopted_once_and_not_in_the_future() {
    let adoption = |on| Adoption { on, note: String::new(), by: "王芳".to_owned() };
    let done = planned(20).adopt(adoption(day(9)), day(10));
    assert_eq!(done.map(|one| one.adopted), Ok(Some(adoption(day(9)))));
    for (replication, on, refusal) in [
        (planned(20), day(11), ReplicationRefusal::Future),
        (planned(20), NaiveDate::from_ymd_opt(2025, 1, 1).unwrap_or_default(), ReplicationRefusal::LongAgo),
        (adopted(5), day(9), ReplicationRefusal::AdoptedAlready),
        (Replication { cancelled: Some("错".to_owned()), ..planned(20) }, day(9), ReplicationRefusal::Cancelled),
    ] {
        assert_eq!(replication.adopt(adoption(on), day(10)), Err(refusal));
    }
    let gone = planned(20).cancel("错".to_owned());
    assert_eq!(gone.and_then(|one| one.cancel("再".to_owned())), Err(ReplicationRefusal::Cancelled));
}

#[test]
fn differences_name_what_this_site_loses_more_by() {
    let lost = |pairs: &[(&str, i64)]| -> BTreeMap<String, Exact> {
        pairs.iter().map(|(code, lost)| ((*code).to_owned(), Exact::from(*lost))).collect()
    };
    let found = differences(&lost(&[("A", 2), ("B", 1), ("E", 3)]), &lost(&[("A", 2), ("B", 2), ("C", 4), ("D", 0)]));
    let named: Vec<&str> = found.iter().map(|one| one.item_code.as_str()).collect();
    assert_eq!(named, ["C", "B"]);
}

proptest! {
    #[test]
    fn a_tally_never_counts_more_than_there_are(shares in proptest::collection::vec(proptest::option::of(0_i64..=100), 0..40), mark in 1_u8..=100) {
        let shares: Vec<Option<Exact>> = shares.into_iter().map(|share| share.and_then(percent)).collect();
        let settings = ReplicationSettings { mark_percent: mark };
        let found = tally(shares.iter().map(Option::as_ref), &settings);
        prop_assert!(found.reached <= found.judged && found.judged <= found.total);
        prop_assert_eq!(found.total, shares.len() as u64);
        let stricter = tally(shares.iter().map(Option::as_ref), &ReplicationSettings { mark_percent: 100 });
        prop_assert!(stricter.reached <= found.reached);
    }
}

#![expect(clippy::unwrap_used, reason = "a failing test may panic")]
use chrono::NaiveDate;
use uuid::Uuid;

use super::*;
use crate::ids::{OwnershipId, SiteId, UnitId};
use crate::routing::UnitRef;
use crate::text::{Lang, render};

fn day(text: &str) -> Option<NaiveDate> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

fn validity(from: &str, until: &str) -> Validity {
    Validity { from: day(from), until: day(until) }
}

fn record(id: u128, item: Option<&str>, from: &str, until: &str) -> Ownership {
    Ownership {
        id: OwnershipId(Uuid::from_u128(id)),
        site_id: SiteId(Uuid::from_u128(1)),
        item_code: item.map(Into::into),
        unit_id: UnitId(Uuid::from_u128(7)),
        basis: "管养合同".to_owned(),
        validity: validity(from, until),
        noted_name: "王芳".to_owned(),
        noted_at: None,
        version: 1,
    }
}

#[test]
fn the_first_and_the_last_day_are_both_included() {
    use OwnershipStanding::{Ended, InForce, Upcoming};
    let table = [
        ("", "", "2026-11-23", InForce),
        ("2026-11-23", "", "2026-11-22", Upcoming),
        ("2026-11-23", "", "2026-11-23", InForce),
        ("", "2026-11-23", "2026-11-23", InForce),
        ("", "2026-11-23", "2026-11-24", Ended),
        ("2026-11-23", "2026-11-23", "2026-11-23", InForce),
        ("2026-11-23", "2026-11-30", "2026-12-01", Ended),
    ];
    for (from, until, on, expected) in table {
        let span = validity(from, until);
        assert_eq!(span.standing(day(on).unwrap()), expected, "{from}–{until} on {on}");
        assert_eq!(span.holds(day(on).unwrap()), expected == InForce);
    }
}

#[test]
fn two_spans_meet_exactly_where_a_day_is_of_both() {
    let first: NaiveDate = "2026-11-01".parse().unwrap();
    let days: Vec<Option<NaiveDate>> = std::iter::once(None).chain(first.iter_days().take(5).map(Some)).collect();
    let spans: Vec<Validity> =
        days.iter().flat_map(|from| days.iter().map(|until| Validity { from: *from, until: *until })).collect();
    let around: Vec<NaiveDate> = first.pred_opt().unwrap().iter_days().take(8).collect();
    for one in &spans {
        for other in &spans {
            let shared = around.iter().any(|on| one.holds(*on) && other.holds(*on));
            assert_eq!(one.meets(*other), shared, "{one:?} {other:?}");
            assert_eq!(one.meets(*other), other.meets(*one));
        }
    }
}

#[test]
fn every_fault_is_named_at_its_field_and_what_stood_before_is_not_held_against_an_edit() {
    let unit = |id: UnitId| {
        let number = id.0.as_u128();
        (number < 100).then(|| UnitRef { id, name: format!("单位{number}"), active: number != 8 })
    };
    let known = OwnershipKnown { unit: &unit, item: &|code| code == "R01" };
    let sound = record(1, Some("R01"), "2026-11-01", "2026-11-30");
    let closed = Ownership { unit_id: UnitId(Uuid::from_u128(8)), ..sound.clone() };
    let unknown = Ownership { unit_id: UnitId(Uuid::from_u128(100)), ..sound.clone() };
    let item = Ownership { item_code: Some("Z9".to_owned()), ..sound.clone() };
    let bare = Ownership { basis: " ".to_owned(), ..sound.clone() };
    let long = Ownership { basis: "长".repeat(301), ..sound.clone() };
    let backward = Ownership { validity: validity("2026-11-30", "2026-11-01"), ..sound.clone() };
    let others = [record(2, Some("R01"), "2026-12-01", ""), record(3, None, "", "")];
    let late = Ownership { validity: validity("2026-11-01", "2026-12-01"), ..sound.clone() };
    let elsewhere = Ownership { site_id: SiteId(Uuid::from_u128(2)), ..late.clone() };
    let table: Vec<(&str, &Ownership, Option<&Ownership>, Vec<&str>)> = vec![
        ("sound", &sound, None, vec![]),
        ("itself is no other", &others[0], None, vec![]),
        ("a unit out of use", &closed, None, vec!["unit_id"]),
        ("closed since", &closed, Some(&closed), vec![]),
        ("no unit", &unknown, Some(&unknown), vec!["unit_id"]),
        ("no item", &item, None, vec!["item_code"]),
        ("an item of before", &item, Some(&item), vec![]),
        ("no basis", &bare, None, vec!["basis"]),
        ("a basis never kept", &bare, Some(&bare), vec![]),
        ("a basis taken away", &bare, Some(&sound), vec!["basis"]),
        ("too long", &long, None, vec!["basis"]),
        ("backward", &backward, None, vec!["valid_until"]),
        ("one day of both", &late, None, vec!["valid_from"]),
        ("at another site", &elsewhere, None, vec![]),
    ];
    for (what, given, before, fields) in table {
        let found = faults(given, before, &others, &known);
        assert_eq!(found.iter().map(|fault| fault.field).collect::<Vec<_>>(), fields, "{what}");
        for fault in found {
            for lang in [Lang::Zh, Lang::En] {
                assert_ne!(render(&fault.message, lang), fault.message.key, "{what}");
            }
        }
    }
    let told = faults(&late, None, &others, &known);
    let said = render(&told[0].message, Lang::Zh);
    assert!(
        said.contains("单位7") && said.contains("2026-12-01起") && said.contains("R01"),
        "the other is named: {said}"
    );
}

#[test]
fn whoever_follows_begins_the_day_after_the_last() {
    let from = day("2026-12-01").unwrap();
    let ended = |record: &Ownership| succeeded(record, from).map(|record| record.validity.until);
    assert_eq!(ended(&record(1, None, "", "")).unwrap(), day("2026-11-30"));
    assert_eq!(ended(&record(1, None, "2026-11-30", "2027-01-01")).unwrap(), day("2026-11-30"));
    assert_eq!(ended(&record(1, None, "", "2026-10-31")).unwrap(), day("2026-10-31"), "what has ended stays");
    let refused = ended(&record(1, None, "2026-12-01", "")).unwrap_err();
    assert!(render(&refused, Lang::Zh).contains("2026-12-01"));
    assert!(succeeded(&record(1, None, "", ""), NaiveDate::MIN).is_err(), "there is no day before the first of all");
}

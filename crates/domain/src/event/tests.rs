#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

use super::*;

fn body(seq: i64, payload: serde_json::Value) -> EventBody {
    EventBody {
        subject_kind: "case".into(),
        subject_id: Uuid::from_u128(7),
        seq,
        at: "2026-11-20T09:00:00.123Z".parse().unwrap(),
        actor_id: None,
        actor_name: "创城办".into(),
        kind: "case_filed".into(),
        payload,
    }
}

fn chain(length: i64) -> Vec<EventRecord> {
    let mut previous = GENESIS.to_owned();
    (1..=length)
        .map(|seq| {
            let body = body(seq, json!({ "step": seq, "a": { "z": 1, "b": [true, null] } }));
            let hash = chain_hash(&previous, &body);
            let id = Uuid::from_u128(seq.unsigned_abs().into()).into();
            let prev_hash = std::mem::replace(&mut previous, hash.clone());
            EventRecord { id, body, prev_hash, hash }
        })
        .collect()
}

#[test]
fn canonical_json_has_one_form_whatever_the_order_of_keys() {
    let one: serde_json::Value = serde_json::from_str(r#"{"b":[1,{"d":"引\"号","c":null}],"a":true}"#).unwrap();
    let two: serde_json::Value = serde_json::from_str(r#"{ "a": true, "b": [1, {"c":null, "d":"引\"号"}] }"#).unwrap();
    assert_eq!(canonical_json(&one), r#"{"a":true,"b":[1,{"c":null,"d":"引\"号"}]}"#);
    assert_eq!(canonical_json(&one), canonical_json(&two));
}

#[test]
fn sha256_agrees_with_its_published_vector() {
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(sha256_hex(b"abc"), abc);
}

/// The recipe is a promise to auditors: a change to it breaks every record already written.
#[test]
fn the_hash_of_an_event_can_be_reckoned_by_hand() {
    let text = format!(
        "{GENESIS}\n{{\"actor_id\":null,\"actor_name\":\"创城办\",\"at\":\"2026-11-20T09:00:00.123Z\",\
         \"kind\":\"case_filed\",\"payload\":{{\"n\":1}},\"seq\":1,\
         \"subject_id\":\"00000000-0000-0000-0000-000000000007\",\"subject_kind\":\"case\"}}"
    );
    assert_eq!(chain_hash(GENESIS, &body(1, json!({ "n": 1 }))), sha256_hex(text.as_bytes()));
}

#[test]
fn a_sound_chain_is_verified_to_its_tip_and_an_empty_one_too() {
    let events = chain(5);
    let tip = verify_chain(&events).unwrap();
    assert_eq!((tip.events, tip.hash.as_str()), (5, events[4].hash.as_str()));
    assert_eq!(verify_chain(&[]).unwrap().hash, GENESIS);
}

#[test]
fn every_way_of_tampering_is_found_at_its_row() {
    let tampered = |change: fn(&mut Vec<EventRecord>)| {
        let mut events = chain(5);
        change(&mut events);
        let broken = verify_chain(&events).unwrap_err();
        (broken.seq, broken.why)
    };
    assert_eq!(tampered(|e| e[2].body.actor_name = "别人".into()), (3, Why::Altered));
    assert_eq!(tampered(|e| e[2].body.payload = json!({})), (3, Why::Altered));
    assert_eq!(tampered(|e| e[2].hash = e[3].hash.clone()), (3, Why::Altered));
    assert_eq!(tampered(|e| drop(e.remove(2))), (4, Why::Gap { expected: 3 }));
    assert_eq!(tampered(|e| drop(e.remove(0))), (2, Why::Gap { expected: 1 }));
    assert_eq!(tampered(|e| e[2].body.subject_id = Uuid::from_u128(8)), (3, Why::Foreign));
    // Rewriting an event with its own hash is found where the next one no longer joins.
    let rewritten = tampered(|e| {
        e[2].body.kind = "case_closed".into();
        e[2].hash = chain_hash(&e[2].prev_hash, &e[2].body);
    });
    assert_eq!(rewritten, (4, Why::Unlinked));
}

#[test]
fn the_daily_root_depends_on_every_tip_and_the_day_before_but_not_on_the_order() {
    let tip = |id: u128, hash: &str| ("case".to_owned(), Uuid::from_u128(id), hash.to_owned());
    let root = daily_root(GENESIS, [tip(1, "aa"), tip(2, "bb")]);
    assert_eq!(root, daily_root(GENESIS, [tip(2, "bb"), tip(1, "aa")]));
    assert_ne!(root, daily_root(GENESIS, [tip(1, "aa"), tip(2, "bc")]));
    assert_ne!(root, daily_root(GENESIS, [tip(1, "aa")]));
    assert_ne!(root, daily_root(&root, [tip(1, "aa"), tip(2, "bb")]));
}

proptest! {
    #[test]
    fn changing_any_event_breaks_the_chain(which in 0_usize..6, name in "[a-z]{1,8}") {
        let mut events = chain(6);
        events[which].body.actor_name = name;
        prop_assert!(verify_chain(&events).is_err());
    }
}

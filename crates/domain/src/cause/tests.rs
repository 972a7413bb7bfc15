use super::*;
use crate::text::{Lang, render};

fn table() -> CauseTable {
    CauseTable::default()
}

#[test]
fn the_first_rule_that_fires_proposes_and_says_by_what() {
    let of = |words: &str| table().propose("R001", words).map(|p| (p.cause, p.by));
    assert_eq!(of("井盖破损，积水"), Some(("facility".into(), ProposedBy::Word("破损".into()))));
    assert_eq!(of("共享单车乱停"), Some(("management".into(), ProposedBy::Word("乱停".into()))));
    assert_eq!(of("一切都好"), None);
    let mut own = table();
    own.rules.insert(0, CauseRule { cause: "other".into(), items: vec!["R001".into()], words: Vec::new() });
    let proposed = own.propose("R001", "井盖破损");
    assert_eq!(proposed.as_ref().map(|p| (p.rule, p.cause.as_str())), Some((1, "other")));
    for lang in [Lang::Zh, Lang::En] {
        let message = proposed.as_ref().map_or_else(|| Message::new("none"), Proposal::message);
        assert!(render(&message, lang).contains("R001"));
    }
}

#[test]
fn a_retired_cause_is_not_proposed() {
    let mut own = table();
    own.causes.iter_mut().filter(|cause| cause.code == "facility").for_each(|cause| cause.retired = true);
    assert_eq!(own.propose("R001", "井盖破损，乱停").map(|p| p.cause), Some("management".into()));
}

#[test]
fn the_suggested_table_is_sound_and_every_fault_of_another_is_told() {
    assert_eq!(table().check(&[("facility".to_owned(), 3)]), []);
    let cause = |code: &str, zh: &str| Cause { code: code.into(), name: Wording::new(zh, ""), retired: false };
    let broken = CauseTable {
        causes: vec![cause("a", "甲"), cause("a", "乙"), cause("B 1", "丙"), cause("none", "无"), cause("c", " ")],
        rules: vec![
            CauseRule { cause: "x".into(), items: vec!["R1".into()], words: Vec::new() },
            CauseRule { cause: "a".into(), items: Vec::new(), words: Vec::new() },
        ],
    };
    let faults = broken.check(&[("gone".to_owned(), 2)]);
    assert_eq!(faults.len(), 7, "{faults:?}");
    for fault in &faults {
        for lang in [Lang::Zh, Lang::En] {
            let message = fault.message();
            let sentence = render(&message, lang);
            assert!(sentence != message.key && !sentence.contains('{'), "{sentence}");
        }
    }
}

#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use std::io::{Cursor, Read as _};

use wangge_domain::text::Lang;

use super::{StatementFacts, statement_document};
use crate::official::word;

fn facts() -> StatementFacts {
    StatementFacts {
        demonstration: true,
        unit: "区城管局".into(),
        month: "2026年11月".into(),
        over: true,
        scheme: Some("示例考核方案（第 1 版）".into()),
        base: "100".into(),
        total: "97.5".into(),
        bounds: Some("0–120".into()),
        sums: vec![["问题交办".into(), "3".into(), "-2.5".into(), "-2.5".into()]],
        entries: vec![[
            "12".into(),
            "2026-11-03".into(),
            "问题交办".into(),
            "2026-00042 乱堆乱放".into(),
            "-1".into(),
            "申诉成立 — 经核实".into(),
        ]],
        office: "云岭区创建办".into(),
        signed_on: "2026年12月1日".into(),
        written_at: "2026-12-01T01:00:00Z".parse().unwrap(),
    }
}

fn text_of(facts: &StatementFacts, lang: Lang) -> String {
    let file = word(&[statement_document(facts, lang)]).unwrap();
    let mut body = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut body).unwrap();
    body.split('<').filter_map(|piece| piece.split_once('>').map(|(_, text)| text)).collect()
}

#[test]
fn a_statement_tells_the_sum_the_rules_and_every_entry() {
    let text = text_of(&facts(), Lang::Zh);
    for said in [
        "区城管局2026年11月考核对账单",
        "区城管局：",
        "97.5",
        "0–120",
        "问题交办",
        "2026-00042 乱堆乱放",
        "申诉成立",
        "单位意见",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("未结束") && text.contains("虚构"), "{text}");
    let english = text_of(&facts(), Lang::En);
    assert!(english.contains("97.5") && !english.contains("statement-"), "{english}");
}

#[test]
fn what_is_not_over_or_has_nothing_says_so() {
    let open = StatementFacts { over: false, scheme: None, sums: Vec::new(), entries: Vec::new(), ..facts() };
    let text = text_of(&open, Lang::Zh);
    assert!(text.contains("未结束") && text.contains("没有记分规则") && text.contains("本月没有记分。"), "{text}");
}

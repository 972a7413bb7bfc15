#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use wangge_domain::text::Lang;

use super::*;
use crate::official::word as written;

fn facts() -> ListingFacts {
    ListingFacts {
        campaign: "云岭区创建文明城市".into(),
        office: "云岭区创建文明城市工作指挥部办公室".into(),
        demonstration: true,
        published: true,
        replaced: false,
        period: "2026 年第 47 周".into(),
        from: "2026年11月16日".into(),
        until: "2026年11月22日".into(),
        corrects: None,
        note: "请各单位对照整改。".into(),
        groups: vec![ListingFactsGroup {
            name: "街道乡镇组".into(),
            by: "综合得分".into(),
            red: vec![ListingFactsRow {
                rank: "1".into(),
                unit: "矿市街道".into(),
                figure: "93.20".into(),
                previous: "2".into(),
                streak: "连续 2 次红榜".into(),
            }],
            no_red: "街道乡镇组：本期无红榜单位。".into(),
            black: Vec::new(),
            no_black: "街道乡镇组：本期无黑榜单位。".into(),
        }],
        remarks: vec!["街道乡镇组：云岭镇未列榜，本期没有事项。".into()],
        rules: vec!["街道乡镇组：按综合得分。".into()],
        signed_on: "2026年11月23日".into(),
        sha256: Some("ab12".into()),
        written_at: "2026-11-23T02:00:00Z".parse().unwrap(),
    }
}

fn text_of(facts: &ListingFacts, lang: Lang) -> String {
    let file = written(&[listing_document(facts, lang)]).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut body = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("word/document.xml").unwrap(), &mut body).unwrap();
    body.split('<').filter_map(|piece| piece.split_once('>').map(|(_, text)| text)).collect()
}

#[test]
fn the_notice_says_who_is_listed_who_is_not_and_by_what() {
    let text = text_of(&facts(), Lang::Zh);
    for said in [
        "关于2026 年第 47 周红黑榜的通报",
        "矿市街道",
        "93.20",
        "连续 2 次红榜",
        "本期无黑榜单位",
        "云岭镇未列榜",
        "按综合得分",
        "SHA-256：ab12",
        "云岭区创建文明城市工作指挥部办公室",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("送审稿"), "{text}");
}

#[test]
fn a_draft_and_a_correction_are_told_apart() {
    let draft = ListingFacts { published: false, sha256: None, ..facts() };
    assert!(text_of(&draft, Lang::Zh).contains("送审稿") && !text_of(&draft, Lang::Zh).contains("SHA-256"));
    let correction = ListingFacts { corrects: Some("本通报更正第 1 版".into()), ..facts() };
    let text = text_of(&correction, Lang::Zh);
    assert!(text.contains("关于更正2026 年第 47 周红黑榜的通报") && text.contains("本通报更正第 1 版"), "{text}");
    let replaced = ListingFacts { replaced: true, ..facts() };
    assert!(text_of(&replaced, Lang::En).contains("replaced by a correction"));
}

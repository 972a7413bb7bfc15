#![expect(clippy::unwrap_used, reason = "a failing test may panic")]
use wangge_domain::bulletin::{BulletinCase, BulletinInput, EditionLine, ScopeLine, assemble};
use wangge_domain::ids::{CaseId, UnitId};
use wangge_domain::ranking::{Exclusion, IndicatorCode, UnitLine};
use wangge_domain::text::Wording;
use wangge_domain::time::DEFAULT_ZONE;

use super::*;
use wangge_domain::case::CaseState;
use wangge_domain::figure::Exact;
use wangge_domain::ranking::{GroupRanking, IndicatorResult, RankedUnit};
use wangge_domain::text::Message;
use wangge_domain::time::Timestamp;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn unit(number: u128, zh: &str, en: &str) -> UnitLine {
    let id: UnitId = format!("018f0000-0000-7000-8000-{number:012x}").parse().unwrap();
    UnitLine { unit_id: id, code: format!("U{number:03}"), name: Wording::new(zh, en) }
}

fn case(number: u128, to: UnitLine, place: &str, text: &str, quantity: u32, state: CaseState) -> BulletinCase {
    let id: CaseId = format!("018f0000-0000-7000-8000-{number:012x}").parse().unwrap();
    let fixed = matches!(state, CaseState::Rectified | CaseState::Closed);
    BulletinCase {
        id,
        number: Some(format!("2026-{number:05}")),
        unit: to,
        site_code: Some(format!("S-{place}")),
        place: Wording::new(place, ""),
        description: text.to_owned(),
        quantity,
        state,
        handed_over_at: at("2026-11-17T02:00:00Z"),
        deadline_at: Some(if number.is_multiple_of(2) {
            at("2026-11-18T10:00:00Z")
        } else {
            at("2026-11-26T10:00:00Z")
        }),
        rectified_at: fixed.then(|| at("2026-11-18T02:00:00Z")),
        closed_at: (state == CaseState::Closed).then(|| at("2026-11-19T02:00:00Z")),
    }
}

fn ranked(line: UnitLine, rank: u32, composite: &str, movement: Option<i64>) -> RankedUnit {
    let indicator = |code, numerator: u64, denominator: Option<u64>| {
        let (numerator, denominator) = (Exact::from(numerator), denominator.map(Exact::from));
        let value = denominator.as_ref().map_or_else(|| Some(numerator.clone()), |d| numerator.over(d));
        IndicatorResult {
            code,
            numerator,
            denominator,
            points: value.clone(),
            value,
            weight: Exact::ONE,
            contribution: Exact::ZERO,
            no_data: None,
            numerator_set: None,
            denominator_set: None,
        }
    };
    let indicators = vec![
        indicator(IndicatorCode::AssessmentScore, 171, Some(200)),
        indicator(IndicatorCode::LostPoints, 29, None),
        indicator(IndicatorCode::OnTimeRate, 19, Some(22)),
        indicator(IndicatorCode::CloseOutRate, 0, Some(0)),
        indicator(IndicatorCode::ReworkRate, 1, Some(19)),
        indicator(IndicatorCode::SelfFoundShare, 5, Some(12)),
    ];
    RankedUnit { unit: line, rank, composite: composite.parse().unwrap(), indicators, previous_rank: None, movement }
}

fn facts(number: Option<u64>, cases: Vec<BulletinCase>) -> BulletinFacts {
    let week = "2026-W47".parse().unwrap();
    let scope = (1..=26_u64).map(|n| ScopeLine {
        type_code: format!("t{n}"),
        name: Wording::new(format!("点位类型{n}"), format!("Type {n}")),
        sites: n % 4,
        visited: Vec::new(),
    });
    let streets = ["矿市街道", "四微街道", "贾庄镇", "凤山镇", "横涧乡"];
    let units = streets.iter().zip(1_u128..).map(|(name, n)| {
        ranked(
            unit(n, name, ""),
            u32::try_from(n).unwrap().min(4),
            "85.505",
            [None, Some(0), Some(2), Some(-1), Some(1)][usize::try_from(n - 1).unwrap()],
        )
    });
    assemble(BulletinInput {
        week,
        campaign: Wording::new("云岭区创建文明城市", "Yunling Civilised District Campaign"),
        demonstration: true,
        number,
        edition: Some(EditionLine {
            standard: Wording::new("示例·文明城区测评体系", "Sample standard"),
            version: "2026.1".into(),
            sample: true,
        }),
        scope: scope.collect(),
        cases,
        rankings: vec![GroupRanking {
            group: "streets_towns".into(),
            units: units.collect(),
            excluded: vec![Exclusion {
                unit: unit(9, "城投公司", "City Investment"),
                why: Message::new("case-no-unit"),
                indicators: Vec::new(),
            }],
        }],
        requirements: vec![Wording::new("请各街道本周内完成背街小巷集中清理。", "Clear the back streets this week.")],
        remarks: Vec::new(),
        correction: None,
        as_of: at("2026-11-23T01:30:00Z"),
        feedback_on: "2026-11-27".parse().unwrap(),
        root: Some("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into()),
    })
}

fn week() -> BulletinFacts {
    let states = [CaseState::InHand, CaseState::Dispatched, CaseState::Rectified, CaseState::Closed];
    let texts = ["路面有散落垃圾", "非机动车乱停放。", "公益广告破损", "下水道井盖缺失；", "占道经营"];
    let places = ["矿市街", "中心公园", "四微农贸市场", "贾庄卫生院"];
    let cases = (1..=24_u128).map(|n| {
        let index = usize::try_from(n).unwrap();
        let name = ["矿市街道办事处", "区城市管理综合行政执法局", "贾庄镇人民政府"][index % 3];
        case(
            n,
            unit(n % 3 + 1, name, ""),
            places[index % 4],
            texts[index % 5],
            u32::try_from(n % 3 + 1).unwrap(),
            states[index % 4],
        )
    });
    facts(Some(9), cases.collect())
}

#[test]
fn a_bulletin_has_its_anatomy_in_both_languages() {
    for (lang, parts) in [
        (
            Lang::Zh,
            [
                "（2026年·第9期）",
                "一、督查情况",
                "二、存在问题",
                "（一）",
                "三、考核排名",
                "四、工作要求",
                "指标口径",
                "示范数据",
                "↑2",
                "未参加排名",
            ],
        ),
        (
            Lang::En,
            [
                "2026, No. 9",
                "1. Supervision",
                "2. Problems",
                "(1)",
                "3. Ranking",
                "4. Requirements",
                "what the figures mean",
                "Demonstration data",
                "↓1",
                "is not ranked",
            ],
        ),
    ] {
        let page = bulletin_html(&week(), lang, DEFAULT_ZONE).unwrap();
        for part in parts {
            assert!(page.contains(part), "{lang:?} lacks {part}");
        }
        assert!(page.contains("9f86d081884c7d659a2feaa0c55ad015"));
        assert!(!page.contains("bulletin-") && !page.contains("case-term"), "{lang:?} shows a key");
        assert!(
            !page.contains("http://") && !page.contains("https://") && !page.contains("<script"),
            "the page stands alone"
        );
        assert_eq!(page, bulletin_html(&week(), lang, DEFAULT_ZONE).unwrap());
    }
}

#[test]
fn figures_are_shown_as_the_facts_have_them() {
    let page = without_parts(&bulletin_html(&week(), Lang::Zh, DEFAULT_ZONE).unwrap());
    assert!(page.contains("本周共交办问题24个。截至2026年11月23日 09:30，已整改12个，整改率50.00%；其中已核查销号6个，销号率25.00%；未整改12个"));
    assert!(page.contains("<td>85.51</td>"), "rounded half up");
    assert!(page.contains("<td>86.36%</td>") && page.contains("<td>29.00</td>") && page.contains("<td>—</td>"));
}

/// The page as it reads, without the names of the parts behind its figures.
fn without_parts(page: &str) -> String {
    let mut pieces = page.split("<span data-part=\"");
    let first = pieces.next().unwrap_or_default().to_owned();
    let rest = pieces.filter_map(|piece| piece.split_once("\">")).map(|(_, text)| text.replacen("</span>", "", 1));
    rest.fold(first, |text, piece| text + &piece)
}

#[test]
fn every_figure_names_the_part_behind_it() {
    let page = bulletin_html(&week(), Lang::Zh, DEFAULT_ZONE).unwrap();
    for part in ["counts::handed_over", "counts::closed_rate", "scope:", "scope:t1", "case:018f"] {
        assert!(page.contains(&format!("data-part=\"{part}")), "{part}");
    }
    assert!(!page.contains('\u{e000}'), "no mark is left in a sentence");
}

#[test]
fn a_correction_and_remarks_are_said_where_there_are_any() {
    let mut facts = week();
    let plain = bulletin_html(&facts, Lang::Zh, DEFAULT_ZONE).unwrap();
    assert!(!plain.contains("更正说明") && !plain.contains("五、备注"));
    facts.remarks = vec![Wording::new("本期不含农贸市场。", "")];
    facts.correction = Some(wangge_domain::bulletin::Correction {
        bulletin_id: "018f0000-0000-7000-8000-000000000009".parse().unwrap(),
        number: 8,
        published_at: at("2026-11-23T01:20:00Z"),
        reason: "整改率有误。".into(),
    });
    let page = bulletin_html(&facts, Lang::Zh, DEFAULT_ZONE).unwrap();
    assert!(page.contains("本期更正第8期（2026年11月23日印发）。整改率有误。两期不一致之处"), "{page}");
    assert!(page.contains("五、备注") && page.contains("本期不含农贸市场。") && page.contains("（更正）"));
}

#[test]
fn what_people_typed_is_never_markup() {
    let hostile = case(
        1,
        unit(1, "<b>单位</b>", ""),
        "<script>x</script>",
        "\"><img src=x onerror=alert(1)>",
        1,
        CaseState::InHand,
    );
    let page = bulletin_html(&facts(None, vec![hostile]), Lang::Zh, DEFAULT_ZONE).unwrap();
    assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("<b>单位"));
    assert!(page.contains("征求意见稿"));
}

#[test]
fn an_empty_week_says_so_instead_of_zero_per_cent() {
    let page = bulletin_html(&facts(None, Vec::new()), Lang::Zh, DEFAULT_ZONE).unwrap();
    assert!(page.contains("本周没有交办问题") && page.contains("没有需要通报的问题") && !page.contains("0.00%"));
}

#[test]
fn the_page_can_be_written_out_to_be_looked_at() {
    if let Ok(folder) = std::env::var("WANGGE_SHOW_BULLETIN") {
        for (lang, name) in [(Lang::Zh, "zh.html"), (Lang::En, "en.html")] {
            std::fs::write(
                std::path::Path::new(&folder).join(name),
                bulletin_html(&week(), lang, DEFAULT_ZONE).unwrap(),
            )
            .unwrap();
            let document = bulletin_document(&week(), lang, DEFAULT_ZONE, BulletinPhotos::default(), None);
            let name = name.replace("html", "docx");
            let file = crate::official::word(&[document]).unwrap();
            std::fs::write(std::path::Path::new(&folder).join(name), file).unwrap();
        }
    }
}

/// The text of a Word file's body, without its marks.
fn text_of(file: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut body = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("word/document.xml").unwrap(), &mut body).unwrap();
    body.split('<').filter_map(|piece| piece.split_once('>').map(|(_, text)| text)).collect()
}

#[test]
fn the_word_file_says_what_the_page_says_and_carries_its_seal() {
    let facts = week();
    let seal = Seal { sha256: "9f".repeat(32) };
    let made = || {
        let document = bulletin_document(&facts, Lang::Zh, DEFAULT_ZONE, BulletinPhotos::default(), Some(&seal));
        crate::official::word(&[document]).unwrap()
    };
    let text = text_of(&made());
    let mut at = 0;
    for part in [
        "示范数据",
        "云岭区创建文明城市督查通报",
        "关于11月16日至22日督查情况的通报",
        "各街道办事处",
        "一、督查情况",
        "二、存在问题",
        "三、考核排名",
        "四、工作要求",
        "附件：指标口径",
        "工作指挥部办公室",
        "记录链日根",
        &seal.sha256,
    ] {
        at += text[at..].find(part).unwrap_or_else(|| panic!("{part} does not follow"));
    }
    assert_eq!(made(), made(), "the same facts give the same bytes");
}

#[test]
fn the_word_file_of_an_english_bulletin_is_english() {
    let document = bulletin_document(&week(), Lang::En, DEFAULT_ZONE, BulletinPhotos::default(), None);
    let text = text_of(&crate::official::word(&[document]).unwrap());
    assert!(text.contains("Bulletin on the Supervision of") && text.contains("1. Supervision"), "{text}");
    assert!(!text.contains("SHA-256"), "a draft carries no seal");
}

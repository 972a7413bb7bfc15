#![expect(clippy::unwrap_used, reason = "a failing test may panic")]
use super::*;
use crate::official::word;

/// An order about a heap of rubbish.
fn facts(kind: OrderKind) -> OrderFacts {
    OrderFacts {
        kind,
        campaign: "云岭区创建文明城市".into(),
        demonstration: true,
        number: "2026-00042".into(),
        source: "日常巡查".into(),
        found: "2026年11月17日 09:30".into(),
        deadline: Some("2026年11月20日 18:00".into()),
        round: Some("第3轮 月度测评".into()),
        site_type: Some("背街小巷".into()),
        site: Some("矿市街".into()),
        place: "云岭区 > 矿市街道 > 中心社区".into(),
        item: Some("Ⅲ-12 环境卫生".into()),
        observed: None,
        problem: "路面有散落垃圾".into(),
        quantity: 3,
        unit: Some("矿市街道办事处".into()),
        head: Some("张三 13800000000".into()),
        assisting: vec!["区城管局".into()],
        answerable: vec!["社区书记（中心社区） 李四".into()],
        accepted: None,
        measures: None,
        lasting: None,
        checker: None,
        verdict: None,
        closed: None,
        pressing: (kind != OrderKind::Rectify).then(|| Pressing {
            number: "创城督办〔2026〕9号".into(),
            text: "限今日办结并书面反馈".into(),
            rule: Some("超时 24 小时".into()),
            before: "催办1次，督办0次，返工2次".into(),
        }),
        signed_on: "2026年11月18日".into(),
        made: "2026年11月18日 10:00".into(),
        written_at: "2026-11-18T02:00:00Z".parse().unwrap(),
    }
}

fn text_of(documents: &[Document]) -> String {
    let file = word(documents).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut body = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("word/document.xml").unwrap(), &mut body).unwrap();
    body.split('<').filter_map(|piece| piece.split_once('>').map(|(_, text)| text)).collect()
}

#[test]
fn a_rectification_order_has_its_fields_in_both_languages() {
    let text = text_of(&[order_document(&facts(OrderKind::Rectify), OrderPhotos::default(), Lang::Zh)]);
    for said in [
        "问题整改交办单",
        "矿市街道办事处：",
        "路面有散落垃圾，共3处",
        "区城管局",
        "张三",
        "整改时限",
        "长效措施",
        "销号时间",
        "虚构",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let english = text_of(&[order_document(&facts(OrderKind::Rectify), OrderPhotos::default(), Lang::En)]);
    assert!(english.contains("Rectification Order") && english.contains("fictional"), "{english}");
}

#[test]
fn an_order_that_presses_has_its_own_number_and_says_why() {
    for (kind, title) in
        [(OrderKind::Remind, "催办单"), (OrderKind::Supervise, "督办单"), (OrderKind::Raise, "提级督办单")]
    {
        let text = text_of(&[order_document(&facts(kind), OrderPhotos::default(), Lang::Zh)]);
        for said in [title, "创城督办〔2026〕9号", "超时 24 小时", "限今日办结并书面反馈", "返工2次"]
        {
            assert!(text.contains(said), "{said}: {text}");
        }
    }
}

#[test]
fn several_orders_make_one_file_and_a_unit_one_list() {
    let order = || order_document(&facts(OrderKind::Rectify), OrderPhotos::default(), Lang::Zh);
    assert_eq!(text_of(&[order(), order()]).matches("问题整改交办单").count(), 2);
    let case = ListedCase {
        number: "2026-00042".into(),
        problem: "路面有散落垃圾".into(),
        place: "矿市街".into(),
        deadline: "2026年11月20日".into(),
        answerable: "李四".into(),
    };
    let list = ListFacts {
        campaign: "云岭区创建文明城市".into(),
        demonstration: false,
        unit: "矿市街道办事处".into(),
        cases: vec![case.clone(), case],
        signed_on: "2026年11月18日".into(),
        written_at: "2026-11-18T02:00:00Z".parse().unwrap(),
    };
    let document = list_document(&list, Lang::Zh);
    assert_eq!((document.paper, document.marks.len()), (Paper::A4Landscape, 0));
    assert!(text_of(&[document]).contains("共2件"));
}

/// Writes the orders for a person to look at, when asked to by `WANGGE_SHOW_ORDERS=FOLDER`.
#[test]
fn the_orders_can_be_written_out_to_be_looked_at() {
    if let Ok(folder) = std::env::var("WANGGE_SHOW_ORDERS") {
        let orders = [OrderKind::Rectify, OrderKind::Supervise]
            .map(|kind| order_document(&facts(kind), OrderPhotos::default(), Lang::Zh));
        std::fs::write(std::path::Path::new(&folder).join("orders.docx"), word(&orders).unwrap()).unwrap();
    }
}

#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use wangge_domain::text::Lang;

use super::*;
use crate::official::word as written;

fn facts() -> MeetingFacts {
    let resolution = MeetingResolution {
        number: "2026-3-1".into(),
        what: "补齐矿市街窨井盖".into(),
        unit: "区住建局".into(),
        who: "张三".into(),
        due: "2026年11月27日".into(),
        state: "待确认".into(),
        report: "已补齐12处".into(),
    };
    MeetingFacts {
        campaign: "云岭区创建文明城市".into(),
        office: "云岭区创建文明城市工作指挥部办公室".into(),
        demonstration: true,
        name: "2026年第3次调度会".into(),
        number: Some("3".into()),
        planned: false,
        day: "2026年11月23日".into(),
        place: String::new(),
        chair: "李副区长".into(),
        attendees: "各街道、区直各部门".into(),
        agenda: vec![MeetingPoint {
            title: "超期最久的案卷（共 9 件超期）".into(),
            note: "请住建局先讲".into(),
            facts: vec!["2026-00042 路面破损：超期 4 天".into()],
            minutes: "由住建局牵头。\n三天内到位。".into(),
        }],
        week: "2026 年第 47 周".into(),
        ranking: vec![MeetingGroup {
            name: "街道".into(),
            rows: vec![("1".into(), "矿市街道".into(), "2".into(), "93.20".into())],
        }],
        stuck: vec![MeetingStuckCase {
            number: "2026-00042".into(),
            problem: "路面破损".into(),
            unit: "区住建局".into(),
            due: "2026-11-19 18:00".into(),
            state: "处置中".into(),
            says: "超期 4 天".into(),
        }],
        resolutions: vec![resolution],
        signed_on: "2026年11月23日".into(),
        written_at: "2026-11-23T02:00:00Z".parse().unwrap(),
    }
}

fn text_of(document: &Document) -> String {
    let file = written(std::slice::from_ref(document)).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut body = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("word/document.xml").unwrap(), &mut body).unwrap();
    body.split('<').filter_map(|piece| piece.split_once('>').map(|(_, text)| text)).collect()
}

#[test]
fn the_papers_tell_agenda_ranking_cases_and_resolutions() {
    let text = text_of(&pack_document(&facts(), Lang::Zh));
    for said in [
        "2026年第3次调度会会议材料",
        "（未填）",
        "一、议程",
        "（一）超期最久的案卷",
        "超期 4 天",
        "二、上期周排名",
        "矿市街道",
        "三、久拖不决案卷清单",
        "2026-00042",
        "四、议定事项及办理情况",
        "待确认",
        "已补齐12处",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("尚未召开"));
    let planned = text_of(&pack_document(&MeetingFacts { planned: true, ..facts() }, Lang::Zh));
    assert!(planned.contains("尚未召开"));
    let english = text_of(&pack_document(&facts(), Lang::En));
    assert!(english.contains("Ranking of the last week") && !english.contains("meeting-document"), "{english}");
}

#[test]
fn the_minutes_have_their_head_and_what_was_resolved() {
    let text = text_of(&minutes_document(&facts(), Lang::Zh));
    for said in ["调度会会议纪要", "第3期", "李副区长", "一、会议情况", "三天内到位。", "二、议定事项", "张三", "抄送"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
    let mut silent = facts();
    silent.agenda[0].minutes.clear();
    silent.resolutions.clear();
    let text = text_of(&minutes_document(&silent, Lang::Zh));
    assert!(text.contains("未作记录。") && text.contains("无。"), "{text}");
}

#[test]
fn the_same_facts_give_the_same_bytes() {
    let bytes = || written(&[pack_document(&facts(), Lang::Zh), minutes_document(&facts(), Lang::Zh)]).unwrap();
    assert_eq!(bytes(), bytes());
}

#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::figure::Exact;
use crate::ids::{AgendaPointId, CaseId, DriveId, MeetingId, ResolutionId, UnitId, UserId};
use crate::text::{Lang, Wording, render};
use crate::time::Timestamp;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    "2026-11-23T02:00:00Z".parse().unwrap()
}

fn name(text: &str) -> Wording {
    Wording::new(text, text)
}

fn unit(number: u128, rank: u32) -> UnitStanding {
    let composite = Exact::from(100 - u64::from(rank));
    UnitStanding { id: UnitId(Uuid::from_u128(number)), name: name(&format!("单位{number}")), rank, composite }
}

fn case(number: u128) -> StuckCase {
    StuckCase {
        id: CaseId(Uuid::from_u128(number)),
        number: format!("2026-{number:05}"),
        what: "路面破损".to_owned(),
        unit: name("区城管局"),
        overdue_days: 0,
        sent_back: 0,
        objected_days: None,
        passed_on: 0,
        assisting: Vec::new(),
    }
}

fn text() -> MeetingText {
    MeetingText {
        meets_on: day("2026-11-23"),
        week: "2026-W47".parse().unwrap(),
        place: "三楼会议室".to_owned(),
        chair: String::new(),
        attendees: String::new(),
    }
}

fn point(number: u128, key: Option<&str>) -> AgendaPoint {
    AgendaPoint {
        id: AgendaPointId(Uuid::from_u128(number)),
        key: key.map(str::to_owned),
        kind: AgendaKind::Stuck,
        title: name("题目"),
        note: String::new(),
        facts: vec![AgendaFact {
            noun: AgendaNoun::Case,
            id: Uuid::from_u128(7),
            name: name("案卷"),
            says: name("事实"),
        }],
        minutes: String::new(),
    }
}

fn meeting(agenda: Vec<AgendaPoint>) -> Meeting {
    Meeting {
        id: MeetingId(Uuid::nil()),
        number: None,
        text: text(),
        state: MeetingState::Planned,
        agenda,
        reason: None,
        held_at: None,
        made_at: now(),
        version: 1,
    }
}

fn keys(points: &[Proposed]) -> Vec<&str> {
    points.iter().map(|point| point.key.as_str()).collect()
}

#[test]
fn the_last_of_a_group_are_all_who_share_its_last_rank() {
    let table: &[(&[u32], usize)] =
        &[(&[], 0), (&[1], 0), (&[1, 1], 0), (&[1, 2], 1), (&[1, 2, 2], 2), (&[1, 2, 2, 4], 1), (&[1, 1, 3], 1)];
    for (ranks, count) in table {
        let units: Vec<UnitStanding> = ranks.iter().zip(1..).map(|(rank, number)| unit(number, *rank)).collect();
        assert_eq!(last_of(&units).len(), *count, "{ranks:?}");
    }
}

/// What a row of the table below holds.
type Change = fn(&mut StuckCase);

#[test]
fn an_agenda_is_proposed_from_what_there_is_and_from_nothing_else() {
    assert!(proposal(&Figures::default()).is_empty());
    let table: &[(&str, Change)] = &[
        ("overdue", |case| case.overdue_days = 3),
        ("sent-back", |case| case.sent_back = 2),
        ("objections", |case| case.objected_days = Some(0)),
        ("passed-on", |case| case.passed_on = 2),
    ];
    for (key, change) in table {
        let mut one = case(1);
        change(&mut one);
        let points = proposal(&Figures { cases: vec![one, case(2)], ..Figures::default() });
        assert_eq!(keys(&points), [*key]);
        assert_eq!(points[0].facts.len(), 1, "{key}: a case that is well is not named");
    }
    let unmoved: &[fn(&mut StuckCase)] =
        &[|case| case.sent_back = 1, |case| case.passed_on = 1, |case| case.assisting = vec![name("区水务局")]];
    for change in unmoved {
        let mut one = case(1);
        change(&mut one);
        assert!(proposal(&Figures { cases: vec![one], ..Figures::default() }).is_empty());
    }
}

#[test]
fn the_gravest_cases_come_first_and_the_title_says_how_many_there_are() {
    let cases = (1..=9).map(|number| StuckCase { overdue_days: i64::try_from(number).unwrap(), ..case(number) });
    let points = proposal(&Figures { cases: cases.collect(), ..Figures::default() });
    let [overdue] = points.as_slice() else { panic!("{points:?}") };
    assert_eq!(overdue.facts.len(), 5);
    assert_eq!(overdue.facts[0].id, Uuid::from_u128(9));
    assert!(overdue.title.zh.contains('9') && overdue.title.en.contains('9'), "{:?}", overdue.title);
    assert!(overdue.facts[0].name.zh.contains("2026-00009"), "{:?}", overdue.facts[0]);
}

#[test]
fn the_agenda_begins_with_what_was_resolved_and_ends_with_drives() {
    let overdue = StuckCase { overdue_days: 4, assisting: vec![name("区水务局")], ..case(1) };
    let figures = Figures {
        groups: vec![GroupStanding {
            code: "street".to_owned(),
            name: name("街道"),
            units: vec![unit(1, 1), unit(2, 2)],
        }],
        cases: vec![overdue],
        drives: vec![
            DriveStanding { id: DriveId(Uuid::from_u128(3)), name: name("三清一拆"), behind: 2, places: 14 },
            DriveStanding { id: DriveId(Uuid::from_u128(4)), name: name("如期"), behind: 0, places: 3 },
        ],
        resolutions: vec![OpenResolution {
            id: ResolutionId(Uuid::from_u128(5)),
            text: "补齐窨井盖".to_owned(),
            unit: name("区住建局"),
            due_on: day("2026-11-20"),
            overdue: true,
        }],
    };
    let points = proposal(&figures);
    let drive = format!("drive:{}", Uuid::from_u128(3));
    assert_eq!(keys(&points), ["resolutions", "lagging:street", "overdue", "across", &drive]);
    for point in &points {
        for said in std::iter::once(&point.title).chain(point.facts.iter().flat_map(|fact| [&fact.name, &fact.says])) {
            assert!(!said.zh.starts_with("meeting-") && !said.en.starts_with("meeting-"), "{said:?}");
            assert!(!said.zh.contains('{') && !said.en.contains('{'), "{said:?}");
        }
    }
}

fn edit(number: u128, key: Option<&str>, title: &str) -> AgendaEdit {
    let id = AgendaPointId(Uuid::from_u128(number));
    AgendaEdit { id, key: key.map(str::to_owned), title: Wording::new(title, ""), note: String::new() }
}

#[test]
fn an_agenda_is_moved_thinned_and_added_to_and_facts_are_never_typed() {
    let before = [point(1, Some("overdue")), point(2, Some("objections"))];
    let proposed = proposal(&Figures { cases: vec![StuckCase { sent_back: 3, ..case(8) }], ..Figures::default() });
    let edits = vec![edit(9, None, " 自拟议题 "), edit(8, Some("sent-back"), "返工"), edit(2, None, "改题")];
    let agenda = edited(&before, &proposed, edits).unwrap();
    let told: Vec<(&str, AgendaKind, usize)> =
        agenda.iter().map(|point| (point.title.zh.as_str(), point.kind, point.facts.len())).collect();
    assert_eq!(
        told,
        [("自拟议题", AgendaKind::Own, 0), ("返工", AgendaKind::Stuck, 1), ("改题", AgendaKind::Stuck, 1)],
        "a point keeps its facts, a proposed one brings its own"
    );
    assert_eq!(agenda[2].key.as_deref(), Some("objections"));
    let table: &[(Vec<AgendaEdit>, &str)] = &[
        (vec![edit(9, None, " ")], "/points/0/title"),
        (vec![edit(9, None, &"题".repeat(121))], "/points/0/title"),
        (vec![edit(9, Some("moon"), "题")], "/points/0/key"),
        (vec![edit(1, None, "题"), edit(1, None, "题")], "/points/1/id"),
        (vec![edit(8, Some("sent-back"), "题"), edit(9, Some("sent-back"), "题")], "/points/1/id"),
        ((0..31).map(|number| edit(100 + number, None, "题")).collect(), "/points"),
    ];
    for (edits, pointer) in table {
        let faults = edited(&before, &proposed, edits.clone()).unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.pointer.as_str()).collect::<Vec<_>>(), [*pointer]);
    }
}

#[test]
fn what_the_office_writes_is_checked_at_its_field() {
    assert!(text_faults(&text()).is_empty());
    let long = MeetingText { place: "长".repeat(61), attendees: "长".repeat(501), ..text() };
    let ahead = MeetingText { week: "2026-W49".parse().unwrap(), ..text() };
    let pointers = |text: &MeetingText| text_faults(text).into_iter().map(|fault| fault.pointer).collect::<Vec<_>>();
    assert_eq!(pointers(&long), ["/place", "/attendees"]);
    assert_eq!(pointers(&ahead), ["/week"]);
}

#[test]
fn a_meeting_is_held_once_on_its_day_with_an_agenda() {
    let planned = meeting(vec![point(1, None)]);
    let early = planned.clone().hold(1, day("2026-11-22"), now());
    assert_eq!(early, Err(MeetingRefusal::TooEarly { meets_on: day("2026-11-23") }));
    assert_eq!(meeting(Vec::new()).hold(1, day("2026-11-23"), now()), Err(MeetingRefusal::NoAgenda));
    assert_eq!(planned.held(), Err(MeetingRefusal::NotHeld { state: MeetingState::Planned }));
    let held = planned.clone().hold(3, day("2026-11-24"), now()).unwrap();
    assert_eq!((held.number, held.state, held.held_at), (Some(3), MeetingState::Held, Some(now())));
    assert!(held.held().is_ok());
    let standing = MeetingRefusal::NotPlanned { state: MeetingState::Held };
    assert_eq!(held.planned(), Err(standing));
    assert_eq!(held.clone().hold(4, day("2026-11-24"), now()), Err(standing));
    assert_eq!(held.cancel("改期"), Err(standing));
    assert_eq!(planned.clone().cancel("  ").unwrap_err().code(), "meeting_no_reason");
    let cancelled = planned.cancel("防汛值班").unwrap();
    assert_eq!((cancelled.state, cancelled.reason.as_deref()), (MeetingState::Cancelled, Some("防汛值班")));
    assert!(cancelled.held().is_err());
}

fn resolution(state: ResolutionState) -> Resolution {
    let report = (state != ResolutionState::Open).then(|| ResolutionReport {
        text: "已补齐".to_owned(),
        at: now(),
        by_user: Some(UserId(Uuid::from_u128(1))),
        by_name: "王".to_owned(),
    });
    Resolution {
        id: ResolutionId(Uuid::nil()),
        meeting_id: MeetingId(Uuid::nil()),
        ordinal: 1,
        point_id: None,
        text: ResolutionText {
            text: "补齐窨井盖".to_owned(),
            unit_id: UnitId(Uuid::nil()),
            person_id: None,
            due_on: day("2026-11-27"),
            case_id: None,
        },
        state,
        report,
        reason: None,
        made_at: now(),
        ended_at: None,
        version: 1,
    }
}

#[test]
fn every_step_of_a_resolution_from_every_state() {
    use ResolutionState::{Done, Dropped, Open, Reported};
    type StepOf = fn(Resolution) -> Result<Resolution, ResolutionRefusal>;
    let report: StepOf = |one| one.report("已办", (Some(UserId(Uuid::from_u128(1))), "王"), now());
    let confirm: StepOf = |one| one.confirm(Some(UserId(Uuid::from_u128(2))), now());
    let send_back: StepOf = |one| one.send_back("仍缺两处");
    let drop: StepOf = |one| one.drop("改由市里办", now());
    let amend: StepOf = |one| {
        let text = ResolutionText { due_on: day("2026-12-01"), ..one.text.clone() };
        one.amend(text)
    };
    // The columns: report, confirm, send back, drop, amend.
    let table = [
        (Open, [Ok(Reported), Err("resolution_not_reported"), Err("resolution_not_reported"), Ok(Dropped), Ok(Open)]),
        (Reported, [Err("resolution_not_open"), Ok(Done), Ok(Open), Ok(Dropped), Ok(Reported)]),
        (
            Done,
            [
                Err("resolution_not_open"),
                Err("resolution_not_reported"),
                Err("resolution_not_reported"),
                Err("resolution_ended"),
                Err("resolution_ended"),
            ],
        ),
        (
            Dropped,
            [
                Err("resolution_not_open"),
                Err("resolution_not_reported"),
                Err("resolution_not_reported"),
                Err("resolution_ended"),
                Err("resolution_ended"),
            ],
        ),
    ];
    for (state, expected) in table {
        for (number, (step, expected)) in [report, confirm, send_back, drop, amend].iter().zip(expected).enumerate() {
            let found = step(resolution(state)).map(|one| one.state).map_err(ResolutionRefusal::code);
            assert_eq!(found, expected, "step {number} from {state}");
        }
    }
}

#[test]
fn who_reported_does_not_confirm_and_words_are_needed() {
    let own = resolution(ResolutionState::Reported).confirm(Some(UserId(Uuid::from_u128(1))), now());
    assert_eq!(own, Err(ResolutionRefusal::OwnReport));
    let long = "长".repeat(501);
    for words in ["", "  ", long.as_str()] {
        let report = resolution(ResolutionState::Open).report(words, (None, "王"), now());
        assert_eq!(report.unwrap_err().code(), "resolution_no_words");
        assert_eq!(resolution(ResolutionState::Reported).send_back(words).unwrap_err().code(), "resolution_no_words");
        assert_eq!(resolution(ResolutionState::Open).drop(words, now()).unwrap_err().code(), "resolution_no_words");
        let text = ResolutionText { text: words.to_owned(), ..resolution(ResolutionState::Open).text };
        assert_eq!(resolution_faults(&text, day("2026-11-23"))[0].pointer, "/text");
    }
    let early = ResolutionText { due_on: day("2026-11-22"), ..resolution(ResolutionState::Open).text };
    assert_eq!(resolution_faults(&early, day("2026-11-23"))[0].pointer, "/due_on");
    assert!(resolution_faults(&resolution(ResolutionState::Open).text, day("2026-11-23")).is_empty());
}

#[test]
fn a_resolution_is_overdue_after_its_day_until_its_unit_reports_it() {
    for (state, today, overdue) in [
        (ResolutionState::Open, "2026-11-27", false),
        (ResolutionState::Open, "2026-11-28", true),
        (ResolutionState::Reported, "2026-11-28", false),
        (ResolutionState::Done, "2026-11-28", false),
        (ResolutionState::Dropped, "2026-11-28", false),
    ] {
        assert_eq!(resolution(state).overdue(day(today)), overdue, "{state} on {today}");
    }
}

#[test]
fn every_refusal_has_its_sentence_in_both_languages() {
    let meeting = [
        MeetingRefusal::NotPlanned { state: MeetingState::Held },
        MeetingRefusal::NotHeld { state: MeetingState::Planned },
        MeetingRefusal::TooEarly { meets_on: day("2026-11-23") },
        MeetingRefusal::NoAgenda,
        MeetingRefusal::NoReason { most: 5 },
    ];
    let resolution = [
        ResolutionRefusal::NotOpen { state: ResolutionState::Done },
        ResolutionRefusal::NotReported { state: ResolutionState::Open },
        ResolutionRefusal::Ended { state: ResolutionState::Done },
        ResolutionRefusal::OwnReport,
        ResolutionRefusal::NoWords { most: 5 },
    ];
    for lang in [Lang::Zh, Lang::En] {
        let messages =
            meeting.iter().map(|one| one.message(lang)).chain(resolution.iter().map(|one| one.message(lang)));
        for message in messages {
            let said = render(&message, lang);
            assert!(said != message.key && !said.contains('{'), "{said}");
        }
    }
}

proptest! {
    #[test]
    fn whatever_the_figures_each_point_has_facts_and_a_key_of_its_own(
        cases in proptest::collection::vec((0_i64..9, 0_u32..4, proptest::option::of(0_i64..9), 0_u32..4, any::<bool>()), 0..40),
    ) {
        let cases = cases.into_iter().zip(1_u128..).map(|((overdue_days, sent_back, objected_days, passed_on, assisted), number)| {
            let assisting = if assisted { vec![name("协办")] } else { Vec::new() };
            StuckCase { overdue_days, sent_back, objected_days, passed_on, assisting, ..case(number) }
        });
        let figures = Figures { cases: cases.collect(), ..Figures::default() };
        let points = proposal(&figures);
        let mut seen = std::collections::BTreeSet::new();
        for point in &points {
            prop_assert!(seen.insert(point.key.clone()));
            prop_assert!((1..=5).contains(&point.facts.len()));
        }
        let named = |key: &str| points.iter().any(|point| point.key == key);
        prop_assert_eq!(named("overdue"), figures.cases.iter().any(|case| case.overdue_days > 0));
        prop_assert_eq!(named("objections"), figures.cases.iter().any(|case| case.objected_days.is_some()));
    }
}

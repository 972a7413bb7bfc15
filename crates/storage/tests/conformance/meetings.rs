//! Dispatch meetings and their resolutions.

use wangge_domain::ids::{AgendaPointId, MeetingId, UnitId};
use wangge_domain::meeting::{
    AgendaFact, AgendaKind, AgendaNoun, AgendaPoint, Meeting, MeetingState, MeetingText, Resolution, ResolutionReport,
    ResolutionState, ResolutionText,
};
use wangge_domain::text::Wording;
use wangge_storage::meeting::{self, ResolutionFilter};
use wangge_storage::{Result, StorageError, Store};
use wangge_testkit::both_databases;

use crate::common::{District, at, day, id};

fn a_meeting(meets_on: &str) -> Meeting {
    let point = AgendaPoint {
        id: AgendaPointId(id()),
        key: Some("overdue".to_owned()),
        kind: AgendaKind::Stuck,
        title: Wording::new("超期最久的案卷", "Overdue longest"),
        note: "先议".to_owned(),
        facts: vec![AgendaFact {
            noun: AgendaNoun::Case,
            id: id(),
            name: Wording::new("2026-00001", ""),
            says: Wording::new("超期 3 天", "overdue for 3 days"),
        }],
        minutes: String::new(),
    };
    Meeting {
        id: id(),
        number: None,
        text: MeetingText {
            meets_on: day(meets_on),
            week: "2026-W47".parse().unwrap(),
            place: "三楼".to_owned(),
            chair: "李".to_owned(),
            attendees: String::new(),
        },
        state: MeetingState::Planned,
        agenda: vec![point],
        reason: None,
        held_at: None,
        made_at: at(1),
        version: 1,
    }
}

fn a_resolution(meeting: MeetingId, unit: UnitId, ordinal: u32, state: ResolutionState) -> Resolution {
    let report = ResolutionReport { text: "已补齐".to_owned(), at: at(9), by_user: None, by_name: "王".to_owned() };
    Resolution {
        id: id(),
        meeting_id: meeting,
        ordinal,
        point_id: Some(AgendaPointId(id())),
        text: ResolutionText {
            text: "补齐窨井盖".to_owned(),
            unit_id: unit,
            person_id: None,
            due_on: day("2026-11-27"),
            case_id: None,
        },
        state,
        report: (state == ResolutionState::Reported).then_some(report),
        reason: None,
        made_at: at(i64::from(ordinal)),
        ended_at: None,
        version: 1,
    }
}

async fn with_meeting(store: &Store, meeting: &Meeting) {
    let meeting = meeting.clone();
    let made: Result<()> = store.write(move |tx| Box::pin(async move { meeting::insert(tx, &meeting).await })).await;
    made.unwrap();
}

async fn with_resolution(store: &Store, one: &Resolution) -> Result<()> {
    let one = one.clone();
    store.write(move |tx| Box::pin(async move { meeting::insert_resolution(tx, &one).await })).await
}

both_databases! {
    async fn meetings_come_back_as_they_were_written_the_latest_first(store: Store) {
        let (first, second) = (a_meeting("2026-11-16"), a_meeting("2026-11-23"));
        with_meeting(&store, &first).await;
        with_meeting(&store, &second).await;
        assert_eq!(meeting::all(&store.read()).await.unwrap(), [second, first.clone()]);
        let held = Meeting { number: Some(1), state: MeetingState::Held, held_at: Some(at(5)), ..first.clone() };
        let write = |meeting: Meeting| store.write(move |tx| {
            let meeting = meeting.clone();
            Box::pin(async move { meeting::update(tx, &meeting).await })
        });
        let written: Result<()> = write(held.clone()).await;
        written.unwrap();
        assert_eq!(meeting::get(&store.read(), first.id).await.unwrap(), Some(Meeting { version: 2, ..held.clone() }));
        let late: Result<()> = write(held).await;
        assert!(matches!(late, Err(StorageError::Conflict { .. })), "two who hold it at once do not both");
    }

    async fn resolutions_are_found_by_state_unit_and_meeting(store: Store) {
        let district = District::found(&store).await;
        let made = a_meeting("2026-11-23");
        with_meeting(&store, &made).await;
        let (one, other) = (district.units[0].id, district.units[1].id);
        let open = a_resolution(made.id, one, 1, ResolutionState::Open);
        let reported = a_resolution(made.id, other, 2, ResolutionState::Reported);
        with_resolution(&store, &open).await.unwrap();
        with_resolution(&store, &reported).await.unwrap();
        let again = a_resolution(made.id, one, 2, ResolutionState::Open);
        assert!(matches!(with_resolution(&store, &again).await, Err(StorageError::AlreadyThere { .. })), "one place each");
        let stray = a_resolution(made.id, UnitId(id()), 3, ResolutionState::Open);
        assert!(matches!(with_resolution(&store, &stray).await, Err(StorageError::NoSuchReference { .. })));
        let db = store.read();
        let found = async |filter: ResolutionFilter| meeting::resolutions(&db, &filter).await.unwrap();
        assert_eq!(found(ResolutionFilter::default()).await, [open.clone(), reported.clone()]);
        let states = vec![ResolutionState::Reported];
        assert_eq!(found(ResolutionFilter { states, ..ResolutionFilter::default() }).await, std::slice::from_ref(&reported));
        assert_eq!(found(ResolutionFilter { units: Some(vec![one]), ..ResolutionFilter::default() }).await, std::slice::from_ref(&open));
        assert_eq!(found(ResolutionFilter { units: Some(Vec::new()), ..ResolutionFilter::default() }).await, [], "no unit, nothing");
        assert_eq!(found(ResolutionFilter { meeting: Some(MeetingId(id())), ..ResolutionFilter::default() }).await, []);
        assert_eq!(meeting::resolution(&db, reported.id).await.unwrap(), Some(reported));
        assert_eq!(meeting::passed_on(&db).await.unwrap(), []);
    }
}

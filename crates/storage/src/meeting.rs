//! Dispatch meetings 调度会 and their resolutions 议定事项.

use sea_orm::sea_query::{Condition, Order};
use wangge_domain::ids::{CaseId, MeetingId, ResolutionId, UnitId};
use wangge_domain::meeting::{
    AgendaPoint, Meeting, MeetingState, MeetingText, Resolution, ResolutionReport, ResolutionState, ResolutionText,
};
use wangge_domain::time::IsoWeek;

use crate::error::Result;
use crate::row::{self, Cell as _, Plain, Versioned, sql};
use crate::{ConnectionTrait, Tx};

/// The points of an agenda, kept as JSON.
type Agenda = Vec<AgendaPoint>;

stored_as_word!(MeetingState, ResolutionState);
stored_as_json_text!(Agenda, ResolutionReport);

impl Plain for IsoWeek {
    type Stored = String;

    fn store(&self) -> String {
        self.to_string()
    }

    fn load(stored: String) -> std::result::Result<Self, String> {
        stored.parse().map_err(|_| format!("{stored:?} is no week"))
    }
}

table! {
    of Meeting(meeting) in "meetings" as col key(id) {
        id = meeting.id,
        number = meeting.number,
        meets_on = meeting.text.meets_on,
        week = meeting.text.week,
        place = meeting.text.place,
        chair = meeting.text.chair,
        attendees = meeting.text.attendees,
        state = meeting.state,
        agenda = meeting.agenda,
        reason = meeting.reason,
        held_at = meeting.held_at,
        made_at = meeting.made_at,
        version = meeting.version,
    }
    make {
        id,
        number,
        text: MeetingText { meets_on, week, place, chair, attendees },
        state,
        agenda,
        reason,
        held_at,
        made_at,
        version,
    }
}

table! {
    of Resolution(resolution) in "resolutions" as resolution_col key(id) {
        id = resolution.id,
        meeting_id = resolution.meeting_id,
        ordinal = resolution.ordinal,
        point_id = resolution.point_id,
        text = resolution.text.text,
        unit_id = resolution.text.unit_id,
        person_id = resolution.text.person_id,
        due_on = resolution.text.due_on,
        case_id = resolution.text.case_id,
        state = resolution.state,
        report = resolution.report,
        reason = resolution.reason,
        made_at = resolution.made_at,
        ended_at = resolution.ended_at,
        version = resolution.version,
    }
    make {
        id,
        meeting_id,
        ordinal,
        point_id,
        text: ResolutionText { text, unit_id, person_id, due_on, case_id },
        state,
        report,
        reason,
        made_at,
        ended_at,
        version,
    }
}

impl Versioned for Meeting {
    fn version(&self) -> i64 {
        self.version
    }

    fn key_text(&self) -> String {
        self.id.to_string()
    }
}

impl Versioned for Resolution {
    fn version(&self) -> i64 {
        self.version
    }

    fn key_text(&self) -> String {
        self.id.to_string()
    }
}

/// Which resolutions a list holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResolutionFilter {
    /// Only in these states; all when none is named.
    pub states: Vec<ResolutionState>,
    /// Only of these units; all when nothing is said.
    pub units: Option<Vec<UnitId>>,
    /// Only of this meeting.
    pub meeting: Option<MeetingId>,
}

/// Adds a meeting.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when its identity is taken.
pub async fn insert(tx: &Tx, meeting: &Meeting) -> Result<()> {
    row::insert(tx, meeting).await
}

/// Writes a changed meeting; its stored version counts up by one.
///
/// # Errors
/// [`crate::StorageError::Conflict`] when it was changed since it was read.
pub async fn update(tx: &Tx, meeting: &Meeting) -> Result<()> {
    row::update(tx, meeting).await
}

/// A meeting.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn get(db: &impl ConnectionTrait, id: MeetingId) -> Result<Option<Meeting>> {
    row::by(db, col::id, id).await
}

/// Holds a meeting, so that whoever else holds it waits until this transaction ends.
///
/// # Errors
/// When the database cannot be written.
pub async fn hold(tx: &Tx, id: MeetingId) -> Result<()> {
    let text = "UPDATE meetings SET version = version WHERE id = $1";
    tx.execute_raw(sql(tx, text, vec![id.value()])).await?;
    Ok(())
}

/// All meetings, the latest first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Meeting>> {
    let mut statement = row::select::<Meeting>();
    statement.order_by(col::meets_on, Order::Desc).order_by(col::id, Order::Desc);
    row::all(db, &statement).await
}

/// Adds a resolution.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when its identity or its place in the meeting is taken,
/// [`crate::StorageError::NoSuchReference`] when meeting, unit, person or case do not exist.
pub async fn insert_resolution(tx: &Tx, resolution: &Resolution) -> Result<()> {
    row::insert(tx, resolution).await
}

/// Writes a changed resolution; its stored version counts up by one.
///
/// # Errors
/// [`crate::StorageError::Conflict`] when it was changed since it was read.
pub async fn update_resolution(tx: &Tx, resolution: &Resolution) -> Result<()> {
    row::update(tx, resolution).await
}

/// A resolution.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn resolution(db: &impl ConnectionTrait, id: ResolutionId) -> Result<Option<Resolution>> {
    row::by(db, resolution_col::id, id).await
}

/// The resolutions a filter selects, by day and then as they were made.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn resolutions(db: &impl ConnectionTrait, filter: &ResolutionFilter) -> Result<Vec<Resolution>> {
    let mut wanted = Condition::all();
    if !filter.states.is_empty() {
        wanted = wanted.add(row::among(resolution_col::state, &filter.states));
    }
    if let Some(units) = &filter.units {
        if units.is_empty() {
            return Ok(Vec::new());
        }
        wanted = wanted.add(row::among(resolution_col::unit_id, units));
    }
    if let Some(meeting) = &filter.meeting {
        wanted = wanted.add(row::equals(resolution_col::meeting_id, meeting));
    }
    let mut statement = row::select::<Resolution>();
    statement
        .cond_where(wanted)
        .order_by(resolution_col::due_on, Order::Asc)
        .order_by(resolution_col::made_at, Order::Asc)
        .order_by(resolution_col::id, Order::Asc);
    row::all(db, &statement).await
}

/// How often each case that has not ended was taken from a main unit that had it; those never taken back are missing.
///
/// # Errors
/// When the database cannot be read.
pub async fn passed_on(db: &impl ConnectionTrait) -> Result<Vec<(CaseId, u32)>> {
    let text = "SELECT d.case_id, COUNT(*) FROM dispatches d JOIN cases c ON c.id = d.case_id \
        WHERE d.role = 'main' AND d.returned_at IS NOT NULL \
        AND c.state NOT IN ('closed', 'declined', 'merged', 'voided') GROUP BY d.case_id ORDER BY d.case_id";
    let rows = db.query_all_raw(row::sql(db, text, Vec::new())).await?;
    rows.iter()
        .map(|row| {
            let count: i64 = row.try_get_by_index(1)?;
            Ok((CaseId(row.try_get_by_index(0)?), u32::try_from(count).unwrap_or(u32::MAX)))
        })
        .collect()
}

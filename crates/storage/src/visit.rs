//! Visits 实地考察, their observations 判定 and lost points 丢分项: append-only facts.

mod submission;

use std::collections::HashMap;

use sea_orm::Value;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Order, Query};
use wangge_domain::assessment::Outcome;
use wangge_domain::figure::Exact;
use wangge_domain::ids::{CaseId, LostPointId, NodeId, ObservationId, PersonId, RoundId, SiteId, UnitId, VisitId};
use wangge_domain::permission::Blindfold;
use wangge_domain::ranking::LostPointFact;
use wangge_domain::round::{RoundState, Visit, VisitState};
use wangge_domain::time::{Period, Timestamp};

pub use self::submission::{Problems, Standing, problems, standing};
use crate::error::Result;
use crate::reach::{Columns, Reach, blind_rounds, matching};
use crate::row::{self, Cell, Plain, sql};
use crate::site;
use crate::{ConnectionTrait, StorageError, Tx};

/// Where visits lie: at their sites, as far as no open round keeps them from its inspectors.
pub(crate) fn reach_columns() -> Columns {
    Columns { hidden: Some(hidden), ..site::reach_columns() }
}

/// At a site of a blind round nothing that was found is seen, save what the inspector found in a round that is still
/// under way.
fn hidden(blindfold: Blindfold) -> Condition {
    let mut own = matching("rounds", &[("id", ("visits", col::round_id))]);
    own.and_where(Expr::col(("rounds", "state")).eq(RoundState::Open.value()));
    // The people stand in a list of identities; each is found in its text on both databases.
    let named = Expr::col(("visits", col::inspector_ids)).cast_as("TEXT");
    let mine = match blindfold.person {
        Some(person) => named.like(format!("%{person}%")),
        None => Expr::cust("1 = 0"),
    };
    let blind = Expr::exists(blind_rounds(("visits", col::site_id)));
    Condition::all().add(blind).add(mine.and(Expr::exists(own)).not())
}

/// How many visits' observations are read in one statement.
const VISITS_AT_ONCE: usize = 500;

/// The people of a visit, kept as JSON.
type Inspectors = Vec<PersonId>;

stored_as_word!(VisitState);
stored_as_json!(Inspectors);
stored_as_json_text!(Outcome);

impl Plain for Exact {
    type Stored = String;
    fn store(&self) -> String {
        self.to_string()
    }
    fn load(stored: String) -> std::result::Result<Self, String> {
        stored.parse().map_err(|_| format!("{stored:?} is no exact number"))
    }
}

table! {
    of Visit(visit) in "visits" as col key(id) {
        id = visit.id,
        round_id = visit.round_id,
        site_id = visit.site_id,
        state = visit.state,
        started_at = visit.started_at,
        submitted_at = visit.submitted_at,
        received_at = visit.received_at,
        lon = visit.lon,
        lat = visit.lat,
        accuracy_m = visit.accuracy_m,
        altitude_m = visit.altitude_m,
        datum = visit.datum,
        inspector_ids = visit.inspector_ids,
        body_sha256 = visit.body_sha256,
        remark = visit.remark,
        door_reason = visit.door_reason,
        void_reason = visit.void_reason,
        voided_by = visit.voided_by,
        voided_at = visit.voided_at,
        replaces_id = visit.replaces_id,
    }
    make {
        id,
        round_id,
        site_id,
        state,
        started_at,
        submitted_at,
        received_at,
        lon,
        lat,
        accuracy_m,
        altitude_m,
        datum,
        inspector_ids,
        body_sha256,
        remark,
        door_reason,
        void_reason,
        voided_by,
        voided_at,
        replaces_id,
    }
}

table! {
    /// An observation 判定 as it is stored: what was found at one item, and what the judging made of it.
    pub struct ObservationRow in "observations" as observation_col key(id) {
        /// Its identity.
        id: ObservationId,
        /// The visit.
        visit_id: VisitId,
        /// The item.
        item_code: String,
        /// What was found.
        outcome: Outcome,
        /// A remark, empty where there is none.
        remark: String,
        /// Points lost; none for an outcome outside scoring.
        lost: Option<Exact>,
        /// Points that could be had.
        full: Option<Exact>,
    }
}

table! {
    /// A lost point 丢分项.
    pub struct LostPointRow in "lost_points" as lost_col key(id) {
        /// Its identity.
        id: LostPointId,
        /// The observation it comes from.
        observation_id: ObservationId,
        /// The visit.
        visit_id: VisitId,
        /// The round.
        round_id: RoundId,
        /// The site.
        site_id: SiteId,
        /// The deepest node of the site.
        node_id: Option<NodeId>,
        /// The type of the site, as it was.
        type_code: String,
        /// The item.
        item_code: String,
        /// How many points.
        lost: Exact,
        /// The handling unit.
        unit_id: Option<UnitId>,
        /// The case made of it.
        case_id: Option<CaseId>,
        /// When it was found.
        created_at: Timestamp,
    }
}

/// Adds a submitted visit with its observations and lost points.
///
/// # Errors
/// [`StorageError::AlreadyThere`] when the visit is already there.
pub async fn insert(
    tx: &Tx,
    visit: &Visit,
    observations: &[ObservationRow],
    lost_points: &[LostPointRow],
) -> Result<()> {
    row::insert(tx, visit).await?;
    row::insert_many(tx, observations).await?;
    row::insert_many(tx, lost_points).await
}

/// Adds many visits with what belongs to them.
///
/// # Errors
/// As [`insert`].
pub async fn insert_many(
    tx: &Tx,
    visits: &[Visit],
    observations: &[ObservationRow],
    lost_points: &[LostPointRow],
) -> Result<()> {
    row::insert_many(tx, visits).await?;
    row::insert_many(tx, observations).await?;
    row::insert_many(tx, lost_points).await
}

/// A visit, whoever asks: for recognising a resend.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn get(db: &impl ConnectionTrait, id: VisitId) -> Result<Option<Visit>> {
    row::by(db, col::id, id).await
}

/// A visit within reach; outside it there is none.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn find(db: &impl ConnectionTrait, reach: &Reach, id: VisitId) -> Result<Option<Visit>> {
    let mut found = list_where(db, reach, row::equals_in("visits", col::id, &id)).await?;
    Ok(found.pop())
}

/// The visits of some identities that lie within reach.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn find_many(db: &impl ConnectionTrait, reach: &Reach, ids: &[VisitId]) -> Result<Vec<Visit>> {
    let ids: Vec<_> = ids.iter().map(Cell::value).collect();
    list_where(db, reach, Expr::col(("visits", col::id)).is_in(ids)).await
}

/// The rounds of these visits, each once.
///
/// # Errors
/// When the database cannot be read.
pub async fn rounds_of(db: &impl ConnectionTrait, visits: &[VisitId]) -> Result<std::collections::BTreeSet<RoundId>> {
    let mut rounds = std::collections::BTreeSet::new();
    for chunk in visits.chunks(1_000) {
        let mut statement = sea_orm::sea_query::Query::select();
        statement.distinct().column(col::round_id).from("visits").and_where(row::among(col::id, chunk));
        for row in db.query_all(&statement).await? {
            rounds.insert(RoundId(row.try_get_by_index(0)?));
        }
    }
    Ok(rounds)
}

/// The visits of a round within reach, those set aside too, by time of submission.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn of_round(db: &impl ConnectionTrait, reach: &Reach, round: RoundId) -> Result<Vec<Visit>> {
    list_where(db, reach, row::equals_in("visits", col::round_id, &round)).await
}

/// The visits to a site within reach, by time of submission.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn of_site(db: &impl ConnectionTrait, reach: &Reach, site: SiteId) -> Result<Vec<Visit>> {
    list_where(db, reach, row::equals_in("visits", col::site_id, &site)).await
}

/// The visits submitted in a period within reach, by time of submission.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn in_period(db: &impl ConnectionTrait, reach: &Reach, period: Period) -> Result<Vec<Visit>> {
    let at = || Expr::col(("visits", col::submitted_at));
    list_where(db, reach, at().gte(period.from.value()).and(at().lt(period.until.value()))).await
}

async fn list_where(db: &impl ConnectionTrait, reach: &Reach, condition: Expr) -> Result<Vec<Visit>> {
    let mut statement = row::select::<Visit>();
    statement
        .inner_join("sites", Expr::col(("sites", "id")).equals(("visits", col::site_id)))
        .and_where(condition)
        .cond_where(reach.condition(&reach_columns()))
        .order_by(("visits", col::submitted_at), Order::Asc)
        .order_by(("visits", col::id), Order::Asc);
    row::all(db, &statement).await
}

/// When each site within reach was last visited, voided visits aside.
///
/// # Errors
/// When the database cannot be read.
pub async fn last_visits(db: &impl ConnectionTrait, reach: &Reach) -> Result<HashMap<SiteId, Timestamp>> {
    let mut statement = Query::select();
    statement
        .column(("visits", col::site_id))
        .expr(Expr::col(("visits", col::submitted_at)).max())
        .from("visits")
        .inner_join("sites", Expr::col(("sites", "id")).equals(("visits", col::site_id)))
        .and_where(row::equals_in("visits", col::state, &VisitState::Submitted))
        .cond_where(reach.condition(&site::reach_columns()))
        .group_by_col(("visits", col::site_id));
    let read = |found: &sea_orm::QueryResult| Ok((SiteId(found.try_get_by_index(0)?), found.try_get_by_index(1)?));
    db.query_all(&statement).await?.iter().map(read).collect()
}

/// Sets a submitted visit aside, voided or returned as it says. It stays, and no longer counts.
///
/// # Errors
/// [`StorageError::Conflict`] when it is not there or no longer counts already.
pub async fn set_aside(tx: &Tx, visit: &Visit) -> Result<()> {
    let text = "UPDATE visits SET state = $1, void_reason = $2, voided_by = $3, voided_at = $4 \
        WHERE id = $5 AND state = 'submitted'";
    let Visit { id, state, void_reason, voided_by, voided_at, .. } = visit;
    let values = vec![state.value(), void_reason.value(), voided_by.value(), voided_at.value(), id.value()];
    if tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 1 {
        return Ok(());
    }
    Err(StorageError::Conflict { table: "visits", row: id.to_string(), version: 0 })
}

/// Which of these visits were replaced after they were returned, each with the visit in its place.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn replacing(db: &impl ConnectionTrait, visits: &[VisitId]) -> Result<Vec<(VisitId, VisitId)>> {
    let mut found = Vec::new();
    for chunk in visits.chunks(VISITS_AT_ONCE) {
        let rows: Vec<Visit> = row::list(db, row::among(col::replaces_id, chunk)).await?;
        found.extend(rows.iter().filter_map(|visit| Some((visit.replaces_id?, visit.id))));
    }
    Ok(found)
}

/// The observations of a visit, by item.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn observations(db: &impl ConnectionTrait, visit: VisitId) -> Result<Vec<ObservationRow>> {
    observations_of(db, &[visit]).await
}

/// The observations of several visits, by visit and item.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn observations_of(db: &impl ConnectionTrait, visits: &[VisitId]) -> Result<Vec<ObservationRow>> {
    let mut found = Vec::new();
    for chunk in visits.chunks(VISITS_AT_ONCE) {
        let mut statement = row::select::<ObservationRow>();
        statement
            .and_where(row::among(observation_col::visit_id, chunk))
            .order_by(observation_col::visit_id, Order::Asc)
            .order_by(observation_col::item_code, Order::Asc);
        found.extend(row::all::<ObservationRow>(db, &statement).await?);
    }
    Ok(found)
}

/// The observations of the submitted visits of a round, handed over in parts as they are read, so that a
/// round of a million takes no more memory than its scoring needs. The visits of a part are complete.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn each_observation_of_round(
    db: &impl ConnectionTrait,
    round: RoundId,
    mut take: impl FnMut(Vec<ObservationRow>) + Send,
) -> Result<()> {
    let text = "SELECT id FROM visits WHERE round_id = $1 AND state = 'submitted' ORDER BY id";
    let mut visits = Vec::new();
    for row in db.query_all_raw(sql(db, text, vec![round.value()])).await? {
        visits.push(VisitId(row.try_get_by_index(0)?));
    }
    for chunk in visits.chunks(VISITS_AT_ONCE) {
        take(observations_of(db, chunk).await?);
    }
    Ok(())
}

/// What selects lost points; empty parts select all. Those of visits set aside never count.
#[derive(Clone, Debug, Default)]
pub struct LostPointFilter {
    /// Of this round.
    pub round_id: Option<RoundId>,
    /// Of this visit.
    pub visit_id: Option<VisitId>,
    /// At this site.
    pub site_id: Option<SiteId>,
    /// For this unit to handle.
    pub unit_id: Option<UnitId>,
    /// About this item.
    pub item_code: Option<String>,
    /// At sites of this type.
    pub type_code: Option<String>,
    /// In this subtree.
    pub node_path: Option<String>,
    /// Found in this period.
    pub found: Option<Period>,
}

/// The lost points within reach that a filter selects, in the order they were found.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn lost_points(
    db: &impl ConnectionTrait,
    reach: &Reach,
    filter: &LostPointFilter,
) -> Result<Vec<LostPointRow>> {
    let here = |column| Expr::col(("lost_points", column));
    let mut columns = reach_columns();
    columns.units.push(here(lost_col::unit_id));
    let mut statement = row::select::<LostPointRow>();
    statement
        .inner_join("sites", Expr::col(("sites", "id")).equals(("lost_points", lost_col::site_id)))
        .inner_join("visits", Expr::col(("visits", "id")).equals(("lost_points", lost_col::visit_id)))
        .and_where(row::equals_in("visits", col::state, &VisitState::Submitted))
        .cond_where(reach.condition(&columns))
        .order_by(("lost_points", lost_col::created_at), Order::Asc)
        .order_by(("lost_points", lost_col::id), Order::Asc);
    let wanted: [(&'static str, Option<Value>); 6] = [
        (lost_col::round_id, filter.round_id.map(|id| id.value())),
        (lost_col::visit_id, filter.visit_id.map(|id| id.value())),
        (lost_col::site_id, filter.site_id.map(|id| id.value())),
        (lost_col::unit_id, filter.unit_id.map(|id| id.value())),
        (lost_col::item_code, filter.item_code.as_ref().map(Cell::value)),
        (lost_col::type_code, filter.type_code.as_ref().map(Cell::value)),
    ];
    for (column, value) in wanted {
        if let Some(value) = value {
            statement.and_where(here(column).eq(value));
        }
    }
    if let Some(path) = &filter.node_path {
        statement.cond_where(crate::reach::within(Expr::col(("sites", "node_path")), path));
    }
    if let Some(period) = filter.found {
        statement
            .and_where(here(lost_col::created_at).gte(period.from.value()))
            .and_where(here(lost_col::created_at).lt(period.until.value()));
    }
    row::all(db, &statement).await
}

/// The lost points that became these cases, in no order.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn lost_points_of_cases(db: &impl ConnectionTrait, cases: &[CaseId]) -> Result<Vec<LostPointRow>> {
    let mut found = Vec::with_capacity(cases.len());
    for chunk in cases.chunks(VISITS_AT_ONCE) {
        found.extend(row::list::<LostPointRow>(db, row::among(lost_col::case_id, chunk)).await?);
    }
    Ok(found)
}

/// Notes the case made of a lost point.
///
/// # Errors
/// When the database cannot be written.
pub async fn link_case(tx: &Tx, lost_point: LostPointId, case: CaseId) -> Result<()> {
    let text = "UPDATE lost_points SET case_id = $1 WHERE id = $2";
    tx.execute_raw(sql(tx, text, vec![case.value(), lost_point.value()])).await?;
    Ok(())
}

/// Moves the lost points of a case to the one it was merged into.
///
/// # Errors
/// When the database cannot be written.
pub async fn move_case(tx: &Tx, from: CaseId, into: CaseId) -> Result<()> {
    let text = "UPDATE lost_points SET case_id = $1 WHERE case_id = $2";
    tx.execute_raw(sql(tx, text, vec![into.value(), from.value()])).await?;
    Ok(())
}

/// The lost points of units found in a period by visits that stand, as rankings use them.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn lost_point_facts(db: &impl ConnectionTrait, period: Period) -> Result<Vec<(UnitId, LostPointFact)>> {
    let filter = LostPointFilter { found: Some(period), ..LostPointFilter::default() };
    let rows = lost_points(db, &Reach::everything(), &filter).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let fact = LostPointFact { id: row.id, lost: row.lost, case_id: row.case_id };
            row.unit_id.map(|unit| (unit, fact))
        })
        .collect())
}

/// The sites visited in a period by visits that still stood at its end: one returned or voided by then counts no
/// more, one set aside only later still does, so that a past day is told as it was.
///
/// # Errors
/// When the database cannot be read.
pub async fn sites_visited(db: &impl ConnectionTrait, period: Period) -> Result<Vec<SiteId>> {
    let text = "SELECT DISTINCT site_id FROM visits WHERE submitted_at >= $1 AND submitted_at < $2 \
        AND (voided_at IS NULL OR voided_at >= $2)";
    let rows = db.query_all_raw(sql(db, text, vec![period.from.value(), period.until.value()])).await?;
    rows.iter().map(|row| Ok(SiteId(row.try_get_by_index(0)?))).collect()
}

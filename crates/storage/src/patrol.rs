//! Patrols 巡查: what each came to, the pieces of its track while they are kept, and the cases found on it.

use std::collections::HashMap;

use sea_orm::DbBackend;
use sea_orm::sea_query::{Expr, ExprTrait as _, Order, SelectStatement};
use wangge_domain::ids::{CaseId, NodeId, PatrolId};
use wangge_domain::patrol::{CellSet, Fix, Patrol, Walked};
use wangge_domain::time::{Period, Timestamp};

use crate::error::Result;
use crate::reach::{Columns, Reach, matching};
use crate::row::{self, Cell, Versioned, sql};
use crate::{ConnectionTrait, Tx};

/// How many patrols' cases are read in one statement.
const PATROLS_AT_ONCE: usize = 500;

/// The fixes of a piece, kept as JSON.
type Fixes = Vec<Fix>;

stored_as_json_text!(Fixes, CellSet);

table! {
    of Patrol(patrol) in "patrols" as col key(id) {
        id = patrol.id,
        node_id = patrol.node_id,
        person_id = patrol.person_id,
        user_id = patrol.user_id,
        walker = patrol.walker,
        begun_at = patrol.begun_at,
        ended_at = patrol.ended_at,
        received_at = patrol.received_at,
        fixes = patrol.walked.fixes,
        length_m = patrol.walked.length_m,
        covered = patrol.walked.covered,
        cells_of = patrol.walked.of,
        cells = patrol.walked.cells,
        track_removed_at = patrol.track_removed_at,
        version = patrol.version,
    }
    make {
        id,
        node_id,
        person_id,
        user_id,
        walker,
        begun_at,
        ended_at,
        received_at,
        walked: Walked { fixes, length_m, covered, of: cells_of, cells },
        track_removed_at,
        version,
    }
}

table! {
    /// A piece of a track, as it was sent.
    pub struct PatrolPiece in "patrol_pieces" as piece_col key(patrol_id, sha256) {
        /// The patrol.
        patrol_id: PatrolId,
        /// The SHA-256 of the fixes, so that a piece sent again is the same piece.
        sha256: String,
        /// The fixes.
        fixes: Vec<Fix>,
    }
}

table! {
    /// A case found on a patrol.
    pub struct PatrolCase in "patrol_cases" as case_col key(patrol_id, case_id) {
        /// The patrol.
        patrol_id: PatrolId,
        /// The case; its report may still be on the phone.
        case_id: CaseId,
    }
}

table! {
    /// The coverage of a node in a week whose tracks are gone.
    pub struct PatrolWeek in "patrol_weeks" as week_col key(node_id, week) {
        /// The node.
        node_id: NodeId,
        /// The week, such as `2026-W48`.
        week: String,
        /// How many cells were reached.
        covered: u32,
        /// Of how many.
        cells_of: u32,
    }
}

impl Versioned for Patrol {
    fn version(&self) -> i64 {
        self.version
    }

    fn key_text(&self) -> String {
        self.id.to_string()
    }
}

/// Adds the patrol unless it is there, and answers how it stands. Until the transaction ends no other piece of it is
/// taken in, so that of two at once neither is lost from its figures.
///
/// # Errors
/// [`crate::StorageError::NoSuchReference`] when its node or person does not exist.
pub async fn begin(tx: &Tx, patrol: &Patrol) -> Result<Option<Patrol>> {
    row::add_new(tx, std::slice::from_ref(patrol)).await?;
    // The embedded database has one writer and needs no locks.
    if tx.get_database_backend() == DbBackend::Postgres {
        let text = "SELECT id FROM patrols WHERE id = $1 FOR UPDATE";
        tx.query_one_raw(sql(tx, text, vec![patrol.id.value()])).await?;
    }
    row::by(tx, col::id, patrol.id).await
}

/// Writes what a patrol came to.
///
/// # Errors
/// [`crate::StorageError::Conflict`] when it was changed since it was read.
pub async fn update(tx: &Tx, patrol: &Patrol) -> Result<()> {
    row::update(tx, patrol).await
}

/// Adds pieces of a track; one that is there stays.
///
/// # Errors
/// When the database cannot be written.
pub async fn add_pieces(tx: &Tx, pieces: &[PatrolPiece]) -> Result<()> {
    row::add_new(tx, pieces).await
}

/// The pieces of a patrol's track, in no order.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn pieces(db: &impl ConnectionTrait, patrol: PatrolId) -> Result<Vec<PatrolPiece>> {
    row::list(db, row::equals(piece_col::patrol_id, &patrol)).await
}

/// Notes the cases found on patrols; one that is noted stays.
///
/// # Errors
/// When the database cannot be written.
pub async fn add_cases(tx: &Tx, cases: &[PatrolCase]) -> Result<()> {
    row::add_new(tx, cases).await
}

/// The cases found on patrols.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn cases_of(db: &impl ConnectionTrait, patrols: &[PatrolId]) -> Result<Vec<PatrolCase>> {
    let mut found = Vec::new();
    for chunk in patrols.chunks(PATROLS_AT_ONCE) {
        found.extend(row::list::<PatrolCase>(db, row::among(case_col::patrol_id, chunk)).await?);
    }
    Ok(found)
}

/// A patrol within reach; outside it there is none.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn find(db: &impl ConnectionTrait, reach: &Reach, id: PatrolId) -> Result<Option<Patrol>> {
    let mut statement = within(reach);
    statement.and_where(row::equals_in("patrols", col::id, &id));
    row::one(db, &statement).await
}

/// Of these patrols, those within reach.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn find_many(db: &impl ConnectionTrait, reach: &Reach, ids: &[PatrolId]) -> Result<Vec<Patrol>> {
    let mut statement = within(reach);
    statement.and_where(row::among_in("patrols", col::id, ids));
    row::all(db, &statement).await
}

/// The patrols begun in a period within reach, of one node or of all, the earliest first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn in_period(
    db: &impl ConnectionTrait,
    reach: &Reach,
    period: Period,
    node: Option<NodeId>,
) -> Result<Vec<Patrol>> {
    let at = || Expr::col(("patrols", col::begun_at));
    let mut statement = within(reach);
    statement
        .and_where(at().gte(period.from.value()).and(at().lt(period.until.value())))
        .order_by(("patrols", col::begun_at), Order::Asc)
        .order_by(("patrols", col::id), Order::Asc);
    if let Some(node) = node {
        statement.and_where(row::equals_in("patrols", col::node_id, &node));
    }
    row::all(db, &statement).await
}

fn within(reach: &Reach) -> SelectStatement {
    let people = matching("node_people", &[("node_id", ("nodes", "id"))]);
    let columns = Columns {
        path: Some(Expr::col(("nodes", "path"))),
        units: vec![Expr::col(("nodes", "unit_id"))],
        assigned: Some((people, Expr::col(("node_people", "person_id")))),
        ..Columns::default()
    };
    let mut statement = row::select::<Patrol>();
    statement
        .inner_join("nodes", Expr::col(("nodes", "id")).equals(("patrols", col::node_id)))
        .cond_where(reach.condition(&columns));
    statement
}

/// When each node was last walked: the beginning of the last patrol before a moment that counts as made.
///
/// # Errors
/// When the database cannot be read.
pub async fn last_walked(db: &impl ConnectionTrait, before: Timestamp) -> Result<HashMap<NodeId, Timestamp>> {
    // As `Patrol::counts` has it.
    let text = "SELECT node_id, MAX(begun_at) FROM patrols WHERE begun_at < $1 AND ended_at IS NOT NULL \
        AND (covered > 0 OR (cells_of = 0 AND length_m > 0)) GROUP BY node_id";
    let rows = db.query_all_raw(sql(db, text, vec![before.value()])).await?;
    rows.iter().map(|row| Ok((NodeId(row.try_get_by_index(0)?), row.try_get_by_index(1)?))).collect()
}

/// The coverage of a week's nodes as it was when their tracks were removed.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn week(db: &impl ConnectionTrait, week: &str) -> Result<Vec<PatrolWeek>> {
    row::list(db, row::equals(week_col::week, &week.to_owned())).await
}

/// The patrols begun before a moment whose tracks are still kept, the earliest first, no more than so many.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn with_track(db: &impl ConnectionTrait, before: Timestamp, most: u64) -> Result<Vec<Patrol>> {
    let mut statement = row::select::<Patrol>();
    statement
        .and_where(Expr::col(col::begun_at).lt(before.value()))
        .and_where(Expr::col(col::track_removed_at).is_null())
        .order_by(col::begun_at, Order::Asc)
        .limit(most);
    row::all(db, &statement).await
}

/// Removes the tracks of patrols and which cells they reached; what they came to stays, and the coverage of the weeks.
///
/// # Errors
/// [`crate::StorageError::Conflict`] when a piece of one arrived meanwhile.
pub async fn remove_tracks(tx: &Tx, patrols: &[Patrol], weeks: &[PatrolWeek], at: Timestamp) -> Result<()> {
    row::put_many(tx, weeks).await?;
    for patrol in patrols {
        row::delete(tx, "patrol_pieces", piece_col::patrol_id, &patrol.id).await?;
        let walked = Walked { cells: None, ..patrol.walked.clone() };
        row::update(tx, &Patrol { walked, track_removed_at: Some(at), ..patrol.clone() }).await?;
    }
    Ok(())
}

//! Drives 专项行动: what is planned where, what was reported, and dead corners 死角死面 with what was done about them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use sea_orm::QueryResult;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Order, Query};
use wangge_domain::drive::{
    CornerAct, CornerActKind, DeadCorner, Drive, DriveDone, DriveKind, DriveMeasure, DrivePapers, DriveReport,
    DriveTarget,
};
use wangge_domain::evidence::{EvidenceHash, Subject};
use wangge_domain::ids::{DeadCornerId, DriveId, DriveReportId, NodeId, UserId};
use wangge_domain::text::Wording;

use crate::error::Result;
use crate::row::{self, Cell, Versioned};
use crate::{ConnectionTrait, Tx};

/// How many identities are asked for in one statement.
const AT_ONCE: usize = 500;

/// The measures of a drive, kept as JSON.
type Measures = Vec<DriveMeasure>;

stored_as_json_text!(Measures, DrivePapers);
stored_as_word!(DriveKind, CornerActKind);

table! {
    of Drive(drive) in "drives" as col key(id) {
        id = drive.id,
        name_zh = drive.name.zh,
        name_en = drive.name.en,
        kind = drive.kind,
        begins_on = drive.begins_on,
        ends_on = drive.ends_on,
        measures = drive.measures,
        recheck_days = drive.recheck_days,
        made_at = drive.made_at,
        version = drive.version,
    }
    make { id, name: Wording { zh: name_zh, en: name_en }, kind, begins_on, ends_on, measures, recheck_days, made_at, version }
}

table! {
    of DriveTarget(target) in "drive_targets" as target_col key(drive_id, node_id, measure) {
        drive_id = target.drive_id,
        node_id = target.node_id,
        measure = target.measure,
        quantity = target.quantity,
    }
    make { drive_id, node_id, measure, quantity }
}

table! {
    of DriveReport(report) in "drive_reports" as report_col key(id) {
        id = report.id,
        drive_id = report.drive_id,
        node_id = report.node_id,
        measure = report.measure,
        done_on = report.on,
        quantity = report.quantity,
        note = report.note,
        lon = report.lon,
        lat = report.lat,
        papers = report.papers,
        before_id = report.before_id,
        after_id = report.after_id,
        papers_id = report.papers_id,
        replaces_id = report.replaces_id,
        reported_by = report.reported_by,
        reporter = report.reporter,
        reported_at = report.reported_at,
    }
    make {
        id, drive_id, node_id, measure, on: done_on, quantity, note, lon, lat, papers, before_id, after_id, papers_id,
        replaces_id, reported_by, reporter, reported_at,
    }
}

table! {
    of DeadCorner(corner) in "dead_corners" as corner_col key(id) {
        id = corner.id,
        drive_id = corner.drive_id,
        node_id = corner.node_id,
        place = corner.place,
        lon = corner.lon,
        lat = corner.lat,
        case_id = corner.case_id,
        version = corner.version,
    }
    make { id, drive_id, node_id, place, lon, lat, case_id, version }
}

table! {
    of CornerAct(act) in "dead_corner_acts" as act_col key(id) {
        id = act.id,
        corner_id = act.corner_id,
        number = act.number,
        kind = act.kind,
        by_user = act.by,
        by_name = act.by_name,
        at = act.at,
        note = act.note,
    }
    make { id, corner_id, number, kind, by: by_user, by_name, at, note }
}

impl Versioned for Drive {
    fn version(&self) -> i64 {
        self.version
    }

    fn key_text(&self) -> String {
        self.id.to_string()
    }
}

impl Versioned for DeadCorner {
    fn version(&self) -> i64 {
        self.version
    }

    fn key_text(&self) -> String {
        self.id.to_string()
    }
}

/// Adds a drive.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when its identity is taken.
pub async fn insert(tx: &Tx, drive: &Drive) -> Result<()> {
    row::insert(tx, drive).await
}

/// Writes an edited drive.
///
/// # Errors
/// [`crate::StorageError::Conflict`] when it was changed since it was read.
pub async fn update(tx: &Tx, drive: &Drive) -> Result<()> {
    row::update(tx, drive).await
}

/// A drive.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn get(db: &impl ConnectionTrait, id: DriveId) -> Result<Option<Drive>> {
    row::by(db, col::id, id).await
}

/// All drives, in no order.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Drive>> {
    row::list(db, Condition::all()).await
}

/// Puts what is planned in a drive in place of what was.
///
/// # Errors
/// [`crate::StorageError::NoSuchReference`] when a node does not exist.
pub async fn replace_targets(tx: &Tx, drive: DriveId, targets: &[DriveTarget]) -> Result<()> {
    row::delete(tx, "drive_targets", target_col::drive_id, &drive).await?;
    row::insert_many(tx, targets).await
}

/// What is planned in a drive.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn targets(db: &impl ConnectionTrait, drive: DriveId) -> Result<Vec<DriveTarget>> {
    row::list(db, row::equals(target_col::drive_id, &drive)).await
}

/// Adds a report.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when the report it corrects was corrected meanwhile.
pub async fn insert_report(tx: &Tx, report: &DriveReport) -> Result<()> {
    row::insert(tx, report).await
}

/// Adds reports, many at once.
///
/// # Errors
/// As [`insert_report`].
pub async fn insert_reports(tx: &Tx, reports: &[DriveReport]) -> Result<()> {
    row::insert_many(tx, reports).await
}

/// A report.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn report(db: &impl ConnectionTrait, id: DriveReportId) -> Result<Option<DriveReport>> {
    row::by(db, report_col::id, id).await
}

/// The reports of a drive, by day and then as they came.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn reports(db: &impl ConnectionTrait, drive: DriveId) -> Result<Vec<DriveReport>> {
    let mut statement = row::select::<DriveReport>();
    statement
        .and_where(row::equals(report_col::drive_id, &drive))
        .order_by(report_col::done_on, Order::Asc)
        .order_by(report_col::reported_at, Order::Asc)
        .order_by(report_col::id, Order::Asc);
    row::all(db, &statement).await
}

/// What the reports of a drive that count say was done, by day: only what sums are made of. The sums themselves are made by
/// whoever asks, since `SQLite` has no exact decimals to add.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn done(db: &impl ConnectionTrait, drive: DriveId) -> Result<Vec<DriveDone>> {
    let text = "SELECT r.node_id, r.measure, r.done_on, r.quantity FROM drive_reports r WHERE r.drive_id = $1 \
        AND NOT EXISTS (SELECT 1 FROM drive_reports later WHERE later.replaces_id = r.id) ORDER BY r.done_on, r.id";
    let read = |row: &QueryResult| {
        let impossible = |reason: String| row::impossible::<DriveReport>(row, 0, report_col::quantity, &reason);
        Ok(DriveDone {
            node_id: NodeId(row.try_get_by_index(0)?),
            measure: row.try_get_by_index(1)?,
            on: row.try_get_by_index(2)?,
            quantity: Cell::read(row, 3).map_err(impossible)?,
        })
    };
    db.query_all_raw(row::sql(db, text, vec![drive.value()])).await?.iter().map(read).collect()
}

/// The reports of a drive of some days, by day and then as they came; only one account's, where it is named.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn reports_of_days(
    db: &impl ConnectionTrait,
    drive: DriveId,
    (first, last): (NaiveDate, NaiveDate),
    by: Option<UserId>,
) -> Result<Vec<DriveReport>> {
    let mut statement = row::select::<DriveReport>();
    statement
        .and_where(row::equals(report_col::drive_id, &drive))
        .and_where(Expr::col(report_col::done_on).between(first.value(), last.value()))
        .order_by(report_col::done_on, Order::Asc)
        .order_by(report_col::reported_at, Order::Asc)
        .order_by(report_col::id, Order::Asc);
    if let Some(by) = by {
        statement.and_where(row::equals(report_col::reported_by, &by));
    }
    row::all(db, &statement).await
}

/// A page of a drive's reports by identity, from the one after `after`; for writing them all to a file.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn report_page(
    db: &impl ConnectionTrait,
    drive: DriveId,
    nodes: &[NodeId],
    after: Option<DriveReportId>,
    most: u64,
) -> Result<Vec<DriveReport>> {
    if nodes.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = row::select::<DriveReport>();
    statement
        .and_where(row::equals(report_col::drive_id, &drive))
        .and_where(row::among(report_col::node_id, nodes))
        .order_by(report_col::id, Order::Asc)
        .limit(most);
    if let Some(after) = after {
        statement.and_where(Expr::col(report_col::id).gt(after.value()));
    }
    row::all(db, &statement).await
}

/// The measures of a drive that something was reported of, each with the first and the last day reported of, whether
/// corrected later or not.
///
/// # Errors
/// When the database cannot be read.
pub async fn reported_measures(
    db: &impl ConnectionTrait,
    drive: DriveId,
) -> Result<BTreeMap<String, (NaiveDate, NaiveDate)>> {
    let text = "SELECT measure, MIN(done_on), MAX(done_on) FROM drive_reports WHERE drive_id = $1 GROUP BY measure";
    let rows = db.query_all_raw(row::sql(db, text, vec![drive.value()])).await?;
    let days = |row: &QueryResult| Ok((row.try_get_by_index(0)?, (row.try_get_by_index(1)?, row.try_get_by_index(2)?)));
    rows.iter().map(days).collect()
}

/// How many reports of a drive lie in these nodes.
///
/// # Errors
/// When the database cannot be read.
pub async fn report_count(db: &impl ConnectionTrait, drive: DriveId, nodes: &[NodeId]) -> Result<i64> {
    if nodes.is_empty() {
        return Ok(0);
    }
    let mut statement = Query::select();
    statement
        .expr(Expr::cust("COUNT(*)"))
        .from("drive_reports")
        .and_where(row::equals(report_col::drive_id, &drive))
        .and_where(row::among(report_col::node_id, nodes));
    let row = db.query_one(&statement).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
}

/// Of these reports, which were corrected.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn corrected(db: &impl ConnectionTrait, reports: &[DriveReportId]) -> Result<BTreeSet<DriveReportId>> {
    let mut found = BTreeSet::new();
    for chunk in reports.chunks(AT_ONCE) {
        let later: Vec<DriveReport> = row::list(db, row::among(report_col::replaces_id, chunk)).await?;
        found.extend(later.into_iter().filter_map(|one| one.replaces_id));
    }
    Ok(found)
}

/// Adds a dead corner with what was done about it first.
///
/// # Errors
/// [`crate::StorageError::NoSuchReference`] when its drive or node does not exist.
pub async fn insert_corner(tx: &Tx, corner: &DeadCorner, act: &CornerAct) -> Result<()> {
    row::insert(tx, corner).await?;
    row::insert(tx, act).await
}

/// Writes a dead corner after a step, and the step where there is one.
///
/// # Errors
/// [`crate::StorageError::Conflict`] when somebody acted on it since it was read.
pub async fn step_corner(tx: &Tx, corner: &DeadCorner, act: Option<&CornerAct>) -> Result<()> {
    row::update(tx, corner).await?;
    match act {
        Some(act) => row::insert(tx, act).await,
        None => Ok(()),
    }
}

/// A dead corner.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn corner(db: &impl ConnectionTrait, id: DeadCornerId) -> Result<Option<DeadCorner>> {
    row::by(db, corner_col::id, id).await
}

/// The dead corners of a drive, in no order.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn corners(db: &impl ConnectionTrait, drive: DriveId) -> Result<Vec<DeadCorner>> {
    row::list(db, row::equals(corner_col::drive_id, &drive)).await
}

/// Of these dead corners, those there are.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn corners_by_id(db: &impl ConnectionTrait, ids: &[DeadCornerId]) -> Result<Vec<DeadCorner>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(AT_ONCE) {
        found.extend(row::list::<DeadCorner>(db, row::among(corner_col::id, chunk)).await?);
    }
    Ok(found)
}

/// What was done about dead corners, each's in its order.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn acts(
    db: &impl ConnectionTrait,
    corners: &[DeadCornerId],
) -> Result<HashMap<DeadCornerId, Vec<CornerAct>>> {
    let mut found: HashMap<DeadCornerId, Vec<CornerAct>> = HashMap::new();
    for chunk in corners.chunks(AT_ONCE) {
        let mut statement = row::select::<CornerAct>();
        statement.and_where(row::among(act_col::corner_id, chunk)).order_by(act_col::number, Order::Asc);
        for act in row::all::<CornerAct>(db, &statement).await? {
            found.entry(act.corner_id).or_default().push(act);
        }
    }
    Ok(found)
}

/// The nodes of the reports and dead corners a photograph is attached to.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn nodes_with(db: &impl ConnectionTrait, hash: &EvidenceHash) -> Result<Vec<NodeId>> {
    let text = "SELECT r.node_id FROM attachments a JOIN drive_reports r ON a.subject_id = r.before_id \
            WHERE a.sha256 = $1 AND a.subject_kind = $2 \
        UNION SELECT r.node_id FROM attachments a JOIN drive_reports r ON a.subject_id = r.after_id \
            WHERE a.sha256 = $1 AND a.subject_kind = $3 \
        UNION SELECT r.node_id FROM attachments a JOIN drive_reports r ON a.subject_id = r.papers_id \
            WHERE a.sha256 = $1 AND a.subject_kind = $4 \
        UNION SELECT c.node_id FROM attachments a JOIN dead_corner_acts d ON a.subject_id = d.id \
            JOIN dead_corners c ON c.id = d.corner_id WHERE a.sha256 = $1 AND a.subject_kind = $5";
    let kinds = [Subject::DriveBefore, Subject::DriveAfter, Subject::DrivePapers, Subject::DeadCorner];
    let values = std::iter::once(hash.value()).chain(kinds.iter().map(Cell::value)).collect();
    let rows = db.query_all_raw(row::sql(db, text, values)).await?;
    rows.iter().map(|row| Ok(NodeId(row.try_get_by_index(0)?))).collect()
}

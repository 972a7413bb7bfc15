//! Stamps: short texts that change whenever certain facts do, so that what was reckoned from them may be kept
//! in memory for as long as its stamp stays the same.

use sea_orm::Value;
use wangge_domain::ids::{NodeId, RoundId, SiteId};

use crate::ConnectionTrait;
use crate::error::Result;
use crate::row::{Cell, sql};

/// Rows are never deleted and every edit counts a row's version up, so count and sum of versions tell.
const REGISTER: &str = "SELECT \
    (SELECT COUNT(*) FROM nodes), (SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) FROM nodes), \
    (SELECT COUNT(*) FROM units), (SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) FROM units), \
    (SELECT COUNT(*) FROM sites), (SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) FROM sites), \
    (SELECT COUNT(*) FROM people), (SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) FROM people)";

/// Visits are append-only and can only be set aside, so their count and that of those set aside tell.
const ROUND: &str = "SELECT \
    (SELECT version FROM rounds WHERE id = $1), \
    (SELECT COUNT(*) FROM visits WHERE round_id = $1), \
    (SELECT COUNT(*) FROM visits WHERE round_id = $1 AND state <> 'submitted')";

/// The stamp of nodes, units, sites and people.
///
/// # Errors
/// When the database cannot be read.
pub async fn register(db: &impl ConnectionTrait) -> Result<String> {
    numbers(db, REGISTER, Vec::new(), 8).await
}

/// The stamp of a round's own data: its settings and its visits.
///
/// # Errors
/// When the database cannot be read.
pub async fn round(db: &impl ConnectionTrait, round: RoundId) -> Result<String> {
    numbers(db, ROUND, vec![round.value()], 3).await
}

/// Units are few; of the many nodes only those above the site are looked at.
const SUBMISSION: &str = "SELECT \
    (SELECT version FROM rounds WHERE id = $1), (SELECT version FROM sites WHERE id = $2), \
    (SELECT CAST(SUM(version) AS BIGINT) FROM campaigns), \
    (SELECT COUNT(*) FROM units), (SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) FROM units), (SELECT MAX(version) FROM routing_tables)";

/// The stamp of what a submission rests on: the round, the site, the nodes above it, units, settings and the routing table.
///
/// # Errors
/// When the database cannot be read.
pub async fn submission(db: &impl ConnectionTrait, round: RoundId, site: SiteId, above: &[NodeId]) -> Result<String> {
    let mut values = vec![round.value(), site.value()];
    let mut text = SUBMISSION.to_owned();
    if !above.is_empty() {
        let places: Vec<String> = (0..above.len()).map(|n| format!("${}", n + 3)).collect();
        let places = places.join(", ");
        text.push_str(", (SELECT CAST(SUM(version) AS BIGINT) FROM nodes WHERE id IN (");
        text.push_str(&places);
        text.push_str("))");
        values.extend(above.iter().map(Cell::value));
    }
    numbers(db, &text, values, if above.is_empty() { 6 } else { 7 }).await
}

async fn numbers(db: &impl ConnectionTrait, text: &str, values: Vec<Value>, columns: usize) -> Result<String> {
    let Some(row) = db.query_one_raw(sql(db, text, values)).await? else { return Ok(String::new()) };
    let mut stamp = String::new();
    for column in 0..columns {
        let number: Option<i64> = row.try_get_by_index(column)?;
        stamp.push_str(&number.unwrap_or(-1).to_string());
        stamp.push('.');
    }
    Ok(stamp)
}

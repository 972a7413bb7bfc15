//! The causes 原因 given to lost points 丢分项. The lost point stays as it was found; its cause may change.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use wangge_domain::ids::{LostPointId, RoundId, UserId};
use wangge_domain::time::Timestamp;

use crate::error::Result;
use crate::row::{self, sql};
use crate::{ConnectionTrait, Tx};

/// How many are asked for in one statement.
const AT_ONCE: usize = 500;

table! {
    /// The cause of a lost point.
    pub struct LostPointCause in "lost_point_causes" as col key(lost_point_id) {
        /// The lost point.
        lost_point_id: LostPointId,
        /// The code of the cause.
        cause: String,
        /// Who gave it.
        assigned_by: Option<UserId>,
        /// When.
        assigned_at: Timestamp,
    }
}

/// The causes given in a round.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_round(db: &impl ConnectionTrait, round: RoundId) -> Result<Vec<LostPointCause>> {
    let mut statement = row::select::<LostPointCause>();
    statement
        .inner_join("lost_points", Expr::col(("lost_points", "id")).equals(("lost_point_causes", col::lost_point_id)))
        .and_where(row::equals_in("lost_points", "round_id", &round));
    row::all(db, &statement).await
}

/// The causes given to these lost points.
///
/// # Errors
/// When the database cannot be read.
pub async fn of(db: &impl ConnectionTrait, points: &[LostPointId]) -> Result<Vec<LostPointCause>> {
    let mut found = Vec::new();
    for chunk in points.chunks(AT_ONCE) {
        found.extend(row::list::<LostPointCause>(db, row::among(col::lost_point_id, chunk)).await?);
    }
    Ok(found)
}

/// Gives causes, in place of those before.
///
/// # Errors
/// [`crate::StorageError::NoSuchReference`] when a lost point does not exist.
pub async fn put(tx: &Tx, causes: &[LostPointCause]) -> Result<()> {
    row::put_many(tx, causes).await
}

/// Takes the cause of a lost point away.
///
/// # Errors
/// When the database cannot be written.
pub async fn remove(tx: &Tx, point: LostPointId) -> Result<()> {
    row::delete(tx, "lost_point_causes", col::lost_point_id, &point).await?;
    Ok(())
}

/// How many lost points have each cause.
///
/// # Errors
/// When the database cannot be read.
pub async fn in_use(db: &impl ConnectionTrait) -> Result<Vec<(String, i64)>> {
    let text = "SELECT cause, COUNT(*) FROM lost_point_causes GROUP BY cause ORDER BY cause";
    let mut found = Vec::new();
    for row in db.query_all_raw(sql(db, text, Vec::new())).await? {
        found.push((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
    }
    Ok(found)
}

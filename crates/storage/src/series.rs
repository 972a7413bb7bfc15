//! Gapless numbers 案卷号, 期号: one counter per series, drawn inside the transaction that uses the number.

use crate::error::{Result, StorageError};
use crate::row::sql;
use crate::{ConnectionTrait, Tx};

/// Draws the next number of a series, from 1. When the transaction is undone the number is not used up, and
/// until it ends others who want one of the same series wait, which is what keeps the series gapless.
///
/// # Errors
/// When the database cannot be written.
pub async fn next(tx: &Tx, key: &str) -> Result<i64> {
    next_many(tx, key, 1).await
}

/// Draws `count` numbers that follow one another and returns the first.
///
/// # Errors
/// When the database cannot be written.
pub async fn next_many(tx: &Tx, key: &str, count: i64) -> Result<i64> {
    let statement = sql(
        tx,
        "INSERT INTO series (key, last) VALUES ($1, $2) \
         ON CONFLICT (key) DO UPDATE SET last = series.last + excluded.last RETURNING last",
        vec![key.into(), count.into()],
    );
    let row = tx.query_one_raw(statement).await?;
    let row = row.ok_or_else(|| StorageError::Inconsistency {
        table: "series",
        row: key.to_owned(),
        reason: "drawing a number returned none".to_owned(),
    })?;
    let last: i64 = row.try_get_by_index(0)?;
    Ok(last - count + 1)
}

//! The holiday calendar: the days that differ from their weekday, and the years it knows.

use chrono::NaiveDate;
use sea_orm::sea_query::Condition;
use wangge_domain::calendar::Calendar;
use wangge_domain::time::Timestamp;

use crate::error::Result;
use crate::row::{self, sql};
use crate::{ConnectionTrait, StorageError, Tx};

table! {
    /// A day that differs from its weekday.
    pub struct CalendarDay in "calendar_days" as day_col key(day) {
        /// The day.
        day: NaiveDate,
        /// Whether it is off; otherwise it is a make-up working day.
        off: bool,
        /// The holiday it belongs to.
        name: String,
    }
}

table! {
    /// A year whose holidays are known.
    pub struct CalendarYear in "calendar_years" as year_col key(year) {
        /// The year.
        year: i64,
        /// Where they were taken from.
        source: String,
        /// When.
        imported_at: Timestamp,
    }
}

/// The calendar, for reckoning deadlines.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn get(db: &impl ConnectionTrait) -> Result<Calendar> {
    let days = days(db).await?.into_iter().map(|day| (day.day, day.off)).collect();
    let years = years(db)
        .await?
        .into_iter()
        .map(|year| {
            i32::try_from(year.year).map_err(|_| StorageError::Inconsistency {
                table: "calendar_years",
                row: year.year.to_string(),
                reason: "no calendar year".to_owned(),
            })
        })
        .collect::<Result<_>>()?;
    Ok(Calendar { days, years })
}

/// All days that differ from their weekday.
///
/// # Errors
/// When the database cannot be read.
pub async fn days(db: &impl ConnectionTrait) -> Result<Vec<CalendarDay>> {
    row::list(db, Condition::all()).await
}

/// All years that are known.
///
/// # Errors
/// When the database cannot be read.
pub async fn years(db: &impl ConnectionTrait) -> Result<Vec<CalendarYear>> {
    row::list(db, Condition::all()).await
}

/// Replaces a year with its days.
///
/// # Errors
/// When the database cannot be written.
pub async fn replace_year(tx: &Tx, year: &CalendarYear, days: &[CalendarDay]) -> Result<()> {
    let first = i32::try_from(year.year).ok().and_then(|y| NaiveDate::from_ymd_opt(y, 1, 1));
    let last = i32::try_from(year.year).ok().and_then(|y| NaiveDate::from_ymd_opt(y, 12, 31));
    let text = "DELETE FROM calendar_days WHERE day >= $1 AND day <= $2";
    tx.execute_raw(sql(tx, text, vec![first.into(), last.into()])).await?;
    row::put_many(tx, days).await?;
    row::put_many(tx, std::slice::from_ref(year)).await
}

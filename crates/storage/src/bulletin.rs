//! Published bulletins 通报: append-only, each with the facts it was made from and the root it prints.

use sea_orm::sea_query::{Expr, ExprTrait as _, Order};
use wangge_domain::ids::{BulletinId, UserId};
use wangge_domain::time::Timestamp;

use crate::error::Result;
use crate::row;
use crate::{ConnectionTrait, Tx};

table! {
    /// A published bulletin.
    pub struct BulletinRow in "bulletins" as col key(id) {
        /// Its identity.
        id: BulletinId,
        /// Its number 期号 in the year, gapless.
        number: i64,
        /// The year it is numbered in.
        year: i64,
        /// The week it is about: `2026-W47`.
        week: String,
        /// The language tag it is written in.
        lang: String,
        /// Its title.
        title: String,
        /// The page, whole.
        html: String,
        /// The facts it was made from, as JSON text.
        facts: String,
        /// The daily root it prints.
        root: String,
        /// When it was published.
        published_at: Timestamp,
        /// By whom; none when the system did.
        published_by: Option<UserId>,
        /// The earlier issue about the same week that it puts right.
        corrects: Option<BulletinId>,
        /// What was wrong with that one, in the office's words.
        reason: Option<String>,
    }
}

/// Adds a bulletin.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when the year has this number in this language.
pub async fn insert(tx: &Tx, bulletin: &BulletinRow) -> Result<()> {
    row::insert(tx, bulletin).await
}

/// A bulletin.
///
/// # Errors
/// When the database cannot be read.
pub async fn get(db: &impl ConnectionTrait, id: BulletinId) -> Result<Option<BulletinRow>> {
    row::by(db, col::id, id).await
}

/// The bulletins of a week, in every language, the latest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_week(db: &impl ConnectionTrait, week: &str) -> Result<Vec<BulletinRow>> {
    let mut statement = row::select::<BulletinRow>();
    statement
        .and_where(Expr::col(col::week).eq(week))
        .order_by(col::published_at, Order::Desc)
        .order_by(col::id, Order::Desc);
    row::all(db, &statement).await
}

/// The latest bulletins about a week or one before it, in every language: by week and then by time of
/// publishing, the latest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn until_week(db: &impl ConnectionTrait, week: &str, limit: u64) -> Result<Vec<BulletinRow>> {
    let mut statement = row::select::<BulletinRow>();
    statement
        .and_where(Expr::col(col::week).lte(week))
        .order_by(col::week, Order::Desc)
        .order_by(col::published_at, Order::Desc)
        .order_by(col::id, Order::Desc)
        .limit(limit);
    row::all(db, &statement).await
}

/// The last number 期号 used in a year; 0 where there is none.
///
/// # Errors
/// When the database cannot be read.
pub async fn last_number(db: &impl ConnectionTrait, year: i64) -> Result<i64> {
    row::count(db, "SELECT COALESCE(MAX(number), 0) FROM bulletins WHERE year = $1", vec![year.into()]).await
}

/// The bulletins, the latest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<BulletinRow>> {
    let mut statement = row::select::<BulletinRow>();
    statement
        .order_by(col::year, Order::Desc)
        .order_by(col::number, Order::Desc)
        .order_by(col::lang, Order::Asc)
        .limit(limit);
    row::all(db, &statement).await
}

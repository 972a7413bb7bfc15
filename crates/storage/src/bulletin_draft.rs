//! Drafts of bulletins: what the office adds to a week's bulletin before it is published.

use sea_orm::sea_query::{Expr, ExprTrait as _, Order};
use uuid::Uuid;
use wangge_domain::ids::UserId;
use wangge_domain::time::Timestamp;

use crate::error::Result;
use crate::row::{self, Versioned};
use crate::{ConnectionTrait, Tx};

table! {
    /// What the office adds to the bulletin of a week in a language.
    pub struct BulletinDraftRow in "bulletin_drafts" as col key(id) {
        /// Its identity.
        id: Uuid,
        /// The week: `2026-W47`.
        week: String,
        /// The language tag it is written in.
        lang: String,
        /// The office's own requirements, one a line.
        requirements: String,
        /// The office's remarks, a paragraph a line.
        remarks: String,
        /// When it was last edited.
        edited_at: Timestamp,
        /// By whom; none when the system did.
        edited_by: Option<UserId>,
        /// Counts its edits.
        version: i64,
    }
}

impl Versioned for BulletinDraftRow {
    fn version(&self) -> i64 {
        self.version
    }

    fn key_text(&self) -> String {
        format!("{} {}", self.week, self.lang)
    }
}

/// Adds a draft.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when the week has one in this language.
pub async fn insert(tx: &Tx, draft: &BulletinDraftRow) -> Result<()> {
    row::insert(tx, draft).await
}

/// Writes a changed draft; its stored version counts up by one.
///
/// # Errors
/// [`crate::StorageError::Conflict`] when it was changed since it was read.
pub async fn update(tx: &Tx, draft: &BulletinDraftRow) -> Result<()> {
    row::update(tx, draft).await
}

/// The draft of a week in a language.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_week(db: &impl ConnectionTrait, week: &str, lang: &str) -> Result<Option<BulletinDraftRow>> {
    let mut statement = row::select::<BulletinDraftRow>();
    statement.and_where(Expr::col(col::week).eq(week)).and_where(Expr::col(col::lang).eq(lang));
    row::one(db, &statement).await
}

/// The drafts, the latest week first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<BulletinDraftRow>> {
    let mut statement = row::select::<BulletinDraftRow>();
    statement.order_by(col::week, Order::Desc).order_by(col::lang, Order::Asc).limit(limit);
    row::all(db, &statement).await
}

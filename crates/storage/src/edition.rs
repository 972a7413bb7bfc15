//! Standards 测评体系 and their editions 版本. An edition's document is kept byte for byte with its digest.

use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Order};
use wangge_domain::ids::EditionId;
use wangge_domain::time::Timestamp;

use crate::error::Result;
use crate::row::{self, Cell, sql};
use crate::{ConnectionTrait, StorageError, Tx};

/// Whether an edition may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EditionState {
    /// Still being prepared; may be replaced.
    Draft,
    /// Published; never changes again.
    Published,
}

impl EditionState {
    /// The word as it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
        }
    }
}

impl std::str::FromStr for EditionState {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        match text {
            "draft" => Ok(Self::Draft),
            "published" => Ok(Self::Published),
            _ => Err(()),
        }
    }
}

stored_as_word!(EditionState);

table! {
    /// A standard 测评体系.
    pub struct StandardRow in "standards" as standard_col key(code) {
        /// Its code, the same in all its editions.
        code: String,
        /// Its Chinese name.
        name_zh: String,
        /// Its English name, empty where there is none.
        name_en: String,
    }
}

table! {
    /// An edition 版本 as it is stored.
    pub struct EditionRow in "editions" as col key(id) {
        /// Its identity.
        id: EditionId,
        /// The standard it belongs to.
        standard_code: String,
        /// Its version, unique in the standard.
        version: String,
        /// Whether it may be used.
        state: EditionState,
        /// The edition, whole, as JSON text.
        document: String,
        /// The SHA-256 of the document, in hexadecimal.
        sha256: String,
        /// When it was imported.
        created_at: Timestamp,
        /// When it was published.
        published_at: Option<Timestamp>,
    }
}

/// Writes a standard; one of the same code takes the new names.
///
/// # Errors
/// When the database cannot be written.
pub async fn put_standard(tx: &Tx, standard: &StandardRow) -> Result<()> {
    row::put_many(tx, std::slice::from_ref(standard)).await
}

/// All standards, by code.
///
/// # Errors
/// When the database cannot be read.
pub async fn standards(db: &impl ConnectionTrait) -> Result<Vec<StandardRow>> {
    row::list(db, Condition::all()).await
}

/// Adds an edition.
///
/// # Errors
/// [`StorageError::AlreadyThere`] when the standard has this version.
pub async fn insert(tx: &Tx, edition: &EditionRow) -> Result<()> {
    row::insert(tx, edition).await
}

/// Replaces the document of a draft.
///
/// # Errors
/// [`StorageError::Conflict`] when it is no draft any more.
pub async fn replace_draft(tx: &Tx, id: EditionId, document: &str, sha256: &str) -> Result<()> {
    let text = "UPDATE editions SET document = $1, sha256 = $2 WHERE id = $3 AND state = 'draft'";
    change_draft(tx, text, vec![document.into(), sha256.into(), id.value()], id).await
}

/// Publishes a draft.
///
/// # Errors
/// [`StorageError::Conflict`] when it is no draft any more.
pub async fn publish(tx: &Tx, id: EditionId, at: Timestamp) -> Result<()> {
    let text = "UPDATE editions SET state = 'published', published_at = $1 WHERE id = $2 AND state = 'draft'";
    change_draft(tx, text, vec![at.value(), id.value()], id).await
}

async fn change_draft(tx: &Tx, text: &str, values: Vec<sea_orm::Value>, id: EditionId) -> Result<()> {
    if tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 1 {
        return Ok(());
    }
    Err(StorageError::Conflict { table: "editions", row: id.to_string(), version: 0 })
}

/// An edition.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn get(db: &impl ConnectionTrait, id: EditionId) -> Result<Option<EditionRow>> {
    row::by(db, col::id, id).await
}

/// The edition of a standard's version.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn by_version(db: &impl ConnectionTrait, standard: &str, version: &str) -> Result<Option<EditionRow>> {
    let mut statement = row::select::<EditionRow>();
    statement.and_where(Expr::col(col::standard_code).eq(standard)).and_where(Expr::col(col::version).eq(version));
    row::one(db, &statement).await
}

/// The edition in force: the one published last.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn in_force(db: &impl ConnectionTrait) -> Result<Option<EditionRow>> {
    let mut statement = row::select::<EditionRow>();
    statement
        .and_where(row::equals(col::state, &EditionState::Published))
        .order_by(col::published_at, Order::Desc)
        .order_by(col::id, Order::Desc)
        .limit(1);
    row::one(db, &statement).await
}

/// The identity of the edition in force, without its document.
///
/// # Errors
/// When the database cannot be read.
pub async fn in_force_id(db: &impl ConnectionTrait) -> Result<Option<EditionId>> {
    let text = "SELECT id FROM editions WHERE state = 'published' ORDER BY published_at DESC, id DESC LIMIT 1";
    let row = db.query_one_raw(sql(db, text, Vec::new())).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.map(EditionId))
}

/// All editions, the newest first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<EditionRow>> {
    let mut statement = row::select::<EditionRow>();
    statement.order_by(col::created_at, Order::Desc).order_by(col::id, Order::Desc);
    row::all(db, &statement).await
}

//! What photographs say of themselves, where else they were used, and their fingerprints.

use sea_orm::sea_query::{Expr, ExprTrait as _, Order};
use wangge_domain::evidence::{Capture, EvidenceHash, Likeness};
use wangge_domain::time::Timestamp;

use super::{AT_ONCE, AttachmentRow, EvidenceRow, SenderRow, attached_col, col, sender_col};
use crate::error::Result;
use crate::row::{self, Cell, sql};
use crate::{ConnectionTrait, Tx};

/// Photographs by their hashes.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn of_hashes(db: &impl ConnectionTrait, hashes: &[EvidenceHash]) -> Result<Vec<EvidenceRow>> {
    let mut found = Vec::new();
    for chunk in hashes.chunks(AT_ONCE) {
        found.extend(row::list::<EvidenceRow>(db, row::among(col::sha256, chunk)).await?);
    }
    Ok(found)
}

/// Whoever sent photographs, and what their phones said.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn senders_of(db: &impl ConnectionTrait, hashes: &[EvidenceHash]) -> Result<Vec<SenderRow>> {
    let mut found = Vec::new();
    for chunk in hashes.chunks(AT_ONCE) {
        found.extend(row::list::<SenderRow>(db, row::among(sender_col::sha256, chunk)).await?);
    }
    Ok(found)
}

/// Everything photographs are attached to, whoever asks; the oldest first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn uses_of(db: &impl ConnectionTrait, hashes: &[EvidenceHash]) -> Result<Vec<AttachmentRow>> {
    let mut found = Vec::new();
    for chunk in hashes.chunks(AT_ONCE) {
        let mut statement = row::select::<AttachmentRow>();
        statement
            .and_where(row::among(attached_col::sha256, chunk))
            .order_by(attached_col::at, Order::Asc)
            .order_by(attached_col::subject_id, Order::Asc)
            .order_by(attached_col::sha256, Order::Asc);
        found.extend(row::all::<AttachmentRow>(db, &statement).await?);
    }
    Ok(found)
}

/// The fingerprint of a photograph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// The photograph.
    pub sha256: EvidenceHash,
    /// Its fingerprint.
    pub likeness: Likeness,
    /// When it came in first.
    pub received_at: Timestamp,
}

/// The fingerprints of photographs that came in since a moment, the oldest first; all of them without one.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn fingerprints_since(db: &impl ConnectionTrait, since: Option<Timestamp>) -> Result<Vec<Fingerprint>> {
    let from = since.map_or("", |_| " AND received_at >= $1");
    let text = format!(
        "SELECT sha256, likeness, received_at FROM evidence WHERE likeness IS NOT NULL{from} \
         ORDER BY received_at, sha256"
    );
    let rows = db.query_all_raw(sql(db, text, since.iter().map(Cell::value).collect())).await?;
    let read = |found: &sea_orm::QueryResult| {
        let wrong = |reason: String| row::impossible::<EvidenceRow>(found, 0, "likeness", &reason);
        Ok(Fingerprint {
            sha256: Cell::read(found, 0).map_err(wrong)?,
            likeness: Cell::read(found, 1).map_err(wrong)?,
            received_at: Cell::read(found, 2).map_err(wrong)?,
        })
    };
    rows.iter().map(read).collect()
}

/// Photographs whose EXIF was never read: those of earlier versions.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn unread(db: &impl ConnectionTrait, most: u64) -> Result<Vec<EvidenceRow>> {
    let mut statement = row::select::<EvidenceRow>();
    statement.and_where(Expr::col(col::capture).is_null()).order_by(col::sha256, Order::Asc).limit(most);
    row::all(db, &statement).await
}

/// Keeps what a photograph of an earlier version says of itself.
///
/// # Errors
/// When the database cannot be written.
pub async fn learn(tx: &Tx, hash: &EvidenceHash, capture: &Capture, likeness: Option<Likeness>) -> Result<()> {
    let text = "UPDATE evidence SET capture = $1, likeness = $2 WHERE sha256 = $3 AND capture IS NULL";
    tx.execute_raw(sql(tx, text, vec![capture.value(), likeness.value(), hash.value()])).await?;
    Ok(())
}

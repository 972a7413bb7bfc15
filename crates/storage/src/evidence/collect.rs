//! Photographs attached to nothing: sent, and then never reported with.

use sea_orm::sea_query::{Expr, ExprTrait as _, LockType, Order, Query};
use wangge_domain::evidence::EvidenceHash;
use wangge_domain::time::Timestamp;

use super::{AttachmentRow, EvidenceRow, attached_col, col};
use crate::error::Result;
use crate::row::{self, Cell as _, Row as _};
use crate::{ConnectionTrait, Tx};

/// Photographs attached to nothing and last sent before a moment, the oldest first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn unattached(db: &impl ConnectionTrait, before: Timestamp, most: u64) -> Result<Vec<EvidenceRow>> {
    let mut statement = row::select::<EvidenceRow>();
    statement
        .and_where(forgotten(before))
        .order_by(col::received_at, Order::Asc)
        .order_by(col::sha256, Order::Asc)
        .limit(most);
    row::all(db, &statement).await
}

/// Removes a photograph's rows if it is still attached to nothing and was last sent before a moment; says whether.
/// Until the transaction ends nobody can attach it or send it again.
///
/// # Errors
/// When the database cannot be written.
pub async fn remove_unattached(tx: &Tx, hash: &EvidenceHash, before: Timestamp) -> Result<bool> {
    let mut held = row::select::<EvidenceRow>();
    held.and_where(row::equals(col::sha256, hash)).lock(LockType::Update);
    if row::one::<EvidenceRow>(tx, &held).await?.is_none() {
        return Ok(false);
    }
    // Asked only now: what was attached while this waited shows in a new statement.
    let mut still = row::select::<EvidenceRow>();
    still.and_where(row::equals(col::sha256, hash)).and_where(forgotten(before));
    if row::one::<EvidenceRow>(tx, &still).await?.is_none() {
        return Ok(false);
    }
    row::delete(tx, "evidence_senders", "sha256", hash).await?;
    row::delete(tx, "evidence", "sha256", hash).await?;
    Ok(true)
}

fn forgotten(before: Timestamp) -> Expr {
    let mut uses = Query::select();
    uses.expr(Expr::val(1))
        .from(AttachmentRow::TABLE)
        .and_where(Expr::col((AttachmentRow::TABLE, attached_col::sha256)).equals((EvidenceRow::TABLE, col::sha256)));
    let sent = Expr::cust("COALESCE(evidence.last_sent_at, evidence.received_at)");
    sent.lt(before.value()).and(Expr::exists(uses).not())
}

//! Sessions of signed-in accounts, known only by the digest of their token.

use wangge_domain::ids::UserId;
use wangge_domain::time::Timestamp;

use crate::error::Result;
use crate::row::{self, Cell, sql};
use crate::{ConnectionTrait, Tx};

table! {
    /// A session.
    pub struct SessionRow in "sessions" as col key(token_sha256) {
        /// The SHA-256 of its token, in hexadecimal. The token itself is never stored.
        token_sha256: String,
        /// The account.
        user_id: UserId,
        /// When it began.
        created_at: Timestamp,
        /// When it ends by itself.
        expires_at: Timestamp,
        /// When it was last used.
        last_seen_at: Timestamp,
        /// What the browser calls itself.
        user_agent: String,
    }
}

/// Begins a session.
///
/// # Errors
/// [`crate::StorageError::NoSuchReference`] when the account does not exist.
pub async fn insert(tx: &Tx, session: &SessionRow) -> Result<()> {
    row::insert(tx, session).await
}

/// The session of a token's digest, whether or not it has ended.
///
/// # Errors
/// When the database cannot be read.
pub async fn get(db: &impl ConnectionTrait, token_sha256: &str) -> Result<Option<SessionRow>> {
    row::by(db, col::token_sha256, token_sha256.to_owned()).await
}

/// Notes that a session was used and when it now ends.
///
/// # Errors
/// When the database cannot be written.
pub async fn touch(tx: &Tx, token_sha256: &str, seen_at: Timestamp, expires_at: Timestamp) -> Result<()> {
    let text = "UPDATE sessions SET last_seen_at = $1, expires_at = $2 WHERE token_sha256 = $3";
    tx.execute_raw(sql(tx, text, vec![seen_at.value(), expires_at.value(), token_sha256.into()])).await?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// When the database cannot be written.
pub async fn delete(tx: &Tx, token_sha256: &str) -> Result<()> {
    row::delete(tx, "sessions", col::token_sha256, &token_sha256.to_owned()).await?;
    Ok(())
}

/// Ends all sessions of an account, as when its password changes.
///
/// # Errors
/// When the database cannot be written.
pub async fn delete_of(tx: &Tx, user: UserId) -> Result<()> {
    row::delete(tx, "sessions", col::user_id, &user).await?;
    Ok(())
}

/// Forgets the sessions that have ended, and says how many.
///
/// # Errors
/// When the database cannot be written.
pub async fn delete_expired(tx: &Tx, now: Timestamp) -> Result<u64> {
    let statement = sql(tx, "DELETE FROM sessions WHERE expires_at <= $1", vec![now.value()]);
    Ok(tx.execute_raw(statement).await?.rows_affected())
}

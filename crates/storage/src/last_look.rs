//! When each account last looked 上次查看 at what had changed. It only goes forward.

use wangge_domain::ids::UserId;
use wangge_domain::time::Timestamp;

use crate::error::Result;
use crate::row::{self, Cell, sql};
use crate::{ConnectionTrait, Tx};

table! {
    /// When an account last looked.
    pub struct LastLookRow in "last_looks" as col key(user_id) {
        /// The account.
        user_id: UserId,
        /// Everything up to this moment was seen.
        at: Timestamp,
    }
}

/// When an account last looked; none before its first time.
///
/// # Errors
/// When the database cannot be read.
pub async fn get(db: &impl ConnectionTrait, user: UserId) -> Result<Option<LastLookRow>> {
    row::by(db, col::user_id, user).await
}

/// Notes that an account has seen everything up to a moment; an earlier one than is noted changes nothing.
///
/// # Errors
/// When the database cannot be written.
pub async fn put(tx: &Tx, user: UserId, at: Timestamp) -> Result<()> {
    let text = "INSERT INTO last_looks (user_id, at) VALUES ($1, $2) \
        ON CONFLICT (user_id) DO UPDATE SET at = excluded.at WHERE excluded.at > last_looks.at";
    tx.execute_raw(sql(tx, text, vec![user.value(), at.value()])).await?;
    Ok(())
}

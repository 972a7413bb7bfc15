//! Notices 通知: telling people what concerns them, in the program and through channels outside it.
//!
//! Invariants: an event is kept to be told in the transaction that records it, and told once, however many servers run;
//! nobody is told what they did themselves; a message is tried until it is taken or given up, and one that was given up
//! is shown and can be sent again; secrets of channels are never shown.

mod announce;
mod channel;
mod deliver;
mod digest;
mod inbox;
mod people;
mod preference;
mod push;
mod score;
mod subject;

pub use announce::announce;
pub use channel::{amend, channels, create, try_out};
pub use deliver::{deliver_due, deliveries, retry};
pub use digest::digest_due_now;
pub use inbox::{list, mark_read};
pub use preference::{preferences, put_preferences};
pub use push::{push_subscriptions, subscribe, try_push, unsubscribe};

use chrono::TimeDelta;

use crate::context::{Answer, App};
use crate::error::AppError;

/// How long a notice stays after it was read.
const READ_KEPT: TimeDelta = TimeDelta::days(90);

/// How long a message that was sent stays in the list.
const SENT_KEPT: TimeDelta = TimeDelta::days(30);

/// Removes notices and messages that were kept long enough; says how many. What was not read, and what could not be
/// delivered, stays.
///
/// # Errors
/// When the store fails.
pub async fn remove_old(app: &App) -> Answer<u64> {
    let now = app.now();
    app.store
        .write(move |tx| {
            Box::pin(async move {
                let notices = wangge_storage::notice::remove_read(tx, now - READ_KEPT).await?;
                let messages = wangge_storage::delivery::remove_ended(tx, now - SENT_KEPT).await?;
                Ok::<u64, AppError>(notices + messages)
            })
        })
        .await
}

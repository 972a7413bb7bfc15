//! Evidence 证据照片: receiving photographs, showing them, and attaching them to what they prove.
//!
//! Invariants: a photograph is what its hash says; it is kept before anything refers to it; only whoever sent it,
//! or may see it already, attaches it; what has not arrived whole is no evidence; who may see it is who may see what it is attached to, and whoever sent it.

mod attach;
mod carry;
mod check;
mod collect;
mod piece;
mod receive;
mod show;

pub(crate) use attach::{Album, admitted, attach, attached_to};
pub use carry::{Carried, carry};
pub use check::{Condition, check, unusable};
pub use collect::{Collected, Unattached, collect, drop_unfinished, unattached};
pub use piece::{progress, receive_piece};
pub use receive::receive;
pub(crate) use show::made;
pub use show::show;

use tokio::sync::Semaphore;
use uuid::Uuid;
use wangge_domain::ids::UserId;
use wangge_domain::permission::Actor;

/// How many photographs are unpacked at once; each may take 200 MB.
static UNPACKING: Semaphore = Semaphore::const_new(2);

/// The account as senders are noted; zeros stand for the system.
fn sender(actor: &Actor) -> UserId {
    actor.user_id.unwrap_or(UserId(Uuid::nil()))
}

/// Does heavy work with a photograph aside, so that other requests go on; few at a time.
pub(crate) async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let _permit = UNPACKING.acquire().await.ok()?;
    tokio::task::spawn_blocking(work).await.ok()
}

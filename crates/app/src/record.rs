//! Writing the record: every change puts an event into its subject's hash chain, in the same transaction.

use serde_json::Value;
use uuid::Uuid;
use wangge_domain::ids::{EventId, UserId};
use wangge_domain::permission::Actor;
use wangge_domain::time::Timestamp;
use wangge_storage::{StorageError, Tx, event as events};

use crate::context::App;

/// Who does something when. Made before the transaction, so that a transaction run again writes the same.
#[derive(Clone, Debug)]
pub struct By {
    /// The identity of the event to be written.
    pub id: EventId,
    /// When.
    pub at: Timestamp,
    /// The account; none for the system itself.
    pub actor: Option<UserId>,
    /// The name shown in the record.
    pub name: String,
}

impl By {
    /// The actor, now.
    pub fn of(app: &App, actor: &Actor) -> Self {
        Self { id: app.new_id(), at: app.now(), actor: actor.user_id, name: actor.name.clone() }
    }
}

/// Appends one event to the chain of a subject.
///
/// # Errors
/// When the store fails; the transaction is then undone.
pub async fn event(
    tx: &Tx,
    by: By,
    subject_kind: &str,
    subject_id: Uuid,
    kind: &str,
    payload: Value,
) -> Result<(), StorageError> {
    let new = events::NewEvent {
        id: by.id,
        subject_kind: subject_kind.to_owned(),
        subject_id,
        at: by.at,
        actor_id: by.actor,
        actor_name: by.name,
        kind: kind.to_owned(),
        payload,
    };
    events::append(tx, vec![new]).await?;
    Ok(())
}

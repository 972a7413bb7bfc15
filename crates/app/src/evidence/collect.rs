//! Collecting what nobody will refer to: photographs attached to nothing, and pieces of which no more come.

use chrono::TimeDelta;
use serde_json::json;
use uuid::Uuid;
use wangge_domain::evidence::{EvidenceHash, UNFINISHED_KEPT};
use wangge_domain::permission::Actor;
use wangge_domain::time::Timestamp;
use wangge_pictures::Size;
use wangge_storage::evidence::{self, EvidenceRow};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::record::{self, By};

/// How many photographs are looked up at once.
const AT_ONCE: u64 = 500;

/// A photograph attached to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unattached {
    /// The SHA-256 of its bytes.
    pub sha256: EvidenceHash,
    /// How many bytes it has.
    pub size_bytes: i64,
    /// When it came in first.
    pub received_at: Timestamp,
}

/// What was collected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// How many photographs.
    pub count: usize,
    /// How many bytes they had.
    pub size_bytes: i64,
}

/// Photographs attached to nothing for so many days, the oldest first.
///
/// # Errors
/// When the store fails.
pub async fn unattached(app: &App, days: u16) -> Answer<Vec<Unattached>> {
    let rows = evidence::unattached(&app.store.read(), before(app, days), u64::from(u32::MAX)).await?;
    let shown =
        |row: EvidenceRow| Unattached { sha256: row.sha256, size_bytes: row.size_bytes, received_at: row.received_at };
    Ok(rows.into_iter().map(shown).collect())
}

/// Removes photographs attached to nothing for so many days, each with an event in the record.
///
/// # Errors
/// When the store fails; what was removed until then stays removed.
pub async fn collect(app: &App, actor: &Actor, days: u16) -> Answer<Collected> {
    let before = before(app, days);
    let mut collected = Collected::default();
    loop {
        let rows = evidence::unattached(&app.store.read(), before, AT_ONCE).await?;
        let count = collected.count;
        for row in rows {
            let size_bytes = row.size_bytes;
            if remove(app, actor, row, before).await? {
                collected.count += 1;
                collected.size_bytes += size_bytes;
            }
        }
        if collected.count == count {
            return Ok(collected);
        }
    }
}

/// Drops photographs in pieces of which nothing came for a day, and says how many.
///
/// # Errors
/// When the place of photographs fails.
pub async fn drop_unfinished(app: &App) -> Answer<usize> {
    let Ok(files) = app.store.evidence() else { return Ok(0) };
    Ok(files.drop_unfinished(app.now() - UNFINISHED_KEPT).await?)
}

fn before(app: &App, days: u16) -> Timestamp {
    app.now() - TimeDelta::days(i64::from(days))
}

/// The file goes while the row is held: nobody can attach the photograph or send it again in between. Should the
/// commit then fail, a row without a file is left that is attached to nothing, and the next time removes it.
async fn remove(app: &App, actor: &Actor, row: EvidenceRow, before: Timestamp) -> Answer<bool> {
    let files = app.store.evidence()?.clone();
    let by = By::of(app, actor);
    app.store
        .write(move |tx| {
            Box::pin(async move {
                if !evidence::remove_unattached(tx, &row.sha256, before).await? {
                    return Ok(false);
                }
                files.remove(&row.sha256, &Size::ALL.map(Size::as_str)).await?;
                let payload = json!({
                    "sha256": row.sha256,
                    "size_bytes": row.size_bytes,
                    "received_at": row.received_at,
                });
                record::event(tx, by, "evidence", subject(&row.sha256), "collected", payload).await?;
                Ok::<bool, AppError>(true)
            })
        })
        .await
}

/// The photograph as the record knows it: the beginning of its hash.
fn subject(hash: &EvidenceHash) -> Uuid {
    Uuid::parse_str(&hash.as_str()[..32]).unwrap_or_default()
}

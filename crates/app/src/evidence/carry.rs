//! Carrying the photographs to another place: from the folder to a bucket, or back.

use wangge_domain::evidence::EvidenceHash;
use wangge_storage::evidence::{self, Files};

use crate::context::{Answer, App};

/// How a copy went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// How many were copied.
    pub copied: usize,
    /// How many bytes those have.
    pub size_bytes: i64,
    /// How many were there already.
    pub there: usize,
    /// Those that could not be read where they lie, and so are not in the other place.
    pub faulty: Vec<EvidenceHash>,
}

/// Copies every photograph to another place, each compared with its hash on the way. What is there already is left, so
/// that a copy cut off goes on when it is run again. Nothing is removed, and smaller sizes are made anew when asked for.
/// `step` hears after each photograph how many of how many are done.
///
/// # Errors
/// When the store fails or the other place cannot be written.
pub async fn carry(app: &App, to: &Files, mut step: impl FnMut(usize, usize)) -> Answer<Carried> {
    let from = app.store.evidence()?;
    to.probe().await?;
    let rows = evidence::all(&app.store.read()).await?;
    let mut carried = Carried::default();
    for (done, row) in rows.iter().enumerate() {
        if to.has(&row.sha256).await? {
            carried.there += 1;
        } else {
            match from.read(&row.sha256).await {
                Ok(bytes) => {
                    to.keep(&row.sha256, bytes).await?;
                    carried.copied += 1;
                    carried.size_bytes += row.size_bytes;
                }
                Err(_) => carried.faulty.push(row.sha256.clone()),
            }
        }
        step(done + 1, rows.len());
    }
    Ok(carried)
}

//! Looking the evidence folder over.

use wangge_domain::evidence::EvidenceHash;
use wangge_domain::text::Message;
use wangge_storage::evidence::{self, Overwriting};

use crate::context::{Answer, App};

/// How the photographs stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// Where they lie; none where the server has no place for them.
    pub place: Option<String>,
    /// How many there should be.
    pub count: usize,
    /// How many bytes they have.
    pub size_bytes: i64,
    /// Those that are missing or altered.
    pub faulty: Vec<EvidenceHash>,
    /// Why the place cannot be written and read, where it cannot.
    pub unusable: Option<Message>,
    /// Whether photographs may be written over, because the place does not refuse although it was taken to.
    pub overwrites: bool,
}

/// Why photographs cannot be kept where they should be, if so. A server says it when it starts.
pub async fn unusable(app: &App) -> Option<Message> {
    app.store.evidence().ok()?.probe().await.err().map(|error| error.message())
}

/// Tries the place out, reads every photograph and compares it with its hash.
///
/// # Errors
/// When the store fails.
pub async fn check(app: &App) -> Answer<Condition> {
    let rows = evidence::all(&app.store.read()).await?;
    let mut found = Condition {
        count: rows.len(),
        size_bytes: rows.iter().map(|row| row.size_bytes).sum(),
        ..Condition::default()
    };
    let Ok(files) = app.store.evidence() else { return Ok(found) };
    found.place = Some(files.place().to_owned());
    match files.probe().await {
        Ok(overwriting) => found.overwrites = overwriting == Overwriting::Allowed,
        Err(error) => {
            // Every photograph would be called missing, of a place that is only out of reach.
            found.unusable = Some(error.message());
            return Ok(found);
        }
    }
    for row in rows {
        if files.read(&row.sha256).await.is_err() {
            found.faulty.push(row.sha256);
        }
    }
    Ok(found)
}

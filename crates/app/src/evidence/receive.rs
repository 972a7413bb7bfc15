//! Receiving a photograph.

use wangge_domain::evidence::{EvidenceHash, Fix};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Message;
use wangge_domain::time::cut;
use wangge_pictures::{BYTES_MOST, PictureRefusal, read_picture};
use wangge_storage::StorageError;
use wangge_storage::evidence::{self, EvidenceRow, SenderRow};

use super::{aside, sender};
use crate::context::{Answer, App};
use crate::error::{AppError, Lack};
use crate::place::position;
use crate::view::{EvidenceQuery, EvidenceReceipt};

/// Receives a photograph whose hash the sender says, with when and where the phone says it was taken. The same one
/// again answers as the first time; the flag says whether it is new.
///
/// # Errors
/// When the bytes are not those of the hash, are no photograph, or could not be kept; for a place that is none.
pub async fn receive(
    app: &App,
    actor: &Actor,
    query: EvidenceQuery,
    bytes: Vec<u8>,
) -> Answer<(EvidenceReceipt, bool)> {
    actor.may(Action::ReportCase).ok_or(AppError::Forbidden(Action::ReportCase))?;
    let fix = fix(&query)?;
    let said = query.sha256;
    if bytes.len() > BYTES_MOST {
        return Err(refused(PictureRefusal::TooManyBytes { bytes: bytes.len() }));
    }
    let expected = said.clone();
    let compared = aside(move || {
        let right = EvidenceHash::of(&bytes) == expected;
        (bytes, right)
    });
    let (bytes, right) = compared.await.unwrap_or_default();
    if !right {
        return Err(AppError::invalid("?sha256", Message::new("evidence-hash-differs")));
    }
    let files = app.store.evidence().map_err(unkept)?;
    let known = evidence::get(&app.store.read(), &said).await?;
    let new = known.is_none();
    let row = match known {
        Some(row) => row,
        None => judged(app, said, &bytes).await?,
    };
    files.keep(&row.sha256, bytes.clone()).await.map_err(unkept)?;
    let sent = SenderRow {
        sha256: row.sha256.clone(),
        user_id: sender(actor),
        at: app.now(),
        taken_at: query.taken_at.map(cut),
        lon: fix.map(|fix| fix.lon),
        lat: fix.map(|fix| fix.lat),
        accuracy_m: fix.and_then(|fix| fix.accuracy_m),
    };
    note(app, row.clone(), sent).await?;
    // Whoever collects what is attached to nothing may have taken an old one away before it was noted anew.
    if !files.has(&row.sha256).await.map_err(unkept)? {
        files.keep(&row.sha256, bytes).await.map_err(unkept)?;
    }
    Ok((receipt(row), new))
}

/// Where the phone says it was, checked.
pub(super) fn fix(query: &EvidenceQuery) -> Answer<Option<Fix>> {
    let Some(here) = position((query.lon, query.lat), query.datum)? else { return Ok(None) };
    let fix = Fix::new(here.lon(), here.lat(), query.accuracy_m);
    fix.map(Some).map_err(|refusal| AppError::invalid("?accuracy_m", refusal.message()))
}

async fn judged(app: &App, sha256: EvidenceHash, bytes: &[u8]) -> Answer<EvidenceRow> {
    let copy = bytes.to_vec();
    let read = aside(move || read_picture(&copy)).await.unwrap_or(Err(PictureRefusal::Broken)).map_err(refused)?;
    Ok(EvidenceRow {
        sha256,
        media: read.media,
        size_bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        width: read.width,
        height: read.height,
        received_at: app.now(),
        capture: Some(read.capture),
        likeness: read.likeness,
    })
}

async fn note(app: &App, row: EvidenceRow, sent: SenderRow) -> Answer<()> {
    app.store.write(move |tx| Box::pin(async move { Ok::<(), AppError>(evidence::note(tx, &row, &sent).await?) })).await
}

pub(super) fn refused(refusal: PictureRefusal) -> AppError {
    AppError::Invalid(vec![crate::error::FieldFault { pointer: String::new(), message: refusal.message() }])
}

/// Whoever sent it is told what to do; the operator's log says why.
pub(super) fn unkept(error: StorageError) -> AppError {
    tracing::error!(%error, "a photograph was not kept");
    match error {
        StorageError::NoEvidenceFolder => AppError::refused("no_evidence_folder", Message::new("evidence-no-folder")),
        StorageError::Evidence { .. } => {
            AppError::Later { code: "photo_not_kept", lack: Lack::Place, message: Message::new("evidence-not-kept") }
        }
        StorageError::EvidenceFull { .. } => {
            AppError::Later { code: "evidence_full", lack: Lack::Room, message: Message::new("evidence-full") }
        }
        other => other.into(),
    }
}

pub(super) fn receipt(row: EvidenceRow) -> EvidenceReceipt {
    EvidenceReceipt {
        sha256: row.sha256,
        media: row.media,
        size_bytes: row.size_bytes,
        width: row.width,
        height: row.height,
        received_at: row.received_at,
    }
}

//! Receiving a photograph in pieces.

use wangge_domain::evidence::{EvidenceHash, Piece, PieceRefusal, UNFINISHED_MOST};
use wangge_domain::ids::UserId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Message;
use wangge_pictures::{BYTES_MOST, PictureRefusal};
use wangge_storage::evidence::{self, Files};

use super::receive::{fix, receipt, receive, refused, unkept};
use super::sender;
use crate::context::{Answer, App};
use crate::error::{AppError, Lack};
use crate::view::{EvidenceProgress, EvidenceQuery, EvidenceReceipt, PieceQuery};

/// How much of a photograph the account has sent.
///
/// # Errors
/// When the actor sends no photographs; when the store fails.
pub async fn progress(app: &App, actor: &Actor, hash: &EvidenceHash) -> Answer<EvidenceProgress> {
    actor.may(Action::ReportCase).ok_or(AppError::Forbidden(Action::ReportCase))?;
    let files = app.store.evidence().map_err(unkept)?;
    if let Some(receipt) = sent_before(app, actor, files, hash).await? {
        return Ok(whole(receipt));
    }
    let offset = files.received(sender(actor), hash).await.map_err(unkept)?;
    Ok(EvidenceProgress { offset, receipt: None })
}

/// Receives a piece. One that came before, whole or in part, is answered as if it came only now; the last makes the
/// photograph evidence.
///
/// # Errors
/// When bytes before it are missing; for a photograph or piece that is too large; when the account has too many
/// unfinished; when the whole is refused, which then begins anew.
pub async fn receive_piece(
    app: &App,
    actor: &Actor,
    hash: EvidenceHash,
    query: PieceQuery,
    bytes: Vec<u8>,
) -> Answer<EvidenceProgress> {
    actor.may(Action::ReportCase).ok_or(AppError::Forbidden(Action::ReportCase))?;
    let said = query.of_whole(hash.clone());
    fix(&said)?;
    if query.size_bytes > BYTES_MOST as u64 {
        let bytes = usize::try_from(query.size_bytes).unwrap_or(usize::MAX);
        return Err(refused(PictureRefusal::TooManyBytes { bytes }));
    }
    let files = app.store.evidence().map_err(unkept)?;
    if let Some(receipt) = sent_before(app, actor, files, &hash).await? {
        return Ok(whole(receipt));
    }
    let answer = add(app, actor, files, &said, (query.offset, query.size_bytes), bytes).await;
    if matches!(&answer, Ok(progress) if progress.receipt.is_some()) {
        return answer;
    }
    // A resend that ran beside this one may have made it whole meanwhile and taken its pieces away.
    match sent_before(app, actor, files, &hash).await? {
        Some(receipt) => {
            done_with(files, sender(actor), &hash).await;
            Ok(whole(receipt))
        }
        None => answer,
    }
}

/// Adds a piece to those before it, and makes the whole evidence where this was the last.
async fn add(
    app: &App,
    actor: &Actor,
    files: &Files,
    said: &EvidenceQuery,
    (begin, size_bytes): (u64, u64),
    mut bytes: Vec<u8>,
) -> Answer<EvidenceProgress> {
    let (user, hash) = (sender(actor), &said.sha256);
    let received = files.received(user, hash).await.map_err(unkept)?;
    let piece = Piece { offset: begin, len: bytes.len() as u64, whole: size_bytes };
    let known = piece.known(received).map_err(not_taken)?;
    if received == 0 && files.unfinished_of(user).await.map_err(unkept)?.len() >= UNFINISHED_MOST {
        let message = Message::new("evidence-too-many-unfinished").arg("most", UNFINISHED_MOST);
        return Err(AppError::Later { code: "too_many_unfinished", lack: Lack::Share, message });
    }
    if known < piece.len {
        bytes.drain(..usize::try_from(known).unwrap_or_default());
        files.keep_piece(user, hash, begin + known, bytes).await.map_err(unkept)?;
    }
    let offset = files.received(user, hash).await.map_err(unkept)?;
    if offset < size_bytes {
        return Ok(EvidenceProgress { offset, receipt: None });
    }
    let joined = files.joined(user, hash).await.map_err(unkept)?;
    let answer = receive(app, actor, said.clone(), joined).await;
    // What is refused as a whole can only begin anew; what is evidence needs its pieces no more.
    if matches!(answer, Ok(_) | Err(AppError::Invalid(_))) {
        done_with(files, user, hash).await;
    }
    answer.map(|(receipt, _)| whole(receipt))
}

async fn done_with(files: &Files, user: UserId, hash: &EvidenceHash) {
    if let Err(error) = files.drop_pieces(user, hash).await {
        tracing::warn!(%error, %hash, "pieces of a photograph were left behind");
    }
}

/// The photograph where the account has sent it whole. Whoever asks for it still wants it, so it is not collected.
async fn sent_before(app: &App, actor: &Actor, files: &Files, hash: &EvidenceHash) -> Answer<Option<EvidenceReceipt>> {
    let db = app.store.read();
    if !evidence::was_sent_by(&db, hash, sender(actor)).await? {
        return Ok(None);
    }
    let (wanted, now) = (hash.clone(), app.now());
    let there = app
        .store
        .write(move |tx| Box::pin(async move { Ok::<bool, AppError>(evidence::note_wanted(tx, &wanted, now).await?) }))
        .await?;
    if !there || !files.has(hash).await.map_err(unkept)? {
        return Ok(None);
    }
    Ok(evidence::get(&db, hash).await?.map(receipt))
}

fn whole(receipt: EvidenceReceipt) -> EvidenceProgress {
    EvidenceProgress { offset: u64::try_from(receipt.size_bytes).unwrap_or_default(), receipt: Some(receipt) }
}

fn not_taken(refusal: PieceRefusal) -> AppError {
    match refusal {
        PieceRefusal::Gap { offset } => AppError::WrongOffset { offset },
        other => AppError::invalid("?offset", other.message()),
    }
}

//! Verifying the record in parts, so that whoever waits sees how far it is and may stop.

use uuid::Uuid;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message};
use wangge_storage::event;

use super::{Chains, broken_head, check_roots};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::view::{VerificationPart, VerificationPartQuery};

/// How many events one part reads, or a few more to the end of a chain.
const EVENTS: u64 = 10_000;

/// Verifies the chains after those of the part before. The last part also checks the heads of all chains and
/// the daily roots. A chain that grows meanwhile is verified as far as it was when it was read.
///
/// # Errors
/// [`AppError::Forbidden`] for all but auditors; [`AppError::Invalid`] for a place that is none.
pub async fn verify_part(
    app: &App,
    actor: &Actor,
    lang: Lang,
    query: VerificationPartQuery,
) -> Answer<VerificationPart> {
    actor.may(Action::VerifyAudit).ok_or(AppError::Forbidden(Action::VerifyAudit))?;
    let after = query.after.as_deref().map(place).transpose()?;
    let snapshot = app.store.snapshot().await?;
    let found = event::chains_after(&snapshot, after.as_ref(), EVENTS).await?;
    let last = found.last().map(|event| (event.body.subject_kind.clone(), event.body.subject_id));
    let more = found.len() as u64 >= EVENTS;
    let mut chains = Chains::default();
    for event in found {
        chains.take(event, lang);
    }
    chains.end(lang);
    let mut part = VerificationPart {
        events: chains.events,
        chains: chains.ended,
        roots: 0,
        total: event::total(&snapshot).await?.unsigned_abs(),
        next: last.filter(|_| more && chains.broken.is_none()).map(|(kind, id)| format!("{kind}.{id}")),
        broken: chains.broken,
    };
    if part.next.is_none() && part.broken.is_none() {
        part.broken = broken_head(&snapshot, lang).await?;
    }
    if part.next.is_none() && part.broken.is_none() {
        (part.roots, part.broken) = check_roots(&snapshot, lang).await?;
    }
    Ok(part)
}

/// The subject a part ended with.
fn place(text: &str) -> Answer<(String, Uuid)> {
    let read = text.split_once('.').and_then(|(kind, id)| Some((kind.to_owned(), id.parse().ok()?)));
    read.ok_or_else(|| AppError::invalid("/after", Message::new("app-cursor-invalid")))
}

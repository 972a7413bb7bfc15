//! Showing a photograph to whoever may see what it is attached to.

use wangge_domain::evidence::EvidenceHash;
use wangge_domain::grid::is_within;
use wangge_domain::permission::{Action, Actor};
use wangge_pictures::{Size, show_picture};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, StorageError, drive, evidence, node, replication};

use super::{aside, sender};
use crate::context::{Answer, App};
use crate::error::AppError;

/// A photograph as a JPEG of a size: upright, without what the camera wrote beside the pixels. Made once, then kept.
///
/// # Errors
/// [`AppError::NotFound`] for one the actor may not know about; when it is missing from its folder or altered.
pub async fn show(app: &App, actor: &Actor, hash: &EvidenceHash, size: Size) -> Answer<Vec<u8>> {
    if !may_see(&app.store.read(), actor, hash).await? {
        return Err(AppError::not_found("evidence", hash));
    }
    made(app, hash, size).await
}

/// A photograph as a JPEG of a size, for a document whose reader was asked about already.
///
/// # Errors
/// When it is missing from its folder or altered.
pub(crate) async fn made(app: &App, hash: &EvidenceHash, size: Size) -> Answer<Vec<u8>> {
    let files = app.store.evidence()?;
    if let Some(kept) = files.shown(hash, size.as_str()).await {
        return Ok(kept);
    }
    let bytes = files.read(hash).await?;
    let made = aside(move || show_picture(&bytes, size).ok()).await.flatten();
    let unreadable =
        || StorageError::Evidence { hash: hash.to_string(), reason: "the photograph does not open".to_owned() };
    let made = made.ok_or_else(unreadable)?;
    files.keep_shown(hash, size.as_str(), made.clone()).await;
    Ok(made)
}

/// Whether the actor sent a photograph, or may see a visit, a practice card, a drive or a case it belongs to.
pub(super) async fn may_see(db: &impl ConnectionTrait, actor: &Actor, hash: &EvidenceHash) -> Answer<bool> {
    if evidence::was_sent_by(db, hash, sender(actor)).await? {
        return Ok(true);
    }
    if let Some(granted) = actor.may(Action::ViewVisit)
        && evidence::is_in_visits(db, &Reach::of(db, &granted).await?, hash).await?
    {
        return Ok(true);
    }
    if actor.may(Action::ViewPractice).is_some() && is_on_a_card(db, hash).await? {
        return Ok(true);
    }
    if let Some(granted) = actor.may(Action::ViewDrive)
        && is_in_drives(db, &Reach::of(db, &granted).await?, hash).await?
    {
        return Ok(true);
    }
    match actor.may(Action::ViewCase) {
        Some(granted) => Ok(evidence::is_in_cases(db, &Reach::of(db, &granted).await?, hash).await?),
        None => Ok(false),
    }
}

/// Whether a report of a drive or a dead corner within reach, or below what is, shows a photograph.
async fn is_in_drives(db: &impl ConnectionTrait, reach: &Reach, hash: &EvidenceHash) -> Answer<bool> {
    let at = drive::nodes_with(db, hash).await?;
    if at.is_empty() {
        return Ok(false);
    }
    let own = node::list(db, reach).await?;
    let places = node::all(db).await?;
    let mut paths = places.iter().filter(|node| at.contains(&node.id)).map(|node| &node.path);
    Ok(paths.any(|path| own.iter().any(|node| is_within(path, &node.path))))
}

/// Whether a practice card shows a photograph now. One taken off a card, for a face in it perhaps, is shown to the district no
/// longer, though the record still says what the card showed.
async fn is_on_a_card(db: &impl ConnectionTrait, hash: &EvidenceHash) -> Answer<bool> {
    let measures = evidence::measures_with(db, hash).await?;
    if measures.is_empty() {
        return Ok(false);
    }
    let cards = replication::cards(db).await?;
    Ok(cards.iter().flat_map(|card| &card.measures).any(|measure| measures.contains(&measure.id)))
}

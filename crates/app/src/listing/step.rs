//! The way of a listing: submitted, sent back, approved, published at once or at its moment, and told.

use std::sync::Arc;

use wangge_domain::ids::ListingId;
use wangge_domain::listing::{Listing, ListingStep};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_domain::time::local_day;
use wangge_storage::{StorageError, listing as store};

use super::list::show;
use super::make::{at_version, keep, refused, written};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{may_everywhere, needs_everywhere};
use crate::record::{self, By};
use crate::view::{ListingView, PublishListing, ReturnListing};

fn step_of(app: &App, actor: &Actor) -> ListingStep {
    ListingStep { at: app.now(), by_user: actor.user_id, by_name: actor.name.clone() }
}

/// Submits a draft for approval.
///
/// # Errors
/// [`AppError::Conflict`] when it was changed meanwhile; refuses while its period is not over.
pub async fn submit(app: &App, actor: &Actor, lang: Lang, id: ListingId, if_match: i64) -> Answer<ListingView> {
    needs_everywhere(actor, Action::EditListing)?;
    let db = app.store.read();
    let before = at_version(app, &db, actor, id, if_match).await?;
    let today = local_day(app.now(), crate::campaign::load(&db).await?.tz());
    let after = before.submit(step_of(app, actor), today).map_err(|refusal| refused(&refusal, lang))?;
    let payload = written(&after);
    keep(app, actor, after, "submitted", payload).await?;
    show(app, actor, lang, id).await
}

/// Sends a listing that is not out back to be drafted anew.
///
/// # Errors
/// [`AppError::Conflict`] when it was changed meanwhile; refuses once it is out, and without a reason.
pub async fn send_back(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: ListingId,
    if_match: i64,
    command: ReturnListing,
) -> Answer<ListingView> {
    if !may_everywhere(actor, Action::EditListing) {
        needs_everywhere(actor, Action::ApproveListing)?;
    }
    let before = at_version(app, &app.store.read(), actor, id, if_match).await?;
    let after = before.send_back(&command.reason, app.now()).map_err(|refusal| refused(&refusal, lang))?;
    let payload = written(&after);
    keep(app, actor, after, "returned", payload).await?;
    show(app, actor, lang, id).await
}

/// Approves a listing somebody else submitted.
///
/// # Errors
/// [`AppError::Conflict`] when it was changed meanwhile; refuses one's own.
pub async fn approve(app: &App, actor: &Actor, lang: Lang, id: ListingId, if_match: i64) -> Answer<ListingView> {
    needs_everywhere(actor, Action::ApproveListing)?;
    let before = at_version(app, &app.store.read(), actor, id, if_match).await?;
    let after = before.approve(step_of(app, actor)).map_err(|refusal| refused(&refusal, lang))?;
    let payload = written(&after);
    keep(app, actor, after, "approved", payload).await?;
    show(app, actor, lang, id).await
}

/// Publishes an approved listing, at once or at a moment to come: what it says is frozen.
///
/// # Errors
/// [`AppError::Conflict`] when it was changed meanwhile; refuses what is not approved, and a moment gone by.
pub async fn publish(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: ListingId,
    if_match: i64,
    command: PublishListing,
) -> Answer<ListingView> {
    needs_everywhere(actor, Action::EditListing)?;
    let before = at_version(app, &app.store.read(), actor, id, if_match).await?;
    let step = step_of(app, actor);
    let after = before.publish(step, command.at).map_err(|refusal| refused(&refusal, lang))?;
    if command.at.is_some() {
        let payload = written(&after);
        keep(app, actor, after, "scheduled", payload).await?;
    } else {
        let others = By { id: app.new_id(), ..By::of(app, actor) };
        release(app, after, By::of(app, actor), others).await?;
    }
    show(app, actor, lang, id).await
}

/// Tells the units of every listing whose moment has come, and says how many there were. That it is out rests on the clock
/// alone.
///
/// # Errors
/// When the store fails; what was not told stays to be told.
pub async fn release_due(app: &App) -> Answer<usize> {
    let due = store::due(&app.store.read(), app.now()).await?;
    let mut told = 0;
    for listing in due {
        // Told under the name of whoever set it to come out, by no account: nobody did it now.
        let name = listing.published.as_ref().map_or_else(String::new, |step| step.by_name.clone());
        let by = || By { id: app.new_id(), at: app.now(), actor: None, name: name.clone() };
        match release(app, listing, by(), by()).await {
            Ok(()) => told += 1,
            // Another server was first.
            Err(AppError::Conflict { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(told)
}

/// Keeps that a listing came out, with the event its units are told of, and says so of the edition it corrects.
async fn release(app: &App, mut listing: Listing, by: By, of_corrected: By) -> Answer<()> {
    listing.released_at = Some(by.at);
    let payload = written(&listing);
    let ready = Arc::new((by, of_corrected, listing, payload));
    app.store
        .write(move |tx| {
            let ready = Arc::clone(&ready);
            Box::pin(async move {
                let (by, of_corrected, listing, payload) = &*ready;
                store::update(tx, listing).await?;
                record::event(tx, by.clone(), "listing", listing.id.0, "published", payload.clone()).await?;
                if let Some(old) = listing.corrects {
                    let by_which = serde_json::json!({ "by": listing.id, "edition": listing.content.edition });
                    record::event(tx, of_corrected.clone(), "listing", old.0, "corrected", by_which).await?;
                }
                Ok::<(), StorageError>(())
            })
        })
        .await?;
    Ok(())
}

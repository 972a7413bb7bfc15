//! Drafting a listing, drafting it anew, and drafting the correction of one that is out.

use std::sync::Arc;

use serde_json::{Value, json};
use wangge_domain::ids::ListingId;
use wangge_domain::listing::{
    Listing, ListingCorrection, ListingFault, ListingRefusal, ListingRule, ListingRules, ListingState, changes,
    rule_faults,
};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message};
use wangge_storage::{ConnectionTrait, StorageError, listing as store};

use super::compile::{Recipe, compile, rules_of, span};
use super::list::show;
use super::sight::Sight;
use crate::context::{Answer, App};
use crate::error::{AppError, FieldFault};
use crate::reading::needs_everywhere;
use crate::record::{self, By};
use crate::view::{AmendListing, CorrectListing, DraftListing, ListingView};

/// The longest addition of the office, in characters.
const NOTE_MOST: usize = 500;

pub(super) fn refused(refusal: &ListingRefusal, lang: Lang) -> AppError {
    match refusal {
        ListingRefusal::NoReason { .. } => AppError::invalid("/reason", refusal.message(lang)),
        other => AppError::refused(other.code(), other.message(lang)),
    }
}

/// Lets pass only rules and words that are in order.
pub(super) fn checked(rules: Option<&[ListingRule]>, note: &str) -> Answer<()> {
    let told = |fault: ListingFault| FieldFault { pointer: format!("/rules{}", fault.pointer), message: fault.message };
    let mut faults: Vec<FieldFault> = rules.map(rule_faults).unwrap_or_default().into_iter().map(told).collect();
    if note.chars().count() > NOTE_MOST {
        let message = Message::new("listing-note-long").arg("most", NOTE_MOST);
        faults.push(FieldFault { pointer: "/note".to_owned(), message });
    }
    if faults.is_empty() { Ok(()) } else { Err(AppError::Invalid(faults)) }
}

/// What the record keeps of a listing.
pub(super) fn written(listing: &Listing) -> Value {
    let content = &listing.content;
    json!({
        "period": content.period.key, "edition": content.edition, "state": listing.state, "corrects": listing.corrects,
        "reason": content.correction.as_ref().map(|of| &of.reason), "returned": listing.returned,
        "publish_at": listing.publish_at, "sha256": listing.sha256(),
    })
}

/// What the record keeps of a draft: all it says.
fn drafted(listing: &Listing) -> Value {
    let mut payload = written(listing);
    payload["content"] = json!(listing.content);
    payload
}

/// Drafts the listing of a period from the figures as they stand; the flag says whether it is new. Sent again it is answered
/// as the first time.
///
/// # Errors
/// [`AppError::Invalid`] with everything wrong with it; refuses a period that has a listing.
pub async fn draft(app: &App, actor: &Actor, lang: Lang, command: DraftListing) -> Answer<(ListingView, bool)> {
    needs_everywhere(actor, Action::EditListing)?;
    checked(command.rules.as_deref(), &command.note)?;
    let db = app.store.read();
    // The key as the span writes it, so that a period has one listing however it is asked for.
    let period = span(app, &db, &command.period).await?.key();
    if let Some(standing) = store::get(&db, command.id).await? {
        // The same sent again is the same; an identity that stands for something else is not.
        if standing.content.period.key != period || standing.corrects.is_some() {
            return Err(AppError::Conflict { current: standing.version });
        }
        return Ok((show(app, actor, lang, command.id).await?, false));
    }
    if store::all(&db).await?.iter().any(|one| one.content.period.key == period) {
        return Err(exists());
    }
    let rules = match command.rules {
        Some(rules) => ListingRules { version: 0, rules },
        None => store::rules(&db).await?,
    };
    let recipe = Recipe { period: &period, rules: &rules, note: &command.note, edition: 1 };
    let content = Box::pin(compile(app, &db, recipe)).await?;
    let by = By::of(app, actor);
    let listing = begun(command.id, content, None, &by);
    let new = add(app, listing, by, exists).await?;
    Ok((show(app, actor, lang, command.id).await?, new))
}

fn exists() -> AppError {
    AppError::refused("listing_exists", Message::new("listing-exists"))
}

fn begun(
    id: ListingId,
    content: wangge_domain::listing::ListingContent,
    corrects: Option<ListingId>,
    by: &By,
) -> Listing {
    Listing {
        id,
        content,
        corrects,
        state: ListingState::Draft,
        returned: None,
        submitted: None,
        approved: None,
        published: None,
        publish_at: None,
        released_at: None,
        frozen: None,
        made_at: by.at,
        version: 1,
    }
}

/// Adds a draft; the answer is whether it is new and not the same sent again meanwhile.
async fn add(app: &App, listing: Listing, by: By, taken: fn() -> AppError) -> Answer<bool> {
    let (id, payload) = (listing.id, drafted(&listing));
    let ready = Arc::new((by, listing, payload));
    let kept: Answer<()> = app
        .store
        .write(move |tx| {
            let ready = Arc::clone(&ready);
            Box::pin(async move {
                let (by, listing, payload) = &*ready;
                store::insert(tx, listing).await?;
                record::event(tx, by.clone(), "listing", listing.id.0, "made", payload.clone()).await?;
                Ok(())
            })
        })
        .await;
    match kept {
        Ok(()) => Ok(true),
        // Reckoning takes a while: the same draft sent again meanwhile is the same draft, any other of its period is not.
        Err(AppError::Storage(StorageError::AlreadyThere { .. })) => {
            if store::get(&app.store.read(), id).await?.is_some() { Ok(false) } else { Err(taken()) }
        }
        Err(error) => Err(error),
    }
}

/// A listing at the version its reader has seen.
pub(super) async fn at_version(
    app: &App,
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: ListingId,
    if_match: i64,
) -> Answer<Listing> {
    let listing = Sight::of(app, actor)?.one(db, id).await?;
    if listing.version == if_match { Ok(listing) } else { Err(AppError::Conflict { current: listing.version }) }
}

/// Drafts a listing anew: by other rules or with other words, from the figures as they stand.
///
/// # Errors
/// [`AppError::Conflict`] when it was changed meanwhile; [`AppError::Invalid`] with everything wrong with it; refuses once
/// it was submitted.
pub async fn amend(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: ListingId,
    if_match: i64,
    command: AmendListing,
) -> Answer<ListingView> {
    needs_everywhere(actor, Action::EditListing)?;
    checked(command.rules.as_deref(), &command.note)?;
    let db = app.store.read();
    let before = at_version(app, &db, actor, id, if_match).await?;
    let rules = match command.rules {
        Some(rules) => ListingRules { version: 0, rules },
        None => rules_of(&before.content),
    };
    let recipe = Recipe {
        period: &before.content.period.key,
        rules: &rules,
        note: &command.note,
        edition: before.content.edition,
    };
    let mut content = Box::pin(compile(app, &db, recipe)).await?;
    if let (Some(of), Some(correction)) = (before.corrects, &before.content.correction) {
        let corrected = store::get(&db, of).await?.ok_or_else(|| AppError::not_found("listing", of))?;
        let changes = changes(&corrected.content, &content);
        content.correction = Some(ListingCorrection { changes, ..correction.clone() });
    }
    let after = before.amend(content).map_err(|refusal| refused(&refusal, lang))?;
    let payload = drafted(&after);
    keep(app, actor, after, "amended", payload).await?;
    show(app, actor, lang, id).await
}

/// Drafts the correction of a listing that is out, by its own rules from the figures as they stand; the flag says whether it
/// is new. It goes the same way as any listing, and the one it corrects stays visible.
///
/// # Errors
/// Refuses what is not out, what has a correction, and without a reason.
pub async fn correct(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: ListingId,
    command: CorrectListing,
) -> Answer<(ListingView, bool)> {
    needs_everywhere(actor, Action::EditListing)?;
    let sight = Sight::of(app, actor)?;
    let db = app.store.read();
    let wrong = sight.one(&db, id).await?;
    if let Some(standing) = store::get(&db, command.id).await? {
        if standing.corrects != Some(id) {
            return Err(AppError::Conflict { current: standing.version });
        }
        return Ok((show(app, actor, lang, command.id).await?, false));
    }
    let reason = wrong.correctable(&command.reason, sight.now).map_err(|refusal| refused(&refusal, lang))?;
    if store::all(&db).await?.iter().any(|one| one.corrects == Some(id)) {
        return Err(corrected_already());
    }
    let rules = rules_of(&wrong.content);
    let edition = wrong.content.edition + 1;
    let recipe = Recipe { period: &wrong.content.period.key, rules: &rules, note: &wrong.content.note, edition };
    let mut content = Box::pin(compile(app, &db, recipe)).await?;
    content.correction = Some(ListingCorrection {
        listing_id: id,
        edition: wrong.content.edition,
        sha256: wrong.sha256().unwrap_or_default(),
        published_at: wrong.publish_at.unwrap_or(wrong.made_at),
        reason,
        changes: changes(&wrong.content, &content),
    });
    let by = By::of(app, actor);
    let listing = begun(command.id, content, Some(id), &by);
    let new = add(app, listing, by, corrected_already).await?;
    Ok((show(app, actor, lang, command.id).await?, new))
}

fn corrected_already() -> AppError {
    AppError::refused("listing_corrected_already", Message::new("listing-corrected-already"))
}

/// Keeps a step of a listing with its event.
pub(super) async fn keep(app: &App, actor: &Actor, listing: Listing, kind: &'static str, payload: Value) -> Answer<()> {
    let ready = Arc::new((By::of(app, actor), listing, payload));
    app.store
        .write(move |tx| {
            let ready = Arc::clone(&ready);
            Box::pin(async move {
                let (by, listing, payload) = &*ready;
                store::update(tx, listing).await?;
                record::event(tx, by.clone(), "listing", listing.id.0, kind, payload.clone()).await?;
                Ok::<(), AppError>(())
            })
        })
        .await
}

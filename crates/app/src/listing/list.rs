//! The listings, one of them, and those that wait for approval.

use wangge_domain::ids::ListingId;
use wangge_domain::listing::{Listing, ListingContent, ListingMark, ListingState, listing_streaks};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_storage::{ConnectionTrait, listing as store};

use super::compile::{Recipe, compile, rules_of};
use super::sight::Sight;
use super::words::{Streaks, correction, group, name_of};
use crate::context::{Answer, App};
use crate::reading::{many, may_everywhere};
use crate::view::{ListingLine, ListingList, ListingMay, ListingQuery, ListingRef, ListingView};

/// The listings the actor sees, the latest period first.
///
/// # Errors
/// [`crate::AppError::Forbidden`] for those who may not see listings.
pub async fn list(app: &App, actor: &Actor, lang: Lang, query: ListingQuery) -> Answer<ListingList> {
    let sight = Sight::of(app, actor)?;
    let all = sight.all(&app.store.read()).await?;
    let wanted = |one: &&Listing| {
        query.kind.as_ref().is_none_or(|kind| one.content.period.kind() == kind)
            && query.unit.is_none_or(|unit| one.content.units().contains(&unit))
    };
    let mut items: Vec<ListingLine> = all.iter().filter(wanted).map(|one| line(one, &all, &sight, lang)).collect();
    items.retain(|one| query.mark.is_none_or(|mark| one.mark == mark));
    Ok(ListingList { items, may_edit: sight.edits })
}

/// The edition that is out and puts this one right.
fn corrected_by<'a>(listing: &Listing, all: &'a [Listing], sight: &Sight) -> Option<&'a Listing> {
    all.iter().find(|other| other.corrects == Some(listing.id) && other.out(sight.now))
}

fn line(listing: &Listing, all: &[Listing], sight: &Sight, lang: Lang) -> ListingLine {
    let corrected_by = corrected_by(listing, all, sight);
    let mark = listing.mark(sight.now, corrected_by.is_some());
    let (content, period) = (&listing.content, &listing.content.period);
    ListingLine {
        id: listing.id,
        name: name_of(content, lang),
        period: period.key.clone(),
        period_name: period.name.get(lang).to_owned(),
        from: period.from,
        until: period.until,
        edition: content.edition,
        mark,
        mark_name: mark.wording(lang),
        red: many(content.groups.iter().map(|group| group.red.len()).sum()),
        black: many(content.groups.iter().map(|group| group.black.len()).sum()),
        publish_at: listing.publish_at,
        corrected_by: corrected_by.map(|other| ListingRef { id: other.id, edition: other.content.edition }),
    }
}

/// The streaks that stand at a listing: over those of its sort of period that are out, of each period the edition that
/// stands, and the listing itself.
fn streaks(listing: &Listing, all: &[Listing], sight: &Sight) -> Streaks {
    let (kind, until) = (listing.content.period.kind(), listing.content.period.until);
    let earlier = |other: &&Listing| {
        let period = &other.content.period;
        period.kind() == kind
            && period.until < until
            && other.out(sight.now)
            && corrected_by(other, all, sight).is_none()
    };
    let mut contents: Vec<&ListingContent> = all.iter().filter(earlier).map(|other| &other.content).collect();
    contents.sort_by_key(|content| content.period.until);
    contents.push(&listing.content);
    listing_streaks(contents)
}

/// A listing with its lists.
///
/// # Errors
/// [`crate::AppError::NotFound`] for one that is not there or not out, for those who only read.
pub async fn show(app: &App, actor: &Actor, lang: Lang, id: ListingId) -> Answer<ListingView> {
    let sight = Sight::of(app, actor)?;
    let db = app.store.snapshot().await?;
    let listing = sight.one(&db, id).await?;
    let differs = differs(app, &db, &listing).await?;
    let all = sight.all(&db).await?;
    Ok(view(&listing, &all, &sight, differs, lang))
}

/// Whether the figures of now come to something else.
async fn differs(app: &App, db: &impl ConnectionTrait, listing: &Listing) -> Answer<bool> {
    let content = &listing.content;
    let rules = rules_of(content);
    let recipe = Recipe { period: &content.period.key, rules: &rules, note: &content.note, edition: content.edition };
    Ok(content.differs(&Box::pin(compile(app, db, recipe)).await?))
}

fn view(listing: &Listing, all: &[Listing], sight: &Sight, differs: bool, lang: Lang) -> ListingView {
    let content = &listing.content;
    let streaks = streaks(listing, all, sight);
    // Who took which step before it was published is the affair of those who edit or approve.
    let inside = sight.edits || sight.approves;
    ListingView {
        line: line(listing, all, sight, lang),
        groups: content.groups.iter().map(|of| group(of, &streaks, lang)).collect(),
        note: content.note.clone(),
        correction: correction(content, lang),
        as_of: content.as_of,
        differs,
        sha256: listing.sha256(),
        returned: listing.returned.clone().filter(|_| inside),
        submitted: listing.submitted.clone().filter(|_| inside),
        approved: listing.approved.clone().filter(|_| inside),
        published: listing.published.clone(),
        may: may(listing, all, sight),
        version: listing.version,
    }
}

fn may(listing: &Listing, all: &[Listing], sight: &Sight) -> ListingMay {
    let mark = listing.mark(sight.now, false);
    let own = listing.own(sight.user);
    let corrected = all.iter().any(|other| other.corrects == Some(listing.id));
    let on_its_way = matches!(mark, ListingMark::Submitted | ListingMark::Approved | ListingMark::Scheduled);
    ListingMay {
        amend: sight.edits && mark == ListingMark::Draft,
        submit: sight.edits && mark == ListingMark::Draft,
        approve: sight.approves && mark == ListingMark::Submitted && !own,
        own: sight.approves && mark == ListingMark::Submitted && own,
        send_back: (sight.approves || sight.edits) && on_its_way,
        publish: sight.edits && mark == ListingMark::Approved,
        correct: sight.edits && mark == ListingMark::Published && !corrected,
    }
}

/// How many listings wait for the actor's approval.
///
/// # Errors
/// When the store fails.
pub async fn waiting(db: &impl ConnectionTrait, actor: &Actor) -> Answer<u64> {
    if !may_everywhere(actor, Action::ApproveListing) {
        return Ok(0);
    }
    let all = store::all(db).await?;
    let waits = |one: &&Listing| one.state == ListingState::Submitted && !one.own(actor.user_id);
    Ok(many(all.iter().filter(waits).count()))
}

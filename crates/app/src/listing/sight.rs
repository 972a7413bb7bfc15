//! Who sees which listings.

use std::collections::HashSet;

use uuid::Uuid;
use wangge_domain::ids::{ListingId, UserId};
use wangge_domain::listing::Listing;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::time::Timestamp;
use wangge_storage::{ConnectionTrait, listing as store};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::may_everywhere;

/// What a reader sees of listings at a moment, and may do with them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sight {
    pub edits: bool,
    pub approves: bool,
    pub user: Option<UserId>,
    pub now: Timestamp,
}

impl Sight {
    /// What the actor sees now.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for those who may not see listings.
    pub fn of(app: &App, actor: &Actor) -> Answer<Self> {
        actor.may(Action::ViewListing).ok_or(AppError::Forbidden(Action::ViewListing))?;
        Ok(Self {
            edits: may_everywhere(actor, Action::EditListing),
            approves: may_everywhere(actor, Action::ApproveListing),
            user: actor.user_id,
            now: app.now(),
        })
    }

    /// Whether a listing is for the reader to see: one that is out is for everybody.
    pub fn sees(&self, listing: &Listing) -> bool {
        self.edits || self.approves || listing.out(self.now)
    }

    /// The listings there are for the reader: the latest period first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn all(&self, db: &impl ConnectionTrait) -> Answer<Vec<Listing>> {
        let mut all = store::all(db).await?;
        all.retain(|one| self.sees(one));
        Ok(all)
    }

    /// A listing the reader sees.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for any other.
    pub async fn one(&self, db: &impl ConnectionTrait, id: ListingId) -> Answer<Listing> {
        let found = store::get(db, id).await?.filter(|one| self.sees(one));
        found.ok_or_else(|| AppError::not_found("listing", id))
    }
}

/// Of these listings, those whose steps the actor may hear of: everyone hears of what came out, and nobody but those who
/// edit or approve of what is on its way.
///
/// # Errors
/// When the store fails.
pub(crate) async fn known_of(db: &impl ConnectionTrait, actor: &Actor, ids: Vec<Uuid>) -> Answer<Vec<Uuid>> {
    if may_everywhere(actor, Action::EditListing) || may_everywhere(actor, Action::ApproveListing) {
        return Ok(ids);
    }
    if actor.may(Action::ViewListing).is_none() {
        return Ok(Vec::new());
    }
    let told: HashSet<Uuid> =
        store::all(db).await?.into_iter().filter(|one| one.released_at.is_some()).map(|one| one.id.0).collect();
    Ok(ids.into_iter().filter(|id| told.contains(id)).collect())
}

/// Whether an actor hears of a step in the record: those who only read hear that a listing came out and was put right. Who
/// drafted, submitted, returned and approved it is the affair of those who edit or approve, and of whoever reads the record.
pub(crate) fn hears(actor: &Actor, noun: &str, kind: &str) -> bool {
    let inside = || {
        may_everywhere(actor, Action::EditListing)
            || may_everywhere(actor, Action::ApproveListing)
            || actor.may(Action::ViewEvents).is_some()
    };
    noun != "listing" || matches!(kind, "published" | "corrected") || inside()
}

//! Noting an ownership record, changing it, taking it out.

use std::sync::Arc;

use serde_json::{Value, json};
use wangge_domain::ids::{OwnershipId, SiteId};
use wangge_domain::ownership::{Ownership, OwnershipFault, Validity, faults, succeeded};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::site::Site;
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::local_day;
use wangge_storage::{ConnectionTrait, Tx, ownership as store, site};

use super::list::view;
use super::{known_of, told};
use crate::context::{Answer, App};
use crate::error::{AppError, FieldFault};
use crate::reading::{Wordbook, reach};
use crate::record::{self, By};
use crate::view::{AmendOwnership, NoteOwnership, OwnershipView};

/// Notes a record; the flag says whether it is new. Sent again it is answered as it stands.
///
/// # Errors
/// [`AppError::NotFound`] for a site outside the actor's reach; [`AppError::Invalid`] with everything wrong with it;
/// [`AppError::Conflict`] when its identity is that of another site's record.
pub async fn note(
    app: &App,
    actor: &Actor,
    lang: Lang,
    site: SiteId,
    command: NoteOwnership,
) -> Answer<(OwnershipView, bool)> {
    let db = app.store.read();
    editable(&db, actor, site).await?;
    let desk = Arc::new(Desk::open(app, actor, lang).await?);
    let given = Ownership {
        id: command.id,
        site_id: site,
        item_code: command.item_code.as_deref().and_then(code),
        unit_id: command.unit_id,
        basis: command.basis.trim().to_owned(),
        validity: Validity { from: command.valid_from, until: command.valid_until },
        noted_name: actor.name.clone(),
        noted_at: Some(desk.by.at),
        version: 1,
    };
    let (at, succeeds) = (Arc::clone(&desk), command.succeeds);
    let written: Answer<(Ownership, bool)> =
        app.store.write(move |tx| Box::pin(async move { at.note(tx, given, succeeds).await })).await;
    let (record, new) = written?;
    Ok((desk.view(app, &record).await?, new))
}

/// Changes a record: what it says or its days.
///
/// # Errors
/// [`AppError::NotFound`] for one of a site outside the actor's reach; [`AppError::Conflict`] when it was changed
/// meanwhile; [`AppError::Invalid`] with everything wrong with it.
pub async fn amend(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: OwnershipId,
    if_match: i64,
    command: AmendOwnership,
) -> Answer<OwnershipView> {
    let site = site_of(app, actor, id).await?;
    let desk = Arc::new(Desk::open(app, actor, lang).await?);
    let at = Arc::clone(&desk);
    let written: Answer<Ownership> =
        app.store.write(move |tx| Box::pin(async move { at.amend(tx, (site, id, if_match), command).await })).await;
    desk.view(app, &written?).await
}

/// Takes out a record that should never have been noted. One that is over is given a last day instead.
///
/// # Errors
/// As for [`amend`].
pub async fn remove(app: &App, actor: &Actor, lang: Lang, id: OwnershipId, if_match: i64) -> Answer<()> {
    let site = site_of(app, actor, id).await?;
    let desk = Arc::new(Desk::open(app, actor, lang).await?);
    app.store
        .write(move |tx| {
            Box::pin(async move {
                let record = at_version(tx, (site, id, if_match)).await?;
                store::remove(tx, id).await?;
                let payload = json!({ "old": desk.told(&record) });
                desk.tell(tx, desk.by.clone(), &record, "ownership_removed", payload).await
            })
        })
        .await
}

/// The site whose records are to be changed, where the actor may do that.
async fn editable(db: &impl ConnectionTrait, actor: &Actor, id: SiteId) -> Answer<Site> {
    let reach = reach(db, actor, Action::EditSite).await?;
    site::find(db, &reach, id).await?.ok_or_else(|| AppError::not_found("site", id))
}

async fn site_of(app: &App, actor: &Actor, id: OwnershipId) -> Answer<SiteId> {
    let db = app.store.read();
    reach(&db, actor, Action::EditSite).await?;
    let missing = || AppError::not_found("ownership", id);
    let record = store::get(&db, id).await?.ok_or_else(missing)?;
    // Who may not know of the site may not know of its records either.
    match editable(&db, actor, record.site_id).await {
        Err(AppError::NotFound { .. }) => Err(missing()),
        other => other.map(|site| site.id),
    }
}

/// The record as it was read, with its site held.
async fn at_version(tx: &Tx, (site, id, if_match): (SiteId, OwnershipId, i64)) -> Answer<Ownership> {
    store::hold(tx, &[site]).await?;
    let record = store::get(tx, id).await?.ok_or_else(|| AppError::not_found("ownership", id))?;
    if record.version == if_match { Ok(record) } else { Err(AppError::Conflict { current: record.version }) }
}

/// A code as it is given; nothing when it is empty.
fn code(given: &str) -> Option<String> {
    Some(given.trim()).filter(|code| !code.is_empty()).map(str::to_owned)
}

/// What a change needs besides the record itself.
struct Desk {
    book: Wordbook,
    by: By,
    /// The same with another identity: noting a record that follows another makes two events.
    then: By,
}

impl Desk {
    async fn open(app: &App, actor: &Actor, lang: Lang) -> Answer<Self> {
        let book = Wordbook::open(app, &app.store.read(), lang).await?;
        Ok(Self { book, by: By::of(app, actor), then: By::of(app, actor) })
    }

    async fn view(&self, app: &App, record: &Ownership) -> Answer<OwnershipView> {
        let today = local_day(app.now(), crate::campaign::load(&app.store.read()).await?.tz());
        Ok(view(&self.book, record, today))
    }

    async fn note(&self, tx: &Tx, given: Ownership, succeeds: Option<OwnershipId>) -> Answer<(Ownership, bool)> {
        store::hold(tx, &[given.site_id]).await?;
        if let Some(there) = store::get(tx, given.id).await? {
            let same = there.site_id == given.site_id;
            return if same { Ok((there, false)) } else { Err(AppError::Conflict { current: there.version }) };
        }
        let mut others = store::of_site(tx, given.site_id).await?;
        if let Some(followed) = succeeds {
            self.follow(tx, &given, followed, &mut others).await?;
        }
        self.check(&given, None, &others)?;
        store::insert_many(tx, std::slice::from_ref(&given)).await?;
        let payload = json!({ "new": self.told(&given) });
        self.tell(tx, self.then.clone(), &given, "ownership_noted", payload).await?;
        Ok((given, true))
    }

    /// Ends the record that is followed on the day before.
    async fn follow(&self, tx: &Tx, given: &Ownership, of: OwnershipId, others: &mut [Ownership]) -> Answer<()> {
        let followed = others.iter_mut().find(|other| other.id == of && other.item_code == given.item_code);
        let followed =
            followed.ok_or_else(|| AppError::invalid("/succeeds", Message::new("ownership-follows-another")))?;
        let from = given
            .validity
            .from
            .ok_or_else(|| AppError::invalid("/valid_from", Message::new("ownership-follows-from-when")))?;
        let ended = succeeded(followed, from).map_err(|message| AppError::invalid("/valid_from", message))?;
        if ended != *followed {
            store::update(tx, &ended).await?;
            let payload = json!({ "old": self.told(followed), "new": self.told(&ended) });
            self.tell(tx, self.by.clone(), &ended, "ownership_ended", payload).await?;
            *followed = ended;
        }
        Ok(())
    }

    async fn amend(&self, tx: &Tx, at: (SiteId, OwnershipId, i64), command: AmendOwnership) -> Answer<Ownership> {
        let before = at_version(tx, at).await?;
        let mut after = before.clone();
        if let Some(item) = command.item_code {
            after.item_code = item.as_deref().and_then(code);
        }
        after.unit_id = command.unit_id.unwrap_or(after.unit_id);
        if let Some(basis) = &command.basis {
            basis.trim().clone_into(&mut after.basis);
        }
        after.validity.from = command.valid_from.unwrap_or(after.validity.from);
        after.validity.until = command.valid_until.unwrap_or(after.validity.until);
        if after == before {
            return Ok(before);
        }
        let others = store::of_site(tx, before.site_id).await?;
        self.check(&after, Some(&before), &others)?;
        store::update(tx, &after).await?;
        let payload = json!({ "old": self.told(&before), "new": self.told(&after) });
        self.tell(tx, self.by.clone(), &after, kind_of(&before, &after), payload).await?;
        Ok(Ownership { version: after.version + 1, ..after })
    }

    /// # Errors
    /// [`AppError::Invalid`] with everything wrong with the record.
    fn check(&self, record: &Ownership, before: Option<&Ownership>, others: &[Ownership]) -> Answer<()> {
        let edition = self.book.edition.as_ref().map(|(_, index)| index);
        let item = |code: &str| edition.is_none_or(|index| index.item_by_code(code).is_some());
        let units = |id| self.book.register.units.get(&id);
        let found = known_of(units, self.book.lang, &item, |known| faults(record, before, others, known));
        if found.is_empty() {
            return Ok(());
        }
        let fault = |OwnershipFault { field, message }| FieldFault { pointer: format!("/{field}"), message };
        Err(AppError::Invalid(found.into_iter().map(fault).collect()))
    }

    fn told(&self, record: &Ownership) -> Value {
        told(record, self.book.register.units.get(&record.unit_id))
    }

    async fn tell(&self, tx: &Tx, by: By, record: &Ownership, kind: &str, payload: Value) -> Answer<()> {
        Ok(record::event(tx, by, "site", record.site_id.0, kind, payload).await?)
    }
}

/// A record that only gets a last day ends; anything else is a change.
fn kind_of(before: &Ownership, after: &Ownership) -> &'static str {
    let until = after.validity.until;
    let only = Ownership { validity: Validity { until, ..before.validity }, ..before.clone() } == *after;
    if only && until.is_some() && before.validity.until.is_none() { "ownership_ended" } else { "ownership_amended" }
}

//! Replications 复制推广: planning them, saying that a practice is in place, taking one back.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use serde_json::json;
use wangge_domain::ids::{PracticeCardId, ReplicationId, SiteId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::replication::{Adoption, PracticeCard, Replication, ReplicationRefusal};
use wangge_domain::site::Site;
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::local_day;
use wangge_storage::replication as store;
use wangge_storage::{ConnectionTrait, site};

use super::card::{may_take, show, site_of};
use super::standing::Found;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::reach;
use crate::record::{self, By};
use crate::site::difference;
use crate::view::{AdoptPractice, CancelReplication, PlanReplication, PracticeCardView, ReplicationView};

/// The most characters of a note or a reason.
const NOTE_MOST: usize = 500;

/// Plans the replication of a card at sites of its type; at all that are not planned with it where none are named.
///
/// # Errors
/// A day that is past; a site of another type, a demonstration site, one planned already; nobody left to plan.
pub async fn plan(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: PracticeCardId,
    command: PlanReplication,
) -> Answer<PracticeCardView> {
    let db = app.store.read();
    let granted = reach(&db, actor, Action::EditPractice).await?;
    let card = store::card(&db, id).await?.ok_or_else(|| AppError::not_found("practice_card", id))?;
    let today = local_day(app.now(), crate::campaign::load(&db).await?.tz());
    if command.due_on < today {
        return Err(AppError::invalid("/due_on", Message::new("replication-due-past")));
    }
    let sites = site::list(&db, &granted).await?;
    let chosen = match &command.sites {
        None => sites.iter().filter(|site| may_take(&card, site)).collect(),
        Some(ids) => named(&card, &sites, ids, lang)?,
    };
    let (by, all) = (By::of(app, actor), command.sites.is_none());
    let planned_at_site = |site: &Site| Replication {
        id: app.new_id(),
        card_id: id,
        site_id: site.id,
        due_on: command.due_on,
        planned_at: by.at,
        adopted: None,
        cancelled: None,
        version: 1,
    };
    let made: Vec<(Replication, String)> =
        chosen.into_iter().map(|site| (planned_at_site(site), site.name.get(lang).to_owned())).collect();
    let ready = Arc::new((made, by));
    app.store
        .write(move |tx| {
            let ready = Arc::clone(&ready);
            Box::pin(async move {
                let (made, by) = &*ready;
                let planned: HashSet<SiteId> = store::planned(tx, id).await?.into_iter().collect();
                if let Some((_, name)) = made.iter().find(|(one, _)| !all && planned.contains(&one.site_id)) {
                    let message = Message::new("replication-planned-already").arg("name", name);
                    return Err(AppError::refused("replication_planned_already", message));
                }
                let new: Vec<Replication> = made
                    .iter()
                    .filter(|(one, _)| !planned.contains(&one.site_id))
                    .map(|(one, _)| one.clone())
                    .collect();
                let Some(first) = new.first() else {
                    return Err(AppError::refused("replication_nobody", Message::new("replication-nobody")));
                };
                let sites: Vec<SiteId> = new.iter().map(|one| one.site_id).collect();
                let payload = json!({ "sites": sites, "due_on": first.due_on });
                store::insert_many(tx, &new).await?;
                record::event(tx, by.clone(), "practice_card", id.0, "replication_planned", payload).await?;
                Ok(())
            })
        })
        .await?;
    show(app, actor, lang, id).await
}

fn named<'s>(card: &PracticeCard, sites: &'s [Site], ids: &[SiteId], lang: Lang) -> Answer<Vec<&'s Site>> {
    let wanted: BTreeSet<&SiteId> = ids.iter().collect();
    let mut chosen = Vec::new();
    for id in wanted {
        let site = sites.iter().find(|site| site.id == *id).ok_or_else(|| AppError::not_found("site", id))?;
        if !may_take(card, site) {
            let key = if site.demonstration { "replication-itself" } else { "replication-other-type" };
            let message = Message::new(key).arg("name", site.name.get(lang));
            return Err(AppError::invalid("/sites", message));
        }
        chosen.push(site);
    }
    chosen.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(chosen)
}

/// A unit says that a practice is in place at its site, which is noted on the site as well.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's reach; the refusals of [`ReplicationRefusal`].
pub async fn adopt(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: ReplicationId,
    if_match: i64,
    command: AdoptPractice,
) -> Answer<ReplicationView> {
    let db = app.store.read();
    let (replication, before) = opened(&db, actor, Action::AdoptPractice, id, if_match).await?;
    let card = card_of(&db, &replication).await?;
    let today = local_day(app.now(), crate::campaign::load(&db).await?.tz());
    let note = checked(&command.note, "/note")?;
    let adoption = Adoption { on: command.on, note, by: actor.name.clone() };
    let adopted = replication.adopt(adoption, today).map_err(refused)?;
    let from = site_of(&db, card.site_id).await?;
    let mut at = before.clone();
    at.take_over(&from, command.on, today, &actor.name)
        .map_err(|refusal| AppError::refused(refusal.code(), refusal.message()))?;
    let payload = json!({ "site_id": at.id, "on": command.on, "note": command.note.trim() });
    // The office may have noted it on the site before.
    let noted = (at != before).then(|| difference(&before, &at));
    let bys = (By::of(app, actor), By::of(app, actor));
    let ready = Arc::new((adopted, at, payload, noted, bys));
    app.store
        .write(move |tx| {
            let ready = Arc::clone(&ready);
            Box::pin(async move {
                let (adopted, at, payload, noted, bys) = &*ready;
                store::update(tx, adopted).await?;
                record::event(tx, bys.0.clone(), "replication", id.0, "adopted", payload.clone()).await?;
                if let Some(noted) = noted {
                    site::update(tx, at).await?;
                    record::event(tx, bys.1.clone(), "site", at.id.0, "edited", noted.clone()).await?;
                }
                Ok::<(), AppError>(())
            })
        })
        .await?;
    view(app, actor, lang, id).await
}

/// The office takes a replication back.
///
/// # Errors
/// Without a reason, or when it was taken back before.
pub async fn cancel(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: ReplicationId,
    if_match: i64,
    command: CancelReplication,
) -> Answer<ReplicationView> {
    let db = app.store.read();
    let (replication, at) = opened(&db, actor, Action::EditPractice, id, if_match).await?;
    let reason = checked(&command.reason, "/reason")?;
    if reason.is_empty() {
        return Err(AppError::invalid("/reason", Message::new("replication-reason-needed")));
    }
    let payload = json!({ "site_id": at.id, "reason": reason });
    let cancelled = replication.cancel(reason).map_err(refused)?;
    let by = By::of(app, actor);
    app.store
        .write(move |tx| {
            let (cancelled, payload, by) = (cancelled.clone(), payload.clone(), by.clone());
            Box::pin(async move {
                store::update(tx, &cancelled).await?;
                record::event(tx, by, "replication", id.0, "cancelled", payload).await?;
                Ok::<(), AppError>(())
            })
        })
        .await?;
    view(app, actor, lang, id).await
}

fn refused(refusal: ReplicationRefusal) -> AppError {
    AppError::refused(refusal.code(), refusal.message())
}

fn checked(text: &str, pointer: &str) -> Answer<String> {
    if text.chars().count() > NOTE_MOST {
        let message = Message::new("replication-text-too-long").arg("most", NOTE_MOST);
        return Err(AppError::invalid(pointer, message));
    }
    Ok(text.trim().to_owned())
}

/// A replication at a site where the actor may do something, in the version they saw.
async fn opened(
    db: &impl ConnectionTrait,
    actor: &Actor,
    action: Action,
    id: ReplicationId,
    if_match: i64,
) -> Answer<(Replication, Site)> {
    let granted = reach(db, actor, action).await?;
    let unknown = || AppError::not_found("replication", id);
    let replication = store::get(db, id).await?.ok_or_else(unknown)?;
    let at = site::find(db, &granted, replication.site_id).await?.ok_or_else(unknown)?;
    if replication.version != if_match {
        return Err(AppError::Conflict { current: replication.version });
    }
    Ok((replication, at))
}

async fn card_of(db: &impl ConnectionTrait, replication: &Replication) -> Answer<PracticeCard> {
    let id = replication.card_id;
    store::card(db, id).await?.ok_or_else(|| AppError::not_found("practice_card", id))
}

async fn view(app: &App, actor: &Actor, lang: Lang, id: ReplicationId) -> Answer<ReplicationView> {
    let db = app.store.read();
    let found = Found::load(app, &db, actor, lang).await?;
    let unknown = || AppError::not_found("replication", id);
    let replication = store::get(&db, id).await?.ok_or_else(unknown)?;
    let card = card_of(&db, &replication).await?;
    let mut view = found.view(&card, &replication).ok_or_else(unknown)?;
    view.differences = found.differences(app, &db, &card, replication.site_id).await?;
    Ok(view)
}

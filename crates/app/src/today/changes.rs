//! What others did since the reader last looked.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use chrono::TimeDelta;
use uuid::Uuid;
use wangge_domain::event::EventRecord;
use wangge_domain::ids::{CaseId, ListingId, MeetingId, NodeId, ResolutionId, SiteId, UnitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::time::Timestamp;
use wangge_storage::{ConnectionTrait, case, event, last_look, listing, meeting, round};

use super::Desk;
use crate::case::Veil;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::event::kind_name;
use crate::listing::hears;
use crate::reading::many;
use crate::stream::known;
use crate::view::{ChangeGroup, Changed, Changes, LookedAt};

/// How far back an account that never looked is told.
const FIRST: TimeDelta = TimeDelta::days(1);

/// More than so many events are not counted; the latest of them are.
const EVENTS_MOST: u64 = 2_000;

/// How many things of a kind are named.
const NAMED_MOST: usize = 5;

/// Notes that everything up to a moment was seen. It never goes back, and never beyond now.
///
/// # Errors
/// [`AppError::Unauthenticated`] for the system itself, which looks at nothing.
pub async fn looked(app: &App, actor: &Actor, at: LookedAt) -> Answer<()> {
    let user = actor.user_id.ok_or(AppError::Unauthenticated)?;
    let until = at.until.min(app.now());
    app.store.write(move |tx| Box::pin(async move { Ok::<(), AppError>(last_look::put(tx, user, until).await?) })).await
}

impl<D: ConnectionTrait> Desk<'_, D> {
    pub(super) async fn changes(&self) -> Answer<Changes> {
        let until = self.app.now();
        let look = match self.actor.user_id {
            Some(user) => last_look::get(self.db, user).await?,
            None => None,
        };
        let since = look.map_or(until - FIRST, |look| look.at);
        let mut events = event::since(self.db, Some(since), EVENTS_MOST + 1).await?;
        let more = events.len() as u64 > EVENTS_MOST;
        events.retain(|event| event.body.at > since && event.body.at <= until && self.is_anothers(event));
        if Veil::of(self.db, self.actor).await?.is_some() {
            // That a case goes on from a closed one says what an earlier round found.
            events.retain(|event| (event.body.subject_kind.as_str(), event.body.kind.as_str()) != ("case", "linked"));
        }
        let subjects = events.iter().map(|event| (event.body.subject_kind.clone(), event.body.subject_id));
        let known = known(self.db, self.actor, subjects).await?;
        events.retain(|event| {
            let body = &event.body;
            known.contains(&(body.subject_kind.clone(), body.subject_id))
                && hears(self.actor, &body.subject_kind, &body.kind)
        });
        Ok(Changes { since, until, groups: self.groups(&events).await?, more })
    }

    fn is_anothers(&self, event: &EventRecord) -> bool {
        event.body.actor_id.is_none() || event.body.actor_id != self.actor.user_id
    }

    async fn groups(&self, events: &[EventRecord]) -> Answer<Vec<ChangeGroup>> {
        let mut by_kind: BTreeMap<(&str, &str), Vec<&EventRecord>> = BTreeMap::new();
        for event in events.iter().rev() {
            by_kind.entry((&event.body.subject_kind, &event.body.kind)).or_default().push(event);
        }
        let things: Vec<(&str, Uuid)> = by_kind
            .values()
            .flat_map(|events| events.iter().take(NAMED_MOST))
            .map(|event| (event.body.subject_kind.as_str(), event.body.subject_id))
            .collect();
        let names = self.names(&things).await?;
        let changed = |event: &&EventRecord| Changed {
            id: event.body.subject_id,
            name: names.get(&event.body.subject_id).cloned(),
            actor: event.body.actor_name.clone(),
            at: event.body.at,
        };
        let mut groups: Vec<ChangeGroup> = by_kind
            .iter()
            .map(|((noun, kind), events)| ChangeGroup {
                noun: (*noun).to_owned(),
                kind: (*kind).to_owned(),
                kind_name: kind_name(noun, kind, self.book.lang),
                count: many(events.len()),
                at: events.first().map_or(Timestamp::MIN_UTC, |event| event.body.at),
                latest: events.iter().take(NAMED_MOST).map(changed).collect(),
            })
            .collect();
        // Cases come first: they are the day's work.
        groups
            .sort_by_key(|group| (group.noun != "case", Reverse(group.count), group.noun.clone(), group.kind.clone()));
        Ok(groups)
    }

    /// What things are called that the reader may know of.
    async fn names(&self, things: &[(&str, Uuid)]) -> Answer<HashMap<Uuid, String>> {
        let of = |noun: &str| things.iter().filter(move |(of, _)| *of == noun).map(|(_, id)| *id).collect::<Vec<_>>();
        let mut names = HashMap::new();
        if let Some(reach) = self.reach(Action::ViewCase).await? {
            let cases: Vec<CaseId> = of("case").into_iter().map(CaseId).collect();
            for case in case::get_many(self.db, &reach, &cases).await? {
                names.insert(case.id.0, case.number.unwrap_or(case.description));
            }
        }
        for id in of("site") {
            names.extend(self.book.site(Some(SiteId(id))).map(|site| (id, site.name)));
        }
        for id in of("node") {
            names.insert(id, self.book.node(Some(NodeId(id))).name);
        }
        // The ledger of a unit is told under the unit.
        for id in of("unit").into_iter().chain(of("score_ledger")) {
            names.extend(self.book.unit(Some(UnitId(id))).map(|unit| (id, unit.name)));
        }
        // Only those the reader may know of are asked for.
        for id in of("resolution") {
            let found = meeting::resolution(self.db, ResolutionId(id)).await?;
            names.extend(found.map(|one| (id, one.text.text)));
        }
        for id in of("listing") {
            let found = listing::get(self.db, ListingId(id)).await?;
            names.extend(found.map(|one| (id, crate::listing::name_of(&one.content, self.book.lang))));
        }
        for id in of("meeting") {
            let found = meeting::get(self.db, MeetingId(id)).await?;
            names.extend(found.map(|one| (id, crate::meeting::name_of(&one, self.book.lang))));
        }
        if !of("round").is_empty() {
            let all = round::list(self.db).await?;
            names.extend(all.into_iter().map(|round| (round.id.0, round.name.get(self.book.lang).to_owned())));
        }
        Ok(names)
    }
}

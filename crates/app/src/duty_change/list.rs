//! Reading duty changes.

use std::collections::HashSet;

use chrono::NaiveDate;
use wangge_domain::duty_change::{DutyChange, DutyChangeState, DutyPart, DutySubject, Passing, passing};
use wangge_domain::ids::UnitId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, render};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, duty_change as store, node, site};

use super::told::reason;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::paging::page;
use crate::reading::{Wordbook, many};
use crate::unit::named;
use crate::view::{DutyChangeQuery, DutyChangeSort, DutyChangeView, DutyNoun, List, PAGE_ITEMS, Ref};

/// Between the parts of a key; no code holds it.
const APART: char = '\u{1}';

/// A page of the duty changes of the nodes and sites within reach, those out of use too: what failed by that is flagged.
///
/// # Errors
/// [`AppError::Forbidden`] for those who may not see the grid.
pub async fn list(app: &App, actor: &Actor, lang: Lang, query: DutyChangeQuery) -> Answer<List<DutyChangeView>> {
    let db = app.store.read();
    actor.may(Action::ViewGrid).ok_or(AppError::Forbidden(Action::ViewGrid))?;
    let book = Wordbook::open(app, &db, lang).await?;
    let all = store::all(&db).await?;
    let seen = within(&db, actor, (Action::ViewGrid, Action::ViewGrid), &all).await?;
    let edited = within(&db, actor, (Action::EditGrid, Action::EditSite), &all).await?;
    let desk = Desk { book: &book, all: &all, edited: &edited };
    let sort = query.sort.unwrap_or_default();
    let wanted = all.iter().filter(|change| seen.contains(&change.subject) && desk.wanted(change, &query));
    let found = wanted.map(|change| (desk.key(change, sort), change)).collect();
    let limit = query.limit.unwrap_or(PAGE_ITEMS);
    Ok(page(found, query.cursor.as_deref(), Some(limit), |change| desk.view(change)))
}

/// How many changes could not take effect and wait for the actor to effect or withdraw them.
pub(crate) async fn failed(db: &impl ConnectionTrait, actor: &Actor) -> Answer<u64> {
    let failed = store::in_state(db, DutyChangeState::Failed).await?;
    let edited = within(db, actor, (Action::EditGrid, Action::EditSite), &failed).await?;
    Ok(many(failed.iter().filter(|change| edited.contains(&change.subject)).count()))
}

/// One change, to whoever just wrote it and so may edit it.
pub(super) async fn one(app: &App, lang: Lang, change: &DutyChange) -> Answer<DutyChangeView> {
    let db = app.store.read();
    let book = Wordbook::open(app, &db, lang).await?;
    let all = store::of_subject(&db, change.subject).await?;
    Ok(Desk { book: &book, all: &all, edited: &HashSet::from([change.subject]) }.view(change))
}

/// Of the nodes and sites of some changes, those in which the actor may do something.
async fn within(
    db: &impl ConnectionTrait,
    actor: &Actor,
    (of_nodes, of_sites): (Action, Action),
    changes: &[DutyChange],
) -> Answer<HashSet<DutySubject>> {
    let (nodes, sites): (Vec<DutySubject>, Vec<DutySubject>) =
        changes.iter().map(|change| change.subject).partition(|subject| matches!(subject, DutySubject::Node(_)));
    let mut found = HashSet::new();
    if let Some(granted) = actor.may(of_nodes).filter(|_| !nodes.is_empty()) {
        let reach = Reach::of(db, &granted).await?;
        if reach.all {
            found.extend(nodes);
        } else {
            found.extend(node::list(db, &reach).await?.into_iter().map(|node| DutySubject::Node(node.id)));
        }
    }
    if let Some(granted) = actor.may(of_sites).filter(|_| !sites.is_empty()) {
        let reach = Reach::of(db, &granted).await?;
        if reach.all {
            found.extend(sites);
        } else {
            let only = |subject: DutySubject| match subject {
                DutySubject::Site(id) => Some(id),
                DutySubject::Node(_) => None,
            };
            let ids: HashSet<_> = sites.into_iter().filter_map(only).collect();
            let ids: Vec<_> = ids.into_iter().collect();
            found.extend(site::find_many(db, &reach, &ids).await?.into_iter().map(|site| DutySubject::Site(site.id)));
        }
    }
    Ok(found)
}

/// What a reader's list is made with.
struct Desk<'a> {
    book: &'a Wordbook,
    /// At least all changes of the subjects that are shown.
    all: &'a [DutyChange],
    /// What the reader may edit.
    edited: &'a HashSet<DutySubject>,
}

impl Desk<'_> {
    /// The node or site, and its path.
    fn subject(&self, of: DutySubject) -> (Ref, &str) {
        let register = &self.book.register;
        match of {
            DutySubject::Node(id) => {
                let path = register.nodes.get(&id).map_or("", |node| node.path.as_str());
                (self.book.node(Some(id)), path)
            }
            DutySubject::Site(id) => match register.sites.get(&id) {
                Some(site) => (self.book.site_ref(site), site.node_path.as_str()),
                None => (Ref::new(id, "", "—"), ""),
            },
        }
    }

    /// Who has the part a change is about now.
    fn standing(&self, change: &DutyChange) -> Option<UnitId> {
        let register = &self.book.register;
        match (change.subject, change.part) {
            (DutySubject::Node(id), _) => register.nodes.get(&id)?.unit_id,
            (DutySubject::Site(id), DutyPart::Answering) => register.sites.get(&id)?.unit_id,
            (DutySubject::Site(id), DutyPart::Supporting) => register.sites.get(&id)?.supporting_unit_id,
        }
    }

    /// Whom the part passes from; of what never was, nobody.
    fn from(&self, change: &DutyChange) -> Option<UnitId> {
        match change.state {
            DutyChangeState::Planned => passing(change, self.standing(change), self.all),
            DutyChangeState::Effected => change.from_unit_id,
            DutyChangeState::Failed | DutyChangeState::Withdrawn => None,
        }
    }

    fn wanted(&self, change: &DutyChange, query: &DutyChangeQuery) -> bool {
        query.node.is_none_or(|id| change.subject == DutySubject::Node(id))
            && query.site.is_none_or(|id| change.subject == DutySubject::Site(id))
            && query.state.is_none_or(|state| change.state == state)
            && query.unit.is_none_or(|id| [change.unit_id, self.from(change)].contains(&Some(id)))
            && query.q.as_deref().is_none_or(|q| self.told_by(change, q))
    }

    /// Whether a change has some words in it.
    fn told_by(&self, change: &DutyChange, words: &str) -> bool {
        let (subject, _) = self.subject(change.subject);
        let units = [change.unit_id, self.from(change)].map(|id| self.book.unit(id));
        let mut texts = vec![subject.code.as_str(), &subject.name, &change.basis];
        texts.extend(units.iter().flatten().flat_map(|unit| [unit.code.as_str(), unit.name.as_str()]));
        named(words, &texts)
    }

    /// Where a change stands in an order; its own identity ends the key, so that no two are alike.
    fn key(&self, change: &DutyChange, sort: DutyChangeSort) -> String {
        let (subject, _) = self.subject(change.subject);
        let (day, code, id) = (change.effective_on, subject.code, change.id);
        match sort {
            DutyChangeSort::Day => format!("{day}{APART}{code}{APART}{id}"),
            DutyChangeSort::Latest => {
                let left = NaiveDate::MAX.signed_duration_since(day).num_days();
                format!("{left:012}{APART}{code}{APART}{id}")
            }
            DutyChangeSort::Subject => format!("{code}{APART}{day}{APART}{id}"),
        }
    }

    fn view(&self, change: &DutyChange) -> DutyChangeView {
        let (lang, book) = (self.book.lang, self.book);
        let (subject, path) = self.subject(change.subject);
        let (unit, from_unit) = (book.unit(change.unit_id), book.unit(self.from(change)));
        let sentence = Passing {
            part: change.part,
            on: change.effective_on,
            from: from_unit.as_ref().map(|unit| unit.name.as_str()),
            to: unit.as_ref().map(|unit| unit.name.as_str()),
        };
        let named = unit.as_ref().map_or("—", |unit| unit.name.as_str());
        DutyChangeView {
            id: change.id,
            noun: match change.subject {
                DutySubject::Node(_) => DutyNoun::Node,
                DutySubject::Site(_) => DutyNoun::Site,
            },
            chain_name: book.chain_name(path),
            part: change.part,
            part_name: change.part.wording(lang),
            effective_on: change.effective_on,
            basis: change.basis.clone(),
            sentence: render(&sentence.message(), lang),
            state: change.state,
            state_name: change.state.wording(lang),
            reason: change.failure.map(|failure| reason(failure, change.subject.noun(), named, lang)),
            planned_by: change.planned_name.clone(),
            planned_at: change.planned_at,
            ended_by: change.ended_name.clone(),
            ended_at: change.ended_at,
            editable: self.edited.contains(&change.subject)
                && matches!(change.state, DutyChangeState::Planned | DutyChangeState::Failed),
            version: change.version,
            subject,
            unit,
            from_unit,
        }
    }
}

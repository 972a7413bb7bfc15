//! The plan of an import: what stands, what the file would have, everything wrong, and all of it written at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use serde_json::{Value, json};
use uuid::Uuid;
use wangge_documents::{Fault, Placed, Severity as Weight, Source};
use wangge_domain::grid::{Duty, Node, NodePerson, NodeRole};
use wangge_domain::ids::{NodeId, PersonId, UnitId};
use wangge_domain::merchant::Merchant;
use wangge_domain::person::Person;
use wangge_domain::site::Site;
use wangge_domain::text::Message;
use wangge_domain::unit::{Unit, UnitHead};
use wangge_storage::calendar::{CalendarDay, CalendarYear};
use wangge_storage::edition::{EditionRow, StandardRow};
use wangge_storage::event::NewEvent;
use wangge_storage::node::NodeBoundary;
use wangge_storage::{ConnectionTrait, StorageError, Tx, merchant, node, ownership, person, site, unit};

use super::ledger::{Ledger, Noted};
use super::ownerships::{self, Owned};
use crate::context::{Answer, App};
use crate::record::By;
use crate::view::{ImportQuery, ImportSummary};

/// People's parts in nodes by node, person, role and first day, with the last day.
pub(super) type Parts = BTreeMap<(NodeId, PersonId, NodeRole, NaiveDate), Option<NaiveDate>>;
/// First responsible persons by unit, person and first day, with the last day.
pub(super) type Heads = BTreeMap<(UnitId, PersonId, NaiveDate), Option<NaiveDate>>;

/// What a file would bring about.
pub(super) struct Plan<'a> {
    pub app: &'a App,
    pub query: &'a ImportQuery,
    pub bytes: &'a [u8],
    pub today: NaiveDate,
    /// Who imports, by name.
    pub by: String,
    pub faults: Vec<Fault>,
    pub nodes: Ledger<Node>,
    pub units: Ledger<Unit>,
    pub people: Ledger<Person>,
    pub sites: Ledger<Site>,
    pub ownerships: Ledger<Owned>,
    pub merchants: Ledger<Merchant>,
    pub parts_before: Parts,
    pub parts: Parts,
    pub heads_before: Heads,
    pub heads: Heads,
    /// What is counted beside nodes, units, people and sites.
    pub summary: ImportSummary,
    pub writes: Writes,
    /// What changes beside a thing's own row: the thing, the field, old and new.
    pub beside: Vec<(Uuid, &'static str, String, String)>,
    /// Events of what is in no ledger: subject kind, subject, kind, payload.
    pub told: Vec<(&'static str, Uuid, &'static str, Value)>,
}

/// What is to be written in one transaction.
#[derive(Clone, Default)]
pub(super) struct Writes {
    units: (Vec<Unit>, Vec<Unit>),
    people: (Vec<Person>, Vec<Person>),
    nodes: (Vec<Node>, Vec<Node>),
    sites: (Vec<Site>, Vec<Site>),
    ownerships: (Vec<Owned>, Vec<Owned>),
    merchants: (Vec<Merchant>, Vec<Merchant>),
    parts: Vec<NodePerson>,
    heads: Vec<UnitHead>,
    pub boundaries: Vec<NodeBoundary>,
    pub duties: Vec<(NodeId, Vec<Duty>)>,
    pub standard: Option<StandardRow>,
    pub edition: Option<EditionRow>,
    pub redrafted: Option<EditionRow>,
    pub years: Vec<(CalendarYear, Vec<CalendarDay>)>,
    pub scheme: Option<wangge_domain::ranking::SchemeEdition>,
    events: Vec<NewEvent>,
}

impl<'a> Plan<'a> {
    /// Begins with everything as it stands.
    pub async fn open(
        app: &'a App,
        query: &'a ImportQuery,
        bytes: &'a [u8],
        zone: Tz,
        db: &impl ConnectionTrait,
    ) -> Answer<Self> {
        let parts: Parts = node::people(db)
            .await?
            .into_iter()
            .map(|part| ((part.node_id, part.person_id, part.role, part.since), part.until))
            .collect();
        let heads: Heads = unit::heads(db)
            .await?
            .into_iter()
            .map(|head| ((head.unit_id, head.person_id, head.since), head.until))
            .collect();
        let sites = Ledger::open(site::all(db).await?);
        let units = Ledger::open(unit::all(db).await?);
        let owned = ownership::all(db).await?.into_iter();
        let ownerships = Ledger::open(owned.map(|record| Owned::of(record, &sites, &units)).collect());
        Ok(Self {
            app,
            query,
            bytes,
            today: wangge_domain::time::local_day(app.now(), zone),
            by: String::new(),
            faults: Vec::new(),
            nodes: Ledger::open(node::all(db).await?),
            units,
            people: Ledger::open(person::all(db).await?),
            sites,
            ownerships,
            merchants: Ledger::open(merchant::all(db).await?),
            parts: parts.clone(),
            parts_before: parts,
            heads: heads.clone(),
            heads_before: heads,
            summary: ImportSummary::default(),
            writes: Writes::default(),
            beside: Vec::new(),
            told: Vec::new(),
        })
    }

    /// The file.
    pub fn source(&self) -> Source<'a> {
        Source {
            name: &self.query.filename,
            bytes: self.bytes,
            sheet: self.query.sheet.as_deref(),
            columns: self.query.columns.as_ref().map(|columns| &columns.0),
        }
    }

    /// Whether anything stops the import.
    pub fn refused(&self) -> bool {
        self.faults.iter().any(|fault| fault.severity == Weight::Error)
    }

    /// The last day of what ends because something else begins today.
    pub fn yesterday(&self) -> NaiveDate {
        self.today.checked_sub_days(Days::new(1)).unwrap_or(self.today)
    }

    /// Whether something that lasts until a day still lasts.
    pub fn lasts(&self, until: Option<NaiveDate>) -> bool {
        until.is_none_or(|until| until >= self.today)
    }

    /// A warning about a row.
    pub fn warn<R>(&mut self, row: &Placed<R>, key: &str, value: &str, message: Message) {
        self.faults.push(Fault::warning(row.column(key), message).value(value));
    }

    /// Makes a person's or a node's parts in a role the wanted ones: others of the scope end, new ones begin.
    pub fn set_parts(
        &mut self,
        wanted: &[(NodeId, PersonId)],
        role: NodeRole,
        scope: impl Fn(NodeId, PersonId) -> bool,
    ) {
        let standing: Vec<_> = self
            .parts
            .iter()
            .filter(|((node, person, r, _), until)| *r == role && scope(*node, *person) && self.lasts(**until))
            .map(|(key, _)| *key)
            .collect();
        let yesterday = self.yesterday();
        for key in &standing {
            if !wanted.contains(&(key.0, key.1)) {
                self.parts.insert(*key, Some(yesterday));
                self.nodes.mark(key.0.0);
            }
        }
        for (node, person) in wanted {
            if !standing.iter().any(|key| (key.0, key.1) == (*node, *person)) {
                self.parts.insert((*node, *person, role, self.today), None);
                self.nodes.mark(node.0);
            }
        }
    }

    /// Makes a person the first responsible person of a unit from today on, if they are not already.
    pub fn set_head(&mut self, unit: UnitId, person: PersonId) {
        let standing: Vec<_> = self
            .heads
            .iter()
            .filter(|((of, _, _), until)| *of == unit && self.lasts(**until))
            .map(|(key, _)| *key)
            .collect();
        if standing.iter().any(|key| key.1 == person) && standing.len() == 1 {
            return;
        }
        let yesterday = self.yesterday();
        for key in &standing {
            if key.1 != person {
                self.heads.insert(*key, Some(yesterday));
            }
        }
        if !standing.iter().any(|key| key.1 == person) {
            self.heads.insert((unit, person, self.today), None);
        }
        self.units.mark(unit.0);
    }

    /// Closes the plan: what is to be written, and how many rows came to what.
    pub fn close(mut self, by: &By) -> (Vec<Fault>, ImportSummary, Writes) {
        let mut told = std::mem::take(&mut self.told);
        let mut summary = self.summary;
        let file = self.query.filename.clone();
        settle(&self.units, &mut self.writes.units, &mut summary, &mut told, &file);
        settle(&self.people, &mut self.writes.people, &mut summary, &mut told, &file);
        settle(&self.nodes, &mut self.writes.nodes, &mut summary, &mut told, &file);
        settle(&self.sites, &mut self.writes.sites, &mut summary, &mut told, &file);
        settle(&self.ownerships, &mut self.writes.ownerships, &mut summary, &mut told, &file);
        settle(&self.merchants, &mut self.writes.merchants, &mut summary, &mut told, &file);
        for (key, until) in self.parts.iter().filter(|(key, until)| self.parts_before.get(*key) != Some(*until)) {
            let (node_id, person_id, role, since) = *key;
            self.writes.parts.push(NodePerson { node_id, person_id, role, since, until: *until });
            told.push((
                "node",
                node_id.0,
                "part",
                json!({ "person_id": person_id, "role": role, "since": since, "until": until }),
            ));
        }
        for (key, until) in self.heads.iter().filter(|(key, until)| self.heads_before.get(*key) != Some(*until)) {
            let (unit_id, person_id, since) = *key;
            self.writes.heads.push(UnitHead { unit_id, person_id, since, until: *until });
            told.push(("unit", unit_id.0, "head", json!({ "person_id": person_id, "since": since, "until": until })));
        }
        if let Some(scheme) = &mut self.writes.scheme {
            scheme.saved_at = by.at;
            scheme.saved_by = by.actor;
            scheme.saved_name.clone_from(&by.name);
        }
        self.writes.events = told
            .into_iter()
            .map(|(subject_kind, subject_id, kind, payload)| NewEvent {
                id: self.app.new_id(),
                subject_kind: subject_kind.to_owned(),
                subject_id,
                at: by.at,
                actor_id: by.actor,
                actor_name: by.name.clone(),
                kind: kind.to_owned(),
                payload,
            })
            .collect();
        (self.faults, summary, self.writes)
    }
}

/// Takes from a ledger what is to be written, with an event for each.
fn settle<T: Noted>(
    ledger: &Ledger<T>,
    writes: &mut (Vec<T>, Vec<T>),
    summary: &mut ImportSummary,
    told: &mut Vec<(&'static str, Uuid, &'static str, Value)>,
    file: &str,
) {
    let outcome = ledger.outcome();
    summary.created += outcome.created.len() as u64;
    summary.changed += outcome.changed.len() as u64;
    summary.unchanged += outcome.unchanged;
    for (things, new) in [(&outcome.created, true), (&outcome.changed, false)] {
        for thing in things {
            let mut payload = thing.told();
            payload["file"] = file.into();
            let (noun, id) = thing.subject();
            told.push((noun, id, T::deed(new), payload));
        }
    }
    *writes = (outcome.created, outcome.changed);
}

/// The thing a cell refers to, by its code or by a name only it has. An unknown one is refused, with the code
/// most like it; while there are none of its kind yet it is only noted, because of two files that refer to each
/// other one must come first.
pub(super) fn find<T: Noted, R>(
    ledger: &Ledger<T>,
    faults: &mut Vec<Fault>,
    row: &Placed<R>,
    key: &str,
    code: &str,
) -> Option<Uuid> {
    if let Some(found) = ledger.get(code).or_else(|| ledger.named(code)) {
        return Some(found.id());
    }
    let sentence = format!("import-unknown-{}", T::NOUN);
    if ledger.is_empty() {
        let message = Message::new(format!("{sentence}-yet")).arg("value", code);
        faults.push(Fault::warning(row.column(key), message).value(code));
        return None;
    }
    let message = match ledger.nearest(code) {
        Some(nearest) => Message::new(format!("{sentence}-near")).arg("value", code).arg("nearest", nearest),
        None => Message::new(sentence).arg("value", code),
    };
    faults.push(row.fault(key, code, message));
    None
}

/// Whether the file has a column.
pub(super) fn has<R>(row: &Placed<R>, key: &str) -> bool {
    row.headings.iter().any(|(known, _, _)| known == key)
}

impl Writes {
    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// Writes everything.
    ///
    /// # Errors
    /// When a row was changed since the plan was begun, or the store fails; the transaction is then undone.
    pub async fn write(self: Arc<Self>, tx: &Tx) -> Result<(), StorageError> {
        unit::insert_many(tx, &self.units.0).await?;
        unit::update_many(tx, &self.units.1).await?;
        person::insert_many(tx, &self.people.0).await?;
        person::update_many(tx, &self.people.1).await?;
        node::insert_many(tx, &self.nodes.0).await?;
        node::update_many(tx, &self.nodes.1).await?;
        site::insert_many(tx, &self.sites.0).await?;
        site::update_many(tx, &self.sites.1).await?;
        ownerships::write(tx, &self.ownerships).await?;
        merchant::insert_many(tx, &self.merchants.0).await?;
        merchant::update_many(tx, &self.merchants.1).await?;
        node::put_people(tx, &self.parts).await?;
        unit::put_heads(tx, &self.heads).await?;
        node::put_boundaries(tx, &self.boundaries).await?;
        for (node, duties) in &self.duties {
            node::replace_duties(tx, *node, duties).await?;
        }
        if let Some(standard) = &self.standard {
            wangge_storage::edition::put_standard(tx, standard).await?;
        }
        if let Some(edition) = &self.edition {
            wangge_storage::edition::insert(tx, edition).await?;
        }
        if let Some(edition) = &self.redrafted {
            wangge_storage::edition::replace_draft(tx, edition.id, &edition.document, &edition.sha256).await?;
        }
        for (year, days) in &self.years {
            wangge_storage::calendar::replace_year(tx, year, days).await?;
        }
        if let Some(scheme) = &self.scheme {
            wangge_storage::scheme_edition::insert(tx, scheme).await?;
            wangge_storage::score_ledger::forget_posted(tx).await?;
        }
        wangge_storage::event::append(tx, self.events.clone()).await?;
        Ok(())
    }
}

//! What people answer for: parts in nodes and headships of units, now and before.

use std::collections::HashMap;

use chrono::NaiveDate;
use wangge_domain::grid::NodePerson;
use wangge_domain::ids::PersonId;
use wangge_domain::text::word;
use wangge_domain::unit::UnitHead;
use wangge_storage::{ConnectionTrait, node, unit};

use crate::context::{Answer, App};
use crate::node::staff::today;
use crate::reading::Wordbook;
use crate::view::{PartHeld, PersonPart, Term};

/// Everybody's parts and headships.
pub struct Parts {
    today: NaiveDate,
    nodes: HashMap<PersonId, Vec<NodePerson>>,
    units: HashMap<PersonId, Vec<UnitHead>>,
}

impl Parts {
    /// Loads them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn load(app: &App, db: &impl ConnectionTrait) -> Answer<Self> {
        let mut parts = Self { today: today(app, db).await?, nodes: HashMap::new(), units: HashMap::new() };
        for part in node::people(db).await? {
            parts.nodes.entry(part.person_id).or_default().push(part);
        }
        for head in unit::heads(db).await? {
            parts.units.entry(head.person_id).or_default().push(head);
        }
        Ok(parts)
    }

    fn in_nodes(&self, person: PersonId) -> &[NodePerson] {
        self.nodes.get(&person).map(Vec::as_slice).unwrap_or_default()
    }

    fn of_units(&self, person: PersonId) -> &[UnitHead] {
        self.units.get(&person).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a person has such a part today.
    pub fn has(&self, person: PersonId, part: PersonPart) -> bool {
        let serves = |own: &&NodePerson| own.since <= self.today && own.until.is_none_or(|until| self.today <= until);
        let heads = self.of_units(person).iter().any(|head| head.holds_on(self.today));
        let mut serving = self.in_nodes(person).iter().filter(serves);
        match part {
            PersonPart::Head => heads,
            PersonPart::None => !heads && serving.next().is_none(),
            _ => serving.any(|own| own.role.as_str() == part.word()),
        }
    }

    /// What a person answers for today, or will.
    pub fn now(&self, book: &Wordbook, person: PersonId) -> Vec<PartHeld> {
        let mut held = self.all(book, person);
        held.retain(|part| part.term.until.is_none_or(|until| self.today <= until));
        held.sort_by(|a, b| (a.node.is_some(), &a.role).cmp(&(b.node.is_some(), &b.role)));
        held
    }

    /// What a person answered for at any time, the latest first.
    pub fn all(&self, book: &Wordbook, person: PersonId) -> Vec<PartHeld> {
        let of_units = self.of_units(person).iter().map(|head| PartHeld {
            role: PersonPart::Head.word().to_owned(),
            role_name: word("grid-head", book.lang),
            node: None,
            unit: book.unit(Some(head.unit_id)),
            term: Term { since: head.since, until: head.until },
        });
        let in_nodes = self.in_nodes(person).iter().map(|part| PartHeld {
            role: part.role.as_str().to_owned(),
            role_name: part.role.wording(book.lang),
            node: Some(book.node(Some(part.node_id))),
            unit: None,
            term: Term { since: part.since, until: part.until },
        });
        let mut held: Vec<PartHeld> = of_units.chain(in_nodes).collect();
        held.sort_by_key(|part| std::cmp::Reverse(part.term.since));
        held
    }
}

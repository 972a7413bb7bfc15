//! The node or site of a change as it stands, and who may change it.

use serde_json::Value;
use wangge_domain::duty_change::{DutyPart, DutySubject};
use wangge_domain::grid::Node;
use wangge_domain::ids::UnitId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::site::Site;
use wangge_domain::unit::Unit;
use wangge_storage::{ConnectionTrait, Tx, node, site, unit};

use crate::context::Answer;
use crate::error::AppError;
use crate::reading::reach;

/// The node or site of a change.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ground {
    Node(Node),
    Site(Site),
}

impl Ground {
    /// As it stands.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an unknown one.
    pub(super) async fn read(db: &impl ConnectionTrait, subject: DutySubject) -> Answer<Self> {
        let found = match subject {
            DutySubject::Node(id) => node::get(db, id).await?.map(Self::Node),
            DutySubject::Site(id) => site::get(db, id).await?.map(Self::Site),
        };
        found.ok_or_else(|| AppError::not_found(subject.noun(), subject.id()))
    }

    /// Whether it is in use.
    pub(super) const fn active(&self) -> bool {
        match self {
            Self::Node(node) => node.active,
            Self::Site(site) => site.active,
        }
    }

    /// The unit that has a part in it.
    pub(super) const fn has(&self, part: DutyPart) -> Option<UnitId> {
        match (self, part) {
            (Self::Node(node), DutyPart::Answering) => node.unit_id,
            (Self::Node(_), DutyPart::Supporting) => None,
            (Self::Site(site), DutyPart::Answering) => site.unit_id,
            (Self::Site(site), DutyPart::Supporting) => site.supporting_unit_id,
        }
    }

    /// With the part in the hands of a unit.
    pub(super) fn given(mut self, part: DutyPart, unit: Option<UnitId>) -> Self {
        match (&mut self, part) {
            (Self::Node(node), DutyPart::Answering) => node.unit_id = unit,
            // No rule lets such a change be planned.
            (Self::Node(_), DutyPart::Supporting) => {}
            (Self::Site(site), DutyPart::Answering) => site.unit_id = unit,
            (Self::Site(site), DutyPart::Supporting) => site.supporting_unit_id = unit,
        }
        self
    }

    /// Writes its next version.
    pub(super) async fn write(&self, tx: &Tx) -> Answer<()> {
        match self {
            Self::Node(node) => node::update(tx, node).await?,
            Self::Site(site) => site::update(tx, site).await?,
        }
        Ok(())
    }

    /// What an edit would record of the difference to another version of it.
    pub(super) fn difference(&self, after: &Self) -> Value {
        match (self, after) {
            (Self::Node(before), Self::Node(after)) => crate::node::edit::difference(before, after),
            (Self::Site(before), Self::Site(after)) => crate::site::difference(before, after),
            _ => Value::Object(serde_json::Map::new()),
        }
    }
}

/// Lets pass whoever may edit the node or site.
///
/// # Errors
/// [`AppError::NotFound`] for one outside the actor's reach, [`AppError::Forbidden`] for who edits none.
pub(super) async fn editable(db: &impl ConnectionTrait, actor: &Actor, subject: DutySubject) -> Answer<()> {
    let within = match subject {
        DutySubject::Node(id) => {
            let reach = reach(db, actor, Action::EditGrid).await?;
            node::list(db, &reach).await?.iter().any(|node| node.id == id)
        }
        DutySubject::Site(id) => {
            let reach = reach(db, actor, Action::EditSite).await?;
            site::find(db, &reach, id).await?.is_some()
        }
    };
    if within { Ok(()) } else { Err(AppError::not_found(subject.noun(), subject.id())) }
}

/// The unit of an identity, where one is said.
pub(super) async fn unit_of(db: &impl ConnectionTrait, id: Option<UnitId>) -> Answer<Option<Unit>> {
    match id {
        Some(id) => Ok(unit::get(db, id).await?),
        None => Ok(None),
    }
}

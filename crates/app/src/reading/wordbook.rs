//! The wordbook of a request: what everything is called in the reader's language.

use std::sync::Arc;

use uuid::Uuid;
use wangge_domain::ids::{EditionId, NodeId, PersonId, SiteId, UnitId};
use wangge_domain::site::Site;
use wangge_domain::standard::{Edition, EditionIndex};
use wangge_domain::text::{Lang, Message};
use wangge_storage::edition::EditionState;
use wangge_storage::{ConnectionTrait, StorageError, edition};

use super::Register;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::view::{Coded, Ref};

/// What everything is called in one language.
#[derive(Clone, Debug)]
pub struct Wordbook {
    /// The language.
    pub lang: Lang,
    /// Nodes, units, sites and people.
    pub register: Arc<Register>,
    /// The edition in force, if any is published.
    pub edition: Option<(EditionId, Arc<EditionIndex>)>,
}

impl Wordbook {
    /// Opens the wordbook.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open(app: &App, db: &impl ConnectionTrait, lang: Lang) -> Answer<Self> {
        let register = Register::load(app, db).await?;
        let edition = match edition::in_force_id(db).await? {
            Some(id) => Some((id, indexed(app, db, id).await?)),
            None => None,
        };
        Ok(Self { lang, register, edition })
    }

    /// The edition in force.
    ///
    /// # Errors
    /// Refuses, saying so, when none is published.
    pub fn in_force(&self) -> Answer<(EditionId, &EditionIndex)> {
        let (id, index) =
            self.edition.as_ref().ok_or_else(|| AppError::refused("no_edition", Message::new("app-no-edition")))?;
        Ok((*id, index))
    }

    /// A unit in passing.
    pub fn unit(&self, id: Option<UnitId>) -> Option<Ref> {
        let unit = self.register.units.get(&id?)?;
        Some(Ref::new(unit.id, &unit.code, unit.name.get(self.lang)))
    }

    /// A node in passing; a place outside all nodes is named "—".
    pub fn node(&self, id: Option<NodeId>) -> Ref {
        let node = id.and_then(|id| self.register.nodes.get(&id));
        node.map_or_else(
            || Ref::new(Uuid::nil(), "", "—"),
            |node| Ref::new(node.id, &node.code, node.name.get(self.lang)),
        )
    }

    /// A site in passing.
    pub fn site(&self, id: Option<SiteId>) -> Option<Ref> {
        let site = self.register.sites.get(&id?)?;
        Some(self.site_ref(site))
    }

    /// A loaded site in passing.
    pub fn site_ref(&self, site: &Site) -> Ref {
        Ref::new(site.id, &site.code, site.name.get(self.lang))
    }

    /// A person in passing.
    pub fn person(&self, id: PersonId) -> Option<Ref> {
        let person = self.register.people.get(&id)?;
        Some(Ref::new(person.id, &person.code, &person.name))
    }

    /// The names of the nodes of a path from the district down, apart by " / ".
    pub fn chain_name(&self, path: &str) -> String {
        let names: Vec<&str> = self.register.chain(path).iter().map(|node| node.name.get(self.lang)).collect();
        names.join(" / ")
    }

    /// A site type by code, named by the edition in force; an unknown one is named by its code.
    pub fn site_type(&self, code: &str) -> Coded {
        let name = self.edition.as_ref().and_then(|(_, index)| type_name(index.edition(), code, self.lang));
        Coded::new(code, name.unwrap_or(code))
    }

    /// An item by code, named by an edition; an unknown one is named by its code.
    pub fn item(&self, edition: Option<&EditionIndex>, code: &str) -> Coded {
        let in_force = self.edition.as_ref().map(|(_, index)| index.as_ref());
        let item = edition.or(in_force).and_then(|index| index.item_by_code(code));
        Coded::new(code, item.map_or(code, |item| item.name.get(self.lang)))
    }
}

/// The name of a site type in an edition.
pub fn type_name<'a>(edition: &'a Edition, code: &str, lang: Lang) -> Option<&'a str> {
    edition.site_types.iter().find(|t| t.code == code).map(|t| t.name.get(lang))
}

/// An edition, indexed; from memory where it is published.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown one; when the stored document is no faultless edition.
pub async fn indexed(app: &App, db: &impl ConnectionTrait, id: EditionId) -> Answer<Arc<EditionIndex>> {
    if let Some(kept) = app.memory().editions.get(&id, "") {
        return Ok(kept);
    }
    let row = edition::get(db, id).await?.ok_or_else(|| AppError::not_found("edition", id))?;
    let published = row.state == EditionState::Published;
    let index = index_of(&row)?;
    Ok(if published { app.memory().editions.put(id, String::new(), index) } else { Arc::new(index) })
}

/// Reads and indexes a stored edition.
///
/// # Errors
/// When the stored document is no faultless edition.
pub fn index_of(row: &edition::EditionRow) -> Answer<EditionIndex> {
    let broken = |reason: String| StorageError::Inconsistency { table: "editions", row: row.id.to_string(), reason };
    let edition: Edition = serde_json::from_str(&row.document).map_err(|error| broken(error.to_string()))?;
    let index = EditionIndex::new(edition);
    Ok(index.map_err(|faults| broken(faults.first().map_or_else(String::new, ToString::to_string)))?)
}

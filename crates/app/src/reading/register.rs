//! The register: nodes, units, sites and people by identity, for naming them without a query for each.

use std::collections::HashMap;
use std::sync::Arc;

use wangge_domain::grid::Node;
use wangge_domain::ids::{NodeId, PersonId, SiteId, UnitId};
use wangge_domain::person::Person;
use wangge_domain::site::Site;
use wangge_domain::unit::Unit;
use wangge_storage::{ConnectionTrait, node, person, site, stamp, unit};

use crate::context::{Answer, App};

/// Nodes, units, sites and people.
#[derive(Debug, Default)]
pub struct Register {
    /// By identity.
    pub nodes: HashMap<NodeId, Node>,
    /// The identities of nodes by code.
    pub node_codes: HashMap<String, NodeId>,
    /// By identity.
    pub units: HashMap<UnitId, Unit>,
    /// The identities of units by code.
    pub unit_codes: HashMap<String, UnitId>,
    /// By identity.
    pub sites: HashMap<SiteId, Site>,
    /// By identity.
    pub people: HashMap<PersonId, Person>,
    /// The stamp of all of them.
    pub stamp: String,
}

impl Register {
    /// The register as it stands, from memory where nothing has changed.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn load(app: &App, db: &impl ConnectionTrait) -> Answer<Arc<Self>> {
        let stamp = stamp::register(db).await?;
        if let Some(kept) = app.memory().register.get(&(), &stamp) {
            return Ok(kept);
        }
        let mut register = Self { stamp: stamp.clone(), ..Self::default() };
        for node in node::all(db).await? {
            register.node_codes.insert(node.code.clone(), node.id);
            register.nodes.insert(node.id, node);
        }
        for unit in unit::all(db).await? {
            register.unit_codes.insert(unit.code.clone(), unit.id);
            register.units.insert(unit.id, unit);
        }
        register.sites = site::all(db).await?.into_iter().map(|site| (site.id, site)).collect();
        register.people = person::all(db).await?.into_iter().map(|person| (person.id, person)).collect();
        Ok(app.memory().register.put((), stamp, register))
    }

    /// The nodes of a path from the district down; superior divisions are left out.
    pub fn chain(&self, path: &str) -> Vec<&Node> {
        let codes = path.split('/').filter(|code| !code.is_empty());
        let nodes = codes.filter_map(|code| self.nodes.get(self.node_codes.get(code)?));
        nodes.filter(|node| node.level.counts()).collect()
    }

    /// A unit by its code.
    pub fn unit_by_code(&self, code: &str) -> Option<&Unit> {
        self.units.get(self.unit_codes.get(code)?)
    }

    /// A node by its code.
    pub fn node_by_code(&self, code: &str) -> Option<&Node> {
        self.nodes.get(self.node_codes.get(code)?)
    }
}

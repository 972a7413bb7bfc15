//! The facts of a round, as the caller hands them to the scorer.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{JudgeFault, Observation, Outcome, ScoreFault, ScoreRefusal};
use crate::figure::Exact;
use crate::standard::{EditionIndex, ItemKey, TypeKey};
use crate::text::Wording;

/// One site of a round with its observations, as files and requests have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteFacts {
    /// Its id, unique in the round.
    pub id: String,
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// Its type: code, name or alias.
    #[serde(rename = "type")]
    pub site_type: String,
    /// The unit that answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The codes of the nodes it lies in, from the top down.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub node_path: Vec<String>,
    /// What may weight it: `length`, `population` …
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, Exact>,
    /// What was found.
    #[serde(default)]
    pub observations: Vec<Observation>,
}

/// One observation with its item looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The item.
    pub item: ItemKey,
    /// What was found.
    pub outcome: Outcome,
}

/// One site of a round with everything looked up in the edition: what the scorer reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoredSite {
    /// Its id, unique in the round.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its type.
    pub site_type: TypeKey,
    /// The unit that answers for it.
    pub unit: Option<String>,
    /// The codes of the nodes it lies in, from the top down.
    pub node_path: Vec<String>,
    /// What may weight it.
    pub attributes: BTreeMap<String, Exact>,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl ScoredSite {
    /// Looks up a site's type and items.
    ///
    /// # Errors
    /// Every observation whose item the edition does not have; or that it does not have the type.
    pub fn read(edition: &EditionIndex, facts: SiteFacts) -> Result<Self, Vec<ScoreRefusal>> {
        let SiteFacts { id, name, site_type, unit, node_path, attributes, observations } = facts;
        let Some(type_key) = edition.type_named(&site_type) else {
            let fault = JudgeFault::UnknownType { site_type };
            let item = observations.first().map_or("—", |o| o.item.as_str());
            return Err(vec![ScoreFault::Judge(fault.on(item)).at(&id)]);
        };
        let mut refusals = Vec::new();
        let mut findings = Vec::with_capacity(observations.len());
        for observation in observations {
            match edition.item_key(&observation.item) {
                Some(item) => findings.push(Finding { item, outcome: observation.outcome }),
                None => refusals.push(ScoreFault::Judge(JudgeFault::UnknownItem.on(&observation.item)).at(&id)),
            }
        }
        if refusals.is_empty() {
            Ok(Self { id, name, site_type: type_key, unit, node_path, attributes, findings })
        } else {
            Err(refusals)
        }
    }
}

/// The value of a module that is given with the round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ModuleValue {
    /// The module's code.
    pub module: String,
    /// Its value, 0 to the module's full mark.
    pub value: Exact,
    /// The unit it is for; none for the district.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// An event of the veto list that counts in this round; the caller has asked [`crate::standard::Veto::counts`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VetoEvent {
    /// The veto item's code.
    pub code: String,
    /// The unit it is laid to, where it is laid to one; the district bears it in any case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// A round as a file has it, to be looked up in an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoundFile {
    /// The sites with their observations.
    #[serde(default)]
    pub sites: Vec<SiteFacts>,
    /// The values of given modules.
    #[serde(default)]
    pub modules: Vec<ModuleValue>,
    /// The veto events.
    #[serde(default)]
    pub vetoes: Vec<VetoEvent>,
}

impl RoundFile {
    /// Looks up every site in the edition. Units and nodes are named by their codes until names are put in.
    ///
    /// # Errors
    /// Every site and observation the edition does not know, all at once.
    pub fn read(self, edition: &EditionIndex) -> Result<RoundFacts, Vec<ScoreRefusal>> {
        let mut refusals = Vec::new();
        let mut sites = Vec::with_capacity(self.sites.len());
        for site in self.sites {
            match ScoredSite::read(edition, site) {
                Ok(site) => sites.push(site),
                Err(several) => refusals.extend(several),
            }
        }
        if refusals.is_empty() {
            Ok(RoundFacts { sites, modules: self.modules, vetoes: self.vetoes, ..RoundFacts::default() })
        } else {
            Err(refusals)
        }
    }
}

/// Everything a round is scored from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoundFacts {
    /// The sites with their findings.
    pub sites: Vec<ScoredSite>,
    /// The values of given modules.
    pub modules: Vec<ModuleValue>,
    /// The veto events.
    pub vetoes: Vec<VetoEvent>,
    /// Names of units by code, for the explanation; a unit without one is named by its code.
    pub unit_names: BTreeMap<String, Wording>,
    /// Names of nodes by code, likewise.
    pub node_names: BTreeMap<String, Wording>,
}

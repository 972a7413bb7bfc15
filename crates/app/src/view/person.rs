//! People 人员.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::{PersonId, UnitId};

use super::{Ref, Term};

/// What the list of people is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonQuery {
    /// Only people whose name, code, title or telephone contains this.
    pub q: Option<String>,
    /// Only people of this unit.
    pub unit: Option<UnitId>,
    /// Only people with this part today.
    pub part: Option<PersonPart>,
    /// Also people no longer at work.
    #[serde(default)]
    pub retired: bool,
    /// In which order; by code when not said.
    pub sort: Option<PersonSort>,
    /// Where the page begins: the `next` of the page before.
    pub cursor: Option<String>,
    /// How many on a page, at most 500; all of them when not said.
    pub limit: Option<u32>,
}

/// What part a person has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PersonPart {
    /// Grid leader 网格长 somewhere.
    Leader,
    /// Grid worker 网格员 somewhere.
    Worker,
    /// Contact 联络员 somewhere.
    Contact,
    /// First responsible person 第一责任人 of a unit.
    Head,
    /// None of these.
    None,
}

/// The order of a list of people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PersonSort {
    /// By code.
    #[default]
    Code,
    /// By name.
    Name,
    /// By the code of their unit; those without one last.
    Unit,
}

/// A person in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PersonSummary {
    /// The person.
    pub id: PersonId,
    /// Their code.
    pub code: String,
    /// Their name.
    pub name: String,
    /// Their unit.
    pub unit: Option<Ref>,
    /// Their title.
    pub title: Option<String>,
    /// Their work telephone.
    pub phone: Option<String>,
    /// What they answer for today.
    pub parts: Vec<PartHeld>,
    /// Whether they are at work.
    pub active: bool,
    /// The version, for `If-Match`.
    pub version: i64,
}

/// Something a person answers for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PartHeld {
    /// `leader`, `worker`, `contact` or `head`.
    pub role: String,
    /// What that is called.
    pub role_name: String,
    /// The node; null for the head of a unit.
    pub node: Option<Ref>,
    /// The unit they are head of; null in a node.
    pub unit: Option<Ref>,
    /// From when to when.
    #[serde(flatten)]
    pub term: Term,
}

/// A person with everything they answer for and did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PersonDetail {
    /// The person as in a list.
    #[serde(flatten)]
    pub person: PersonSummary,
    /// Everything they answered for, the latest first.
    pub history: Vec<PartHeld>,
}

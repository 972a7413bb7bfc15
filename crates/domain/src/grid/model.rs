//! What a node is.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{DutyId, NodeId, PersonId, UnitId};
use crate::text::{Lang, Wording};

/// How deep a node stands. Levels from 1 down belong to the district; 0 and below are the superior divisions
/// kept for context (0 the city, −1 the province).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Level(pub i8);

impl Level {
    /// The district itself 区.
    pub const DISTRICT: Self = Self(1);

    /// Whether the level is part of the district's own grid and must be complete.
    pub const fn counts(self) -> bool {
        self.0 >= 1
    }
}

impl std::fmt::Display for Level {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// The names of the levels, which differ from place to place (`domain.md` §2.1) and so are data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct LevelTable(pub BTreeMap<i8, Wording>);

impl Default for LevelTable {
    fn default() -> Self {
        let names = [
            (-1, "省", "Province"),
            (0, "市", "City"),
            (1, "区", "District"),
            (2, "街道", "Street or town"),
            (3, "社区", "Community"),
            (4, "网格", "Grid cell"),
        ];
        Self(names.into_iter().map(|(level, zh, en)| (level, Wording::new(zh, en))).collect())
    }
}

impl LevelTable {
    /// The level's name, its number where the table has none.
    pub fn name(&self, level: Level, lang: Lang) -> String {
        self.0.get(&level.0).map_or_else(|| level.to_string(), |name| name.get(lang).to_owned())
    }
}

vocabulary! {
    /// What a node is made of.
    NodeKind in "round-node_kind" {
        /// A piece of territory, with exactly one territorial parent.
        Territory = "territory",
        /// A road, river or other line with a person in charge of it 路长/街长.
        Line = "line",
        /// A closed place such as a school or a market 专属网格.
        Site = "site",
        /// The sites of one line of work 行业网格.
        Industry = "industry",
    }
}

vocabulary! {
    /// What a person does in a node.
    NodeRole in "round-node_role" {
        /// The grid leader 网格长.
        Leader = "leader",
        /// A grid worker 网格员.
        Worker = "worker",
        /// The contact person 联络员.
        Contact = "contact",
    }
}

/// A node 网格.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Node {
    /// Its identity.
    pub id: NodeId,
    /// Its code, unique in the campaign.
    pub code: String,
    /// How deep it stands.
    pub level: Level,
    /// What it is made of.
    pub kind: NodeKind,
    /// Its name.
    pub name: Wording,
    /// The node above it.
    pub parent_id: Option<NodeId>,
    /// The codes from the root to itself, each between slashes: `/130107/130107001/`. A subtree is a prefix.
    pub path: String,
    /// The unit that answers for it.
    pub unit_id: Option<UnitId>,
    /// Its area in square metres, when it has a boundary.
    pub area_m2: Option<i64>,
    /// Longitude at which its name is shown, WGS-84 degrees.
    pub label_lon: Option<f64>,
    /// Latitude at which its name is shown.
    pub label_lat: Option<f64>,
    /// Whether it is still in use.
    pub active: bool,
    /// Counts its edits.
    pub version: i64,
}

/// A person's part in a node, with its days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NodePerson {
    /// The node.
    pub node_id: NodeId,
    /// The person.
    pub person_id: PersonId,
    /// What they do there.
    pub role: NodeRole,
    /// The first day.
    pub since: NaiveDate,
    /// The last day; none while it lasts.
    pub until: Option<NaiveDate>,
}

/// A duty 职责 of a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Duty {
    /// Its identity.
    pub id: DutyId,
    /// The node.
    pub node_id: NodeId,
    /// Its place in the list, from 1.
    pub position: u32,
    /// What is to be done.
    pub text: Wording,
}

/// One row of a grid to be checked as a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeRow {
    /// The row of the file it stands in; none for a node that stands already.
    pub row: Option<u64>,
    /// Its code.
    pub code: String,
    /// How deep it says it stands.
    pub level: Level,
    /// The code of its parent; none for a root.
    pub parent_code: Option<String>,
}

/// What completeness asks about a node (有人、有事、有标准).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NodeFacts {
    /// How deep it stands.
    pub level: Level,
    /// Whether a person is in charge today 网格长.
    pub has_leader: bool,
    /// Whether a unit answers for it.
    pub has_unit: bool,
    /// Whether that unit has a first responsible person today.
    pub has_first_responsible_person: bool,
    /// How many duties it has.
    pub duties: u64,
    /// How many items of the edition in force apply to a site in it or, without sites, to its kind.
    pub applicable_items: u64,
}

vocabulary! {
    /// What an incomplete node is missing.
    Missing in "round-missing" {
        /// A person in charge 网格长.
        Leader = "leader",
        /// A unit that answers for it 责任单位.
        Unit = "unit",
        /// That unit's first responsible person 第一责任人.
        FirstResponsiblePerson = "first_responsible_person",
        /// A duty 职责.
        Duty = "duty",
        /// An applicable item of the edition in force.
        Standard = "standard",
    }
}

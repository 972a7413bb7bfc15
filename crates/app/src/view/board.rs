//! Responsibility boards 公示牌: who answers for a node, as it hangs on the wall.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Coded, Geometry, Ref};

/// The boards of some nodes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Boards {
    /// The campaign's name.
    pub campaign: String,
    /// Whether everything on them is demonstration data 示范数据.
    pub demonstration: bool,
    /// The day they speak of.
    pub day: NaiveDate,
    /// The boards, parents before children.
    pub items: Vec<Board>,
}

/// One node's board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Board {
    /// The node.
    pub node: Ref,
    /// What its level is called.
    pub level_name: String,
    /// The names above it from the district down, apart by " / "; empty for the district.
    pub above: String,
    /// Whoever is in charge 网格长.
    pub leaders: Vec<BoardPerson>,
    /// Grid workers 网格员.
    pub workers: Vec<BoardPerson>,
    /// Contacts 联络员.
    pub contacts: Vec<BoardPerson>,
    /// The node's official telephone: that of its contact, else of its leader.
    pub phone: Option<String>,
    /// The unit that answers for it.
    pub unit: Option<Ref>,
    /// That unit's first responsible person 第一责任人.
    pub head: Option<BoardPerson>,
    /// Its duties, in order.
    pub duties: Vec<String>,
    /// The types of sites in it, with how many items of the edition in force apply at each.
    pub standards: Vec<BoardStandard>,
    /// How many items apply in all.
    pub item_count: u64,
    /// The items of which one lost point sets the whole site to its floor 一票否决.
    pub veto_items: Vec<Coded>,
    /// Its outline in WGS-84.
    pub boundary: Option<Geometry>,
    /// The outline of the node above.
    pub around: Option<Geometry>,
}

/// Somebody on a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BoardPerson {
    /// Their name.
    pub name: String,
    /// Their title.
    pub title: Option<String>,
}

/// What applies at a type of sites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BoardStandard {
    /// The type.
    pub site_type: Coded,
    /// How many such sites lie in the node.
    pub sites: u64,
    /// How many items apply at each.
    pub items: u64,
}

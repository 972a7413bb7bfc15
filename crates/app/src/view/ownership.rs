//! Ownership records 权属记录 of sites.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::{NodeId, OwnershipId, SiteId, UnitId};
use wangge_domain::ownership::OwnershipStanding;
use wangge_domain::time::Timestamp;

use super::edit::said;
use super::{Coded, Ref};

/// In what order ownership records are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OwnershipSort {
    /// By site, item and first day.
    #[default]
    Site,
    /// By unit.
    Unit,
    /// Those that begin last first.
    From,
    /// Those that end first first; those without end last.
    Until,
}

/// Which ownership records are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnershipQuery {
    /// Of this site.
    pub site: Option<SiteId>,
    /// Of sites in this node's subtree.
    pub node: Option<NodeId>,
    /// Naming this unit.
    pub unit: Option<UnitId>,
    /// About this item, or about all items.
    pub item: Option<String>,
    /// Standing so.
    pub standing: Option<OwnershipStanding>,
    /// The day they stand so on; today when not said.
    pub on: Option<NaiveDate>,
    /// Only those whose unit takes no more cases, or only others.
    pub closed: Option<bool>,
    /// With this in site, unit, item or basis.
    pub q: Option<String>,
    /// The order.
    pub sort: Option<OwnershipSort>,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// How many, 50 by default, 500 at most.
    pub limit: Option<u32>,
}

/// An ownership record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OwnershipView {
    /// The record.
    pub id: OwnershipId,
    /// The site.
    pub site: Ref,
    /// The names of its nodes from the district down, apart by " / ".
    pub chain_name: String,
    /// The item; null for all items.
    pub item: Option<Coded>,
    /// The unit that owns it.
    pub unit: Ref,
    /// Whether that unit still takes cases; what a record of a closed one sends stays with the office.
    pub unit_active: bool,
    /// On what it rests.
    pub basis: String,
    /// The first day; null for any day before.
    pub valid_from: Option<NaiveDate>,
    /// The last day; null while none is set.
    pub valid_until: Option<NaiveDate>,
    /// How it stands on the day that was asked about.
    pub standing: OwnershipStanding,
    /// That in words.
    pub standing_name: String,
    /// Who noted it, by name; empty where that was not kept.
    pub noted_by: String,
    /// When; null where that was not kept.
    pub noted_at: Option<Timestamp>,
    /// The version, for `If-Match`.
    pub version: i64,
}

/// An ownership record to be noted.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteOwnership {
    /// Its identity, made by the client.
    pub id: OwnershipId,
    /// The code of the item; null for all items.
    #[serde(default)]
    pub item_code: Option<String>,
    /// The unit that owns it.
    pub unit_id: UnitId,
    /// On what it rests: a contract, a ruling, minutes.
    pub basis: String,
    /// The first day; null for any day before.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// The last day; null while none is set.
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
    /// The record whose place it takes, which then ends on the day before.
    #[serde(default)]
    pub succeeds: Option<OwnershipId>,
}

/// What is changed of an ownership record. What is not said stays; what is null is emptied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendOwnership {
    /// The code of the item; null for all items.
    #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub item_code: Option<Option<String>>,
    /// The unit that owns it.
    pub unit_id: Option<UnitId>,
    /// On what it rests.
    pub basis: Option<String>,
    /// The first day; null for any day before.
    #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<NaiveDate>")]
    pub valid_from: Option<Option<NaiveDate>>,
    /// The last day; null for none.
    #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<NaiveDate>")]
    pub valid_until: Option<Option<NaiveDate>>,
}

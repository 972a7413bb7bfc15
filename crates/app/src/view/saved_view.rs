//! Saved views 视图 of lists.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::SavedViewId;

/// A list of which views can be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ViewedList {
    /// Cases 案卷.
    Cases,
    /// Sites 点位.
    Sites,
}

/// Of which list the views are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SavedViewQuery {
    /// The list.
    pub list: ViewedList,
}

/// A filter of a list to keep under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepView {
    /// The list.
    pub list: ViewedList,
    /// Its name, 1–40 characters; a view of the same name takes the new filter.
    pub name: String,
    /// The filter, as the query of the list's address, at most 2,000 characters.
    pub query: String,
    /// Whether everybody sees it; only the office shares.
    #[serde(default)]
    pub shared: bool,
}

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SavedView {
    /// Its identity.
    pub id: SavedViewId,
    /// Its name.
    pub name: String,
    /// The filter, as the query of the list's address.
    pub query: String,
    /// Whether everybody sees it.
    pub shared: bool,
    /// Whether it is the reader's own, and theirs to remove.
    pub own: bool,
    /// Whose it is, by name.
    pub by: String,
}

/// The views of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SavedViewList {
    /// By name.
    pub items: Vec<SavedView>,
}

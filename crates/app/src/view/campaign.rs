//! The campaign 创建周期: what everyone sees before anything else.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::base_map::{BaseMap, BaseTiles};
use wangge_domain::time::Timestamp;

/// The campaign and its calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Campaign {
    /// Its name.
    pub name: String,
    /// Whether everything in it is made up, and every screen must say so.
    pub demonstration: bool,
    /// Its time zone, such as `Asia/Shanghai`.
    pub zone: String,
    /// The day of acceptance 验收日.
    pub acceptance_on: Option<NaiveDate>,
    /// Today in its zone.
    pub today: NaiveDate,
    /// The server's present moment.
    pub now: Timestamp,
    /// Days from today to acceptance; negative afterwards.
    pub days_left: Option<i64>,
    /// What each level of the grid is called.
    pub level_names: Vec<LevelName>,
    /// The base map as the office set it; null when none is.
    pub base_map: Option<BaseMap>,
    /// The same as a page draws it.
    pub base_tiles: Option<BaseTiles>,
    /// The version, for `If-Match`.
    pub version: i64,
}

/// What a level of the grid is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LevelName {
    /// The level, 1 (district) to 4 (cell).
    pub level: i8,
    /// Its name, such as 街道.
    pub name: String,
}

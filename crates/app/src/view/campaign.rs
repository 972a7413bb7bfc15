//! The campaign 创建周期: what everyone sees before anything else.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::base_map::{BaseMap, BaseTiles};
use wangge_domain::case::StageLimits;
use wangge_domain::deadline::{Limit, LimitTable, WorkingSeason, WorkingSpan};
use wangge_domain::escalation::EscalationSettings;
use wangge_domain::patrol::PatrolSettings;
use wangge_domain::rebound::ReboundSettings;
use wangge_domain::text::Wording;
use wangge_domain::time::Timestamp;

use super::edit::said;

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
    /// The base map as a page draws it; null when none is set, and for whoever is not signed in.
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

/// The settings 设置 of the campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SettingsView {
    /// The campaign's name in both languages.
    pub name: Wording,
    /// Its time zone; set when it began.
    pub zone: String,
    /// The day of acceptance 验收日.
    pub acceptance_on: Option<NaiveDate>,
    /// The usual working hours of a working day.
    pub working_time: Vec<WorkingSpan>,
    /// The seasons with other working hours 夏季、冬季作息.
    pub working_seasons: Vec<WorkingSeason>,
    /// Which limit a case gets before its item and the default are asked, from the top.
    pub limits: LimitTable,
    /// The limit of a case whose item names none.
    pub default_limit: Limit,
    /// The limits of the stages on the way of a case 环节时限; a stage without one is timed and never late.
    pub stages: StageLimits,
    /// What the stages' limits may begin with: suggestions, in force only when they are set.
    pub suggested_stages: StageLimits,
    /// Within how many days after close-out the same problem counts as a rebound 反弹.
    pub rebound_days: u32,
    /// How closed cases are watched and re-checked 回头看.
    pub rebound: ReboundSettings,
    /// Within how many days after a bulletin the units report back.
    pub feedback_days: u32,
    /// The base map; its key only for whoever may change it.
    pub base_map: Option<BaseMap>,
    /// How often nodes are walked, and what counts of a track.
    pub patrol: PatrolSettings,
    /// The share of its full mark, in percent, from which a site meets the mark 达标线.
    pub mark_percent: u8,
    /// What presses units that do not get on, and the hours in which nothing is sent.
    pub escalation: EscalationSettings,
    /// The rules in words.
    pub escalation_rules: Vec<String>,
    /// What the levels of the grid are called; set when the grid is imported.
    pub levels: Vec<LevelName>,
    /// The routing rules in force today, in their order.
    pub routing: Vec<String>,
    /// The ranking scheme in force.
    pub ranking_scheme: Option<String>,
    /// The years whose holidays are known.
    pub years: Vec<KnownYear>,
    /// Years that deadlines already reach, or will within three months, whose holidays are not known.
    pub missing_years: Vec<i64>,
    /// The version, for `If-Match`.
    pub version: i64,
}

/// A year whose holidays are known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KnownYear {
    /// The year.
    pub year: i64,
    /// Where they were taken from.
    pub source: String,
}

/// What is changed of the settings. What is not said stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendSettings {
    /// The campaign's name in both languages.
    pub name: Option<Wording>,
    /// The day of acceptance; null while it is not known.
    #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<NaiveDate>")]
    pub acceptance_on: Option<Option<NaiveDate>>,
    /// The working hours: at least one span, in order, not touching.
    pub working_time: Option<Vec<WorkingSpan>>,
    /// The seasons with other working hours, whole; no two may have a day in common.
    pub working_seasons: Option<Vec<WorkingSeason>>,
    /// The table of limits, whole; no row may be one that an earlier row leaves nothing for.
    pub limits: Option<LimitTable>,
    /// The limit of a case whose item names none.
    pub default_limit: Option<Limit>,
    /// The limits of the stages, whole. Stages that have begun keep theirs.
    pub stages: Option<StageLimits>,
    /// 1 to 365.
    pub rebound_days: Option<u32>,
    /// How closed cases are watched and re-checked 回头看, whole.
    pub rebound: Option<ReboundSettings>,
    /// 1 to 60.
    pub feedback_days: Option<u32>,
    /// How often nodes are walked, and what counts of a track; given whole.
    pub patrol: Option<PatrolSettings>,
    /// 50 to 100.
    pub mark_percent: Option<u8>,
    /// What presses units that do not get on, and the hours in which nothing is sent; given whole.
    pub escalation: Option<EscalationSettings>,
    /// The base map; null for none.
    #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<BaseMap>")]
    pub base_map: Option<Option<BaseMap>>,
}

//! The campaign 创建周期: one district working towards one acceptance test, and its settings.

use chrono::NaiveDate;
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base_map::BaseMap;
use crate::case::StageLimits;
use crate::cause::CauseTable;
use crate::deadline::{Clock, Limit, LimitTable, WorkingSchedule};
use crate::escalation::EscalationSettings;
use crate::grid::LevelTable;
use crate::patrol::PatrolSettings;
use crate::rebound::ReboundSettings;
use crate::replication::ReplicationSettings;
use crate::routing::RoutingTable;
use crate::text::Wording;
use crate::time::DEFAULT_ZONE;

/// The campaign 创建周期.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Campaign {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// The IANA name of the zone in which days and deadlines are reckoned.
    pub zone: String,
    /// The day of the acceptance test.
    pub acceptance_on: Option<NaiveDate>,
    /// Whether its data are fictional, which every screen and document then says.
    pub demonstration: bool,
    /// What the office may set.
    pub settings: Settings,
    /// Counts its edits.
    pub version: i64,
}

/// What the campaign office may set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Settings {
    /// The names of the grid's levels.
    pub levels: LevelTable,
    /// When the offices work, with the seasons in which that differs.
    pub working_time: WorkingSchedule,
    /// Which limit a case gets before its item and the default are asked.
    pub limits: LimitTable,
    /// The limit of a case whose item names none.
    pub default_limit: Limit,
    /// The limits of the stages on the way of a case 环节时限.
    pub stages: StageLimits,
    /// How many days after closing the same problem at the same site counts as a rebound 反弹.
    pub rebound_days: u32,
    /// How closed cases are watched and re-checked 回头看.
    pub rebound: ReboundSettings,
    /// The order in which the handling unit is sought.
    pub routing: RoutingTable,
    /// The ranking scheme in force.
    pub ranking_scheme: Option<String>,
    /// How many days after a bulletin the units report back.
    pub feedback_days: u32,
    /// The causes of lost points, and the rules that propose them.
    pub causes: CauseTable,
    /// The base map 底图 under the district's own; none by default, and then nothing foreign is loaded.
    pub base_map: Option<BaseMap>,
    /// How often nodes are walked, and what counts of a track.
    pub patrol: PatrolSettings,
    /// From which share of its full mark a site meets the mark.
    pub replication: ReplicationSettings,
    /// What presses units that do not get on, and when nothing is sent.
    pub escalation: EscalationSettings,
}

impl Default for Settings {
    /// The limit and the rebound window are suggestions of the project, not of any notice.
    fn default() -> Self {
        Self {
            levels: LevelTable::default(),
            working_time: WorkingSchedule::default(),
            limits: LimitTable::default(),
            default_limit: Limit { amount: 3, clock: Clock::WorkingDays },
            stages: StageLimits::default(),
            rebound_days: 30,
            rebound: ReboundSettings::default(),
            routing: RoutingTable::default(),
            ranking_scheme: None,
            feedback_days: 5,
            causes: CauseTable::default(),
            base_map: None,
            patrol: PatrolSettings::default(),
            replication: ReplicationSettings::default(),
            escalation: EscalationSettings::default(),
        }
    }
}

impl Campaign {
    /// The zone, Asia/Shanghai where the stored name is no zone.
    pub fn tz(&self) -> Tz {
        self.zone.parse().unwrap_or(DEFAULT_ZONE)
    }

    /// Days left until the acceptance test; negative after it.
    pub fn days_left(&self, today: NaiveDate) -> Option<i64> {
        self.acceptance_on.map(|day| (day - today).num_days())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_countdown_reaches_zero_on_the_day_and_goes_below() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d);
        let campaign = Campaign {
            code: "demo".into(),
            name: Wording::new("示范", "Demonstration"),
            zone: "nowhere".into(),
            acceptance_on: day(20),
            demonstration: true,
            settings: Settings::default(),
            version: 1,
        };
        for (today, left) in [(19, 1), (20, 0), (21, -1)] {
            assert_eq!(day(today).and_then(|t| campaign.days_left(t)), Some(left));
        }
        assert_eq!(campaign.tz(), DEFAULT_ZONE);
    }
}

//! What a drive is: its period, its measures, and what is planned where.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{DriveId, NodeId};
use crate::text::{Message, Wording};
use crate::time::Timestamp;

/// The most measures a drive has, so that a table of places still shows on one screen.
pub const MEASURES_MOST: usize = 8;
/// The longest a drive lasts, in days.
pub const DAYS_MOST: i64 = 366;
/// The most characters of a name.
const NAME_MOST: usize = 60;

vocabulary! {
    /// What a drive is about.
    DriveKind in "drive-kind" {
        /// Three clearances and one demolition 三清一拆: rubbish, ruins and road blocks, courtyards; illegal buildings.
        Clearance = "clearance",
        /// Cleaning up 环境整治.
        Sanitation = "sanitation",
        /// Any other.
        Other = "other",
    }
}

vocabulary! {
    /// What a measure is counted in.
    MeasureUnit in "drive-unit" {
        /// Places 处.
        Places = "places",
        /// Square metres 平方米.
        SquareMetres = "square_metres",
        /// Tonnes 吨.
        Tonnes = "tonnes",
        /// Households 户.
        Households = "households",
    }
}

impl MeasureUnit {
    /// Whether only whole numbers are counted in it.
    pub const fn whole(self) -> bool {
        matches!(self, Self::Places | Self::Households)
    }

    /// Whether a quantity can be counted in it: not negative, whole where only whole ones are, and of at most two decimals.
    pub fn takes(self, quantity: Decimal) -> bool {
        let decimals = if self.whole() { 0 } else { 2 };
        !quantity.is_sign_negative()
            && quantity.normalize().scale() <= decimals
            && quantity < Decimal::from(100_000_000)
    }
}

vocabulary! {
    /// Where a drive stands on a day.
    DriveState in "drive-state" {
        /// It is still to begin.
        Planned = "planned",
        /// It is under way.
        Running = "running",
        /// Its last day is past.
        Ended = "ended",
    }
}

/// One measure 指标 of a drive, such as rubbish cleared in tonnes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DriveMeasure {
    /// Its code, unique in the drive.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// What it is counted in.
    pub unit: MeasureUnit,
    /// Whether something is pulled down 拆除, which needs its papers.
    #[serde(default)]
    pub demolition: bool,
}

/// What is planned at a place of one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DriveTarget {
    /// The drive.
    pub drive_id: DriveId,
    /// The place: a village, a community, any node.
    pub node_id: NodeId,
    /// The measure.
    pub measure: String,
    /// How much.
    pub quantity: Decimal,
}

/// A drive 专项行动.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drive {
    /// Its identity.
    pub id: DriveId,
    /// Its name.
    pub name: Wording,
    /// What it is about.
    pub kind: DriveKind,
    /// Its first day.
    pub begins_on: NaiveDate,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// What is counted.
    pub measures: Vec<DriveMeasure>,
    /// So many days after a dead corner was cleared it is to be checked again 回头看.
    pub recheck_days: u32,
    /// When it was made.
    pub made_at: Timestamp,
    /// Counts its edits.
    pub version: i64,
}

impl Drive {
    /// Where it stands on a day.
    pub fn state(&self, today: NaiveDate) -> DriveState {
        if today < self.begins_on {
            DriveState::Planned
        } else if today > self.ends_on {
            DriveState::Ended
        } else {
            DriveState::Running
        }
    }

    /// How many days it lasts, its last day included.
    pub fn days(&self) -> i64 {
        (self.ends_on - self.begins_on).num_days() + 1
    }

    /// A measure by its code.
    pub fn measure(&self, code: &str) -> Option<&DriveMeasure> {
        self.measures.iter().find(|measure| measure.code == code)
    }
}

/// What is wrong with a drive, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DriveFault {
    /// Where, as a JSON pointer within the drive.
    pub pointer: String,
    /// The sentence for the user.
    pub message: Message,
}

/// A measure as it was when it was reported of, with the first and the last day of its reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// The measure.
    pub measure: DriveMeasure,
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

/// Everything wrong with a drive. A measure that was reported of must stay what it was, or forty tonnes would become forty
/// places and walls would have come down without papers; and the drive must still hold every day reported of.
pub fn faults(drive: &Drive, reported: &[Reported]) -> Vec<DriveFault> {
    let mut found = Vec::new();
    let mut fault = |pointer: String, message: Message| found.push(DriveFault { pointer, message });
    let name = drive.name.zh.trim();
    if name.is_empty() || name.chars().count() > NAME_MOST {
        fault("/name/zh".to_owned(), Message::new("drive-name-needed").arg("most", NAME_MOST));
    }
    if drive.ends_on < drive.begins_on || drive.days() > DAYS_MOST {
        fault("/ends_on".to_owned(), Message::new("drive-period-wrong").arg("most", DAYS_MOST));
    }
    if drive.measures.is_empty() || drive.measures.len() > MEASURES_MOST {
        fault("/measures".to_owned(), Message::new("drive-measures-needed").arg("most", MEASURES_MOST));
    }
    let mut codes = BTreeSet::new();
    for (place, measure) in drive.measures.iter().enumerate() {
        if measure.code.trim().is_empty() || !codes.insert(measure.code.as_str()) {
            fault(format!("/measures/{place}/code"), Message::new("drive-measure-code"));
        }
        if measure.name.zh.trim().is_empty() {
            fault(format!("/measures/{place}/name/zh"), Message::new("drive-name-needed").arg("most", NAME_MOST));
        }
    }
    for Reported { measure: before, .. } in reported {
        let place = drive.measures.iter().position(|measure| measure.code == before.code);
        let Some((place, after)) = place.and_then(|place| Some((place, drive.measures.get(place)?))) else {
            fault("/measures".to_owned(), Message::new("drive-measure-reported").arg("code", &before.code));
            continue;
        };
        let name = &before.name.zh;
        if after.unit != before.unit {
            fault(format!("/measures/{place}/unit"), Message::new("drive-measure-unit-stays").arg("name", name));
        }
        if after.demolition != before.demolition {
            let message = Message::new("drive-measure-demolition-stays").arg("name", name);
            fault(format!("/measures/{place}/demolition"), message);
        }
    }
    let first = reported.iter().map(|one| one.first).min();
    if let Some(first) = first.filter(|first| drive.begins_on > *first) {
        fault("/begins_on".to_owned(), Message::new("drive-period-reported").arg("day", first));
    }
    let last = reported.iter().map(|one| one.last).max();
    if let Some(last) = last.filter(|last| drive.ends_on < *last) {
        fault("/ends_on".to_owned(), Message::new("drive-period-reported").arg("day", last));
    }
    if !(1..=90).contains(&drive.recheck_days) {
        fault("/recheck_days".to_owned(), Message::new("drive-recheck-days"));
    }
    found
}

//! Drives 专项行动: what is planned, what was done, and what is asked to report it.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::drive::{DriveKind, DriveMeasure, DrivePace, DrivePapers, DriveState, MeasureUnit};
use wangge_domain::evidence::EvidenceHash;
use wangge_domain::figure::Figure;
use wangge_domain::ids::{DriveId, DriveReportId, NodeId};
use wangge_domain::text::Wording;
use wangge_domain::time::{IsoWeek, Timestamp};

use super::{DeadCornerView, ExportFormat, Photo, Ref};

/// A measure of a drive, worded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DriveMeasureView {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is counted in.
    pub unit: MeasureUnit,
    /// How that is written.
    pub unit_name: String,
    /// Whether something is pulled down, which needs its papers.
    pub demolition: bool,
}

/// How far a measure is at a place, or at all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DriveCell {
    /// The measure.
    pub measure: String,
    /// What is planned; “—” where nothing is.
    pub target: Figure,
    /// What was done.
    pub done: Figure,
    /// What was done in the current week.
    pub week: Figure,
    /// What the straight line asks for by today; “—” without a target.
    pub expected: Figure,
    /// What was done of what is planned, in percent; “—” without a target, never 0. Over all places, only what was done
    /// at those with a target counts here, and no more of it than the target.
    pub share: Figure,
    /// How it stands to the straight line.
    pub pace: DrivePace,
    /// How that is called.
    pub pace_name: String,
}

/// A place of a drive: a village, a community, any node with a target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DrivePlaceLine {
    /// The place.
    pub node: Ref,
    /// The place with those above it.
    pub chain: String,
    /// Its measures, in the drive's order.
    pub cells: Vec<DriveCell>,
    /// The day of the last report; none where nothing was reported.
    pub last_report_on: Option<NaiveDate>,
    /// Its dead corners that are not clear.
    pub open_corners: u64,
}

/// How many dead corners stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DeadCornerCounts {
    /// To be cleared for the first time.
    pub found: u64,
    /// Cleared, to be checked again.
    pub cleared: u64,
    /// Still clear when checked again.
    pub held: u64,
    /// Came back.
    pub came_back: u64,
    /// Of the cleared ones, those whose day of checking has come.
    pub recheck_due: u64,
}

/// A drive in a list, as far as the reader may see its places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DriveLine {
    /// The drive.
    pub id: DriveId,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub kind: DriveKind,
    /// How that is called.
    pub kind_name: String,
    /// Where it stands.
    pub state: DriveState,
    /// How that is called.
    pub state_name: String,
    /// Its first day.
    pub begins_on: NaiveDate,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// Its measures.
    pub measures: Vec<DriveMeasureView>,
    /// How far each measure is over all places.
    pub totals: Vec<DriveCell>,
    /// How many places it has.
    pub places: u64,
    /// How many of them lag with a measure.
    pub behind: u64,
    /// Its dead corners.
    pub corners: DeadCornerCounts,
}

/// The drives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DriveList {
    /// Those under way first, then the latest.
    pub items: Vec<DriveLine>,
    /// Whether the reader may make one.
    pub may_edit: bool,
}

/// A day of a burn-down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DriveBurnPoint {
    /// The day.
    pub on: NaiveDate,
    /// What the straight line leaves to be done.
    pub planned: Figure,
    /// What is left; none for days to come.
    pub left: Option<Figure>,
    /// What was done on the day.
    pub done: Figure,
}

/// What is left of a measure day by day, at the places with a target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DriveBurn {
    /// The measure.
    pub measure: String,
    /// From its first day to its last.
    pub points: Vec<DriveBurnPoint>,
}

/// A drive with its places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[expect(clippy::struct_excessive_bools, reason = "each says on its own what the reader may do")]
pub struct DriveView {
    /// As in the list.
    pub line: DriveLine,
    /// Its name in both languages, for changing it.
    pub wording: Wording,
    /// Its measures as they are stored, for changing them.
    pub measures: Vec<DriveMeasure>,
    /// So many days after a dead corner was cleared it is to be checked again.
    pub recheck_days: u32,
    /// Today, by the campaign's clock.
    pub today: NaiveDate,
    /// The week of the weekly figures.
    pub week: IsoWeek,
    /// Its places, those that lag most first.
    pub places: Vec<DrivePlaceLine>,
    /// The burn-down of every measure that has a target.
    pub burn_down: Vec<DriveBurn>,
    /// Its dead corners within reach: those that came back first, then those to be cleared.
    pub corners: Vec<DeadCornerView>,
    /// Whether the reader may change it.
    pub may_edit: bool,
    /// Whether the reader may report something somewhere.
    pub may_report: bool,
    /// Whether the reader may enter dead corners.
    pub may_watch: bool,
    /// Whether the reader may take the ledger away as a file.
    pub may_export: bool,
    /// Counts its edits.
    pub version: i64,
}

/// What is planned at a place, as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetDriveTarget {
    /// The place.
    pub node_id: NodeId,
    /// The measure.
    pub measure: String,
    /// How much, as a decimal number.
    pub quantity: String,
}

/// All that a drive says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DriveText {
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
    /// So many days after a dead corner was cleared it is to be checked again.
    #[serde(default = "a_week")]
    pub recheck_days: u32,
    /// What is planned where; a place left out has no target.
    pub targets: Vec<SetDriveTarget>,
}

const fn a_week() -> u32 {
    7
}

/// Making a drive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeDrive {
    /// Its identity, made by the client; sent again it is the same drive.
    pub id: DriveId,
    /// What it says.
    pub text: DriveText,
}

/// A daily report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SendDriveReport {
    /// Its identity, made by the client; sent again it is the same report.
    pub id: DriveReportId,
    /// Where.
    pub node_id: NodeId,
    /// The measure.
    pub measure: String,
    /// The day it was done.
    pub on: NaiveDate,
    /// How much, as a decimal number; 0 only to take a report back.
    pub quantity: String,
    /// Anything to know.
    #[serde(default)]
    pub note: String,
    /// Longitude, WGS-84 degrees.
    #[serde(default)]
    pub lon: Option<f64>,
    /// Latitude, WGS-84 degrees.
    #[serde(default)]
    pub lat: Option<f64>,
    /// The papers of a demolition; it is refused without.
    #[serde(default)]
    pub papers: Option<DrivePapers>,
    /// Photographs before.
    #[serde(default)]
    pub before: Vec<EvidenceHash>,
    /// Photographs after.
    #[serde(default)]
    pub after: Vec<EvidenceHash>,
    /// Photographs of the papers.
    #[serde(default)]
    pub papers_photos: Vec<EvidenceHash>,
    /// The report it corrects, of the same place and measure.
    #[serde(default)]
    pub replaces_id: Option<DriveReportId>,
}

/// A report, as it was sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DriveReportView {
    /// The report.
    pub id: DriveReportId,
    /// Where it was made.
    pub node: Ref,
    /// The place it counts for.
    pub place: Ref,
    /// The measure.
    pub measure: String,
    /// Its name.
    pub measure_name: String,
    /// How much.
    pub quantity: Figure,
    /// How it is counted.
    pub unit_name: String,
    /// The day it was done.
    pub on: NaiveDate,
    /// Anything to know.
    pub note: String,
    /// Longitude, WGS-84 degrees.
    pub lon: Option<f64>,
    /// Latitude, WGS-84 degrees.
    pub lat: Option<f64>,
    /// Photographs before.
    pub before: Vec<Photo>,
    /// Photographs after.
    pub after: Vec<Photo>,
    /// The papers of a demolition.
    pub papers: Option<DrivePapers>,
    /// Photographs of the papers.
    pub papers_photos: Vec<Photo>,
    /// The report it corrects.
    pub replaces_id: Option<DriveReportId>,
    /// Whether it was corrected since, and so does not count.
    pub corrected: bool,
    /// The name of who reported.
    pub reporter: String,
    /// When it arrived.
    pub reported_at: Timestamp,
    /// Whether the reader may correct it.
    pub may_correct: bool,
}

/// What was done on a day, measure by measure in the drive's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DriveDay {
    /// The day; none for the whole week.
    pub on: Option<NaiveDate>,
    /// What was done.
    pub done: Vec<Figure>,
}

/// The reports of a week.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DriveReports {
    /// The week.
    pub week: IsoWeek,
    /// The week before; none where the drive had not begun.
    pub previous: Option<IsoWeek>,
    /// The week after; none where it is still to come.
    pub next: Option<IsoWeek>,
    /// The measures.
    pub measures: Vec<DriveMeasureView>,
    /// Each day of the week, and at last the week.
    pub days: Vec<DriveDay>,
    /// The reports within reach, the last day first.
    pub items: Vec<DriveReportView>,
}

/// Which reports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DriveReportQuery {
    /// The week; the current one, or the drive's last, when not said.
    #[serde(default)]
    pub week: Option<IsoWeek>,
    /// Only those that count for this place.
    #[serde(default)]
    pub place: Option<NodeId>,
}

/// How the ledger is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DriveExportQuery {
    /// The format; CSV when not said.
    #[serde(default)]
    pub format: Option<ExportFormat>,
}

/// A place somebody may report for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DriveDutyPlace {
    /// The node.
    pub node: Ref,
    /// It with those above it.
    pub chain: String,
    /// How far it is, where it is a place of the drive; else empty.
    pub cells: Vec<DriveCell>,
}

/// A drive somebody reports in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DriveDuty {
    /// The drive.
    pub id: DriveId,
    /// Its name.
    pub name: String,
    /// Its first day.
    pub begins_on: NaiveDate,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// Its measures.
    pub measures: Vec<DriveMeasureView>,
    /// The places, those with a target first.
    pub places: Vec<DriveDutyPlace>,
    /// What the reader reported this week, the latest first.
    pub own: Vec<DriveReportView>,
    /// The dead corners within reach that are to be cleared or checked again.
    pub corners: Vec<DeadCornerView>,
}

/// The drives under way that somebody reports in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DriveDuties {
    /// Today, by the campaign's clock.
    pub today: NaiveDate,
    /// The drives.
    pub items: Vec<DriveDuty>,
}

//! Cases 案卷: lists, details, and what is done with them.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::case::{CaseAction, CaseSeverity, CaseState, FinderLevel, Source};
use wangge_domain::deadline::Light;
use wangge_domain::evidence::EvidenceHash;
use wangge_domain::ids::{
    CaseId, CheckId, DispatchId, EventId, NodeId, ObservationId, RectificationId, RoundId, SiteId, UnitId, VisitId,
};
use wangge_domain::rebound::WatchState;
use wangge_domain::text::Lang;
use wangge_domain::time::{IsoWeek, Timestamp};
use wangge_geo::datum::Datum;

use super::{CaseRequestView, Coded, Figure, HoldView, Many, PassedOn, Photo, Ref, StageRunView, StateCount};

/// A place of responsibility, and whoever holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Answerable {
    /// What the place is called, such as 网格长.
    pub role_name: String,
    /// Of which unit or node.
    pub place: String,
    /// Who holds it, with their title; null where nobody does.
    pub name: Option<String>,
    /// Their telephone.
    pub phone: Option<String>,
}

/// A case named in passing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CaseRef {
    /// The case.
    pub id: CaseId,
    /// Its number 案卷号; null before filing.
    pub number: Option<String>,
    /// Its state.
    pub state: CaseState,
    /// What the state is called.
    pub state_name: String,
}

/// The order of the list of cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseSort {
    /// The latest report first.
    #[default]
    Latest,
    /// The earliest report first.
    Earliest,
    /// The earliest deadline first, those without one last.
    Deadline,
}

/// What the list of cases is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseQuery {
    /// Only in these states.
    #[serde(default)]
    pub state: Many<CaseState>,
    /// Only with this handling unit.
    pub unit: Option<UnitId>,
    /// Only in this node's subtree.
    pub node: Option<NodeId>,
    /// Only right in this node, at no site: its deepest node is this one.
    pub at_node: Option<NodeId>,
    /// Only at this site.
    pub site: Option<SiteId>,
    /// Only of this item.
    pub item: Option<String>,
    /// Only at sites of this type.
    #[serde(rename = "type")]
    pub site_type: Option<String>,
    /// Only from this round.
    pub round: Option<RoundId>,
    /// Only from this source.
    pub source: Option<Source>,
    /// Only found on these levels.
    #[serde(default)]
    pub finder: Many<FinderLevel>,
    /// Only open ones past their deadline, or only others.
    pub overdue: Option<bool>,
    /// Only whose present stage 环节 is past its own limit.
    pub stage_late: Option<bool>,
    /// Only open ones.
    pub open: Option<bool>,
    /// Only due before this moment.
    pub due_before: Option<Timestamp>,
    /// Only open ones past their deadline or due within a day.
    pub within_a_day: Option<bool>,
    /// Only reported in this week.
    pub week: Option<IsoWeek>,
    /// Only handed over 交办 in this week.
    pub handed_over_in: Option<IsoWeek>,
    /// Only rectified in this week.
    pub rectified_in: Option<IsoWeek>,
    /// Only closed in this week.
    pub closed_in: Option<IsoWeek>,
    /// Only due in this week.
    pub due_in: Option<IsoWeek>,
    /// Only rectified after their deadline, or still not rectified with it past.
    pub late: Option<bool>,
    /// Only rebounds 反弹, or only others.
    pub rebound: Option<bool>,
    /// Only with a unit the reader acts for as the main unit.
    pub mine: Option<bool>,
    /// Only waiting for a check the reader may make, who neither dispatched nor rectified it.
    pub checkable: Option<bool>,
    /// Only with a request 申请 of the unit that waits for a ruling, or only others.
    pub pending: Option<bool>,
    /// Only this grave.
    #[serde(default)]
    pub severity: Many<CaseSeverity>,
    /// Only closed ones whose watch 回头看 stands so.
    #[serde(default)]
    pub watch: Many<WatchState>,
    /// Only those the reader may re-check: another's work, within the reader's reach.
    pub re_checkable: Option<bool>,
    /// Only with a re-check that could be judged, made on this day or later.
    pub re_checked_from: Option<NaiveDate>,
    /// Only with one made on this day or earlier.
    pub re_checked_until: Option<NaiveDate>,
    /// Of those re-checked, only with a re-check that found that they had come back.
    pub came_back: Option<bool>,
    /// Only reported on this day or later.
    pub reported_from: Option<NaiveDate>,
    /// Only reported on this day or earlier.
    pub reported_until: Option<NaiveDate>,
    /// Only of one of these items.
    #[serde(default)]
    pub items: Many<String>,
    /// Only whose number or description contains this.
    pub q: Option<String>,
    /// The order.
    pub sort: Option<CaseSort>,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// The most items of a page, 1–500; 50 when not said.
    pub limit: Option<u32>,
    /// Whether the list brings its counts; a table that asks for them beside its first page says no. Default yes.
    pub counts: Option<bool>,
    /// Of an export: CSV when not said. The list passes it over.
    pub format: Option<ExportFormat>,
    /// Which columns the file has; those of the list when not said.
    #[serde(default)]
    pub ledger: CaseLedger,
}

/// A case in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CaseSummary {
    /// The case.
    pub id: CaseId,
    /// Its number 案卷号; null before filing.
    pub number: Option<String>,
    /// Its state.
    pub state: CaseState,
    /// What the state is called.
    pub state_name: String,
    /// How grave it is; every rebound raises it.
    pub severity: CaseSeverity,
    /// What that is called.
    pub severity_name: String,
    /// Whether it is a rebound 反弹.
    pub rebound: bool,
    /// Where it came from.
    pub source: Source,
    /// What the source is called.
    pub source_name: String,
    /// What is wrong.
    pub description: String,
    /// The site it is at.
    pub site: Option<Ref>,
    /// The deepest node it lies in.
    pub node: Ref,
    /// The names of the nodes from the district down, apart by " / ".
    pub chain_name: String,
    /// The item it offends.
    pub item: Option<Coded>,
    /// The handling unit.
    pub unit: Option<Ref>,
    /// When it was reported.
    pub reported_at: Timestamp,
    /// By when it must be rectified.
    pub deadline_at: Option<Timestamp>,
    /// How much of the limit is used up: yellow at 80 %, red at 100 %; null where no clock runs.
    pub light: Option<Light>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// How often it had to be done again 返工.
    pub rework_count: i64,
    /// What its unit asks for and nobody has decided yet, with its word.
    pub pending: Option<Coded>,
    /// Whether being late does not count in statistics 不计超时, by an approved appeal.
    pub exempt: bool,
    /// The points its lost point cost; null for readers who may not see scores.
    pub lost: Option<Figure>,
}

/// A page of cases, with how many there are of each kind under the same filters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CaseList {
    /// The cases, in order.
    pub items: Vec<CaseSummary>,
    /// The cursor of the next page; null on the last.
    pub next: Option<String>,
    /// How many there are on all pages; null when the query leaves the counts out.
    pub total: Option<u64>,
    /// How many of each kind; null when the query leaves the counts out.
    pub counts: Option<CaseCounts>,
}

/// How many cases there are of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CaseCounts {
    /// How many the filter selects.
    pub total: u64,
    /// By state, whatever states the filter names.
    pub by_state: Vec<StateCount>,
    /// By light, of the open ones.
    pub by_light: LightCounts,
}

/// How many open cases show each light.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LightCounts {
    /// Less than 80 % of the limit used.
    pub green: u64,
    /// From 80 % of the limit.
    pub yellow: u64,
    /// Past the limit.
    pub red: u64,
}

/// A case with its story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CaseDetail {
    /// The case as in a list.
    #[serde(flatten)]
    pub case: CaseSummary,
    /// The site's type.
    #[serde(rename = "type")]
    pub site_type: Option<Coded>,
    /// The edition its item is taken from.
    pub edition: Option<Ref>,
    /// The round it was found in.
    pub round: Option<Ref>,
    /// How many of the thing there are.
    pub quantity: i64,
    /// Longitude in degrees, WGS-84.
    pub lon: Option<f64>,
    /// Latitude in degrees, WGS-84.
    pub lat: Option<f64>,
    /// The rectification limit, in words.
    pub limit_text: String,
    /// By which rule it has that limit, in words; null where none was kept.
    pub limit_rule_text: Option<String>,
    /// How the deadline was reckoned, in words.
    pub deadline_basis_text: String,
    /// The routing rule that chose the unit.
    pub routed_by: Option<String>,
    /// What that rule says, in words.
    pub rule_text: String,
    /// Why the rules leave it to the office: one points to a unit out of use. Said only of a case that waits to be sent,
    /// to whoever may send it.
    pub routing_flag: Option<String>,
    /// Who found it.
    pub finder_level: FinderLevel,
    /// What the finder's level is called.
    pub finder_level_name: String,
    /// What it looked like when it was found: the photographs of the report and of the observations it was made of.
    pub photos: Vec<Photo>,
    /// Everything that happened, the first thing first.
    pub timeline: Vec<TimelineEntry>,
    /// To whom it was handed over.
    pub dispatches: Vec<DispatchView>,
    /// What was done about it.
    pub rectifications: Vec<RectificationView>,
    /// How that was checked.
    pub checks: Vec<CheckView>,
    /// The observation it rests on.
    pub observation_id: Option<ObservationId>,
    /// What was observed, in words.
    pub observation_text: Option<String>,
    /// The visit of that observation.
    pub visit_id: Option<VisitId>,
    /// What the reader may do with it now.
    pub allowed: Vec<AllowedAction>,
    /// Why it was declined, merged or voided.
    pub reason: Option<String>,
    /// The version, for `If-Match`.
    pub version: i64,
    /// The case it is a rebound 反弹 of.
    pub rebound_of: Option<CaseRef>,
    /// The case it was merged into.
    pub merged_into: Option<CaseRef>,
    /// The cases that were merged into it.
    pub merged: Vec<CaseSummary>,
    /// What its unit asked for, the first request first.
    pub requests: Vec<CaseRequestView>,
    /// Its clock standing still, while it is suspended or in long-term rectification.
    pub hold: Option<HoldView>,
    /// What was lost while it was passed on from unit to unit; null where it never was.
    pub passed_on: Option<PassedOn>,
    /// How often its unit was reminded 催办.
    pub reminder_count: u32,
    /// How often its unit was put under supervision 督办 for it.
    pub supervision_count: u32,
    /// When that was done last.
    pub supervised_at: Option<Timestamp>,
    /// When it was raised one level 提级督办.
    pub raised_at: Option<Timestamp>,
    /// How often its deadline was extended 延期.
    pub extension_count: u32,
    /// What is expected of the unit, as the dispatch said 交办要求.
    pub note: Option<String>,
    /// Other cases at the same site and item.
    pub related: Vec<CaseSummary>,
    /// The stages 环节 of its way so far, the first one first, each with its clock.
    pub stages: Vec<StageRunView>,
    /// Who answers for it: its unit's head, then whoever serves in its nodes, the nearest first.
    pub answerable: Vec<Answerable>,
}

/// Something that happened to a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TimelineEntry {
    /// When.
    pub at: Timestamp,
    /// Who did it, by name.
    pub actor: String,
    /// The kind of event, such as `case_dispatched`.
    pub kind: String,
    /// What the kind is called.
    pub kind_name: String,
    /// What happened, in words.
    pub text: String,
    /// The event's hash in the case's chain.
    pub hash: String,
}

/// A dispatch 派遣 to a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DispatchView {
    /// The dispatch.
    pub id: DispatchId,
    /// The unit.
    pub unit: Ref,
    /// Whether the unit assists 协办; otherwise it is the main one 主办.
    pub assisting: bool,
    /// The rule that chose it, in words.
    pub rule_text: String,
    /// Who dispatched it, by name.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// When the unit accepted it.
    pub accepted_at: Option<Timestamp>,
    /// When it was taken back 收回.
    pub withdrawn_at: Option<Timestamp>,
}

/// A rectification 整改 report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RectificationView {
    /// The rectification.
    pub id: RectificationId,
    /// When.
    pub at: Timestamp,
    /// Who reported it, by name.
    pub by: String,
    /// The unit.
    pub unit: Option<Ref>,
    /// What was done.
    pub measures: String,
    /// What keeps it from coming back.
    pub long_term_measures: Option<String>,
    /// Which time it is, from 1.
    pub round_no: i64,
    /// Photographs taken after it was mended.
    pub photos: Vec<Photo>,
}

/// A check 核查 of a rectification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckView {
    /// The check.
    pub id: CheckId,
    /// When.
    pub at: Timestamp,
    /// Who checked, by name.
    pub by: String,
    /// Whether it passed.
    pub passed: bool,
    /// Why not, or a remark.
    pub reason: Option<String>,
    /// Photographs of how the checker found it.
    pub photos: Vec<Photo>,
}

/// An action the reader may do now, with the fields it cannot do without.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AllowedAction {
    /// The action.
    pub action: CaseAction,
    /// The fields it needs.
    pub needs: Vec<String>,
}

/// A problem to report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportCase {
    /// Its identity, made by the client; the same report again answers the same.
    pub id: CaseId,
    /// Where it came from.
    pub source: Source,
    /// Who found it.
    pub finder_level: FinderLevel,
    /// The site; otherwise a place is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site_id: Option<SiteId>,
    /// Longitude in degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// Latitude in degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// The datum of both; WGS-84 when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub datum: Option<Datum>,
    /// The item it offends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_code: Option<String>,
    /// What is wrong; not empty.
    pub description: String,
    /// How many of the thing there are, from 1.
    #[serde(default = "one")]
    pub quantity: i64,
    /// Its photographs, sent before by whoever reports.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<EvidenceHash>,
}

const fn one() -> i64 {
    1
}

/// Filing 立案.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileCase {
    /// A better description in place of the reported one.
    #[serde(default)]
    pub description: Option<String>,
    /// Its limit as people write it, such as 3个工作日 or 限7月1日前; without it by the table, its item's or the default.
    #[serde(default)]
    pub limit: Option<String>,
}

/// Dispatch 派遣.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DispatchCase {
    /// The unit; the one found by routing when not said.
    #[serde(default)]
    pub unit_id: Option<UnitId>,
    /// A note to the unit.
    #[serde(default)]
    pub note: Option<String>,
    /// Another limit from the dispatch on, as people write it, such as 4小时 or 限7月1日前; without it the one that stands.
    #[serde(default)]
    pub limit: Option<String>,
}

/// What presses the unit: a reminder 催办, a supervision order 督办, raising the case one level 提级督办.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PressUnit {
    /// What is expected; not empty.
    pub text: String,
}

/// Merging 合并 a case into the one it repeats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeCase {
    /// The case that takes it in.
    pub into: CaseId,
    /// The version of that case that was looked at; null where nobody looked.
    #[serde(default)]
    pub into_version: Option<i64>,
    /// Why they are one and the same; not empty.
    pub reason: String,
}

/// A case that may be a duplicate 重复 of another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DuplicateCase {
    /// The case as in a list.
    #[serde(flatten)]
    pub case: CaseSummary,
    /// What makes the two look alike, in words.
    pub why: String,
    /// How far apart they are, in metres; null where one has no place.
    pub metres: Option<f64>,
    /// Its photographs of the finding.
    pub photos: Vec<Photo>,
    /// Its version, for `into_version`.
    pub version: i64,
    /// Whether the other one can be merged into it.
    pub takes: bool,
}

/// Cases that may be duplicates of one another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DuplicateList {
    /// The most alike first.
    pub items: Vec<DuplicateCase>,
}

/// Acceptance by the unit 受理.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptCase {
    /// Made on the device for this act, so that sending it again does nothing twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<EventId>,
}

/// Rectification 整改.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RectifyCase {
    /// What was done; not empty.
    pub measures: String,
    /// What keeps it from coming back.
    #[serde(default)]
    pub long_term_measures: Option<String>,
    /// Whether it was fixed on the spot 即查即改 before any dispatch.
    #[serde(default)]
    pub on_spot: bool,
    /// Photographs taken after it was mended, sent before by whoever rectifies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<EvidenceHash>,
    /// Made on the device for this act, so that sending it again does nothing twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<EventId>,
}

/// Check 核查.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckCase {
    /// Whether it is really fixed.
    pub passed: bool,
    /// Why not; needed when it did not pass.
    #[serde(default)]
    pub reason: Option<String>,
    /// Photographs of how the checker found it, sent before by the checker.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<EvidenceHash>,
    /// Made on the device for this act, so that sending it again does nothing twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<EventId>,
}

/// Which columns an exported list of cases has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseLedger {
    /// What the list shows.
    #[default]
    List,
    /// The ledger of rectification 整改台账: from where and when it was found to who answers, what was done, who checked,
    /// and when it was struck off.
    Rectification,
}

/// Which cases' orders are wanted as a Word file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseDocumentQuery {
    /// The cases' identities, separated by commas.
    pub ids: String,
    /// One order a case, or one list a unit.
    #[serde(default)]
    pub form: CaseOrderForm,
    /// The language; the request's when not said.
    #[serde(default)]
    pub lang: Option<Lang>,
}

/// How cases are put on paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseOrderForm {
    /// A rectification order 整改交办单 for each.
    #[default]
    Order,
    /// A list 问题整改清单 for each unit.
    List,
}

/// In which language a document is taken along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentQuery {
    /// The language; the request's when not said.
    #[serde(default)]
    pub lang: Option<Lang>,
}

/// How a list is exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// CSV of any length, in UTF-8 with the mark Excel needs.
    #[default]
    Csv,
    /// A workbook.
    Xlsx,
}

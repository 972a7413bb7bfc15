//! Sites 点位 and their history.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::figure::Exact;
use wangge_domain::ids::{NodeId, RoundId, SiteId, UnitId, VisitId};
use wangge_domain::text::Wording;
use wangge_domain::time::Timestamp;
use wangge_geo::datum::Datum;

use super::edit::said;
use super::{CaseRef, CaseSummary, Coded, Figure, Photo, Ref, RoundSummary, VisitSummary};

/// The order of the list of sites.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SiteSort {
    /// By code.
    #[default]
    Code,
    /// By name.
    Name,
    /// The lowest score first.
    Score,
    /// The most open cases first.
    Open,
    /// The most overdue cases first.
    Overdue,
    /// The largest loss against the round before first.
    Change,
    /// Those not visited for longest first, never visited ones at the head.
    Visited,
}

/// How well a site is covered by visits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Coverage {
    /// Visited in the last seven days.
    Week,
    /// Visited in the last thirty days.
    Month,
    /// Visited, but longer than thirty days ago.
    Older,
    /// Never visited.
    Never,
}

/// A band of scores in per cent of the full mark, the same steps as on every map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Band {
    /// Below 60.
    #[serde(rename = "0")]
    Below60,
    /// From 60 to below 70.
    #[serde(rename = "60")]
    From60,
    /// From 70 to below 80.
    #[serde(rename = "70")]
    From70,
    /// From 80 to below 90.
    #[serde(rename = "80")]
    From80,
    /// From 90 to below 95.
    #[serde(rename = "90")]
    From90,
    /// From 95.
    #[serde(rename = "95")]
    From95,
    /// Without a score.
    #[serde(rename = "none")]
    Without,
}

impl Band {
    /// The band of a share of the full mark, in per cent.
    pub fn of(share: Option<&Exact>) -> Self {
        let Some(share) = share else { return Self::Without };
        let steps =
            [(95, Self::From95), (90, Self::From90), (80, Self::From80), (70, Self::From70), (60, Self::From60)];
        let reached = |per_cent: i64| Exact::ratio(per_cent, 100).is_some_and(|mark| *share >= mark);
        steps.into_iter().find(|(from, _)| reached(*from)).map_or(Self::Below60, |(_, band)| band)
    }
}

/// What the list of sites is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteQuery {
    /// Only sites of this type.
    #[serde(rename = "type")]
    pub site_type: Option<String>,
    /// Only sites in this node's subtree.
    pub node: Option<NodeId>,
    /// Only sites this unit answers for.
    pub unit: Option<UnitId>,
    /// Only demonstration sites, or only others.
    pub demonstration: Option<bool>,
    /// Only the site of this code.
    pub code: Option<String>,
    /// Only sites by when they were last visited.
    pub coverage: Option<Coverage>,
    /// Only sites whose score lies in this band.
    pub band: Option<Band>,
    /// Only sites with open cases, or only others.
    pub open: Option<bool>,
    /// Only sites with overdue cases, or only others.
    pub overdue: Option<bool>,
    /// Only sites whose name or code contains this.
    pub q: Option<String>,
    /// The order.
    pub sort: Option<SiteSort>,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// The most items of a page, 1–500; 50 when not said.
    pub limit: Option<u32>,
}

/// A site in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SiteSummary {
    /// The site.
    pub id: SiteId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub site_type: Coded,
    /// The deepest node it lies in.
    pub node: Ref,
    /// The names of the nodes from the district down, apart by " / ".
    pub chain_name: String,
    /// The unit that answers for it.
    pub unit: Option<Ref>,
    /// Its supporting unit 包联单位.
    pub supporting_unit: Option<Ref>,
    /// Whether it is a demonstration site 示范点.
    pub demonstration: bool,
    /// Longitude in degrees, WGS-84.
    pub lon: f64,
    /// Latitude in degrees, WGS-84.
    pub lat: f64,
    /// Its score in the last closed round.
    pub score: Option<Figure>,
    /// The change against the closed round before.
    pub change: Option<Figure>,
    /// Open cases at it.
    pub open: u64,
    /// Open cases past their deadline.
    pub overdue: u64,
    /// The demonstration site whose practice 做法 it took over.
    pub practice: Option<PracticeView>,
    /// When it was last visited, as far as the reader may know.
    pub visited_at: Option<Timestamp>,
}

/// A site with its history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SiteDetail {
    /// The site as in a list.
    #[serde(flatten)]
    pub site: SiteSummary,
    /// Its name in both languages, for editing.
    pub names: Wording,
    /// Whether the position is its own; otherwise it is shown where its node is named.
    pub placed: bool,
    /// Its address.
    pub address: String,
    /// The sites that took over its practice.
    pub copies: Vec<PracticeView>,
    /// Its attributes, such as length or population, as decimals in text.
    pub attributes: BTreeMap<String, String>,
    /// What it scored in each round, the latest first.
    pub rounds: Vec<SiteRound>,
    /// The visits to it, the latest first.
    pub visits: Vec<VisitSummary>,
    /// The cases at it, the latest first.
    pub cases: Vec<CaseSummary>,
    /// How many items of the edition in force apply to it.
    pub item_count: u64,
    /// The version, for `If-Match`.
    pub version: i64,
}

/// What a site scored in a round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SiteRound {
    /// The round.
    pub round: RoundSummary,
    /// Its score.
    pub score: Figure,
    /// The points it lost.
    pub lost: Figure,
    /// The visit it was scored by.
    pub visit_id: Option<VisitId>,
}

/// What the explanation of one site is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteExplanationQuery {
    /// The round; the last closed one when not said.
    pub round: Option<RoundId>,
}

/// A practice 做法 taken over from a demonstration site; the site at the other end of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PracticeView {
    /// The site at the other end.
    pub site: Ref,
    /// The names of its nodes from the district down, apart by " / ".
    pub chain_name: String,
    /// Since when.
    pub since: NaiveDate,
    /// Who noted it, by name.
    pub by: String,
}

/// What is changed of a site. What is not said stays; what is null is emptied.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendSite {
    /// Its name in both languages.
    pub name: Option<Wording>,
    /// Its address; empty for none.
    pub address: Option<String>,
    /// The unit that answers for it; null for none.
    #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<UnitId>")]
    pub unit_id: Option<Option<UnitId>>,
    /// Its supporting unit 包联单位; null for none.
    #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<UnitId>")]
    pub supporting_unit_id: Option<Option<UnitId>>,
    /// Whether it is a demonstration site 示范点.
    pub demonstration: Option<bool>,
    /// Its place.
    pub place: Option<AmendPlace>,
    /// All its attributes, as decimals in text.
    pub attributes: Option<BTreeMap<String, String>>,
    /// The demonstration site whose practice it took over; null for none.
    #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<AmendPractice>")]
    pub practice: Option<Option<AmendPractice>>,
}

/// A place as it is given.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendPlace {
    /// Longitude in degrees.
    pub lon: f64,
    /// Latitude in degrees.
    pub lat: f64,
    /// The datum of both; WGS-84 when not said.
    #[serde(default)]
    pub datum: Option<Datum>,
}

/// A practice as it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendPractice {
    /// The demonstration site.
    pub from: SiteId,
    /// Since when.
    pub since: NaiveDate,
}

/// The photographs of a site, by item over time: a row an item, a column a visit or a day of work on cases.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SitePhotos {
    /// The visits with photographs and the days on which cases were reported with some, from the first.
    pub columns: Vec<PhotoColumn>,
    /// The items with photographs, in the order of their codes.
    pub rows: Vec<PhotoRow>,
    /// How many photographs there are.
    pub count: u64,
}

/// A moment at which photographs were taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PhotoColumn {
    /// When.
    pub at: Timestamp,
    /// The visit; none for reports outside of rounds.
    pub visit_id: Option<VisitId>,
    /// Its round.
    pub round: Option<Ref>,
    /// Whether the visit was voided and no longer counts.
    pub voided: bool,
}

/// An item with its photographs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PhotoRow {
    /// Whether it is the door-head, of which there is no item.
    pub door: bool,
    /// The item; none for reports that name none.
    pub item: Option<Coded>,
    /// A cell for each column that has photographs of it.
    pub cells: Vec<PhotoCell>,
}

/// The photographs of an item at a moment, and what was done since.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PhotoCell {
    /// The column, from 0.
    pub column: u64,
    /// The points it lost; null for readers who may not see scores and for reports.
    pub lost: Option<Figure>,
    /// What it looked like.
    pub found: Vec<Photo>,
    /// What it looked like after it was mended.
    pub mended: Vec<Photo>,
    /// The case.
    pub case: Option<CaseRef>,
}

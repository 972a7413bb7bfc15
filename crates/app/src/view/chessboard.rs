//! The chessboard 一张图: what is asked of it and what it shows.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wangge_domain::case::CaseState;
use wangge_domain::figure::Figure;
use wangge_domain::ids::{NodeId, RoundId};
use wangge_domain::time::Timestamp;
use wangge_geo::Datum;

use super::{Coded, Many, Ref, StateCount};

/// What a layer of the map holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChessboardLayer {
    /// Nodes 网格.
    Nodes,
    /// Sites 点位.
    Sites,
    /// Cases 案卷.
    Cases,
    /// Merchants 商户.
    Merchants,
}

/// By what nodes and sites are coloured and ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// The score of the last round closed.
    #[default]
    Score,
    /// Lost points in that round.
    Lost,
    /// Open cases.
    Open,
    /// Open cases past their deadline.
    Overdue,
    /// Rebounds.
    Rebound,
    /// The share of sites visited.
    Coverage,
}

/// Over what coverage is reckoned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum CoverageSpan {
    /// The last round closed by the day.
    #[default]
    #[serde(rename = "round")]
    Round,
    /// The seven days up to the day.
    #[serde(rename = "7")]
    Week,
    /// The thirty days up to the day.
    #[serde(rename = "30")]
    Month,
}

impl CoverageSpan {
    /// How many days; none for a round.
    pub const fn days(self) -> Option<i64> {
        match self {
            Self::Round => None,
            Self::Week => Some(7),
            Self::Month => Some(30),
        }
    }
}

/// What the chessboard is asked.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChessboardQuery {
    /// As it stood at the end of this local day; now by default.
    pub day: Option<NaiveDate>,
    /// Nodes of this level, 1–4; by default the one below the chosen node, or 3.
    pub level: Option<i8>,
    /// Only what lies in this node.
    pub node: Option<NodeId>,
    /// Only what lies in this shape: `r:west,south,east,north`, `c:lon,lat,metres` or `p:lon,lat;lon,lat;…`.
    pub shape: Option<String>,
    /// Over what coverage is reckoned; the last round by default.
    pub coverage: Option<CoverageSpan>,
    /// The datum of every coordinate, asked and answered; WGS-84 by default.
    pub datum: Option<Datum>,
}

/// The figures of a place, as of a day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChessboardFigures {
    /// The score in the last round closed; in a drawn shape the mean of the sites inside, out of 100.
    pub score: Figure,
    /// Where the score stands between 0 and 100, for its colour; null without a score.
    pub mark: Option<f64>,
    /// Lost points in that round.
    pub lost: u64,
    /// Open cases.
    pub open: u64,
    /// Of those, past their deadline.
    pub overdue: u64,
    /// Rebounds reported up to the day that count.
    pub rebound: u64,
    /// Sites visited.
    pub visited: u64,
    /// Sites.
    pub sites: u64,
    /// Visited of all, in per cent.
    pub coverage: Figure,
}

/// The round whose scores are shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChessboardRound {
    /// The round.
    pub id: RoundId,
    /// Its name.
    pub name: String,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
}

/// A node on the chessboard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChessboardNode {
    /// The node.
    pub id: NodeId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The unit that answers for it.
    pub unit: Option<Ref>,
    /// Who led it on the day.
    pub leader: Option<Ref>,
    /// Where its name stands: longitude, latitude.
    pub at: Option<[f64; 2]>,
    /// West, south, east, north.
    pub extent: Option<[f64; 4]>,
    /// Its figures, of what is chosen.
    pub figures: ChessboardFigures,
}

/// The chessboard as of a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Chessboard {
    /// The day shown.
    pub day: NaiveDate,
    /// The moment shown: the day's end, or now.
    pub at: Timestamp,
    /// The first day there is anything to show of.
    pub first_day: NaiveDate,
    /// Today.
    pub last_day: NaiveDate,
    /// Open cases at the end of each day from the first to today, of what is chosen.
    pub open_by_day: Vec<u64>,
    /// The round whose scores are shown; null before the first was closed, or where scores may not be seen.
    pub round: Option<ChessboardRound>,
    /// Whether the reader may see scores.
    pub scores: bool,
    /// Whether the reader may see cases.
    pub cases: bool,
    /// The chosen node.
    pub node: Option<Ref>,
    /// The chain of nodes above it, from the district down.
    pub chain: Vec<Ref>,
    /// The level whose nodes are shown.
    pub level: i8,
    /// West, south, east, north of what is chosen.
    pub extent: Option<[f64; 4]>,
    /// The figures of what is chosen.
    pub figures: ChessboardFigures,
    /// Its cases by state.
    pub states: Vec<StateCount>,
    /// Its merchants, and how many have signed their pledge by the day.
    pub merchants: u64,
    /// Those with a pledge.
    pub pledged: u64,
    /// The nodes of the level in what is chosen, by code.
    pub nodes: Vec<ChessboardNode>,
}

/// What a list beside the map is asked.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChessboardRowsQuery {
    /// Which layer: sites, cases or merchants.
    pub layer: ChessboardLayer,
    /// As of this day.
    pub day: Option<NaiveDate>,
    /// Only in this node.
    pub node: Option<NodeId>,
    /// Only in this shape.
    pub shape: Option<String>,
    /// Only in this rectangle, the part of the map in view: `r:west,south,east,north`.
    pub view: Option<String>,
    /// Only cases in these states on the day; by default those open.
    #[serde(default)]
    #[schemars(default)]
    pub states: Many<CaseState>,
    /// The order of sites: the worst first.
    pub metric: Option<Metric>,
    /// Over what coverage is reckoned.
    pub coverage: Option<CoverageSpan>,
    /// The datum of every coordinate.
    pub datum: Option<Datum>,
    /// How many to pass over.
    pub from: Option<u32>,
    /// How many, 50 by default, 200 at most.
    pub limit: Option<u32>,
}

/// A line of the list beside the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChessboardRow {
    /// What it is.
    pub layer: ChessboardLayer,
    /// Its identity.
    pub id: Uuid,
    /// Its code or number.
    pub code: String,
    /// Its name, or what is wrong.
    pub name: String,
    /// Its type, state or kind.
    pub kind: Coded,
    /// The unit that answers for it.
    pub unit: Option<Ref>,
    /// Longitude, latitude.
    pub at: Option<[f64; 2]>,
    /// A site's figures.
    pub figures: Option<ChessboardFigures>,
    /// By when a case is due.
    pub due_at: Option<Timestamp>,
    /// Whether it was overdue, or has overdue cases.
    pub overdue: bool,
    /// Whether a case is a rebound.
    pub rebound: bool,
    /// The day a merchant's pledge was signed.
    pub pledged_on: Option<NaiveDate>,
}

/// The list beside the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChessboardRows {
    /// The lines, the worst first.
    pub items: Vec<ChessboardRow>,
    /// How many there are in all.
    pub total: u64,
}

/// Of what a card is asked.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChessboardCardQuery {
    /// Which layer it lies in.
    pub layer: ChessboardLayer,
    /// Its identity.
    pub id: Uuid,
    /// As of this day.
    pub day: Option<NaiveDate>,
    /// Over what coverage is reckoned.
    pub coverage: Option<CoverageSpan>,
    /// The datum of every coordinate.
    pub datum: Option<Datum>,
}

/// The card of something on the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChessboardCard {
    /// What it is.
    pub layer: ChessboardLayer,
    /// Its identity.
    pub id: Uuid,
    /// Its code or number.
    pub code: String,
    /// Its name, or what is wrong.
    pub name: String,
    /// Its level, type, state or kind.
    pub kind: String,
    /// Where it is: the nodes from the district down, or the address.
    pub place: String,
    /// The unit that answers for it.
    pub unit: Option<Ref>,
    /// The person in charge on the day: a node's leader, a unit's first responsible person, a shop's legal person.
    pub in_charge: Option<String>,
    /// Longitude, latitude.
    pub at: Option<[f64; 2]>,
    /// West, south, east, north of a node.
    pub extent: Option<[f64; 4]>,
    /// The figures of a node or site.
    pub figures: Option<ChessboardFigures>,
    /// A case's site.
    pub site: Option<Ref>,
    /// By when a case is due.
    pub due_at: Option<Timestamp>,
    /// Whether a case was overdue.
    pub overdue: bool,
    /// Whether a case is a rebound.
    pub rebound: bool,
    /// The day a merchant's pledge was signed.
    pub pledged_on: Option<NaiveDate>,
}

/// What a tile is asked.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TileQuery {
    /// As of this day.
    pub day: Option<NaiveDate>,
    /// Nodes of this level.
    pub level: Option<i8>,
    /// Only in this node.
    pub node: Option<NodeId>,
    /// Only in this shape.
    pub shape: Option<String>,
    /// Only cases in these states on the day; by default those open.
    #[serde(default)]
    #[schemars(default)]
    pub states: Many<CaseState>,
    /// What a site's `value` is.
    pub metric: Option<Metric>,
    /// Over what coverage is reckoned.
    pub coverage: Option<CoverageSpan>,
    /// The datum the tile is drawn in, that of the base map under it.
    pub datum: Option<Datum>,
}

//! Rounds 测评轮次.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::figure::Exact;
use wangge_domain::ids::{EditionId, PersonId, RoundId, SiteId};
use wangge_domain::round::{RoundKind, RoundSettings, RoundState};
use wangge_domain::text::Wording;
use wangge_domain::time::Timestamp;

use super::{Coded, Figure, ModuleScore, Ref, SiteDraw};

/// The edition of a round, in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoundEdition {
    /// The edition.
    pub id: EditionId,
    /// Its version.
    pub version: String,
    /// The standard's name.
    pub standard_name: String,
    /// Whether it is a sample 示例.
    pub sample: bool,
}

/// A round in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoundSummary {
    /// The round.
    pub id: RoundId,
    /// Its kind.
    pub kind: RoundKind,
    /// What its kind is called.
    pub kind_name: String,
    /// Its number among its kind, from 1.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// The edition it is judged by.
    pub edition: RoundEdition,
    /// The first day of visits.
    pub opens_on: NaiveDate,
    /// The last day of visits.
    pub closes_on: NaiveDate,
    /// Whether it is planned, open or closed.
    pub state: RoundState,
    /// What the state is called.
    pub state_name: String,
    /// How many sites are in it.
    pub sites: u64,
    /// How many of them have been visited.
    pub visited: u64,
    /// What its inspectors see and what their photographs are stamped with.
    pub settings: RoundSettings,
    /// Its score; null while it is not closed or the reader may not see scores.
    pub score: Option<Figure>,
    /// The version, for `If-Match`.
    pub version: i64,
}

/// A round with its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoundDetail {
    /// The round as in a list.
    #[serde(flatten)]
    pub round: RoundSummary,
    /// Its name in both languages, for changing it.
    pub names: Wording,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// How far it has come, by site type.
    pub by_type: Vec<TypeProgress>,
    /// Its modules with what is known of them.
    pub modules: Vec<ModuleScore>,
    /// Who visits which site.
    pub assignments: Vec<AssignmentView>,
}

/// How many sites of a type have been visited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TypeProgress {
    /// The site type.
    #[serde(rename = "type")]
    pub site_type: Coded,
    /// How many sites are in the round.
    pub sites: u64,
    /// How many of them have been visited.
    pub visited: u64,
}

/// A site of a round with its inspectors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AssignmentView {
    /// The site.
    pub site: Ref,
    /// The site's type.
    #[serde(rename = "type")]
    pub site_type: Coded,
    /// The inspectors assigned.
    pub inspectors: Vec<Ref>,
    /// Whether it has been visited.
    pub visited: bool,
}

/// A round to plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanRound {
    /// Its identity, made by the client; the same request again answers the same.
    pub id: RoundId,
    /// Its kind.
    pub kind: RoundKind,
    /// Its number among its kind, from 1.
    pub number: i64,
    /// Its name in both languages.
    pub name: Wording,
    /// The edition it is judged by; it must be published.
    pub edition_id: EditionId,
    /// The first day of visits.
    pub opens_on: NaiveDate,
    /// The last day of visits, not before the first.
    pub closes_on: NaiveDate,
    /// What inspectors see and what photographs are stamped with; blind and with everything where it is not said.
    #[serde(default)]
    pub settings: RoundSettings,
    /// The sites in it.
    #[serde(default)]
    pub site_ids: Vec<SiteId>,
    /// All active sites whose type the edition knows; `site_ids` is then empty.
    #[serde(default)]
    pub all: bool,
    /// Who visits which site; may be given later.
    #[serde(default)]
    pub assignments: Vec<Assignment>,
    /// The random draw the sites come from, for the record.
    #[serde(default)]
    pub draw: Option<SiteDraw>,
}

/// Which sites a round takes: named ones, or all active sites of the edition's types.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteChoice {
    /// These sites.
    #[serde(default)]
    pub site_ids: Vec<SiteId>,
    /// All active sites whose type the edition knows; `site_ids` is then empty.
    #[serde(default)]
    pub all: bool,
}

/// A site with the people who visit it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// The site, one of the round's.
    pub site_id: SiteId,
    /// The inspectors.
    pub person_ids: Vec<PersonId>,
}

/// All assignments of a round, in place of those before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignments {
    /// The assignments.
    pub assignments: Vec<Assignment>,
}

/// The given scores of modules that are not observed, by module code, in place of those before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ModuleValues {
    /// Decimals in text, from 0 to the module's own full mark.
    pub values: BTreeMap<String, Exact>,
}

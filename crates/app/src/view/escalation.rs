//! Reminders, supervision orders and raises 催办督办.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::escalation::EscalationMeasure;
use wangge_domain::ids::{EscalationId, UnitId};
use wangge_domain::time::Timestamp;

use super::{CaseSummary, Ref};

/// Which measures are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EscalationQuery {
    /// Only this measure.
    #[serde(default)]
    pub measure: Option<EscalationMeasure>,
    /// Only against this unit.
    #[serde(default)]
    pub unit: Option<UnitId>,
    /// From this day on.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Until this day, with it.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// At most so many; 2000 when not said.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Measures, the latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EscalationList {
    /// The measures.
    pub items: Vec<EscalationView>,
    /// Whether there are more than are shown.
    pub more: bool,
}

/// A measure that pressed a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EscalationView {
    /// Its identity.
    pub id: EscalationId,
    /// Its document number 文号.
    pub number: String,
    /// What was done.
    pub measure: EscalationMeasure,
    /// What that is called.
    pub measure_name: String,
    /// The case.
    pub case: CaseSummary,
    /// The unit that was pressed.
    pub unit: Option<Ref>,
    /// When.
    pub at: Timestamp,
    /// By whom; the system where a rule acted.
    pub by: String,
    /// What is expected; empty where a rule acted.
    pub text: String,
    /// What made the rule act; null where a person did.
    pub rule: Option<String>,
}

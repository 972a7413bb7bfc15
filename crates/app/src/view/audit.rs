//! The record of events, and whether it is whole.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What verifying the event chains came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verification {
    /// Whether every chain and root is whole.
    pub ok: bool,
    /// How many events were read.
    pub events: u64,
    /// How many chains they form.
    pub chains: u64,
    /// How many daily roots were checked.
    pub roots: u64,
    /// The first break found.
    pub broken: Option<Break>,
}

/// Where the record is broken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Break {
    /// The kind of thing whose chain it is, such as `case`.
    pub subject_kind: Option<String>,
    /// Its identity.
    pub subject_id: Option<String>,
    /// The number of the event in the chain.
    pub seq: Option<i64>,
    /// The day, where a daily root does not agree.
    pub day: Option<NaiveDate>,
    /// What is wrong, in words.
    pub sentence: String,
}

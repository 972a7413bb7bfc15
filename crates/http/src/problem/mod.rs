//! Refusals as `application/problem+json` (RFC 9457): a stable code for programs, a sentence for people.
//!
//! A handler refuses in a [`Refusal`], which holds no words yet; [`word`] puts it into the language of the
//! request on the way out. So every refusal is worded in one place, whoever raised it: a use case, an
//! extractor, a route that does not exist, or a panic. What failed inside goes to the operator's log only.

mod fault;
mod refusal;
mod status;
mod word;

pub(crate) use fault::{at_query, faults_of_json};
pub(crate) use refusal::Refusal;
pub(crate) use word::word;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The media type of a problem.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Why a request was not fulfilled. Nothing was changed by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// The kind of problem, as a URI made of the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable name of the problem, for programs.
    pub code: String,
    /// What is wrong and what to do, in the language of the request.
    pub detail: String,
    /// Every field that is not acceptable.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
    /// The version the thing has now, where somebody changed it in between.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// Where to go on, for a piece of a photograph that does not begin there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
}

/// A field of a request that is not acceptable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProblemField {
    /// Where in the body as a JSON pointer, `/observations/3/count`; for a query `?name`.
    pub pointer: String,
    /// What is wrong with it and what was expected.
    pub detail: String,
}

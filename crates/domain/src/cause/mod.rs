//! Causes 原因 of lost points: a short vocabulary the office keeps, and the rules that propose one.
//!
//! A rule only proposes and says which it was; a cause is given by a person. A lost point without one stands
//! in a group of its own and is never left out. A cause that was given once may be retired, never dropped.

mod rules;
#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::{Message, Wording};

/// A cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cause {
    /// Its code, which stays.
    pub code: String,
    /// What it is called.
    pub name: Wording,
    /// Whether it is no longer given; what has it keeps it.
    #[serde(default)]
    pub retired: bool,
}

/// A rule that proposes a cause. It fires when the item is one of its items, or the problem's words hold one of
/// its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CauseRule {
    /// The cause it proposes.
    pub cause: String,
    /// Codes of items.
    #[serde(default)]
    pub items: Vec<String>,
    /// Words of problems.
    #[serde(default)]
    pub words: Vec<String>,
}

/// The causes in their order, and the rules in the order they are asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct CauseTable {
    /// The causes.
    pub causes: Vec<Cause>,
    /// The rules; the first that fires proposes.
    pub rules: Vec<CauseRule>,
}

/// What a rule proposes, and by what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The code of the cause.
    pub cause: String,
    /// Which rule it was, from 1.
    pub rule: usize,
    /// What made it fire.
    pub by: ProposedBy,
}

/// What made a rule fire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProposedBy {
    /// The item.
    Item(String),
    /// A word of the problem.
    Word(String),
}

impl Proposal {
    /// Which rule proposed, and why.
    pub fn message(&self) -> Message {
        match &self.by {
            ProposedBy::Item(item) => Message::new("round-cause-by-item").arg("rule", self.rule).arg("item", item),
            ProposedBy::Word(word) => Message::new("round-cause-by-word").arg("rule", self.rule).arg("word", word),
        }
    }
}

/// What is wrong with a table of causes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CauseFault {
    /// A code is empty or not written in small letters, digits and underscores.
    #[error("{code:?} is no code")]
    Code {
        /// The code.
        code: String,
    },
    /// A code stands twice.
    #[error("{code} stands twice")]
    Twice {
        /// The code.
        code: String,
    },
    /// A cause has no Chinese name.
    #[error("{code} has no name")]
    NoName {
        /// The code.
        code: String,
    },
    /// A rule proposes a cause that is not there.
    #[error("rule {rule} proposes {cause}, which is not there")]
    UnknownCause {
        /// The rule, from 1.
        rule: usize,
        /// The cause.
        cause: String,
    },
    /// A rule has neither items nor words.
    #[error("rule {rule} never fires")]
    NeverFires {
        /// The rule, from 1.
        rule: usize,
    },
    /// A cause that lost points have would be dropped.
    #[error("{code} is in use by {count} lost points")]
    InUse {
        /// The code.
        code: String,
        /// How many have it.
        count: u64,
    },
}

impl CauseFault {
    /// The public sentence.
    pub fn message(&self) -> Message {
        match self {
            Self::Code { code } => Message::new("round-cause-code").arg("code", code),
            Self::Twice { code } => Message::new("round-cause-twice").arg("code", code),
            Self::NoName { code } => Message::new("round-cause-no-name").arg("code", code),
            Self::UnknownCause { rule, cause } => {
                Message::new("round-cause-unknown").arg("rule", rule).arg("cause", cause)
            }
            Self::NeverFires { rule } => Message::new("round-cause-never").arg("rule", rule),
            Self::InUse { code, count } => Message::new("round-cause-in-use").arg("code", code).arg("count", count),
        }
    }
}

//! Retiring 停用: when a node, a unit or a person may be taken out of use. Nothing is ever deleted; what others
//! still rest on stays in use until they are moved.

use crate::text::Message;

/// Why something must stay in use, or cannot come back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RetireRefusal {
    /// Nodes below it are in use.
    #[error("{count} nodes below are in use")]
    NodesBelow {
        /// How many.
        count: usize,
    },
    /// Sites in it are in use.
    #[error("{count} sites are in use")]
    Sites {
        /// How many.
        count: usize,
    },
    /// The node above it is out of use.
    #[error("the node above is out of use")]
    AboveRetired,
    /// The unit answers for nodes in use.
    #[error("answers for {count} nodes")]
    Answers {
        /// How many.
        count: usize,
    },
    /// The unit has open cases in its hand.
    #[error("has {count} open cases")]
    OpenCases {
        /// How many.
        count: u64,
    },
    /// The person is in charge somewhere.
    #[error("in charge of {}", places.join(", "))]
    InCharge {
        /// Of what, by name.
        places: Vec<String>,
    },
}

impl RetireRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NodesBelow { .. } => "retire_nodes_below",
            Self::Sites { .. } => "retire_sites",
            Self::AboveRetired => "retire_above",
            Self::Answers { .. } => "retire_answers",
            Self::OpenCases { .. } => "retire_open_cases",
            Self::InCharge { .. } => "retire_in_charge",
        }
    }

    /// The public sentence.
    pub fn message(&self) -> Message {
        match self {
            Self::NodesBelow { count } => Message::new("grid-retire-nodes-below").arg("count", count),
            Self::Sites { count } => Message::new("grid-retire-sites").arg("count", count),
            Self::AboveRetired => Message::new("grid-retire-above"),
            Self::Answers { count } => Message::new("grid-retire-answers").arg("count", count),
            Self::OpenCases { count } => Message::new("grid-retire-open-cases").arg("count", count),
            Self::InCharge { places } => {
                Message::new("grid-retire-in-charge").arg("places", places.join("、")).arg("count", places.len())
            }
        }
    }
}

/// Whether a node may be retired.
///
/// # Errors
/// While nodes below it or sites in it are in use.
pub const fn retire_node(nodes_below: usize, sites: usize) -> Result<(), RetireRefusal> {
    match (nodes_below, sites) {
        (0, 0) => Ok(()),
        (0, count) => Err(RetireRefusal::Sites { count }),
        (count, _) => Err(RetireRefusal::NodesBelow { count }),
    }
}

/// Whether a unit may be retired.
///
/// # Errors
/// While it answers for nodes in use or has open cases.
pub const fn retire_unit(nodes: usize, open_cases: u64) -> Result<(), RetireRefusal> {
    match (nodes, open_cases) {
        (0, 0) => Ok(()),
        (0, count) => Err(RetireRefusal::OpenCases { count }),
        (count, _) => Err(RetireRefusal::Answers { count }),
    }
}

/// Whether a person may be retired.
///
/// # Errors
/// While they are in charge of something.
pub fn retire_person(places: Vec<String>) -> Result<(), RetireRefusal> {
    if places.is_empty() { Ok(()) } else { Err(RetireRefusal::InCharge { places }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, knows};

    #[test]
    fn what_others_rest_on_stays_in_use() {
        assert_eq!(retire_node(0, 0), Ok(()));
        assert_eq!(retire_node(2, 3), Err(RetireRefusal::NodesBelow { count: 2 }));
        assert_eq!(retire_node(0, 3), Err(RetireRefusal::Sites { count: 3 }));
        assert_eq!(retire_unit(1, 0), Err(RetireRefusal::Answers { count: 1 }));
        assert_eq!(retire_unit(0, 7), Err(RetireRefusal::OpenCases { count: 7 }));
        assert_eq!(retire_unit(0, 0), Ok(()));
        assert_eq!(retire_person(Vec::new()), Ok(()));
        assert!(retire_person(vec!["石桥社区".to_owned()]).is_err());
    }

    #[test]
    fn every_refusal_is_worded() {
        for refusal in [
            RetireRefusal::NodesBelow { count: 1 },
            RetireRefusal::Sites { count: 1 },
            RetireRefusal::AboveRetired,
            RetireRefusal::Answers { count: 1 },
            RetireRefusal::OpenCases { count: 1 },
            RetireRefusal::InCharge { places: Vec::new() },
        ] {
            assert!(knows(&refusal.message().key, Lang::Zh), "{refusal}");
        }
    }
}

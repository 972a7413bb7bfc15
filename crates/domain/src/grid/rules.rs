//! Whether rows make a grid, where each node stands in it, and what a node is missing.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::model::{Level, Missing, NodeFacts, TreeRow};
use crate::text::Message;

/// Why rows make no tree.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GridRefusal {
    /// A code stands twice.
    #[error("code {code} stands twice")]
    DuplicateCode {
        /// The later row.
        row: Option<u64>,
        /// The row that has it first.
        first_row: Option<u64>,
        /// The code.
        code: String,
    },
    /// A parent that nobody knows.
    #[error("{code} names the unknown parent {parent}")]
    UnknownParent {
        /// The row.
        row: Option<u64>,
        /// The node.
        code: String,
        /// The parent it names.
        parent: String,
    },
    /// Nodes that are each other's parents.
    #[error("parents go in a circle: {}", codes.join(" → "))]
    Cycle {
        /// The row of the first of them.
        row: Option<u64>,
        /// The codes, from one up through its parents back to itself.
        codes: Vec<String>,
    },
    /// A node that does not stand one level below its parent.
    #[error("{code} of level {level} stands under {parent} of level {parent_level}")]
    WrongLevel {
        /// The row.
        row: Option<u64>,
        /// The node.
        code: String,
        /// Its level.
        level: Level,
        /// Its parent.
        parent: String,
        /// Its parent's level.
        parent_level: Level,
    },
    /// A node without parent that is deeper than a district.
    #[error("{code} of level {level} has no parent")]
    RootTooDeep {
        /// The row.
        row: Option<u64>,
        /// The node.
        code: String,
        /// Its level.
        level: Level,
    },
}

impl GridRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::DuplicateCode { .. } => "duplicate_code",
            Self::UnknownParent { .. } => "unknown_parent",
            Self::Cycle { .. } => "cyclic_parents",
            Self::WrongLevel { .. } => "wrong_level",
            Self::RootTooDeep { .. } => "root_too_deep",
        }
    }

    /// The row of the file that shows it; none when only standing nodes do.
    pub const fn row(&self) -> Option<u64> {
        match self {
            Self::DuplicateCode { row, .. }
            | Self::UnknownParent { row, .. }
            | Self::Cycle { row, .. }
            | Self::WrongLevel { row, .. }
            | Self::RootTooDeep { row, .. } => *row,
        }
    }

    /// The public sentence.
    pub fn message(&self) -> Message {
        match self {
            Self::DuplicateCode { first_row: Some(first), code, .. } => {
                Message::new("round-grid-duplicate-code").arg("code", code).arg("first", first)
            }
            Self::DuplicateCode { code, .. } => Message::new("round-grid-duplicate-standing").arg("code", code),
            Self::UnknownParent { code, parent, .. } => {
                Message::new("round-grid-unknown-parent").arg("code", code).arg("parent", parent)
            }
            Self::Cycle { codes, .. } => Message::new("round-grid-cycle").arg("codes", codes.join(" → ")),
            Self::WrongLevel { code, level, parent, parent_level, .. } => Message::new("round-grid-wrong-level")
                .arg("code", code)
                .arg("level", level)
                .arg("parent", parent)
                .arg("parent_level", parent_level)
                .arg("expected", i16::from(parent_level.0) + 1),
            Self::RootTooDeep { code, level, .. } => {
                Message::new("round-grid-root-too-deep").arg("code", code).arg("level", level)
            }
        }
    }
}

/// Checks rows as one tree and answers every fault, in the order of the rows. Give the standing nodes that
/// the file does not name along with the file's own rows.
pub fn check_tree(rows: &[TreeRow]) -> Vec<GridRefusal> {
    let mut refusals = Vec::new();
    let mut by_code: HashMap<&str, &TreeRow> = HashMap::with_capacity(rows.len());
    for row in rows {
        if let Some(first) = by_code.get(row.code.as_str()) {
            refusals.push(GridRefusal::DuplicateCode { row: row.row, first_row: first.row, code: row.code.clone() });
        } else {
            by_code.insert(&row.code, row);
        }
    }
    let circles = circles(rows, &by_code);
    let circling: HashSet<&str> = circles.iter().flatten().copied().collect();
    for circle in &circles {
        refusals.push(GridRefusal::Cycle {
            row: by_code.get(circle[0]).and_then(|row| row.row),
            codes: circle.iter().map(|code| (*code).to_owned()).collect(),
        });
    }
    let standing = rows.iter().filter(|row| !circling.contains(row.code.as_str()));
    refusals.extend(standing.filter_map(|row| check_row(row, &by_code)));
    refusals.sort_by_key(|refusal| refusal.row().unwrap_or(u64::MAX));
    refusals
}

fn check_row(row: &TreeRow, by_code: &HashMap<&str, &TreeRow>) -> Option<GridRefusal> {
    let TreeRow { row: place, code, level, .. } = row;
    let (place, code, level) = (*place, code.clone(), *level);
    let Some(parent) = &row.parent_code else {
        let too_deep = level > Level::DISTRICT;
        return too_deep.then_some(GridRefusal::RootTooDeep { row: place, code, level });
    };
    let Some(above) = by_code.get(parent.as_str()) else {
        let parent = parent.clone();
        return Some(GridRefusal::UnknownParent { row: place, code, parent });
    };
    let expected = above.level.0.checked_add(1);
    (expected != Some(level.0)).then(|| GridRefusal::WrongLevel {
        row: place,
        code,
        level,
        parent: parent.clone(),
        parent_level: above.level,
    })
}

/// Every circle of parents once, as the codes from its first row up and back to itself.
fn circles<'a>(rows: &'a [TreeRow], by_code: &HashMap<&'a str, &'a TreeRow>) -> Vec<Vec<&'a str>> {
    let mut settled: HashSet<&str> = HashSet::with_capacity(rows.len());
    let mut circles = Vec::new();
    for row in rows {
        let mut way: Vec<&str> = Vec::new();
        let mut place: HashMap<&str, usize> = HashMap::new();
        let mut code = row.code.as_str();
        while !settled.contains(code) {
            if let Some(first) = place.get(code) {
                let mut circle = way[*first..].to_vec();
                circle.push(code);
                circles.push(circle);
                break;
            }
            place.insert(code, way.len());
            way.push(code);
            let Some(parent) = by_code.get(code).and_then(|row| row.parent_code.as_deref()) else {
                break;
            };
            code = parent;
        }
        settled.extend(way);
    }
    circles
}

/// The path of a node under its parent's path; of a root without one.
pub fn path_of(parent_path: Option<&str>, code: &str) -> String {
    format!("{}{code}/", parent_path.unwrap_or("/"))
}

/// Whether a path lies in the subtree of another, itself included.
pub fn is_within(path: &str, subtree: &str) -> bool {
    path.starts_with(subtree)
}

/// The path of every row, by code. Rows must have passed [`check_tree`]; one whose parents end nowhere gets
/// none.
pub fn paths(rows: &[TreeRow]) -> BTreeMap<String, String> {
    let mut sorted: Vec<_> = rows.iter().collect();
    sorted.sort_by_key(|row| row.level);
    let mut paths: BTreeMap<String, String> = BTreeMap::new();
    for row in sorted {
        let path = match &row.parent_code {
            None => Some(path_of(None, &row.code)),
            Some(parent) => paths.get(parent).map(|above| path_of(Some(above), &row.code)),
        };
        if let Some(path) = path {
            paths.insert(row.code.clone(), path);
        }
    }
    paths
}

/// What a node is missing: a person in charge, a unit with its first responsible person, a duty and an
/// applicable item (有人、有事、有标准). A superior division misses nothing: it is there for context.
pub fn completeness(facts: &NodeFacts) -> Vec<Missing> {
    if !facts.level.counts() {
        return Vec::new();
    }
    let asked = [
        (facts.has_leader, Missing::Leader),
        (facts.has_unit, Missing::Unit),
        // Without a unit there is nobody to be its head: the unit is what is missing.
        (!facts.has_unit || facts.has_first_responsible_person, Missing::FirstResponsiblePerson),
        (facts.duties > 0, Missing::Duty),
        (facts.applicable_items > 0, Missing::Standard),
    ];
    asked.into_iter().filter(|(there, _)| !there).map(|(_, missing)| missing).collect()
}

//! The rebound rate 反弹率.

use std::collections::{BTreeMap, BTreeSet};

use crate::figure::Rate;
use crate::ids::{CaseId, UnitId};

/// A re-check that could be judged, as far as rates ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// The closed case that was looked at.
    pub case_id: CaseId,
    /// The unit that rectified it.
    pub unit_id: Option<UnitId>,
    /// Its item.
    pub item_code: Option<String>,
    /// The month of the re-check, `2026-11`.
    pub month: String,
    /// Whether it had come back.
    pub came_back: bool,
}

/// Of what a rate is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// Of everything.
    All,
    /// Of a unit; of the cases that have none.
    Unit(Option<UnitId>),
    /// Of an item; of the cases that have none.
    Item(Option<String>),
    /// Of a month.
    Month(String),
}

/// How many closed cases were re-checked, and which of them had come back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Those that were re-checked.
    pub re_checked: BTreeSet<CaseId>,
    /// Those that had come back.
    pub came_back: BTreeSet<CaseId>,
}

impl Sums {
    /// The rate; of nothing there is none.
    pub fn rate(&self) -> Rate {
        let count = |set: &BTreeSet<CaseId>| u64::try_from(set.len()).unwrap_or(u64::MAX);
        Rate::new(count(&self.came_back), count(&self.re_checked))
    }
}

/// The rebound rates: closed cases that a re-check found to have come back ÷ closed cases re-checked. A case re-checked
/// several times counts once in each.
///
/// Source: 反弹率 = 回头看发现复发的已销号问题 ÷ 回头看抽查的已销号问题 (`domain.md` §2.6), a measure suggested by the
/// project.
pub fn rates(looked: &[Looked]) -> BTreeMap<By, Sums> {
    let mut rates: BTreeMap<By, Sums> = BTreeMap::new();
    for one in looked {
        let of = [By::All, By::Unit(one.unit_id), By::Item(one.item_code.clone()), By::Month(one.month.clone())];
        for by in of {
            let sums = rates.entry(by).or_default();
            sums.re_checked.insert(one.case_id);
            if one.came_back {
                sums.came_back.insert(one.case_id);
            }
        }
    }
    rates
}

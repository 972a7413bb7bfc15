//! The inspection ledger 检查台账: how many of the items judged conform, along whatever is asked.
//!
//! Source of the form: daily ledgers with 符合/不符合 and a cross table street × category of totals, counts and rates
//! (`domain.md` §2.4).

use std::collections::BTreeMap;

use crate::figure::Rate;

/// How many items were judged, and how many of them did not conform 不符合. An outcome outside scoring is judged neither way
/// and counts in none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InspectionTally {
    /// Judged 检查项次.
    pub judged: u64,
    /// Of these, not conforming.
    pub failing: u64,
}

impl InspectionTally {
    /// Counts one more.
    pub const fn add(&mut self, fails: bool) {
        self.judged += 1;
        self.failing += fails as u64;
    }

    /// Conforming 符合.
    pub const fn conforming(self) -> u64 {
        self.judged - self.failing
    }

    /// The share that does not conform.
    pub const fn failing_rate(self) -> Rate {
        Rate::new(self.failing, self.judged)
    }

    /// The share that conforms.
    pub const fn conforming_rate(self) -> Rate {
        Rate::new(self.conforming(), self.judged)
    }
}

/// The tallies of what falls under each key, and of all together.
pub fn tallies<K: Ord>(judged: impl IntoIterator<Item = (K, bool)>) -> (BTreeMap<K, InspectionTally>, InspectionTally) {
    let mut by = BTreeMap::new();
    let mut whole = InspectionTally::default();
    for (key, fails) in judged {
        by.entry(key).or_insert_with(InspectionTally::default).add(fails);
        whole.add(fails);
    }
    (by, whole)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_was_never_judged_has_no_rate() {
        let none = InspectionTally::default();
        assert_eq!((none.failing_rate().percent(), none.conforming_rate().percent()), ("—".to_owned(), "—".to_owned()));
        let (by, whole) = tallies([("west", true), ("east", false), ("west", false)]);
        assert_eq!((by["west"].failing_rate().percent(), by["east"].failing), ("50.00%".to_owned(), 0));
        assert_eq!((whole.judged, whole.conforming()), (3, 2));
    }

    proptest! {
        #[test]
        fn the_parts_make_up_the_whole(judged in proptest::collection::vec((0_u8..5, any::<bool>()), 0..60)) {
            let (by, whole) = tallies(judged);
            prop_assert_eq!(by.values().map(|one| one.judged).sum::<u64>(), whole.judged);
            prop_assert_eq!(by.values().map(|one| one.failing).sum::<u64>(), whole.failing);
            prop_assert!(by.values().all(|one| one.failing <= one.judged));
        }
    }
}

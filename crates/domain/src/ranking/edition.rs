//! Editions 版本 of schemes with the day each holds from, and which holds for whom.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::scheme::Scheme;
use crate::ids::UserId;
use crate::time::Timestamp;

/// An edition of a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeEdition {
    /// The scheme's code.
    pub code: String,
    /// The edition, from 1.
    pub edition: i32,
    /// The day it holds from, itself included; none for a draft 征求意见稿, which binds nobody.
    pub effective_from: Option<NaiveDate>,
    /// The scheme.
    pub scheme: Scheme,
    /// When it was saved last.
    pub saved_at: Timestamp,
    /// By which account.
    pub saved_by: Option<UserId>,
    /// By whom, as shown.
    pub saved_name: String,
    /// Counts its edits.
    pub version: i64,
}

/// All editions there are, in the order of code and edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schemes(Vec<SchemeEdition>);

impl Schemes {
    /// Of these editions, in any order.
    pub fn new(mut editions: Vec<SchemeEdition>) -> Self {
        editions.sort_by(|a, b| (&a.code, a.edition).cmp(&(&b.code, b.edition)));
        Self(editions)
    }

    /// All of them.
    pub fn all(&self) -> &[SchemeEdition] {
        &self.0
    }

    /// An edition.
    pub fn edition(&self, code: &str, edition: i32) -> Option<&SchemeEdition> {
        self.0.iter().find(|one| one.code == code && one.edition == edition)
    }

    /// The editions in force on a day, one for each scheme.
    pub fn on(&self, day: NaiveDate) -> Vec<&SchemeEdition> {
        let mut latest: BTreeMap<&str, &SchemeEdition> = BTreeMap::new();
        for edition in self.0.iter().filter(|edition| edition.effective_from.is_some_and(|from| from <= day)) {
            let standing = latest.entry(&edition.code).or_insert(edition);
            // Of two that hold from one day, the later edition is meant.
            if (edition.effective_from, edition.edition) > (standing.effective_from, standing.edition) {
                *standing = edition;
            }
        }
        latest.into_values().collect()
    }

    /// The edition in force for a peer group on a day: one made for it, else the chosen scheme, else the first made for
    /// everybody.
    pub fn for_group(&self, group: &str, day: NaiveDate, chosen: Option<&str>) -> Option<&SchemeEdition> {
        let in_force = self.on(day);
        let made_for = in_force.iter().find(|edition| edition.scheme.groups.iter().any(|one| one == group));
        let for_all = || in_force.iter().filter(|edition| edition.scheme.groups.is_empty());
        made_for
            .or_else(|| for_all().find(|edition| chosen == Some(edition.code.as_str())))
            .or_else(|| for_all().next())
            .copied()
    }

    /// The first day on which any edition that gives or takes points holds; none where there is none.
    pub fn scored_since(&self) -> Option<NaiveDate> {
        self.0
            .iter()
            .filter(|edition| edition.scheme.scoring.is_some())
            .filter_map(|edition| edition.effective_from)
            .min()
    }
}

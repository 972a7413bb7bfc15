//! What is different between two editions of a listing.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::{ListingContent, ListingSide};
use crate::figure::Exact;
use crate::ids::UnitId;
use crate::ranking::UnitLine;

/// Where a unit stands in an edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingPlace {
    /// On which list.
    pub side: ListingSide,
    /// At which rank.
    pub rank: u32,
    /// With which figure.
    pub figure: Exact,
}

/// What is different for a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingChange {
    /// The peer group.
    pub group: String,
    /// The unit.
    #[serde(flatten)]
    pub unit: UnitLine,
    /// Where it stood; none where it was on no list.
    pub before: Option<ListingPlace>,
    /// Where it stands; none where it is on no list.
    pub after: Option<ListingPlace>,
}

type Standing<'a> = BTreeMap<(&'a str, &'a str, UnitId), (&'a UnitLine, ListingPlace)>;

fn standing(content: &ListingContent) -> Standing<'_> {
    let place = |side, rank, figure: &Exact| ListingPlace { side, rank, figure: figure.clone() };
    content
        .listed()
        .map(|(group, side, one)| {
            let key = (group.group.as_str(), one.unit.code.as_str(), one.unit.unit_id);
            (key, (&one.unit, place(side, one.rank, &one.figure)))
        })
        .collect()
}

/// What is different between an edition and the one that corrects it, by group and unit.
pub fn changes(before: &ListingContent, after: &ListingContent) -> Vec<ListingChange> {
    let (old, new) = (standing(before), standing(after));
    let keys: std::collections::BTreeSet<_> = old.keys().chain(new.keys()).collect();
    keys.into_iter()
        .filter_map(|key| {
            let (was, is) = (old.get(key), new.get(key));
            let unit = was.or(is).map(|(unit, _)| (*unit).clone())?;
            let place = |found: Option<&(&UnitLine, ListingPlace)>| found.map(|(_, place)| place.clone());
            let change = ListingChange { group: key.0.to_owned(), unit, before: place(was), after: place(is) };
            (change.before != change.after).then_some(change)
        })
        .collect()
}

//! Hot spots 反复点位: places where problems of one class come again and again.

use std::collections::BTreeMap;

use crate::ids::{CaseId, NodeId, SiteId};

/// Where cases gather.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HotPlace {
    /// At a site.
    Site(SiteId),
    /// In a grid cell, for what is at no site.
    Node(NodeId),
}

/// A case, as far as hot spots ask.
#[derive(Clone, Debug, PartialEq)]
pub struct HotCase {
    /// The case.
    pub id: CaseId,
    /// Where.
    pub place: HotPlace,
    /// Its class: the group of its item, or the item itself.
    pub class: String,
    /// Whether it is a rebound.
    pub rebound: bool,
}

/// A hot spot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HotSpot {
    /// Where.
    pub place: HotPlace,
    /// Of which class.
    pub class: String,
    /// The cases, in the order given.
    pub cases: Vec<CaseId>,
    /// How many of them are rebounds.
    pub rebounds: u64,
}

/// The places with at least so many cases of one class, those with the most first; of as many the one with more rebounds.
pub fn hot_spots(cases: &[HotCase], least: u32) -> Vec<HotSpot> {
    let mut spots: BTreeMap<(HotPlace, &str), HotSpot> = BTreeMap::new();
    for case in cases {
        let spot = spots.entry((case.place, &case.class)).or_insert_with(|| HotSpot {
            place: case.place,
            class: case.class.clone(),
            cases: Vec::new(),
            rebounds: 0,
        });
        spot.cases.push(case.id);
        spot.rebounds += u64::from(case.rebound);
    }
    let mut found: Vec<HotSpot> = spots.into_values().filter(|spot| spot.cases.len() >= least as usize).collect();
    found.sort_by_key(|spot| std::cmp::Reverse((spot.cases.len(), spot.rebounds)));
    found
}

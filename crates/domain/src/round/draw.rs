//! The random draw 抽样 of a round's sites: so many of each type, from a seed anyone can check.
//!
//! Every candidate is put in order by the SHA-256 of seed and code, and the first ones are taken. The same seed
//! and the same candidates give the same sites, on any machine and by hand; nobody can steer what comes out
//! without choosing the seed, and the seed stands in the record.

use std::collections::BTreeMap;

use crate::event::sha256_hex;
use crate::ids::SiteId;

/// A site that may be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The site.
    pub id: SiteId,
    /// Its code, by which it is put in order.
    pub code: String,
    /// Its type.
    pub type_code: String,
}

/// What was drawn of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnOfType {
    /// The type.
    pub type_code: String,
    /// How many were asked for.
    pub asked: usize,
    /// How many candidates there were.
    pub candidates: usize,
    /// The sites, in the order they were drawn; fewer than asked where there were not enough.
    pub sites: Vec<SiteId>,
}

/// Draws so many sites of each type.
pub fn draw(seed: &str, candidates: &[Candidate], counts: &BTreeMap<String, usize>) -> Vec<DrawnOfType> {
    counts
        .iter()
        .map(|(type_code, asked)| {
            let of_type = candidates.iter().filter(|candidate| candidate.type_code == *type_code);
            let mut ordered: Vec<(String, &Candidate)> = of_type.map(|one| (lot(seed, &one.code), one)).collect();
            ordered.sort_by(|a, b| (&a.0, &a.1.code).cmp(&(&b.0, &b.1.code)));
            DrawnOfType {
                type_code: type_code.clone(),
                asked: *asked,
                candidates: ordered.len(),
                sites: ordered.iter().take(*asked).map(|(_, one)| one.id).collect(),
            }
        })
        .collect()
}

/// The lot of a site under a seed.
pub fn lot(seed: &str, code: &str) -> String {
    sha256_hex(format!("{seed}\n{code}").as_bytes())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn candidates() -> Vec<Candidate> {
        let of = |n: u32| Candidate {
            id: SiteId(Uuid::from_u128(u128::from(n))),
            code: format!("S-{n:03}"),
            type_code: if n.is_multiple_of(3) { "market" } else { "road" }.to_owned(),
        };
        (1..=30).map(of).collect()
    }

    fn counts(road: usize, market: usize) -> BTreeMap<String, usize> {
        BTreeMap::from([("road".to_owned(), road), ("market".to_owned(), market)])
    }

    #[test]
    fn a_seed_always_draws_the_same_whatever_the_order_of_the_candidates() {
        let mut backwards = candidates();
        backwards.reverse();
        let drawn = draw("2026-11-24", &candidates(), &counts(5, 3));
        assert_eq!(drawn, draw("2026-11-24", &backwards, &counts(5, 3)));
        assert_ne!(drawn, draw("2026-11-25", &candidates(), &counts(5, 3)));
        let sizes: Vec<usize> = drawn.iter().map(|one| one.sites.len()).collect();
        assert_eq!(sizes, [3, 5], "by type: market, road");
    }

    #[test]
    fn a_larger_draw_of_the_same_seed_holds_the_smaller_one() {
        let (few, many) = (draw("x", &candidates(), &counts(4, 0)), draw("x", &candidates(), &counts(9, 0)));
        assert!(many[1].sites.starts_with(&few[1].sites));
    }

    #[test]
    fn asking_for_more_than_there_are_gives_all_and_says_so() {
        let drawn = draw("x", &candidates(), &BTreeMap::from([("market".to_owned(), 99), ("park".to_owned(), 1)]));
        assert_eq!((drawn[0].asked, drawn[0].candidates, drawn[0].sites.len()), (99, 10, 10));
        assert_eq!((drawn[1].candidates, drawn[1].sites.len()), (0, 0));
    }
}

//! Signals of inspectors: somebody who finds otherwise than the others at sites of the same type.
//!
//! What is compared is the share of judged items at which nothing was lost, visit by visit. A site one lets pass is one
//! visit, however many items it has, so that items of one site, which go together, are not counted as if they did not.
//! Within each site type the visits are taken as drawn from one hat: had the inspectors been sent the other way round,
//! any of them could have made any of these visits. Under that alone the sum of an inspector's differences has mean 0
//! and a variance that is known exactly, whatever the shares look like; their quotient is the standardised difference.

use super::{Signal, SignalKind};
use crate::text::Message;

/// Fewer visits of an inspector say nothing.
const VISITS_LEAST: usize = 5;

/// Fewer visits of others to compare with say nothing.
const OTHERS_LEAST: usize = 10;

/// The standardised difference that counts. With many visits fewer than 1 of 2,000 honest comparisons reach it; whatever
/// the shares look like, fewer than 1 of 12 (Chebyshev).
const DIFFERENCE_LEAST: f64 = 3.5;

/// And so many percentage points apart at least: what is certain but small matters to nobody.
const POINTS_LEAST: f64 = 10.0;

/// What one visit found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Items at which nothing was lost.
    pub passed: u32,
    /// Items that were judged.
    pub judged: u32,
}

impl Tally {
    fn share(self) -> Option<f64> {
        (self.judged > 0).then(|| f64::from(self.passed) / f64::from(self.judged))
    }
}

/// The visits to sites of one type: those of an inspector, and those of the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stratum {
    /// The inspector's.
    pub own: Vec<Tally>,
    /// The others'.
    pub others: Vec<Tally>,
}

/// How an inspector stands to the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// How many of the inspector's visits could be compared.
    pub visits: usize,
    /// With how many of others.
    pub others: usize,
    /// The inspector's mean share, in per cent.
    pub share: f64,
    /// That of the others at the same mix of types, in per cent.
    pub others_share: f64,
    /// The standardised difference.
    pub difference: f64,
}

/// Compares an inspector with the others, type by type; nothing where there is nothing to compare or all found the same.
#[expect(clippy::cast_precision_loss, reason = "visits of a round, far below 2^52")]
pub fn compare(strata: &[Stratum]) -> Option<Comparison> {
    let (mut visits, mut others) = (0, 0);
    let (mut own_sum, mut others_sum, mut difference, mut variance) = (0.0, 0.0, 0.0, 0.0);
    for stratum in strata {
        let own: Vec<f64> = stratum.own.iter().filter_map(|tally| tally.share()).collect();
        let rest: Vec<f64> = stratum.others.iter().filter_map(|tally| tally.share()).collect();
        if own.is_empty() || rest.is_empty() {
            continue;
        }
        let (n, m) = (own.len() as f64, rest.len() as f64);
        let (own_total, rest_total): (f64, f64) = (own.iter().sum(), rest.iter().sum());
        let mean = (own_total + rest_total) / (n + m);
        let squares: f64 = own.iter().chain(&rest).map(|share| (share - mean).powi(2)).sum();
        difference += own_total - n * mean;
        variance += n * m / ((n + m) * (n + m - 1.0)) * squares;
        visits += own.len();
        others += rest.len();
        own_sum += own_total;
        others_sum += n * rest_total / m;
    }
    // All found the same, up to what adding up floating points leaves behind.
    if visits == 0 || variance < 1e-12 {
        return None;
    }
    let per_cent = |sum: f64| 100.0 * sum / visits as f64;
    let (share, others_share) = (per_cent(own_sum), per_cent(others_sum));
    Some(Comparison { visits, others, share, others_share, difference: difference / variance.sqrt() })
}

/// Whether an inspector found so much otherwise that somebody should look; `place` is the street, or nothing for the
/// whole district.
pub fn outlier(found: &Comparison, place: Option<&str>) -> Option<Signal> {
    let enough = found.visits >= VISITS_LEAST && found.others >= OTHERS_LEAST;
    let far = found.difference.abs() >= DIFFERENCE_LEAST && (found.share - found.others_share).abs() >= POINTS_LEAST;
    (enough && far).then(|| {
        let key = if place.is_some() { "signal-outlier-in" } else { "signal-outlier" };
        let reason = Message::new(key)
            .arg("place", place.unwrap_or_default())
            .arg("visits", found.visits)
            .arg("share", format!("{:.1}", found.share))
            .arg("others", found.others)
            .arg("otherShare", format!("{:.1}", found.others_share))
            .arg("difference", format!("{:+.1}", found.difference));
        Signal::new(SignalKind::Outlier, reason)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn visits(passed: u32, count: usize) -> Vec<Tally> {
        // Not all the same, as no visits are.
        (0..count).map(|n| Tally { passed: passed - u32::from(n % 2 == 1), judged: 20 }).collect()
    }

    #[test]
    fn a_strict_or_lenient_inspector_counts_from_enough_visits_and_a_difference_that_matters() {
        let table = [
            // The same as the others.
            (visits(16, 8), visits(16, 20), false),
            // Twenty points stricter, and twenty more lenient.
            (visits(12, 8), visits(16, 20), true),
            (visits(20, 8), visits(16, 20), true),
            // Too few visits of their own, too few to compare with.
            (visits(12, 4), visits(16, 20), false),
            (visits(12, 8), visits(16, 9), false),
            // Certain, but five points.
            (visits(15, 60), visits(16, 60), false),
        ];
        for (own, others, counts) in table {
            let label = format!("{} {} {}", own[0].passed, own.len(), others.len());
            let found = compare(&[Stratum { own, others }]);
            assert_eq!(found.and_then(|found| outlier(&found, None)).is_some(), counts, "{label} {found:?}");
        }
    }

    #[test]
    fn a_type_that_is_harder_for_everybody_makes_nobody_strict() {
        let hard = Stratum { own: visits(8, 10), others: visits(8, 10) };
        let easy = Stratum { own: visits(19, 1), others: visits(19, 30) };
        let found = compare(&[hard.clone(), easy.clone()]).and_then(|found| outlier(&found, None));
        assert_eq!(found, None);
        let pooled = Stratum { own: [hard.own, easy.own].concat(), others: [hard.others, easy.others].concat() };
        let pooled = compare(&[pooled]).and_then(|found| outlier(&found, None));
        assert!(pooled.is_some(), "and without the types it would");
    }

    #[test]
    fn nothing_is_compared_with_nothing_and_everybody_alike_is_no_difference() {
        let same = |count| vec![Tally { passed: 3, judged: 3 }; count];
        for (own, others) in [(same(0), same(20)), (same(9), same(0)), (same(9), same(20)), (vec![], vec![])] {
            assert_eq!(compare(&[Stratum { own, others }]), None);
        }
        let unjudged = vec![Tally::default(); 20];
        assert_eq!(compare(&[Stratum { own: unjudged.clone(), others: unjudged }]), None);
    }

    /// Every way to give `n` of some visits to the inspector.
    fn choices(total: usize, n: usize) -> impl Iterator<Item = Vec<bool>> {
        let ways = 0_u32..1 << total;
        let chosen = move |way: u32| (0..total).map(|place| way >> place & 1 == 1).collect::<Vec<_>>();
        ways.filter(move |way| way.count_ones() as usize == n).map(chosen)
    }

    proptest! {
        /// Whatever was found: over all ways the inspectors could have been sent, the standardised difference has mean 0
        /// and variance 1, and so reaches the threshold in fewer than 1 of 12.
        #[test]
        fn false_alarms_are_bounded_whatever_was_found(
            passed in prop::collection::vec(0_u32..=20, 9), n in 2_usize..6
        ) {
            let mut found = Vec::new();
            for own in choices(passed.len(), n) {
                let of = |mine| passed.iter().zip(&own).filter(|(_, own)| **own == mine)
                    .map(|(passed, _)| Tally { passed: *passed, judged: 20 }).collect();
                found.extend(compare(&[Stratum { own: of(true), others: of(false) }]).map(|found| found.difference));
            }
            if !found.is_empty() {
                #[expect(clippy::cast_precision_loss, reason = "a few hundred ways")]
                let ways = found.len() as f64;
                let mean = found.iter().sum::<f64>() / ways;
                let variance = found.iter().map(|difference| difference * difference).sum::<f64>() / ways;
                prop_assert!(mean.abs() < 1e-9 && (variance - 1.0).abs() < 1e-9, "{mean} {variance}");
                let alarms = found.iter().filter(|difference| difference.abs() >= DIFFERENCE_LEAST).count();
                prop_assert!(alarms * 12 <= found.len());
            }
        }

        #[test]
        fn an_inspector_and_the_others_differ_by_the_same_and_the_other_way(
            own in prop::collection::vec(0_u32..=20, 1..9), others in prop::collection::vec(0_u32..=20, 1..9)
        ) {
            let of = |passed: &[u32]| passed.iter().map(|passed| Tally { passed: *passed, judged: 20 }).collect();
            let one = compare(&[Stratum { own: of(&own), others: of(&others) }]);
            let other = compare(&[Stratum { own: of(&others), others: of(&own) }]);
            prop_assert_eq!(one.is_some(), other.is_some());
            if let (Some(one), Some(other)) = (one, other) {
                prop_assert!((one.difference + other.difference).abs() < 1e-9);
            }
        }
    }
}

//! The survival curve of fixes: how many still hold after so many days.

use std::collections::BTreeMap;

use crate::figure::Exact;

/// How long a fix was seen to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observed {
    /// For how many days after the close-out.
    pub days: u32,
    /// Whether it then came back; otherwise nothing more is known of it: it is still watched, or its watch is over.
    pub came_back: bool,
}

/// The curve at a day on which something came back or went out of sight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurvivalPoint {
    /// How many days after the close-out.
    pub days: u32,
    /// How many fixes were still seen to hold just before.
    pub at_risk: u64,
    /// How many came back on this day.
    pub came_back: u64,
    /// How many went out of sight on this day without having come back.
    pub censored: u64,
    /// The share of fixes that hold beyond this day.
    pub holds: Exact,
}

/// The product-limit estimate of how long fixes hold, day by day: S(t) = ∏ (1 − dᵢ ⁄ nᵢ) over the days tᵢ ≤ t on which
/// something came back, dᵢ of nᵢ. What goes out of sight on a day still counts as at risk on it. Nothing observed gives
/// no point, which is not the same as nothing having come back.
///
/// Source: E. L. Kaplan and P. Meier, “Nonparametric Estimation from Incomplete Observations”, Journal of the American
/// Statistical Association 53 (1958), pages 457–481. The exact product is kept; only what is shown is rounded.
pub fn survival(observed: &[Observed]) -> Vec<SurvivalPoint> {
    let mut days: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
    for one in observed {
        let (came_back, censored) = days.entry(one.days).or_default();
        *if one.came_back { came_back } else { censored } += 1;
    }
    let mut at_risk = u64::try_from(observed.len()).unwrap_or(u64::MAX);
    let mut holds = Exact::ONE;
    let mut points = Vec::with_capacity(days.len());
    for (days, (came_back, censored)) in days {
        let kept = Exact::from(at_risk - came_back).over(&Exact::from(at_risk));
        holds = &holds * &kept.unwrap_or_default();
        points.push(SurvivalPoint { days, at_risk, came_back, censored, holds: holds.clone() });
        at_risk -= came_back + censored;
    }
    points
}

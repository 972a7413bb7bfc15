//! What an inspector of the demonstration finds: a good reading of an item, or a poor one.

use rand::Rng;
use rand_chacha::ChaCha8Rng;
use wangge_domain::assessment::{Outcome, Reading};
use wangge_domain::figure::Exact;
use wangge_domain::standard::{Item, Judging};

/// The reading of an item that is in order, or is not.
pub fn outcome(item: &Item, fine: bool, rng: &mut ChaCha8Rng) -> Outcome {
    Outcome::Read { reading: reading(&item.judging, fine, rng), passed: None }
}

fn reading(judging: &Judging, fine: bool, rng: &mut ChaCha8Rng) -> Reading {
    let few = if fine { 0 } else { rng.random_range(1..=3) };
    match judging {
        Judging::PassFail => Reading::Passed(fine),
        Judging::MaxDeduct { max, step } => Reading::Deduction(deduction(max, step, fine, rng)),
        Judging::CountDeduct { .. } => Reading::Count(few),
        Judging::Missing { need, .. } => Reading::Have(need.saturating_sub(few)),
        Judging::Proportion => {
            let of = rng.random_range(8..=24);
            Reading::Share { ok: of - if fine { 0 } else { rng.random_range(1..=of / 3) }, of }
        }
        Judging::Threshold { bands, .. } => Reading::Value(threshold(bands, fine)),
        Judging::Piecewise { points } => Reading::Value(piecewise(points, fine)),
        Judging::CappedRatio { need } => {
            let part = if fine { Exact::from(1_u32) } else { tenths(rng.random_range(4..=8)) };
            Reading::Value(need.clone() * part)
        }
        Judging::InstanceMinimum { need, .. } => {
            let short = |i: u32| if !fine && i == 0 { need.saturating_sub(1) } else { need + i % 2 };
            Reading::Instances((0..5).map(short).collect())
        }
        Judging::Escalating { .. } => Reading::Stages { found: few, not_rectified: u32::from(few > 2), repeated: 0 },
        Judging::CountPerDistance { per_metres, .. } => Reading::CountOver { count: few, metres: per_metres.clone() },
        Judging::CountPerMinutes { per_minutes, .. } => {
            Reading::CountDuring { count: few, minutes: per_minutes.clone() }
        }
        Judging::Grades { grades } => {
            let worse = if fine { 0 } else { rng.random_range(1..grades.len().max(2)) };
            Reading::Grade(grades.get(worse).or(grades.first()).map(|g| g.grade.clone()).unwrap_or_default())
        }
        Judging::WorstOf { of } => {
            let mut all: Vec<Reading> = (0..2).map(|_| reading(of, true, rng)).collect();
            all.push(reading(of, fine, rng));
            Reading::Readings(all)
        }
    }
}

fn tenths(count: i64) -> Exact {
    Exact::ratio(count, 10).unwrap_or_default()
}

fn deduction(max: &Exact, step: &Exact, fine: bool, rng: &mut ChaCha8Rng) -> Exact {
    if fine {
        return Exact::default();
    }
    let wanted = step.clone() * Exact::from(rng.random_range(2_u32..=6));
    if wanted > *max { max.clone() } else { wanted }
}

/// The value of the best band, or one just outside it.
fn threshold(bands: &[wangge_domain::standard::Band], fine: bool) -> Exact {
    let best = bands.iter().max_by(|a, b| a.share.cmp(&b.share));
    let Some(band) = best else { return Exact::default() };
    let away = if fine { Exact::default() } else { Exact::from(3_u32) };
    match (&band.at_least, &band.at_most) {
        (Some(least), _) if fine || *least >= away => least.clone() - away,
        (None, Some(most)) => most.clone() + away,
        _ => Exact::default(),
    }
}

/// The point with the best share, or the worst but one.
fn piecewise(points: &[wangge_domain::standard::Knot], fine: bool) -> Exact {
    let mut sorted: Vec<_> = points.iter().collect();
    sorted.sort_by(|a, b| b.share.cmp(&a.share));
    let index = if fine { 0 } else { 1.min(sorted.len().saturating_sub(1)) };
    sorted.get(index).map(|knot| knot.x.clone()).unwrap_or_default()
}

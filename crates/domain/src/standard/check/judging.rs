//! Faults of judgings.

use std::collections::HashSet;

use super::{Fault, Faults};
use crate::figure::Exact;
use crate::standard::{Band, Judging};

/// Checks one judging against the points of its item.
pub(super) fn check(faults: &mut Faults, at: &str, judging: &Judging, points: &Exact) {
    let floored = |faults: &mut Faults, floor: &Exact| {
        faults.when(floor > points, at, || Fault::FloorOverPoints { floor: floor.clone(), points: points.clone() });
        faults.not_negative(at, "floor", floor);
    };
    match judging {
        Judging::PassFail | Judging::Proportion => {}
        Judging::MaxDeduct { max, step } => {
            faults.not_negative(at, "max", max);
            faults.positive(at, "step", step);
            faults.when(max > points, at, || Fault::MaxOverPoints { max: max.clone(), points: points.clone() });
        }
        Judging::CountDeduct { each, floor } => {
            faults.not_negative(at, "each", each);
            floored(faults, floor);
        }
        Judging::Missing { need, each, floor } | Judging::InstanceMinimum { need, each, floor } => {
            faults.positive(at, "need", &(*need).into());
            faults.not_negative(at, "each", each);
            floored(faults, floor);
        }
        Judging::Threshold { bands, .. } => check_bands(faults, at, bands),
        Judging::Piecewise { points: knots } => {
            faults.when(knots.len() < 2, at, || Fault::TooFewKnots);
            faults.when(knots.windows(2).any(|w| w[0].x >= w[1].x), at, || Fault::KnotsOutOfOrder);
            for knot in knots {
                check_share(faults, at, &knot.share);
            }
        }
        Judging::CappedRatio { need } => faults.positive(at, "need", need),
        Judging::Escalating { found, not_rectified, repeated, floor } => {
            faults.not_negative(at, "found", found);
            faults.not_negative(at, "not_rectified", not_rectified);
            faults.not_negative(at, "repeated", repeated);
            floored(faults, floor);
        }
        Judging::CountPerDistance { per_metres: per, each, floor } => {
            faults.positive(at, "per_metres", per);
            faults.not_negative(at, "each", each);
            floored(faults, floor);
        }
        Judging::CountPerMinutes { per_minutes: per, each, floor } => {
            faults.positive(at, "per_minutes", per);
            faults.not_negative(at, "each", each);
            floored(faults, floor);
        }
        Judging::Grades { grades } => {
            faults.when(grades.is_empty(), at, || Fault::Needs { name: "grades" });
            let mut seen = HashSet::new();
            for grade in grades {
                faults.when(!seen.insert(&grade.grade), at, || Fault::DuplicateCode { code: grade.grade.clone() });
                faults.when(grade.grade.trim().is_empty(), at, || Fault::EmptyCode);
                check_share(faults, at, &grade.share);
            }
        }
        Judging::WorstOf { of } if matches!(**of, Judging::WorstOf { .. }) => faults.add(at, Fault::NestedWorstOf),
        Judging::WorstOf { of } => check(faults, &format!("{at} / of"), of, points),
    }
}

fn check_share(faults: &mut Faults, at: &str, share: &Exact) {
    faults.when(share.is_negative() || *share > Exact::ONE, at, || Fault::ShareOutside { share: share.clone() });
}

fn check_bands(faults: &mut Faults, at: &str, bands: &[Band]) {
    faults.when(bands.is_empty(), at, || Fault::Needs { name: "bands" });
    for band in bands {
        check_share(faults, at, &band.share);
    }
    let all_least = bands.iter().all(|b| b.at_least.is_some() && b.at_most.is_none());
    let all_most = bands.iter().all(|b| b.at_most.is_some() && b.at_least.is_none());
    faults.when(!all_least && !all_most, at, || Fault::BandBounds);
    let falling = |w: &[Band]| match (&w[0].at_least, &w[1].at_least, &w[0].at_most, &w[1].at_most) {
        (Some(first), Some(second), ..) => first > second,
        (_, _, Some(first), Some(second)) => first < second,
        _ => true,
    };
    let ordered = bands.windows(2).all(|w| falling(w) && w[0].share >= w[1].share);
    faults.when(!ordered, at, || Fault::BandsOutOfOrder);
}

//! From a reading to a score, by the item's judging kind.

use super::{JudgeFault, JudgeRefusal, Outcome, Reading, explain};
use crate::figure::Exact;
use crate::standard::{Applicable, Band, EditionIndex, Grade, Judging, Knot};
use crate::text::Message;

/// A judged observation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The score, 0 to `full`; `None` outside scoring.
    pub score: Option<Exact>,
    /// The item's full score at this site type.
    pub full: Exact,
    /// What was lost; 0 outside scoring.
    pub lost: Exact,
    /// How it was made.
    pub how: Message,
}

/// Judges one item at a site of a type.
///
/// # Errors
/// When the item or type is not in the edition, the item is not judged at the type, or the reading is of the
/// wrong kind, impossible or contradicts itself; see [`JudgeFault`].
pub fn judge(edition: &EditionIndex, site_type: &str, item: &str, outcome: &Outcome) -> Result<Judged, JudgeRefusal> {
    let refused = |fault: JudgeFault| fault.on(item);
    let key = edition.item_key(item).ok_or_else(|| refused(JudgeFault::UnknownItem))?;
    let type_key = edition
        .type_key(site_type)
        .ok_or_else(|| refused(JudgeFault::UnknownType { site_type: site_type.to_owned() }))?;
    let applicable = edition
        .applicable(type_key, key)
        .ok_or_else(|| refused(JudgeFault::NotApplicable { site_type: site_type.to_owned() }))?;
    judge_applicable(applicable, outcome).map_err(refused)
}

/// Judges an item already looked up.
pub(super) fn judge_applicable(applicable: &Applicable, outcome: &Outcome) -> Result<Judged, JudgeFault> {
    let Applicable { points, judging, .. } = applicable;
    let score = mark(judging, points, outcome)?;
    let lost = score.as_ref().map(|s| points - s).unwrap_or_default();
    let how = explain::judged(judging, points, outcome, score.as_ref());
    Ok(Judged { score, full: points.clone(), lost, how })
}

/// The score of an outcome, `None` outside scoring.
pub(super) fn mark(judging: &Judging, full: &Exact, outcome: &Outcome) -> Result<Option<Exact>, JudgeFault> {
    let Outcome::Read { reading, passed } = outcome else {
        return Ok(None);
    };
    let score = mark_reading(judging, full, reading)?;
    if *passed == Some(true) {
        agrees_with_passed(reading, full, score.as_ref())?;
    }
    Ok(score)
}

fn agrees_with_passed(reading: &Reading, full: &Exact, score: Option<&Exact>) -> Result<(), JudgeFault> {
    match reading {
        Reading::Count(count) | Reading::CountOver { count, .. } | Reading::CountDuring { count, .. } if *count > 0 => {
            Err(JudgeFault::CountOnPassed { count: *count })
        }
        Reading::Deduction(deduction) if !deduction.is_zero() => {
            Err(JudgeFault::DeductionOnPassed { deduction: deduction.clone() })
        }
        _ => match score {
            Some(score) if score < full => Err(JudgeFault::LossOnPassed { lost: full - score }),
            _ => Ok(()),
        },
    }
}

/// Full points less what is lost, not below the floor.
fn less(full: &Exact, lost: &Exact, floor: &Exact) -> Exact {
    if lost.is_zero() { full.clone() } else { (full - lost).max(floor.clone()) }
}

fn each_of(each: &Exact, count: u64) -> Exact {
    if count == 0 { Exact::ZERO } else { each * Exact::from(count) }
}

fn mark_reading(judging: &Judging, full: &Exact, reading: &Reading) -> Result<Option<Exact>, JudgeFault> {
    let score = match (judging, reading) {
        (Judging::PassFail, Reading::Passed(passed)) => {
            if *passed {
                full.clone()
            } else {
                Exact::ZERO
            }
        }
        (
            Judging::MaxDeduct { .. }
            | Judging::CountDeduct { .. }
            | Judging::Escalating { .. }
            | Judging::CountPerDistance { .. }
            | Judging::CountPerMinutes { .. },
            Reading::Passed(true),
        ) => full.clone(),
        (Judging::MaxDeduct { max, step }, Reading::Deduction(deduction)) => deducted(full, max, step, deduction)?,
        (Judging::CountDeduct { each, floor }, Reading::Count(count)) => {
            less(full, &each_of(each, (*count).into()), floor)
        }
        (Judging::Missing { need, each, floor }, Reading::Have(have)) => {
            less(full, &each_of(each, need.saturating_sub(*have).into()), floor)
        }
        (Judging::Proportion, Reading::Share { ok, of }) => return proportion(full, *ok, *of),
        (Judging::Threshold { bands, .. }, Reading::Value(value)) => full * band_share(bands, value),
        (Judging::Piecewise { points }, Reading::Value(value)) => full * knot_share(points, value),
        (Judging::CappedRatio { need }, Reading::Value(value)) => capped(full, need, value)?,
        (Judging::CappedRatio { need }, Reading::Have(have)) => capped(full, need, &(*have).into())?,
        (Judging::InstanceMinimum { need, each, floor }, Reading::Instances(instances)) => {
            if instances.is_empty() {
                return Err(JudgeFault::NothingListed { field: "instances" });
            }
            let short = instances.iter().map(|have| u64::from(need.saturating_sub(*have))).sum();
            less(full, &each_of(each, short), floor)
        }
        (
            Judging::Escalating { found, not_rectified, repeated, floor },
            Reading::Stages { found: n_found, not_rectified: n_open, repeated: n_again },
        ) => {
            let lost = each_of(found, (*n_found).into())
                + each_of(not_rectified, (*n_open).into())
                + each_of(repeated, (*n_again).into());
            less(full, &lost, floor)
        }
        (Judging::CountPerDistance { per_metres, each, floor }, Reading::CountOver { count, metres }) => {
            return per(full, each, floor, (*count, per_metres, metres), "metres");
        }
        (Judging::CountPerMinutes { per_minutes, each, floor }, Reading::CountDuring { count, minutes }) => {
            return per(full, each, floor, (*count, per_minutes, minutes), "minutes");
        }
        (Judging::Grades { grades }, Reading::Grade(grade)) => full * grade_share(grades, grade)?,
        (Judging::WorstOf { of }, Reading::Readings(readings)) => return worst(of, full, readings),
        _ => {
            return Err(JudgeFault::WrongReading {
                kind: judging.kind(),
                expects: judging.expects(),
                given: reading.fields(),
            });
        }
    };
    Ok(Some(score))
}

fn deducted(full: &Exact, max: &Exact, step: &Exact, deduction: &Exact) -> Result<Exact, JudgeFault> {
    if deduction.is_negative() {
        return Err(JudgeFault::Negative { field: "deduction", value: deduction.clone() });
    }
    if deduction > max {
        return Err(JudgeFault::DeductionOverMax { deduction: deduction.clone(), max: max.clone() });
    }
    if !deduction.is_multiple_of(step) {
        return Err(JudgeFault::NotAStep { deduction: deduction.clone(), step: step.clone() });
    }
    Ok(full - deduction)
}

fn proportion(full: &Exact, ok: u32, of: u32) -> Result<Option<Exact>, JudgeFault> {
    if ok > of {
        return Err(JudgeFault::MoreThanAll { ok, of });
    }
    // Nothing to look at is no result, neither 0 nor full.
    Ok((full * Exact::from(ok)).over(&of.into()))
}

fn band_share<'a>(bands: &'a [Band], value: &Exact) -> &'a Exact {
    let met = |band: &&Band| match (&band.at_least, &band.at_most) {
        (Some(bound), _) => value >= bound,
        (None, Some(bound)) => value <= bound,
        (None, None) => false,
    };
    bands.iter().find(met).map_or(&Exact::ZERO, |band| &band.share)
}

fn knot_share(knots: &[Knot], value: &Exact) -> Exact {
    let Some(above) = knots.iter().position(|knot| knot.x >= *value) else {
        return knots.last().map(|knot| knot.share.clone()).unwrap_or_default();
    };
    let Some(below) = above.checked_sub(1).map(|place| &knots[place]) else {
        return knots[above].share.clone();
    };
    let above = &knots[above];
    let way = (value - &below.x).over(&(&above.x - &below.x)).unwrap_or_default();
    &below.share + (&above.share - &below.share) * way
}

fn capped(full: &Exact, need: &Exact, have: &Exact) -> Result<Exact, JudgeFault> {
    if have.is_negative() {
        return Err(JudgeFault::Negative { field: "value", value: have.clone() });
    }
    Ok(if have >= need { full.clone() } else { full * have.over(need).unwrap_or_default() })
}

fn per(
    full: &Exact,
    each: &Exact,
    floor: &Exact,
    (count, unit, extent): (u32, &Exact, &Exact),
    field: &'static str,
) -> Result<Option<Exact>, JudgeFault> {
    if extent.is_negative() {
        return Err(JudgeFault::Negative { field, value: extent.clone() });
    }
    let Some(units) = unit.over(extent) else {
        return if count == 0 { Ok(None) } else { Err(JudgeFault::CountOverNothing { count, field }) };
    };
    Ok(Some(if count == 0 { full.clone() } else { less(full, &(each_of(each, count.into()) * units), floor) }))
}

fn grade_share<'a>(grades: &'a [Grade], grade: &str) -> Result<&'a Exact, JudgeFault> {
    grades.iter().find(|g| g.grade == grade).map(|g| &g.share).ok_or_else(|| JudgeFault::UnknownGrade {
        grade: grade.to_owned(),
        known: grades.iter().map(|g| g.grade.as_str()).collect::<Vec<_>>().join(" "),
    })
}

fn worst(of: &Judging, full: &Exact, readings: &[Reading]) -> Result<Option<Exact>, JudgeFault> {
    if readings.is_empty() {
        return Err(JudgeFault::NothingListed { field: "readings" });
    }
    let mut worst = None;
    for reading in readings {
        if let Some(score) = mark_reading(of, full, reading)? {
            worst = Some(match worst {
                Some(worst) => score.min(worst),
                None => score,
            });
        }
    }
    Ok(worst)
}

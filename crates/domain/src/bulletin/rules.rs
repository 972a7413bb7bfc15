//! Putting a bulletin together.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::model::{
    BulletinCase, BulletinFacts, BulletinInput, Definition, PlaceProblems, Problem, UnitProblems, WeekCounts,
};
use crate::figure::Rate;
use crate::text::Message;
use crate::time::Timestamp;

/// The figures every bulletin defines, by the ends of their catalogue keys.
const DEFINED: &[&str] = &[
    "handed_over",
    "fixed",
    "closed",
    "open",
    "overdue",
    "assessment_score",
    "lost_points",
    "on_time_rate",
    "close_out_rate",
    "rework_rate",
    "self_found_share",
    "rank",
    "no_figure",
];

fn fixed(case: &BulletinCase, as_of: Timestamp) -> bool {
    case.rectified_at.is_some_and(|at| at <= as_of)
}

fn overdue(case: &BulletinCase, as_of: Timestamp) -> bool {
    !fixed(case, as_of) && case.deadline_at.is_some_and(|deadline| deadline < as_of)
}

/// What cases came to, as of a moment. Nothing that happened later is counted.
pub fn count_week<'a>(cases: impl IntoIterator<Item = &'a BulletinCase>, as_of: Timestamp) -> WeekCounts {
    let mut counts = WeekCounts::default();
    for case in cases {
        counts.handed_over += 1;
        counts.fixed += u64::from(fixed(case, as_of));
        counts.closed += u64::from(case.closed_at.is_some_and(|at| at <= as_of));
        counts.overdue += u64::from(overdue(case, as_of));
    }
    counts.open = counts.handed_over - counts.fixed;
    counts.fixed_rate = Rate::new(counts.fixed, counts.handed_over);
    counts.closed_rate = Rate::new(counts.closed, counts.handed_over);
    counts
}

/// Puts a bulletin together. The order in which its facts are given makes no difference.
pub fn assemble(input: BulletinInput) -> BulletinFacts {
    let counts = count_week(&input.cases, input.as_of);
    let problems = by_unit(&input.cases, input.as_of);
    let mut scope = input.scope;
    scope.sort_by(|a, b| (Reverse(a.sites), &a.type_code).cmp(&(Reverse(b.sites), &b.type_code)));
    let requirements = vec![
        Message::new("case-requirement-deadline"),
        Message::new("case-requirement-lasting"),
        Message::new("case-requirement-check"),
        Message::new("case-requirement-feedback").arg("day", input.feedback_on),
    ];
    BulletinFacts {
        week: input.week,
        from: input.week.monday(),
        until: input.week.sunday(),
        campaign: input.campaign,
        demonstration: input.demonstration,
        number: input.number,
        edition: input.edition,
        sites: scope.iter().map(|line| line.sites).sum(),
        scope,
        counts,
        problems,
        rankings: input.rankings,
        requirements,
        further_requirements: input.requirements,
        remarks: input.remarks,
        correction: input.correction,
        definitions: DEFINED.iter().map(|figure| definition(figure)).collect(),
        as_of: input.as_of,
        feedback_on: input.feedback_on,
        root: input.root,
    }
}

fn definition(figure: &str) -> Definition {
    Definition {
        term: Message::new(format!("case-term-{figure}")),
        meaning: Message::new(format!("case-definition-{figure}")),
    }
}

/// The problems unit by unit: the most first, equals by code.
fn by_unit(cases: &[BulletinCase], as_of: Timestamp) -> Vec<UnitProblems> {
    let mut units: BTreeMap<&str, Vec<&BulletinCase>> = BTreeMap::new();
    for case in cases {
        units.entry(&case.unit.code).or_default().push(case);
    }
    let mut problems: Vec<_> = units
        .into_values()
        .map(|cases| UnitProblems {
            unit: cases[0].unit.clone(),
            counts: count_week(cases.iter().copied(), as_of),
            places: by_place(cases, as_of),
        })
        .collect();
    problems.sort_by_key(|unit| Reverse(unit.counts.handed_over));
    problems
}

/// The problems place by place, in the order of the sites' codes; those without a site come last.
fn by_place(mut cases: Vec<&BulletinCase>, as_of: Timestamp) -> Vec<PlaceProblems> {
    let place_of = |case: &BulletinCase| (case.site_code.is_none(), case.site_code.clone(), case.place.zh.clone());
    cases.sort_by_cached_key(|case| (place_of(case), case.number.clone(), case.id));
    cases
        .chunk_by(|a, b| place_of(a) == place_of(b))
        .map(|cases| PlaceProblems {
            place: cases[0].place.clone(),
            problems: cases.iter().map(|case| problem(case, as_of)).collect(),
        })
        .collect()
}

fn problem(case: &BulletinCase, as_of: Timestamp) -> Problem {
    Problem {
        case_id: case.id,
        number: case.number.clone(),
        description: case.description.clone(),
        quantity: case.quantity,
        state: case.state,
        deadline_at: case.deadline_at,
        overdue: overdue(case, as_of),
    }
}

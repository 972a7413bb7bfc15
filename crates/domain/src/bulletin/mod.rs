//! The weekly bulletin 通报: the facts it is made of, put together and kept, so that it comes out the same
//! byte for byte whenever it is made again.
//!
//! Its anatomy follows the weekly supervision notices that cities publish: scope, what was handed over and
//! fixed, problems place by place, ranking, requirements. Every figure is defined at its end. Layout is
//! deliberately absent.

mod model;
mod rules;
#[cfg(test)]
mod tests;

pub use model::{
    BulletinCase, BulletinFacts, BulletinInput, Correction, Definition, EditionLine, PlaceProblems, Problem, ScopeLine,
    UnitProblems, VisitedSite, WeekCounts,
};
pub use rules::{assemble, count_week};

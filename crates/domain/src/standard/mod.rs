//! The standard 测评体系 as data: an edition with its modules, aggregation, site types and items.
//!
//! An [`Edition`] is what a file says, readable from TOML, JSON or a workbook. [`Edition::check`] names every
//! fault at once; only a faultless edition becomes an [`EditionIndex`], the form the scorer works with. An
//! edition never changes once published: a change is a new edition, and rounds keep the one they were judged by.
//!
//! Deliberately absent: any content. No item, weight or limit stands in code.

mod aggregation;
mod check;
mod difference;
mod index;
mod judging;
mod judging_text;
mod model;
mod sentence;
#[cfg(test)]
mod tests;

pub use aggregation::{Aggregation, Gather, LevelRule, Missing, Over, SiteMethod, SiteRule, TypeRule};
pub use check::{Fault, StandardRefusal};
pub use difference::{Changed, Compared, EditionDifference, FieldChange, difference};
pub use index::{Applicable, EditionIndex, GroupKey, ItemKey, TypeKey};
pub use judging::{Band, Grade, Judging, Knot};
pub use judging_text::NoSuchJudging;
pub use model::{
    Consequence, Cycle, Edition, EditionHead, Geometry, Group, Item, ItemOn, Module, ModuleSource, Photo, PhotoWhen,
    Severity, SiteType, StandardHead, StandardLevel, Veto, YearWeight,
};

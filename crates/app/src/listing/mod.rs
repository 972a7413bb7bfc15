//! Listings 红黑榜: drafting them by rules, their way to publication, what units see of them, and their files.
//!
//! Invariants: what is not out is seen only by those who edit or approve listings for the whole district; what is out is
//! what was approved, byte for byte; whether it is out goes by the clock, and the job of the minute only tells its units.

mod compile;
mod document;
mod file;
mod list;
mod make;
mod rules;
mod sight;
mod step;
mod words;

pub(crate) use sight::{hears, known_of};
pub(crate) use words::{name_of, told};

pub use document::document;
pub use list::{list, show, waiting};
pub use make::{amend, correct, draft};
pub use rules::{rules, save_rules};
pub use step::{approve, publish, release_due, send_back, submit};

//! Routing 派遣规则: the table of rules, trying a problem or a draft, and finding what in it leads nowhere.
//!
//! Invariants: an edit keeps a new version of the whole table, with one event; every use of the rules goes through
//! [`table::load`] and [`facts`], so that what is tried is what happens.

mod facts;
mod faults;
mod table;
mod trace;
mod trial;
mod words;

pub use facts::{Moments, Problem, facts};
pub use faults::{faults, flagged};
pub use table::{load, save, show};
pub use trace::{flag_of, trace};
pub use trial::{of_case, tried};

//! Dispatch meetings 调度会: preparing one from the figures, holding and minuting it, following what it resolves 议定事项, and
//! its documents.
//!
//! Invariants: a meeting looks at the whole district, so only who reads the whole district sees one; a unit sees its own
//! resolutions and nothing else of a meeting; the number of a meeting is drawn in the transaction that holds it.

mod document;
mod figures;
mod list;
mod make;
mod overdue;
mod resolution;
mod sight;

pub(crate) use list::name_of;
pub(crate) use sight::number_of;

pub use document::document;
pub use list::{list, proposal, show};
pub use make::{amend, cancel, hold, minute, prepare};
pub use overdue::fall_due;
pub use resolution::{
    amend_resolution, confirm, drop_resolution, make_resolution, report, resolutions, send_back, show_resolution,
    waiting,
};

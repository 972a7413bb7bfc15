//! Cases 案卷: the list, one case with its story, and every step it takes.

mod actions;
mod answerable;
mod detail;
mod document;
mod duplicate;
mod export;
mod list;
mod merge;
pub(crate) mod rebound;
mod rectification;
mod report;
mod request;
mod step;
mod summary;
mod timeline;

pub use actions::{accept, check, decline, dispatch, extend, file, raise, rectify, remind, supervise, void, withdraw};
pub use detail::show;
pub use document::{escalation_file, orders_file};
pub use duplicate::duplicates;
pub use export::{export_columns, export_head, export_name, export_page, export_rows, export_workbook};
pub(crate) use list::WITHIN_A_DAY;
pub use list::{counts, list};
pub(crate) use list::{filter, needed};
pub use merge::merge;
pub(crate) use report::ready;
pub use report::report;
pub use request::{ask, foresee, reach_milestone, resume, resume_due, rule, take_back};
pub(crate) use step::{acting, recorded, with_photos};
pub use summary::{case_ref, light, open_count, refs, state_counts, summaries};
pub(crate) use timeline::change_of;

//! Results of rounds: scores by type, unit, node, site and item, how each was made, and how two rounds differ.

mod compare;
mod explain;
mod inspection;
mod ledger;
mod ledger_file;
mod list;
mod lost_points;
mod report;
mod report_file;
mod scored;
mod words;

pub use compare::compare;
pub use explain::explain;
pub use inspection::inspection_ledger;
pub use ledger::ledger;
pub use ledger_file::ledger_file;
pub use list::{Visible, list, round_before};
pub use lost_points::{lost_points, views as lost_point_views};
pub use report::report;
pub use report_file::report_file;
pub use scored::{ScoredRound, change, closed, figure, site_id};
pub use words::{module_named, modules, outcome_text, round_summary};

//! Drives 专项行动: what is planned where, daily reports, progress, and dead corners 死角死面.
//!
//! Invariants: a report is never changed; a correction is a new one. How far a place is is told from all that counts for
//! it, whoever sees it; single reports and corners are shown within reach only.

mod corner;
mod duties;
mod export;
mod file;
mod list;
mod make;
mod report;
mod sight;
mod told;

pub use corner::{clear, find, recheck};
pub use duties::duties;
pub use export::{
    DRIVE_COLUMNS, DriveExport, export_head, export_name, export_page, export_rows, export_workbook, opened,
};
pub use file::file_case;
pub use list::{list, show};
pub use make::{amend, make};
pub use report::{reports, send};
pub use sight::drive_nodes;

//! Files in, documents out: spreadsheets and GIS files to typed rows with every fault at once, facts to
//! tables, templates and bulletins.
//!
//! Nothing here knows the database: an importer judges what a file alone shows and keeps the place of every
//! row, so that the use case can word what it finds later at the same cell ([`Placed::fault`]). The forms of
//! all files are described in `docs/import-forms.md`.

pub mod boundaries;
pub mod bulletin;
pub mod calendar;
pub mod cases;
pub mod divisions;
pub mod export;
pub mod fault;
pub mod form;
pub mod forms;
pub mod listing;
pub mod meeting;
pub mod merchants;
pub mod observations;
pub mod official;
pub mod order;
pub mod ownerships;
pub mod people;
pub mod points;
mod readings;
pub mod report;
pub mod sites;
pub mod standard;
pub mod statement;
pub mod table;
pub mod template;
mod unique;
pub mod units;
pub mod visits;

pub use boundaries::{Boundary, FieldNames, read_boundaries};
pub use bulletin::{bulletin_html, bulletin_title};
pub use calendar::{CalendarDay, CalendarYear, read_calendar};
pub use cases::{CaseRow, read_cases};
pub use divisions::{Division, read_divisions, tree_faults};
pub use export::{Field, SheetOf, Unwritten, WORKBOOK_MOST, list_xlsx, workbook_xlsx, write_csv, write_csv_rows};
pub use fault::{Counted, Fault, Import, Place, Placed, Severity, sort_faults};
pub use form::Kind;
pub use merchants::{MerchantRow, read_merchants};
pub use observations::{ObservedSite, ScoreFile, read_observations};
pub use ownerships::{OwnershipRow, read_ownerships};
pub use people::{PersonRow, read_people};
pub use points::{PointRow, read_points};
pub use sites::{SiteRow, read_sites};
pub use standard::{
    StandardFile, read_standard, standard_from_toml, standard_from_xlsx, standard_to_toml, standard_to_xlsx,
};
pub use table::{ColumnMap, Source, Survey, SurveyedColumn, survey};
pub use template::template;
pub use units::{UnitRow, read_units};
pub use visits::{VisitRow, read_visits};

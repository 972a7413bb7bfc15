//! Imports 导入 of files.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_geo::datum::Datum;

/// What a file brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// Nodes of the grid, or their boundaries.
    Grid,
    /// Units.
    Units,
    /// People.
    People,
    /// Sites.
    Sites,
    /// Merchants.
    Merchants,
    /// An edition of a standard.
    Standard,
    /// Days off and make-up days.
    Calendar,
    /// Visits with their observations.
    Visits,
    /// A scheme units are ranked by.
    Scheme,
}

/// How a file is imported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportQuery {
    /// The file's name; its ending says how to read it.
    pub filename: String,
    /// Only say what would happen.
    #[serde(default)]
    pub dry_run: bool,
    /// The sheet of a workbook; all that fit when not said.
    pub sheet: Option<String>,
    /// The datum of coordinates that do not name theirs; WGS-84 when not said.
    pub datum: Option<Datum>,
    /// For boundaries without levels: the level of all of them, 1–4.
    pub level: Option<i8>,
    /// For boundaries: the property that holds the code; found by its usual names when not said.
    pub code_field: Option<String>,
    /// For boundaries: the property that holds the name; found by its usual names when not said.
    pub name_field: Option<String>,
    /// For boundaries: the property that holds the code of the node above.
    pub parent_field: Option<String>,
    /// For boundaries: mend invalid polygons, and say which, in place of refusing them.
    #[serde(default)]
    pub repair: bool,
    /// For visits whose rows name no round: their round, by kind and number such as `mock-1`; the only open one
    /// when not said.
    pub round: Option<String>,
}

/// What an import did, or would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportReport {
    /// Whether it was applied: never with an error among the faults, never on a dry run.
    pub applied: bool,
    /// How many rows came to what.
    pub summary: ImportSummary,
    /// Everything wrong or doubtful, in the order of the file.
    pub faults: Vec<ImportFault>,
}

/// How many rows came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportSummary {
    /// New.
    pub created: u64,
    /// Changed.
    pub changed: u64,
    /// As before.
    pub unchanged: u64,
    /// Passed over.
    pub skipped: u64,
}

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing is imported while it stands.
    Error,
    /// Worth knowing.
    Warning,
}

/// Something wrong or doubtful in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportFault {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: Option<String>,
    /// The row, as a spreadsheet numbers it, from 1.
    pub row: Option<u64>,
    /// The column's heading or letter.
    pub column: Option<String>,
    /// What stands there.
    pub value: Option<String>,
    /// What is wrong and what was expected.
    pub sentence: String,
    /// How bad it is.
    pub severity: Severity,
}

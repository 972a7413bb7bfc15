//! Imports 导入 of files.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use wangge_domain::case::Source;
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
    /// Ownership records of sites.
    Ownerships,
    /// Merchants.
    Merchants,
    /// Problems from a list of somebody else, as cases that are reported.
    Cases,
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
    /// For cases: who sent the list, at most 40 characters. What headings mean is remembered by sender.
    pub sender: Option<String>,
    /// For cases: where the problems come from; the city when not said.
    pub source: Option<Source>,
    /// What the file's headings mean, as a JSON object: the column's key by the heading, empty for a column that
    /// is passed over on purpose. Headings not named are recognised.
    pub columns: Option<ColumnMatch>,
    /// Also answer what becomes of every row.
    #[serde(default)]
    pub changes: bool,
}

/// Columns matched to headings, in one query parameter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnMatch(pub BTreeMap<String, String>);

impl<'de> Deserialize<'de> for ColumnMatch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        serde_json::from_str(&text).map(Self).map_err(D::Error::custom)
    }
}

impl JsonSchema for ColumnMatch {
    fn schema_name() -> Cow<'static, str> {
        "ColumnMatch".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "description": "A JSON object: the column's key by the heading." })
    }
}

/// What is in a file, for matching its columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportColumns {
    /// Whether files of this kind are matched column by column.
    pub matching: bool,
    /// The encoding of a text file.
    pub encoding: Option<String>,
    /// Whether it is a layer of shapes or a list of records.
    pub records: bool,
    /// The names of its sheets.
    pub sheets: Vec<String>,
    /// The sheet looked at.
    pub sheet: Option<String>,
    /// The row its headings stand in, from 1.
    pub header_row: Option<u64>,
    /// How many rows stand under them.
    pub rows: u64,
    /// Its columns.
    pub columns: Vec<ImportColumn>,
    /// For cases: whose lists were imported before.
    pub senders: Vec<String>,
    /// The columns a form of this kind has.
    pub fields: Vec<ImportField>,
    /// Why the file cannot be read; nothing else is said then.
    pub fault: Option<ImportFault>,
}

/// Where the meaning of a column comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatchedBy {
    /// The heading is one of the form's.
    Heading,
    /// It was matched so when a file was last imported.
    Memory,
}

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportColumn {
    /// Its number, from 1.
    pub number: u64,
    /// Its heading as the file words it.
    pub heading: String,
    /// Some values under it.
    pub samples: Vec<String>,
    /// The form's column it is taken for; empty when it was passed over the last time; null when nobody knows.
    pub key: Option<String>,
    /// Where that comes from.
    pub matched_by: Option<MatchedBy>,
    /// The form's column it might be.
    pub near: Option<String>,
}

/// A column of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportField {
    /// Its key.
    pub key: String,
    /// Its heading.
    pub name: String,
    /// Whether a file without it is refused.
    pub required: bool,
    /// What to fill in.
    pub note: String,
    /// An example.
    pub example: String,
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
    /// What becomes of every row, in the order of the file; only when asked for.
    pub changes: Vec<ImportChange>,
}

/// What becomes of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportDeed {
    /// It is new.
    Created,
    /// It changes.
    Changed,
    /// It stays as it is.
    Unchanged,
}

/// What becomes of one thing the file is about, or touches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportChange {
    /// What becomes of it.
    pub deed: ImportDeed,
    /// `node`, `unit`, `person`, `site`, `ownership`, `merchant` or `case`.
    pub noun: String,
    /// What that is called.
    pub noun_name: String,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The sheet of the row about it.
    pub sheet: Option<String>,
    /// The row about it; null for something that changes because of another.
    pub row: Option<u64>,
    /// What is new or changes of it.
    pub fields: Vec<ImportFieldChange>,
}

/// A field that is new or changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportFieldChange {
    /// What it is called.
    pub name: String,
    /// What it was; empty for nothing.
    pub old: String,
    /// What it becomes; empty for nothing.
    pub new: String,
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

//! A table of the screen as a file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ExportFormat;

/// A table that a reader sees and wants as a file: the rows, columns, order and words are those on the screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeTable {
    /// As what; CSV when not said.
    #[serde(default)]
    pub format: ExportFormat,
    /// What the table is called: the name of the file and its sheet; not empty.
    pub name: String,
    /// The headings, 1–100.
    pub columns: Vec<String>,
    /// The rows, at most 100,000, each with a cell for every column.
    pub rows: Vec<Vec<TableCell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum TableCell {
    /// A number, so that a spreadsheet adds it up.
    Number(f64),
    /// Text, and codes, which keep their zeros.
    Text(String),
    /// Nothing.
    Empty(()),
}

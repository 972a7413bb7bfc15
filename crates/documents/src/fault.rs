//! Faults: what is wrong in a file, where, and what was expected there.
//!
//! An import gathers every fault of a file before it answers, so that the office mends the file once.
//! The importers here find what the file alone shows; the use case that compares with the database words
//! what it finds with the same type, through [`Placed::fault`].

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::text::{Lang, Message, render};

/// Whether a fault stops the import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The file is refused.
    Error,
    /// The file is taken; someone should look.
    Warning,
}

/// What the number of a [`Place`] counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Rows as a spreadsheet program numbers them, from 1.
    #[default]
    Row,
    /// Lines of a text file, from 1.
    Line,
    /// Features of a `GeoJSON` file, from 1.
    Feature,
    /// Entries of a JSON list, from 1.
    Entry,
}

/// Where something stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The file's name as given.
    pub file: String,
    /// The sheet, for workbooks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// What `number` counts.
    #[serde(default)]
    pub counted: Counted,
    /// The row, line or feature, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The column's heading as the file words it, or the path of a key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The column's number from 1, which also orders faults of one row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column_number: Option<u32>,
}

impl Place {
    /// The file as a whole.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }

    /// A row, line, feature or entry of the file.
    #[must_use]
    pub fn at(mut self, counted: Counted, number: u32) -> Self {
        self.counted = counted;
        self.number = Some(number);
        self
    }

    /// The same place, in a sheet.
    #[must_use]
    pub fn sheet(mut self, sheet: Option<&str>) -> Self {
        self.sheet = sheet.map(str::to_owned);
        self
    }

    /// The same place, at a column or key.
    #[must_use]
    pub fn column(mut self, column: impl Into<String>, number: Option<u32>) -> Self {
        self.column = Some(column.into());
        self.column_number = number;
        self
    }

    /// The place in words: `部门.xlsx [表1] 第 5 行「上级编码」`.
    pub fn describe(&self, lang: Lang) -> String {
        let mut words = self.file.clone();
        if let Some(sheet) = &self.sheet {
            words.push_str(" [");
            words.push_str(sheet);
            words.push(']');
        }
        if let Some(number) = self.number {
            let key = match self.counted {
                Counted::Row => "import-at-row",
                Counted::Line => "import-at-line",
                Counted::Feature => "import-at-feature",
                Counted::Entry => "import-at-entry",
            };
            words.push(' ');
            words.push_str(&render(&Message::new(key).arg("number", number), lang));
        }
        if let Some(column) = &self.column {
            words.push_str(&render(&Message::new("import-at-column").arg("column", column), lang));
        }
        words
    }
}

/// One thing that is wrong, or that someone should look at, in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fault {
    /// Whether it stops the import.
    pub severity: Severity,
    /// Where it stands.
    pub place: Box<Place>,
    /// What stands there, where one value is at fault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What is wrong and what was expected.
    pub message: Message,
}

impl Fault {
    /// A fault that stops the import.
    pub fn error(place: Place, message: Message) -> Self {
        Self { severity: Severity::Error, place: Box::new(place), value: None, message }
    }

    /// A fault that does not.
    pub fn warning(place: Place, message: Message) -> Self {
        Self { severity: Severity::Warning, place: Box::new(place), value: None, message }
    }

    /// The same fault, naming the value that stands there.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// The stable code of the fault: the key of its sentence.
    pub fn code(&self) -> &str {
        &self.message.key
    }

    /// The whole sentence: place, what is wrong, what was expected.
    pub fn render(&self, lang: Lang) -> String {
        let key = match self.severity {
            Severity::Error => "import-fault-error",
            Severity::Warning => "import-fault-warning",
        };
        let sentence =
            Message::new(key).arg("place", self.place.describe(lang)).arg("message", render(&self.message, lang));
        render(&sentence, lang)
    }
}

/// Sorts faults by file, then in the order the file was read, then by row and column.
pub fn sort_faults(faults: &mut [Fault]) {
    let mut sheets: Vec<Option<String>> = Vec::new();
    for fault in faults.iter() {
        if !sheets.contains(&fault.place.sheet) {
            sheets.push(fault.place.sheet.clone());
        }
    }
    let order = |sheet: &Option<String>| sheets.iter().position(|s| s == sheet);
    faults.sort_by(|a, b| {
        let key = |f: &Fault| (order(&f.place.sheet), f.place.number, f.place.column_number);
        a.place.file.cmp(&b.place.file).then_with(|| key(a).cmp(&key(b)))
    });
}

/// The headings of a table as the file words them, by the key of the column they mean.
pub type Headings = Arc<Vec<(String, String, u32)>>;

/// A row of a file with the place it came from, so that later checks can still point at the cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The row's place.
    pub place: Place,
    /// Key, heading and column number of every recognised column.
    pub headings: Headings,
    /// What the row says.
    pub value: T,
}

impl<T> Placed<T> {
    /// The place of one of the row's columns; the row itself when the file lacks the column.
    pub fn column(&self, key: &str) -> Place {
        match self.headings.iter().find(|(k, _, _)| k == key) {
            Some((_, heading, number)) => self.place.clone().column(heading, Some(*number)),
            None => self.place.clone(),
        }
    }

    /// A fault of this row at the column of a key, naming the value at fault.
    pub fn fault(&self, key: &str, value: impl Into<String>, message: Message) -> Fault {
        Fault::error(self.column(key), message).value(value)
    }
}

/// What a file says and everything wrong with it. With any error among the faults nothing may be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import<T> {
    /// The rows that could be read, in the order of the file.
    pub rows: Vec<Placed<T>>,
    /// Every fault found, sorted by place.
    pub faults: Vec<Fault>,
}

impl<T> Default for Import<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), faults: Vec::new() }
    }
}

impl<T> Import<T> {
    /// Whether any fault stops the import.
    pub fn refused(&self) -> bool {
        self.faults.iter().any(|f| f.severity == Severity::Error)
    }

    /// Sorts the faults by place.
    #[must_use]
    pub(crate) fn sorted(mut self) -> Self {
        sort_faults(&mut self.faults);
        self
    }
}

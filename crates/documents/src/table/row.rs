//! Reading the columns of one row, gathering what is wrong with them.

use chrono::{NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use rust_decimal::Decimal;
use wangge_domain::text::Message;
use wangge_domain::time::{Timestamp, cut};

use super::cell::{Cell, Moment, Unreadable, half_width, trim};
use super::heading::cut_text;
use super::{Row, Sheet};
use crate::fault::{Fault, Place, Placed};

/// A row being read. Every reading of a column gives its value, or nothing and a fault.
#[derive(Debug)]
pub struct RowReader<'a> {
    sheet: &'a Sheet,
    row: &'a Row,
    faults: &'a mut Vec<Fault>,
}

impl<'a> RowReader<'a> {
    /// Reads a row of a sheet, adding what is wrong to the faults.
    pub const fn new(sheet: &'a Sheet, row: &'a Row, faults: &'a mut Vec<Fault>) -> Self {
        Self { sheet, row, faults }
    }

    /// How many faults have been found so far, to see whether a reading added any.
    pub const fn fault_count(&self) -> usize {
        self.faults.len()
    }

    /// The row's number.
    pub const fn number(&self) -> u32 {
        self.row.number
    }

    /// Whether the sheet has a column of the key.
    pub fn has(&self, key: &str) -> bool {
        self.sheet.has(key)
    }

    /// The row's place.
    pub fn place(&self) -> Place {
        self.sheet.place().at(self.sheet.counted, self.row.number)
    }

    /// The value with its place.
    pub fn placed<T>(&self, value: T) -> Placed<T> {
        Placed { place: self.place(), headings: self.sheet.headings.clone(), value }
    }

    /// The cell under a key; empty when the sheet has no such column.
    pub fn cell(&self, key: &str) -> &'a Cell {
        let column = self.sheet.headings.iter().find(|(k, _, _)| k == key).map(|(_, _, number)| *number as usize);
        column.and_then(|c| self.row.cells.get(c.checked_sub(1)?)).unwrap_or(&Cell::Empty)
    }

    /// Adds a fault at the column of a key.
    pub fn refuse(&mut self, key: &str, message: Message) {
        let shown = self.cell(key).shown();
        let mut fault = Fault::error(self.placed(()).column(key), message);
        if !shown.is_empty() {
            fault = fault.value(cut_text(&shown));
        }
        self.faults.push(fault);
    }

    /// Adds a warning at the column of a key.
    pub fn warn(&mut self, key: &str, message: Message) {
        let place = self.placed(()).column(key);
        self.faults.push(Fault::warning(place, message).value(cut_text(&self.cell(key).shown())));
    }

    fn unreadable(&mut self, key: &str, why: Unreadable, form: &str) {
        let value = cut_text(&self.cell(key).shown());
        let message = match why {
            Unreadable::DigitsLost => Message::new("import-digits-lost"),
            Unreadable::Formula => Message::new("import-failed-formula"),
            Unreadable::Form => Message::new(form),
        };
        self.refuse(key, message.arg("value", value));
    }

    fn missing(&mut self, key: &str) {
        self.refuse(key, Message::new("import-missing-value"));
    }

    /// Text, when there is any.
    pub fn text(&mut self, key: &str) -> Option<String> {
        if let Cell::Failed(_) = self.cell(key) {
            self.unreadable(key, Unreadable::Formula, "import-failed-formula");
            return None;
        }
        let shown = self.cell(key).shown();
        (!shown.is_empty()).then_some(shown)
    }

    /// Text that must be there.
    pub fn needed_text(&mut self, key: &str) -> Option<String> {
        let failed = matches!(self.cell(key), Cell::Failed(_));
        let text = self.text(key);
        if text.is_none() && !failed {
            self.missing(key);
        }
        text
    }

    /// A code, when there is any.
    pub fn code(&mut self, key: &str) -> Option<String> {
        match self.cell(key).code() {
            Ok(code) if code.is_empty() => None,
            Ok(code) => Some(code),
            Err(why) => {
                self.unreadable(key, why, "import-not-a-code");
                None
            }
        }
    }

    /// A code that must be there.
    pub fn needed_code(&mut self, key: &str) -> Option<String> {
        if self.cell(key).is_empty() {
            self.missing(key);
            return None;
        }
        self.code(key)
    }

    /// Several codes in one cell.
    pub fn codes(&mut self, key: &str) -> Vec<String> {
        match self.cell(key).code() {
            Ok(_) => list(&self.cell(key).shown()).iter().filter_map(|part| Cell::text(part).code().ok()).collect(),
            Err(why) => {
                self.unreadable(key, why, "import-not-a-code");
                Vec::new()
            }
        }
    }

    /// Several texts in one cell, parted by semicolons or line breaks.
    pub fn sentences(&mut self, key: &str) -> Vec<String> {
        let text = self.text(key).unwrap_or_default();
        text.split(['；', ';', '\n', '\r']).map(trim).filter(|t| !t.is_empty()).map(str::to_owned).collect()
    }

    /// An exact number, when there is any.
    pub fn decimal(&mut self, key: &str) -> Option<Decimal> {
        if self.cell(key).is_empty() {
            return None;
        }
        let read = self.cell(key).decimal();
        read.map_err(|why| self.unreadable(key, why, "import-not-a-number")).ok()
    }

    /// A whole number of at least zero, when there is any.
    pub fn count(&mut self, key: &str) -> Option<u64> {
        let number = self.decimal(key)?;
        let whole = number.fract().is_zero().then(|| number.trunc().to_string().parse().ok()).flatten();
        if whole.is_none() {
            self.unreadable(key, Unreadable::Form, "import-not-a-count");
        }
        whole
    }

    /// A longitude or latitude in degrees, when there is any. Its range is judged where places are.
    pub fn degrees(&mut self, key: &str) -> Option<f64> {
        let text = half_width(&self.cell(key).shown());
        let text = text.trim_end_matches(['°', 'E', 'N', 'e', 'n', ' ']);
        if text.is_empty() {
            return None;
        }
        let read = Cell::text(text).decimal().ok().and_then(|d| d.to_string().parse().ok());
        if read.is_none() {
            self.unreadable(key, Unreadable::Form, "import-not-degrees");
        }
        read
    }

    /// A day that must be there.
    pub fn needed_date(&mut self, key: &str) -> Option<NaiveDate> {
        if self.cell(key).is_empty() {
            self.missing(key);
            return None;
        }
        self.date(key)
    }

    /// A day, when there is any.
    pub fn date(&mut self, key: &str) -> Option<NaiveDate> {
        if self.cell(key).is_empty() {
            return None;
        }
        let read = self.cell(key).date();
        read.map_err(|why| self.unreadable(key, why, "import-not-a-date")).ok()
    }

    /// A moment, when there is any; local times are of the zone.
    pub fn moment(&mut self, key: &str, zone: Tz) -> Option<Timestamp> {
        if self.cell(key).is_empty() {
            return None;
        }
        let read = self.cell(key).moment().map(|moment| match moment {
            Moment::Offset(at) => Some(at.with_timezone(&Utc)),
            Moment::Local(at) => zone.from_local_datetime(&at).earliest().map(|at| at.with_timezone(&Utc)),
        });
        match read {
            Ok(Some(at)) => Some(cut(at)),
            Ok(None) => {
                self.unreadable(key, Unreadable::Form, "import-not-a-time");
                None
            }
            Err(why) => {
                self.unreadable(key, why, "import-not-a-time");
                None
            }
        }
    }

    /// Yes or no; nothing when the cell is empty.
    pub fn yes_no(&mut self, key: &str) -> Option<bool> {
        if self.cell(key).is_empty() {
            return None;
        }
        let read = self.cell(key).yes_no();
        read.map_err(|why| self.unreadable(key, why, "import-not-yes-or-no")).ok()
    }

    /// One of several words, each with its synonyms, as its first form; nothing when the cell is empty.
    pub fn choice<T: Copy>(&mut self, key: &str, choices: &[(T, &[&str])]) -> Option<T> {
        let shown = self.text(key)?;
        let found = choose(&shown, choices);
        if found.is_none() {
            let expected =
                choices.iter().filter_map(|(_, words)| words.first()).copied().collect::<Vec<_>>().join("、");
            self.refuse(
                key,
                Message::new("import-not-a-choice").arg("value", cut_text(&shown)).arg("expected", expected),
            );
        }
        found
    }

    /// The free attributes of the row, by name.
    pub fn attributes(&mut self) -> Vec<(String, String)> {
        let keys: Vec<String> =
            self.sheet.headings.iter().map(|(k, _, _)| k.clone()).filter(|k| k.starts_with("attr_")).collect();
        let mut attributes = Vec::new();
        for key in keys {
            if let Some(value) = self.text(&key) {
                attributes.push((key.trim_start_matches("attr_").to_owned(), value));
            }
        }
        attributes
    }
}

/// The choice a word names, whatever its case and width.
pub fn choose<T: Copy>(word: &str, choices: &[(T, &[&str])]) -> Option<T> {
    let wanted = plain_word(word);
    choices.iter().find(|(_, words)| words.iter().any(|w| plain_word(w) == wanted)).map(|(choice, _)| *choice)
}

/// A word without blanks and underscores, half-width and in small letters. A minus stays, for levels.
fn plain_word(word: &str) -> String {
    half_width(word).chars().filter(|c| !c.is_whitespace() && *c != '_').flat_map(char::to_lowercase).collect()
}

/// The parts of a cell that lists codes or names.
pub fn list(text: &str) -> Vec<String> {
    text.split(['；', ';', '、', ',', '，', '|', '/', '\n', '\r'])
        .map(trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

//! Any table an office keeps (CSV, TSV, XLSX, XLS, ODS, also gzipped text) to sheets of typed cells under
//! recognised headings.
//!
//! What a file of a kind looks like is a [`Form`]. Title rows above the headings, notes in brackets, repeated
//! headings, blank rows and footers are passed over; missing columns, undecodable bytes and rows wider than
//! their headings are refused with their place.

pub mod cell;
mod decode;
mod delimited;
mod heading;
mod json;
pub mod row;
mod survey;
#[cfg(test)]
mod tests;
mod workbook;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;

use wangge_domain::text::Message;

pub use self::decode::{decode, encoding_of};
pub use self::heading::cut_text;
pub(crate) use self::heading::{fit, names_of};
pub use self::json::{parse_json, records_sheet};
pub use self::survey::{Survey, SurveyedColumn, survey};
use self::workbook::Unopened;
use crate::fault::{Counted, Fault, Headings, Place};
use crate::form::Form;
use cell::Cell;

/// What headings mean, as somebody matched them: the column's key by the heading as the file words it. An empty
/// key passes the column over on purpose.
pub type ColumnMap = BTreeMap<String, String>;

/// A file to import.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its name, as faults show it.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The sheet to read; without it every sheet that fits the form.
    pub sheet: Option<&'a str>,
    /// What its headings mean, where somebody said; the others are recognised.
    pub columns: Option<&'a ColumnMap>,
}

impl<'a> Source<'a> {
    /// A file of which every fitting sheet is read.
    pub const fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self { name, bytes, sheet: None, columns: None }
    }

    /// The bytes, unpacked when they are gzipped.
    ///
    /// # Errors
    /// A damaged archive, or one that unpacks to more than 1 GiB.
    pub fn unpacked(&self) -> Result<Cow<'a, [u8]>, Fault> {
        if !self.bytes.starts_with(&[0x1f, 0x8b]) {
            return Ok(Cow::Borrowed(self.bytes));
        }
        let mut plain = Vec::new();
        let limited =
            flate2::read::MultiGzDecoder::new(self.bytes).take(UNPACKED_LIMIT_BYTES + 1).read_to_end(&mut plain);
        match limited {
            Ok(_) if plain.len() as u64 > UNPACKED_LIMIT_BYTES => Err(self.refusal("import-too-large")),
            Ok(_) => Ok(Cow::Owned(plain)),
            Err(e) => Err(Fault::error(Place::file(self.name), Message::new("import-damaged-gzip").arg("why", e))),
        }
    }

    /// Whether the bytes are JSON, by their first character.
    pub fn is_json(&self) -> bool {
        self.unpacked().is_ok_and(|bytes| {
            let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
            matches!(text.trim_ascii_start().first(), Some(b'{' | b'['))
        })
    }

    fn refusal(&self, key: &str) -> Fault {
        Fault::error(Place::file(self.name), Message::new(key))
    }
}

/// The most a gzipped file may unpack to: 1 GiB, against a file made to fill the memory.
const UNPACKED_LIMIT_BYTES: u64 = 1 << 30;

/// A sheet as it stands in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawSheet {
    /// Its name; none for text files.
    pub name: Option<String>,
    /// Number and cells of every row that is not blank.
    pub rows: Vec<(u32, Vec<Cell>)>,
}

/// A sheet under recognised headings.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The file's name.
    pub file: String,
    /// The sheet's name; none for text files.
    pub name: Option<String>,
    /// What the numbers of its rows count.
    pub counted: Counted,
    /// The row the headings stand in.
    pub header_row: u32,
    /// Key, heading and column number of every recognised column.
    pub headings: Headings,
    /// The rows below the headings.
    pub rows: Vec<Row>,
}

/// A row of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its number as a spreadsheet program shows it.
    pub number: u32,
    /// Its cells, from the first column.
    pub cells: Vec<Cell>,
}

impl Sheet {
    /// Whether the sheet has a column.
    pub fn has(&self, key: &str) -> bool {
        self.headings.iter().any(|(k, _, _)| k == key)
    }

    /// The sheet's place.
    pub fn place(&self) -> Place {
        Place::file(&self.file).sheet(self.name.as_deref())
    }
}

/// The sheets of a file that fit a form, and what is wrong with the file as a table.
pub fn read(source: &Source<'_>, form: &Form) -> (Vec<Sheet>, Vec<Fault>) {
    let raw = match raw_sheets(source, form) {
        Ok(raw) => raw,
        Err(fault) => return (Vec::new(), vec![fault]),
    };
    heading::fit(source, form, raw)
}

/// The sheets of a file as they stand, before any heading is looked for.
///
/// # Errors
/// A file that is no table, or cannot be opened or decoded.
pub fn raw_sheets(source: &Source<'_>, form: &Form) -> Result<Vec<RawSheet>, Fault> {
    let bytes = source.unpacked()?;
    if bytes.trim_ascii().is_empty() {
        return Err(source.refusal("import-empty-file"));
    }
    if is_workbook(&bytes) {
        return workbook::sheets(&bytes).map_err(|why| match why {
            Unopened::Protected => source.refusal("import-protected-workbook"),
            Unopened::Damaged(why) => {
                Fault::error(Place::file(source.name), Message::new("import-damaged-workbook").arg("why", why))
            }
        });
    }
    let text = decode(source.name, &bytes)?;
    if is_markup(&text) {
        return Err(source.refusal("import-markup"));
    }
    text_sheet(source, &text, form).map(|sheet| vec![sheet])
}

fn text_sheet(source: &Source<'_>, text: &str, form: &Form) -> Result<RawSheet, Fault> {
    let declared = delimited::declared_delimiter(text);
    let (delimiter, body) = declared.unwrap_or_else(|| (delimited::delimiter(text, &form.names()), text));
    let records = delimited::records(body, delimiter);
    let shift = u32::from(declared.is_some());
    if let Some(row) = records.unclosed {
        let place = Place::file(source.name).at(Counted::Row, row + shift);
        return Err(Fault::error(place, Message::new("import-unclosed-quote")));
    }
    let rows = records
        .rows
        .into_iter()
        .map(|(number, row)| (number + shift, row.iter().map(|c| Cell::text(c)).collect()))
        .collect();
    Ok(RawSheet { name: None, rows })
}

/// A zip (XLSX, XLSB, ODS) or an OLE container (XLS).
fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

/// Some systems export web pages under the name `.xls`.
fn is_markup(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(15).collect::<String>().to_lowercase();
    ["<html", "<!doctype", "<table", "<?xml", "mime-version"].iter().any(|mark| head.starts_with(mark))
}

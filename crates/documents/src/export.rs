//! Lists out: CSV for everything, XLSX for people.

use std::io::Write;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// Why a document could not be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the document could not be written: {why}")]
pub struct Unwritten {
    /// What the writer said.
    pub why: String,
}

impl Unwritten {
    pub(crate) fn new(why: &dyn std::fmt::Display) -> Self {
        Self { why: why.to_string() }
    }

    /// What was writing it stopped.
    pub fn stopped() -> Self {
        Self::new(&"the work was stopped")
    }

    /// The stable code.
    pub const fn code(&self) -> &'static str {
        "unwritten"
    }

    /// The public sentence.
    pub fn message(&self) -> wangge_domain::text::Message {
        wangge_domain::text::Message::new("import-unwritten").arg("why", &self.why)
    }
}

impl From<XlsxError> for Unwritten {
    fn from(error: XlsxError) -> Self {
        Self::new(&error)
    }
}

/// A cell of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// Text, and codes, which keep their zeros.
    Text(String),
    /// An exact number, as its digits: `86.36`.
    Number(String),
}

impl Field {
    /// The cell in CSV. Text that a spreadsheet program would run as a formula gets an apostrophe before it.
    fn csv(&self) -> String {
        match self {
            Self::Number(number) => number.clone(),
            Self::Text(text) if text.starts_with(['=', '+', '@', '-', '\t', '\r']) && text.len() > 1 => {
                format!("'{text}")
            }
            Self::Text(text) => text.clone(),
        }
    }
}

impl From<&str> for Field {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Field {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Writes a list as CSV, row by row in constant memory: UTF-8 with the mark Excel needs, `CRLF`.
///
/// # Errors
/// When the output refuses.
pub fn write_csv(
    out: &mut impl Write,
    headings: &[&str],
    rows: impl IntoIterator<Item = Vec<Field>>,
) -> Result<(), Unwritten> {
    out.write_all(b"\xef\xbb\xbf").map_err(|e| Unwritten::new(&e))?;
    write_csv_rows(out, std::iter::once(headings.iter().map(|heading| Field::from(*heading)).collect()))?;
    write_csv_rows(out, rows)
}

/// Writes further rows of a list as CSV.
///
/// # Errors
/// When the output refuses.
pub fn write_csv_rows(out: &mut impl Write, rows: impl IntoIterator<Item = Vec<Field>>) -> Result<(), Unwritten> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(out);
    for row in rows {
        writer.write_record(row.iter().map(Field::csv)).map_err(|e| Unwritten::new(&e))?;
    }
    writer.flush().map_err(|e| Unwritten::new(&e))
}

/// A list as an XLSX workbook of one sheet.
///
/// # Errors
/// When a text is longer than a cell can hold, or the sheet's name is not allowed.
pub fn list_xlsx(
    sheet: &str,
    headings: &[&str],
    rows: impl IntoIterator<Item = Vec<Field>>,
) -> Result<Vec<u8>, Unwritten> {
    let mut book = Book::default();
    let worksheet = book.begin(sheet, headings)?;
    for (row, number) in rows.into_iter().zip(1_u32..) {
        write_row(worksheet, number, &row)?;
    }
    book.finish()
}

/// A workbook of more lines than this is refused: nobody reads it, and it is held in memory while it is written.
pub const WORKBOOK_MOST: usize = 100_000;

/// A sheet of a workbook with several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetOf {
    /// Its name.
    pub name: String,
    /// What stands above the table, if anything.
    pub above: Option<String>,
    /// The headings.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Field>>,
}

/// A workbook of several sheets, ready to be printed on A4 across.
///
/// # Errors
/// When a text is longer than a cell can hold, or the name of a sheet is not allowed.
pub fn workbook_xlsx(sheets: &[SheetOf]) -> Result<Vec<u8>, Unwritten> {
    let mut book = Book::default();
    for one in sheets {
        let headings: Vec<&str> = one.headings.iter().map(String::as_str).collect();
        let from = u32::from(one.above.is_some());
        let sheet = book.begin_at(&one.name, from, &headings)?;
        if let Some(above) = &one.above {
            let last = u16::try_from(headings.len().max(2) - 1).unwrap_or(u16::MAX);
            let format = Format::new().set_text_wrap().set_align(FormatAlign::Top);
            sheet.merge_range(0, 0, 0, last, above, &format)?;
            sheet.set_row_height(0, 96)?;
        }
        write_rows(sheet, from + 1, &one.rows)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(from, from)?;
    }
    book.finish()
}

fn write_rows(sheet: &mut Worksheet, first: u32, rows: &[Vec<Field>]) -> Result<(), Unwritten> {
    for (row, number) in rows.iter().zip(first..) {
        write_row(sheet, number, row)?;
    }
    Ok(())
}

fn write_row(sheet: &mut Worksheet, number: u32, row: &[Field]) -> Result<(), Unwritten> {
    for (field, column) in row.iter().zip(0_u16..) {
        match field {
            Field::Number(text) => match text.parse::<f64>() {
                Ok(value) => sheet.write_number(number, column, value)?,
                Err(_) => sheet.write_string(number, column, text)?,
            },
            Field::Text(text) => sheet.write_string(number, column, text)?,
        };
    }
    Ok(())
}

/// A workbook being written.
#[derive(Default)]
pub(crate) struct Book {
    workbook: Workbook,
}

impl Book {
    /// A sheet with headings, frozen above the rows.
    pub(crate) fn begin(&mut self, name: &str, headings: &[&str]) -> Result<&mut Worksheet, Unwritten> {
        self.begin_at(name, 0, headings)
    }

    /// A sheet with headings in a row, frozen above the rows that follow.
    fn begin_at(&mut self, name: &str, at: u32, headings: &[&str]) -> Result<&mut Worksheet, Unwritten> {
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(name)?;
        let format = heading_format();
        for (heading, column) in headings.iter().zip(0_u16..) {
            sheet.write_string_with_format(at, column, *heading, &format)?;
            let width = heading.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum::<f64>() + 4.0;
            sheet.set_column_width(column, width.clamp(10.0, 40.0))?;
        }
        sheet.set_freeze_panes(at + 1, 0)?;
        Ok(sheet)
    }

    /// A whole sheet of texts.
    pub(crate) fn sheet(&mut self, name: &str, headings: &[&str], rows: &[Vec<String>]) -> Result<(), Unwritten> {
        let sheet = self.begin(name, headings)?;
        for (row, number) in rows.iter().zip(1_u32..) {
            for (text, column) in row.iter().zip(0_u16..) {
                if !text.is_empty() {
                    sheet.write_string(number, column, text)?;
                }
            }
        }
        Ok(())
    }

    /// The workbook itself, for what the lists do not need.
    pub(crate) const fn workbook(&mut self) -> &mut Workbook {
        &mut self.workbook
    }

    /// The bytes. The creation time is left out, so that equal content gives equal bytes.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>, Unwritten> {
        let epoch = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?;
        let properties = rust_xlsxwriter::DocProperties::new().set_creation_datetime(&epoch);
        self.workbook.set_properties(&properties);
        Ok(self.workbook.save_to_buffer()?)
    }
}

/// How headings look.
pub(crate) fn heading_format() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00DC_E6F1))
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

//! Workbooks (XLSX, XLS, XLSB, ODS) to rows. Formulas give the value the program last saved; merged cells
//! are filled downwards, because offices merge the street's name over its communities.

use std::io::Cursor;

use calamine::{Data, Dimensions, Range, Reader, SheetType, SheetVisible, Sheets};

use super::RawSheet;
use super::cell::{Cell, from_excel};

/// Why a workbook cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unopened {
    /// It asks for a password.
    Protected,
    /// It is damaged, or no workbook.
    Damaged(String),
}

type Book<'a> = Sheets<Cursor<&'a [u8]>>;

/// The sheets of a workbook, hidden ones left out while any other is visible.
pub fn sheets(bytes: &[u8]) -> Result<Vec<RawSheet>, Unopened> {
    if encrypted(bytes) {
        return Err(Unopened::Protected);
    }
    let damaged = |e: calamine::Error| {
        let text = e.to_string();
        if text.to_lowercase().contains("password") { Unopened::Protected } else { Unopened::Damaged(text) }
    };
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(damaged)?;
    let all = book.sheets_metadata().to_vec();
    let tables = all.iter().filter(|s| s.typ == SheetType::WorkSheet);
    let visible: Vec<_> = tables.clone().filter(|s| s.visible == SheetVisible::Visible).collect();
    let chosen = if visible.is_empty() { tables.collect() } else { visible };
    let mut sheets = Vec::new();
    for sheet in chosen {
        let range = book.worksheet_range(&sheet.name).map_err(damaged)?;
        let merged = merged(&mut book, &sheet.name);
        sheets.push(RawSheet { name: Some(sheet.name.clone()), rows: rows(&range, &merged) });
    }
    Ok(sheets)
}

/// An encrypted XLSX is an OLE container with a stream of this name.
fn encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) && bytes.windows(name.len()).any(|w| w == name.as_slice())
}

/// The merged regions of a sheet; a workbook that cannot tell has none.
fn merged(book: &mut Book<'_>, sheet: &str) -> Vec<Dimensions> {
    match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
        Sheets::Xlsb(_) | Sheets::Ods(_) => Vec::new(),
    }
}

fn rows(range: &Range<Data>, merged: &[Dimensions]) -> Vec<(u32, Vec<Cell>)> {
    let Some((first, left)) = range.start() else { return Vec::new() };
    let left = left as usize;
    let mut rows: Vec<(u32, Vec<Cell>)> = range
        .rows()
        .zip(first..)
        .map(|(row, number)| {
            let mut cells = vec![Cell::Empty; left];
            cells.extend(row.iter().map(cell));
            (number, cells)
        })
        .collect();
    for region in merged {
        fill_down(&mut rows, first, region);
    }
    rows.retain(|(_, row)| row.iter().any(|c| !c.is_empty()));
    for (number, _) in &mut rows {
        *number += 1;
    }
    rows
}

fn fill_down(rows: &mut [(u32, Vec<Cell>)], first: u32, region: &Dimensions) {
    let column = region.start.1 as usize;
    let index = |row: u32| row.checked_sub(first).map(|r| r as usize);
    let Some(top) = index(region.start.0) else { return };
    let Some(value) = rows.get(top).and_then(|(_, row)| row.get(column)).cloned() else { return };
    for row in (region.start.0 + 1)..=region.end.0 {
        if let Some((_, cells)) = index(row).and_then(|r| rows.get_mut(r))
            && let Some(cell) = cells.get_mut(column)
        {
            *cell = value.clone();
        }
    }
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::text(text),
        Data::Int(number) => Cell::text(&number.to_string()),
        Data::Float(number) => Cell::Number(*number),
        Data::Bool(yes) => Cell::Bool(*yes),
        Data::DateTime(at) if at.is_duration() => Cell::Number(at.as_f64()),
        Data::DateTime(at) => from_excel(at).map_or(Cell::Number(at.as_f64()), Cell::Moment),
        Data::Error(error) => Cell::Failed(error.to_string()),
    }
}

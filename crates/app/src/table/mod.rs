//! What a reader sees in a table, as a file: no list needs an export of its own, and the file has the rows, columns and
//! words of the screen.
//!
//! Absent on purpose: reading anything. The table comes from the client, whose reader has it already. Who may not export
//! still gets no file: what leaves the system as a file is the permission table's to say, not the screen's.

use wangge_documents::{Field, list_xlsx, write_csv};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message, word};
use wangge_storage::StorageError;

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::view::{ExportFormat, MakeTable, NamedFile, TableCell};

/// The most rows of a file, which is put together in memory.
const MOST_ROWS: usize = 100_000;
/// The most columns.
const MOST_COLUMNS: usize = 100;
/// The most cells, so that a broad table takes no more memory than a long one.
const MOST_CELLS: usize = 2_000_000;
/// The longest name of a sheet, as spreadsheet programs allow it, in characters.
const SHEET_NAME: usize = 31;

/// Makes the file of a table, called after the table and the day, and after the demonstration where it is one.
///
/// # Errors
/// [`AppError::Forbidden`] for whoever may not export; the system administrator may, since accounts are listed too.
/// Otherwise when the table is too large, has no name or heading, or a row has not a cell for every column.
pub async fn make(app: &App, actor: &Actor, lang: Lang, table: MakeTable) -> Answer<NamedFile> {
    let may = actor.may(Action::Export).or_else(|| actor.may(Action::ManageUsers));
    may.ok_or(AppError::Forbidden(Action::Export))?;
    let name = table.name.trim();
    if name.is_empty() || table.columns.is_empty() || table.columns.len() > MOST_COLUMNS {
        return Err(AppError::refused("table_shape", Message::new("app-table-shape").arg("most", MOST_COLUMNS)));
    }
    if let Some(row) = table.rows.iter().position(|row| row.len() != table.columns.len()) {
        return Err(AppError::refused("table_row", Message::new("app-table-row").arg("row", row + 1)));
    }
    if table.rows.len() > MOST_ROWS || table.rows.len() * table.columns.len() > MOST_CELLS {
        let message = Message::new("app-table-rows")
            .arg("count", table.rows.len())
            .arg("most", MOST_ROWS.min(MOST_CELLS / table.columns.len()));
        return Err(AppError::refused("table_rows", message));
    }
    let campaign = crate::campaign::show(app, lang).await?;
    let sample = if campaign.demonstration { word("app-export-sample", lang) } else { String::new() };
    let called = |ending: &str| format!("{name}{sample}-{}.{ending}", campaign.today);
    let (name, headings) = (sheet_name(name), table.columns);
    let rows: Vec<Vec<Field>> = table.rows.into_iter().map(|row| row.into_iter().map(field).collect()).collect();
    let unwritten = |error: wangge_documents::Unwritten| AppError::refused(error.code(), error.message());
    let (name_of_file, media_type) = match table.format {
        ExportFormat::Csv => (called("csv"), "text/csv; charset=utf-8"),
        ExportFormat::Xlsx => (called("xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    };
    // Two million cells take seconds, in which nobody else should wait.
    let writing = tokio::task::spawn_blocking(move || written(table.format, &name, &headings, rows));
    let bytes = writing.await.map_err(|error| AppError::Storage(StorageError::Panicked(error.to_string())))?;
    Ok(NamedFile { name: name_of_file, media_type, bytes: bytes.map_err(unwritten)? })
}

fn written(
    format: ExportFormat,
    sheet: &str,
    headings: &[String],
    rows: Vec<Vec<Field>>,
) -> Result<Vec<u8>, wangge_documents::Unwritten> {
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    match format {
        ExportFormat::Csv => {
            let mut bytes = Vec::new();
            write_csv(&mut bytes, &headings, rows)?;
            Ok(bytes)
        }
        ExportFormat::Xlsx => list_xlsx(sheet, &headings, rows),
    }
}

fn field(cell: TableCell) -> Field {
    match cell {
        TableCell::Number(number) => Field::Number(number.to_string()),
        TableCell::Text(text) => Field::Text(text),
        TableCell::Empty(()) => Field::Text(String::new()),
    }
}

/// The name as a sheet may have it: short, and without the characters that spreadsheet programs keep for themselves.
fn sheet_name(name: &str) -> String {
    name.chars().map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c }).take(SHEET_NAME).collect()
}

//! What a reader sees in a table, as a file: no list needs an export of its own, and the file has the rows, columns and
//! words of the screen.
//!
//! Absent on purpose: reading anything. The table comes from the client, whose reader has it already; so there is nothing
//! here that a permission could keep back.

use wangge_documents::{Field, list_xlsx, write_csv};
use wangge_domain::text::{Lang, Message, word};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::view::{ExportFormat, MakeTable, NamedFile, TableCell};

/// The most rows of a file, which is put together in memory.
const MOST_ROWS: usize = 100_000;
/// The most columns.
const MOST_COLUMNS: usize = 100;
/// The longest name of a sheet, as spreadsheet programs allow it, in characters.
const SHEET_NAME: usize = 31;

/// Makes the file of a table, called after the table and the day, and after the demonstration where it is one.
///
/// # Errors
/// When the table is too large, has no name or heading, or a row has not a cell for every column.
pub async fn make(app: &App, lang: Lang, table: MakeTable) -> Answer<NamedFile> {
    let name = table.name.trim();
    if name.is_empty() || table.columns.is_empty() || table.columns.len() > MOST_COLUMNS {
        return Err(AppError::refused("table_shape", Message::new("app-table-shape").arg("most", MOST_COLUMNS)));
    }
    if let Some(row) = table.rows.iter().position(|row| row.len() != table.columns.len()) {
        return Err(AppError::refused("table_row", Message::new("app-table-row").arg("row", row + 1)));
    }
    if table.rows.len() > MOST_ROWS {
        let message = Message::new("app-table-rows").arg("count", table.rows.len()).arg("most", MOST_ROWS);
        return Err(AppError::refused("table_rows", message));
    }
    let campaign = crate::campaign::show(app, lang).await?;
    let sample = if campaign.demonstration { word("app-export-sample", lang) } else { String::new() };
    let called = |ending: &str| format!("{name}{sample}-{}.{ending}", campaign.today);
    let headings: Vec<&str> = table.columns.iter().map(String::as_str).collect();
    let rows: Vec<Vec<Field>> = table.rows.into_iter().map(|row| row.into_iter().map(field).collect()).collect();
    let unwritten = |error: wangge_documents::Unwritten| AppError::refused(error.code(), error.message());
    match table.format {
        ExportFormat::Csv => {
            let mut bytes = Vec::new();
            write_csv(&mut bytes, &headings, rows).map_err(unwritten)?;
            Ok(NamedFile { name: called("csv"), media_type: "text/csv; charset=utf-8", bytes })
        }
        ExportFormat::Xlsx => {
            let bytes = list_xlsx(&sheet_name(name), &headings, rows).map_err(unwritten)?;
            let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            Ok(NamedFile { name: called("xlsx"), media_type, bytes })
        }
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

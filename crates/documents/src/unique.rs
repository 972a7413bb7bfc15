//! What every importer of rows does: read each row, refuse codes that stand twice.

use std::collections::HashMap;

use wangge_domain::text::Message;

use crate::fault::Import;
use crate::form::Form;
use crate::table::row::RowReader;
use crate::table::{Source, read};

/// Reads every row of every fitting sheet; a row of which something needed is missing gives only faults.
pub fn import_rows<T>(
    source: &Source<'_>,
    form: &Form,
    mut row: impl FnMut(&mut RowReader<'_>) -> Option<T>,
) -> Import<T> {
    let (sheets, mut faults) = read(source, form);
    let mut rows = Vec::new();
    for sheet in &sheets {
        for line in &sheet.rows {
            let mut reader = RowReader::new(sheet, line, &mut faults);
            if let Some(value) = row(&mut reader) {
                rows.push(reader.placed(value));
            }
        }
    }
    Import { rows, faults }
}

/// Refuses every row whose key an earlier row has, naming the earlier one.
pub fn refuse_duplicates<T>(import: &mut Import<T>, column: &str, key: impl Fn(&T) -> Option<String>) {
    let mut first: HashMap<String, usize> = HashMap::new();
    for (index, row) in import.rows.iter().enumerate() {
        let Some(code) = key(&row.value) else { continue };
        let Some(earlier) = first.get(&code).and_then(|i| import.rows.get(*i)) else {
            first.insert(code, index);
            continue;
        };
        let message = Message::new("import-duplicate")
            .arg("value", &code)
            .arg("sheet", earlier.place.sheet.as_deref().map(|s| format!("[{s}] ")).unwrap_or_default())
            .arg("row", earlier.place.number.unwrap_or_default());
        import.faults.push(row.fault(column, &code, message));
    }
}

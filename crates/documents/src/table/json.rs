//! JSON records as a table: the keys are the headings, so that a JSON file and a spreadsheet of the same kind
//! are read by the same columns.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value};
use wangge_domain::text::Message;

use super::cell::Cell;
use super::{ColumnMap, Row, Sheet, Source, decode};
use crate::fault::{Counted, Fault, Headings, Place};
use crate::form::{Form, Names};

/// The JSON of a file, without byte order mark, unpacked when gzipped.
///
/// # Errors
/// Names line and column of what is not JSON.
pub fn parse_json(source: &Source<'_>) -> Result<Value, Fault> {
    let bytes = source.unpacked()?;
    let text = decode(source.name, &bytes)?;
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|e| {
        let line = u32::try_from(e.line()).unwrap_or(u32::MAX);
        let message = Message::new("import-not-json").arg("line", e.line()).arg("column", e.column()).arg("why", e);
        Fault::error(Place::file(source.name).at(Counted::Line, line), message)
    })
}

/// Records as rows under the headings the form knows. Numbers stay as written, lists are joined with
/// semicolons, `attributes` spreads into free attributes.
pub fn records_sheet(source: &Source<'_>, counted: Counted, form: &Form, records: &[Map<String, Value>]) -> Sheet {
    let names = form.names();
    let mut known: HashMap<String, Option<String>> = HashMap::new();
    let mut columns: Vec<(String, String)> = Vec::new();
    let mut rows = Vec::new();
    for (index, record) in records.iter().enumerate() {
        let mut cells = vec![Cell::Empty; columns.len()];
        for (name, value) in spread(record) {
            let key = known.entry(name.clone()).or_insert_with(|| key_of(source.columns, &names, &name));
            let Some(key) = key.clone() else { continue };
            let column = columns.iter().position(|(k, _)| *k == key).unwrap_or_else(|| {
                columns.push((key, name));
                cells.push(Cell::Empty);
                columns.len() - 1
            });
            if cells[column].is_empty() {
                cells[column] = cell(value);
            }
        }
        rows.push(Row { number: u32::try_from(index + 1).unwrap_or(u32::MAX), cells });
    }
    let headings: Headings =
        Arc::new(columns.into_iter().zip(1_u32..).map(|((key, name), number)| (key, name, number)).collect());
    Sheet { file: source.name.to_owned(), name: None, counted, header_row: 0, headings, rows }
}

/// What a key of a record means: as somebody matched it, else by what it is called.
fn key_of(matched: Option<&ColumnMap>, names: &Names<'_>, name: &str) -> Option<String> {
    match matched.and_then(|matched| matched.get(name)) {
        Some(key) => Some(key.clone()).filter(|key| !key.is_empty()),
        None => names.recognise(name).map(|(key, _)| key),
    }
}

fn spread(record: &Map<String, Value>) -> Vec<(String, &Value)> {
    let mut fields = Vec::new();
    for (name, value) in record {
        match value {
            Value::Object(inner) if name == "attributes" => {
                fields.extend(inner.iter().map(|(key, value)| (format!("attr_{key}"), value)));
            }
            _ => fields.push((name.clone(), value)),
        }
    }
    fields
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Empty,
        Value::Bool(yes) => Cell::Bool(*yes),
        Value::Number(number) => Cell::text(&number.to_string()),
        Value::String(text) => Cell::text(text),
        Value::Array(values) if values.iter().all(|v| !v.is_object()) => {
            Cell::text(&values.iter().map(|v| cell(v).shown()).collect::<Vec<_>>().join("；"))
        }
        Value::Array(_) | Value::Object(_) => Cell::text(&value.to_string()),
    }
}

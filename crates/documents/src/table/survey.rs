//! What is in a file before it is imported: its sheets, the headings of one of them, some values under each,
//! and what each heading is taken to mean. Somebody then matches the columns.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use wangge_domain::text::Message;

use super::cell::Cell;
use super::heading::{Header, cut_text, find, is_notes, passed_over};
use super::{RawSheet, Source, encoding_of, is_workbook, parse_json, raw_sheets};
use crate::boundaries::usual_field;
use crate::fault::{Fault, Place};
use crate::form::{Form, Kind};

/// How many values of a column are shown.
const SAMPLES: usize = 4;
/// How many records of a layer are looked at for their properties.
const RECORDS: usize = 200;

/// What is in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// The encoding of a text file.
    pub encoding: Option<&'static str>,
    /// Whether it is a layer of shapes or records, whose columns are their properties.
    pub records: bool,
    /// The names of its sheets.
    pub sheets: Vec<String>,
    /// The sheet looked at.
    pub sheet: Option<String>,
    /// The row its headings stand in.
    pub header_row: Option<u32>,
    /// How many rows stand under them.
    pub rows: usize,
    /// Its columns.
    pub columns: Vec<SurveyedColumn>,
}

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyedColumn {
    /// Its number, from 1.
    pub number: u32,
    /// Its heading as the file words it.
    pub heading: String,
    /// Some values under it.
    pub samples: Vec<String>,
    /// What it is taken to mean.
    pub key: Option<String>,
    /// What it might mean, where it is not known.
    pub near: Option<&'static str>,
}

/// Looks at a file of a form: at the sheet asked for, else at the one that fits best.
///
/// # Errors
/// A file that is no table, or cannot be opened or decoded.
pub fn survey(source: &Source<'_>, form: &Form) -> Result<Survey, Fault> {
    if source.is_json() {
        return surveyed_records(source, form);
    }
    let bytes = source.unpacked()?;
    let encoding = (!is_workbook(&bytes)).then(|| encoding_of(&bytes));
    let raw = raw_sheets(source, form)?;
    let sheets = raw.iter().filter_map(|sheet| sheet.name.clone()).collect();
    let names = form.names();
    let fits = |sheet: &RawSheet| find(&names, source.columns, sheet).map_or(0, |header| header.known());
    let asked = source.sheet.and_then(|wanted| raw.iter().find(|sheet| sheet.name.as_deref() == Some(wanted)));
    let best = raw.iter().rev().max_by_key(|sheet| (!is_notes(sheet), fits(sheet), !sheet.rows.is_empty()));
    let sheet = asked.or(best).filter(|sheet| !sheet.rows.is_empty());
    let sheet = sheet.ok_or_else(|| Fault::error(Place::file(source.name), Message::new("import-empty-sheet")))?;
    let header = find(&names, source.columns, sheet);
    let index = header.as_ref().map_or_else(|| likely_heading(sheet), |header| header.index);
    let below: Vec<&Vec<Cell>> =
        sheet.rows.iter().skip(index + 1).map(|(_, cells)| cells).filter(|cells| !passed_over(&names, cells)).collect();
    let heading_row = sheet.rows.get(index);
    let cells = heading_row.map(|(_, cells)| cells.as_slice()).unwrap_or_default();
    let key = |column: usize| header.as_ref().and_then(|h: &Header| h.keys.get(column).cloned().flatten());
    let columns = cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()).map(|(column, cell)| {
        let (heading, key) = (cell.shown(), key(column));
        SurveyedColumn {
            number: u32::try_from(column + 1).unwrap_or(u32::MAX),
            samples: samples(below.iter().filter_map(|row| row.get(column)).map(Cell::shown)),
            near: if key.is_none() { form.nearest(&heading).map(|column| column.key) } else { None },
            heading,
            key,
        }
    });
    Ok(Survey {
        encoding,
        records: false,
        sheets,
        sheet: sheet.name.clone(),
        header_row: heading_row.map(|(number, _)| *number),
        rows: below.len(),
        columns: columns.collect(),
    })
}

/// Where no heading is known: the first row that fills as many cells as any, as titles above a table do not.
fn likely_heading(sheet: &RawSheet) -> usize {
    let filled = |cells: &Vec<Cell>| cells.iter().filter(|cell| !cell.is_empty()).count();
    let most = sheet.rows.iter().take(30).map(|(_, cells)| filled(cells)).max().unwrap_or_default();
    sheet.rows.iter().position(|(_, cells)| filled(cells) * 4 >= most * 3).unwrap_or_default()
}

fn samples(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut shown: Vec<String> = Vec::new();
    for value in values.filter(|value| !value.trim().is_empty()) {
        let short = cut_text(&value);
        if !shown.contains(&short) {
            shown.push(short);
        }
        if shown.len() == SAMPLES {
            break;
        }
    }
    shown
}

fn surveyed_records(source: &Source<'_>, form: &Form) -> Result<Survey, Fault> {
    let value = parse_json(source)?;
    let records = records_of(&value);
    let mut order: Vec<&str> = Vec::new();
    let mut values: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for record in records.iter().take(RECORDS) {
        for (name, value) in *record {
            if !values.contains_key(name.as_str()) {
                order.push(name);
            }
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            values.entry(name).or_default().push(if value.is_null() { String::new() } else { text });
        }
    }
    let keys = keys_of(&order, form, source);
    let columns = order.iter().zip(1_u32..).map(|(name, number)| SurveyedColumn {
        number,
        heading: (*name).to_owned(),
        samples: samples(values.remove(name).unwrap_or_default().into_iter()),
        key: keys.get(name).cloned(),
        near: None,
    });
    let columns = columns.collect();
    Ok(Survey { encoding: Some("UTF-8"), records: true, rows: records.len(), columns, ..Survey::default() })
}

/// The records of a JSON file: the properties of its features, or the entries of its list.
fn records_of(value: &Value) -> Vec<&Map<String, Value>> {
    let features = value.get("features").and_then(Value::as_array);
    let entries = features.or_else(|| value.as_array());
    entries.into_iter().flatten().filter_map(|entry| entry.get("properties").unwrap_or(entry).as_object()).collect()
}

/// What the properties mean: as matched, else by their usual names, each meaning once.
fn keys_of<'n>(names: &[&'n str], form: &Form, source: &Source<'_>) -> BTreeMap<&'n str, String> {
    let mut best: BTreeMap<String, (usize, &'n str)> = BTreeMap::new();
    let known = form.names();
    for name in names {
        let matched = source.columns.and_then(|columns| columns.get(*name));
        let found = match (matched, form.kind) {
            (Some(key), _) => Some((key.clone(), 0)),
            (None, Kind::Grid) => usual_field(name).map(|(key, rank)| (key.to_owned(), rank + 1)),
            (None, _) => known.recognise(name).map(|(key, rank)| (key, usize::from(rank) + 1)),
        };
        let Some((key, rank)) = found.filter(|(key, _)| !key.is_empty()) else { continue };
        if best.get(&key).is_none_or(|(standing, _)| rank < *standing) {
            best.insert(key, (rank, name));
        }
    }
    best.into_iter().map(|(key, (_, name))| (name, key)).collect()
}

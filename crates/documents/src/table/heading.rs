//! Finding the headings of a sheet and the rows that stand under them.

use std::collections::HashMap;
use std::sync::Arc;

use wangge_domain::text::Message;

use super::cell::Cell;
use super::{ColumnMap, RawSheet, Row, Sheet, Source};
use crate::fault::{Counted, Fault, Headings, Place};
use crate::form::{Column, Form, Names};

/// Rows among which the headings are looked for.
const HEADING_ROWS: usize = 30;

/// What a row of headings recognises: key by column, and what it does not know.
pub struct Header {
    /// Which of the sheet's rows it is.
    pub index: usize,
    /// The key of every column that has one.
    pub keys: Vec<Option<String>>,
    twice: Vec<usize>,
    /// Columns passed over on purpose.
    passed: Vec<usize>,
}

impl Header {
    /// How many headings it knows.
    pub fn known(&self) -> usize {
        self.keys.iter().flatten().count()
    }

    fn missing(&self, form: &Form) -> Vec<&'static Column> {
        let has = |key: &str| self.keys.iter().flatten().any(|k| k == key);
        form.columns.iter().filter(|c| c.required && !has(c.key)).collect()
    }
}

/// Chooses the sheets that fit the form, finds their headings and cuts their rows.
pub fn fit(source: &Source<'_>, form: &Form, raw: Vec<RawSheet>) -> (Vec<Sheet>, Vec<Fault>) {
    let names: Vec<String> = raw.iter().filter_map(|s| s.name.clone()).collect();
    let several = raw.len() > 1;
    let mut chosen: Vec<RawSheet> = raw.into_iter().filter(|sheet| wanted(source, sheet)).collect();
    if source.sheet.is_none() && chosen.iter().any(|sheet| !is_notes(sheet)) {
        chosen.retain(|sheet| !is_notes(sheet));
    }
    if chosen.is_empty() {
        let message = Message::new("import-no-such-sheet")
            .arg("sheet", source.sheet.unwrap_or_default())
            .arg("sheets", names.join("、"));
        return (Vec::new(), vec![Fault::error(Place::file(source.name), message)]);
    }
    let known = form.names();
    let headers: Vec<Option<Header>> = chosen.iter().map(|sheet| find(&known, source.columns, sheet)).collect();
    if let Some(columns) = source.columns {
        let mismatched = mismatched(source, form, columns, &chosen, &headers);
        if !mismatched.is_empty() {
            return (Vec::new(), mismatched);
        }
    }
    let fits = |h: &Option<Header>| h.as_ref().is_some_and(|h| h.missing(form).is_empty());
    if !headers.iter().any(fits) {
        return (Vec::new(), vec![unfit(source, form, &chosen, &headers)]);
    }
    let (mut sheets, mut faults) = (Vec::new(), Vec::new());
    for (sheet, header) in chosen.drain(..).zip(headers) {
        let place = Place::file(source.name).sheet(sheet.name.as_deref());
        match header {
            Some(header) if header.missing(form).is_empty() => {
                sheets.push(cut(source, form, sheet, &header, &mut faults));
            }
            Some(header) if several && header.known() >= 3 => {
                let columns = names_of(&header.missing(form));
                faults.push(Fault::warning(place, Message::new("import-sheet-passed-over").arg("columns", columns)));
            }
            _ => {}
        }
    }
    (sheets, faults)
}

/// What was matched to a column the form does not have, or under a heading the file does not have.
fn mismatched(
    source: &Source<'_>,
    form: &Form,
    columns: &ColumnMap,
    sheets: &[RawSheet],
    headers: &[Option<Header>],
) -> Vec<Fault> {
    let place = || Place::file(source.name).sheet(source.sheet);
    let rows = sheets.iter().zip(headers).filter_map(|(sheet, header)| sheet.rows.get(header.as_ref()?.index));
    let headings: Vec<String> = rows.flat_map(|(_, cells)| cells.iter().map(Cell::shown)).collect();
    let mut faults = Vec::new();
    for (heading, key) in columns.iter().filter(|(_, key)| !key.is_empty()) {
        let attribute = key.strip_prefix("attr_").is_some_and(|name| !name.is_empty()) && !form.open.is_empty();
        if form.column(key).is_none() && !attribute {
            let known = names_of(&form.columns.iter().collect::<Vec<_>>());
            let message = Message::new("import-matched-unknown").arg("key", key).arg("columns", known);
            faults.push(Fault::error(place().column(heading, None), message));
        } else if !headings.iter().any(|there| there.trim() == heading.trim()) {
            let message = Message::new("import-matched-missing").arg("heading", heading).arg(
                "found",
                cut_text(&headings.iter().filter(|h| !h.is_empty()).cloned().collect::<Vec<_>>().join("、")),
            );
            faults.push(Fault::error(place().column(heading, None), message));
        }
    }
    faults
}

/// Whether the sheet was asked for. A text file has one sheet, whatever its name.
fn wanted(source: &Source<'_>, sheet: &RawSheet) -> bool {
    match (source.sheet, &sheet.name) {
        (Some(wanted), Some(name)) => name.trim() == wanted.trim(),
        _ => true,
    }
}

/// Whether the sheet says how to fill in the others, as the second sheet of a blank form does.
pub fn is_notes(sheet: &RawSheet) -> bool {
    sheet
        .name
        .as_deref()
        .is_some_and(|name| name.contains("说明") || ["notes", "readme"].contains(&name.to_lowercase().as_str()))
}

/// Column names as a sentence lists them.
pub fn names_of(columns: &[&Column]) -> String {
    columns.iter().map(|c| format!("「{}」", c.name())).collect::<Vec<_>>().join("、")
}

/// The row that recognises most headings; of equals in a row the last, below a heading merged over two rows.
pub fn find(names: &Names<'_>, matched: Option<&ColumnMap>, sheet: &RawSheet) -> Option<Header> {
    let mut best: Option<Header> = None;
    for (index, (_, row)) in sheet.rows.iter().take(HEADING_ROWS).enumerate() {
        let header = recognise(names, matched, index, row);
        let better = match &best {
            None => header.known() > 0,
            Some(best) => header.known() > best.known() || header.known() == best.known() && best.index + 1 == index,
        };
        if better {
            best = Some(header);
        }
    }
    best
}

fn recognise(names: &Names<'_>, matched: Option<&ColumnMap>, index: usize, row: &[Cell]) -> Header {
    let mut keys: Vec<Option<String>> = vec![None; row.len()];
    let mut plainest: HashMap<String, (u8, usize)> = HashMap::new();
    let (mut twice, mut passed) = (Vec::new(), Vec::new());
    for (column, cell) in row.iter().enumerate() {
        // What somebody matched is plainer than anything a heading says by itself.
        let (key, rank) = match matched.and_then(|matched| matched.get(cell.shown().trim())) {
            Some(key) if key.is_empty() => {
                passed.push(column);
                continue;
            }
            Some(key) => (key.clone(), 0),
            None => {
                let Cell::Text(heading) = cell else { continue };
                let Some((key, rank)) = names.recognise(heading) else { continue };
                (key, rank + 1)
            }
        };
        match plainest.get(&key) {
            Some((best, _)) if *best <= rank => twice.push(column),
            Some((_, other)) => {
                twice.push(*other);
                plainest.insert(key, (rank, column));
            }
            None => {
                plainest.insert(key, (rank, column));
            }
        }
    }
    for (key, (_, column)) in plainest {
        keys[column] = Some(key);
    }
    Header { index, keys, twice, passed }
}

/// The refusal of a file of which no sheet has every required column.
fn unfit(source: &Source<'_>, form: &Form, sheets: &[RawSheet], headers: &[Option<Header>]) -> Fault {
    let best = (0..sheets.len()).max_by_key(|i| {
        let header = headers[*i].as_ref();
        (header.map_or(0, Header::known), !sheets[*i].rows.is_empty(), std::cmp::Reverse(*i))
    });
    let sheet = &sheets[best.unwrap_or_default()];
    let place = Place::file(source.name).sheet(sheet.name.as_deref());
    let header = headers[best.unwrap_or_default()].as_ref();
    let Some((number, row)) = sheet.rows.get(header.map_or(0, |h| h.index)) else {
        return Fault::error(place, Message::new("import-empty-sheet"));
    };
    let found = row.iter().filter(|c| !c.is_empty()).map(Cell::shown).collect::<Vec<_>>().join("、");
    let missing = match header {
        Some(header) => header.missing(form),
        None => form.columns.iter().filter(|c| c.required).collect(),
    };
    let key = if header.is_some() { "import-missing-columns" } else { "import-no-headings" };
    let message = Message::new(key).arg("columns", names_of(&missing)).arg("found", cut_text(&found));
    Fault::error(place.at(Counted::Row, *number), message)
}

/// A value short enough for a sentence.
pub fn cut_text(text: &str) -> String {
    let mut short: String = text.chars().take(120).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn cut(source: &Source<'_>, form: &Form, raw: RawSheet, header: &Header, faults: &mut Vec<Fault>) -> Sheet {
    let known = form.names();
    let place = Place::file(source.name).sheet(raw.name.as_deref());
    let (header_row, heading_cells) = raw.rows[header.index].clone();
    let number = |column: usize| u32::try_from(column + 1).unwrap_or(u32::MAX);
    let mut headings: Vec<(String, String, u32)> = Vec::new();
    for (column, cell) in heading_cells.iter().enumerate() {
        if cell.is_empty() {
            continue;
        }
        let heading = cell.shown();
        let here = place.clone().at(Counted::Row, header_row).column(&heading, Some(number(column)));
        match &header.keys[column] {
            Some(key) => headings.push((key.clone(), heading, number(column))),
            None if header.passed.contains(&column) => {}
            None if header.twice.contains(&column) => {
                faults.push(Fault::warning(here, Message::new("import-column-twice")));
            }
            None => faults.push(Fault::warning(here, unknown_column(form, &heading))),
        }
    }
    let headings: Headings = Arc::new(headings);
    let width = heading_cells.iter().rposition(|c| !c.is_empty()).map_or(0, |last| last + 1);
    let mut rows = Vec::new();
    for (number, cells) in raw.rows.into_iter().skip(header.index + 1) {
        if passed_over(&known, &cells) {
            continue;
        }
        if raw.name.is_none() && cells.iter().skip(width).any(|c| !c.is_empty()) {
            let message = Message::new("import-row-too-wide").arg("cells", cells.len()).arg("columns", width);
            faults.push(Fault::error(place.clone().at(Counted::Row, number), message));
            continue;
        }
        rows.push(Row { number, cells });
    }
    if rows.is_empty() {
        faults.push(Fault::warning(place, Message::new("import-no-rows")));
    }
    Sheet { file: source.name.to_owned(), name: raw.name, counted: Counted::Row, header_row, headings, rows }
}

fn unknown_column(form: &Form, heading: &str) -> Message {
    match form.nearest(heading) {
        Some(column) => Message::new("import-unknown-column-near").arg("nearest", column.name()),
        None => Message::new("import-unknown-column"),
    }
}

/// Rows that hold no facts: the template's example row, headings repeated on every printed page, and the
/// footers with which offices end a table.
pub fn passed_over(names: &Names<'_>, cells: &[Cell]) -> bool {
    let mut filled = cells.iter().filter(|c| !c.is_empty());
    let Some(first) = filled.next().map(Cell::shown) else { return true };
    let others = filled.clone().count();
    if ["例：", "例:", "e.g."].iter().any(|mark| first.starts_with(mark)) {
        return true;
    }
    let footer = [
        "合计",
        "总计",
        "小计",
        "注：",
        "注:",
        "备注：",
        "备注:",
        "说明：",
        "说明:",
        "填表人",
        "制表人",
        "制表：",
        "审核人",
        "填报单位",
    ];
    if others <= 1 && footer.iter().any(|mark| first.starts_with(mark)) {
        return true;
    }
    others >= 1 && names.is_plain(&first) && filled.all(|cell| names.is_plain(&cell.shown()))
}

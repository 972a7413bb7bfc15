//! Looking at a file before it is imported: its sheets and columns, and what each is taken to mean.

use std::collections::BTreeMap;

use wangge_documents::form::Column;
use wangge_documents::{ColumnMap, Kind, Source, SurveyedColumn, forms, survey as surveyed, template};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message};
use wangge_storage::StorageError;
use wangge_storage::import_column::{self, ImportColumn as Kept};

use super::fault_view;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::many;
use crate::view::{ImportColumn, ImportColumns, ImportField, ImportKind, ImportQuery, MatchedBy};

/// The form of a kind of file; none for those that are no table.
const fn kind_of(kind: ImportKind) -> Option<Kind> {
    match kind {
        ImportKind::Grid => Some(Kind::Grid),
        ImportKind::Units => Some(Kind::Units),
        ImportKind::People => Some(Kind::People),
        ImportKind::Sites => Some(Kind::Sites),
        ImportKind::Ownerships => Some(Kind::Ownerships),
        ImportKind::Merchants => Some(Kind::Merchants),
        ImportKind::Cases => Some(Kind::Cases),
        ImportKind::Calendar => Some(Kind::Calendar),
        ImportKind::Visits => Some(Kind::Visits),
        ImportKind::Standard | ImportKind::Scheme => None,
    }
}

fn require(actor: &Actor) -> Answer<()> {
    let reach = actor.may(Action::Import).filter(|reach| reach.all);
    reach.map(|_| ()).ok_or(AppError::Forbidden(Action::Import))
}

/// What is in a file, and what its columns are taken to mean: as matched the last time, else by their headings.
///
/// # Errors
/// [`AppError::Forbidden`] when the actor may not import. A file that cannot be read says why in the answer.
pub async fn survey(
    app: &App,
    actor: &Actor,
    lang: Lang,
    kind: ImportKind,
    query: ImportQuery,
    bytes: &[u8],
) -> Answer<ImportColumns> {
    require(actor)?;
    let mut answer = ImportColumns {
        matching: false,
        encoding: None,
        records: false,
        sheets: Vec::new(),
        sheet: None,
        header_row: None,
        rows: 0,
        columns: Vec::new(),
        senders: Vec::new(),
        fields: Vec::new(),
        fault: None,
    };
    let Some(form) = kind_of(kind).map(forms::form) else { return Ok(answer) };
    let db = app.store.read();
    if kind == ImportKind::Cases {
        answer.senders = senders(&import_column::kinds(&db).await?);
    }
    let kept = import_column::of_kind(&db, &memory_of(kind, &query)).await?;
    let matched = query.columns.as_ref().map_or(&kept, |columns| &columns.0);
    let source = Source { name: &query.filename, bytes, sheet: query.sheet.as_deref(), columns: Some(matched) };
    let found = match surveyed(&source, form) {
        Ok(found) => found,
        Err(fault) => {
            answer.fault = Some(fault_view(fault, lang));
            return Ok(answer);
        }
    };
    let shapes = found.records && kind == ImportKind::Grid;
    let fields = form.columns.iter().filter(|column| !shapes || SHAPE_FIELDS.contains(&column.key));
    Ok(ImportColumns {
        senders: answer.senders,
        matching: !(found.records && kind == ImportKind::Calendar),
        encoding: found.encoding.map(str::to_owned),
        records: found.records,
        sheets: found.sheets,
        sheet: found.sheet,
        header_row: found.header_row.map(u64::from),
        rows: many(found.rows),
        columns: found.columns.into_iter().map(|column| view(column, &kept)).collect(),
        fields: fields.map(|column| field(column, lang, shapes)).collect(),
        fault: None,
    })
}

/// What the properties of a boundary may tell.
const SHAPE_FIELDS: [&str; 3] = ["code", "name", "parent_code"];

fn view(column: SurveyedColumn, kept: &ColumnMap) -> ImportColumn {
    let remembered = kept.get(&column.heading);
    let key = column.key.or_else(|| remembered.cloned());
    let matched_by = match (&key, remembered) {
        (None, _) => None,
        (Some(_), Some(_)) => Some(MatchedBy::Memory),
        (Some(_), None) => Some(MatchedBy::Heading),
    };
    ImportColumn {
        number: u64::from(column.number),
        heading: column.heading,
        samples: column.samples,
        key,
        matched_by,
        near: column.near.map(str::to_owned),
    }
}

fn field(column: &Column, lang: Lang, shapes: bool) -> ImportField {
    let (name, note) = match lang {
        Lang::Zh => (column.zh.to_owned(), column.zh_note),
        Lang::En => (column.key.replace('_', " "), column.en_note),
    };
    ImportField {
        key: column.key.to_owned(),
        name,
        required: column.required && !shapes,
        note: note.to_owned(),
        example: column.example.to_owned(),
    }
}

/// The word of a kind, as in addresses.
pub const fn word_of(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Grid => "grid",
        ImportKind::Units => "units",
        ImportKind::People => "people",
        ImportKind::Sites => "sites",
        ImportKind::Ownerships => "ownerships",
        ImportKind::Merchants => "merchants",
        ImportKind::Cases => "cases",
        ImportKind::Standard => "standard",
        ImportKind::Calendar => "calendar",
        ImportKind::Visits => "visits",
        ImportKind::Scheme => "scheme",
    }
}

/// What parts a kind of file from the sender whose headings are remembered.
const BY_SENDER: char = '@';

/// Under what name the meaning of headings is kept: the kind, and for lists of problems whose they are.
pub(super) fn memory_of(kind: ImportKind, query: &ImportQuery) -> String {
    match query.sender.as_deref().map(str::trim).filter(|sender| !sender.is_empty()) {
        Some(sender) if kind == ImportKind::Cases => format!("{}{BY_SENDER}{sender}", word_of(kind)),
        _ => word_of(kind).to_owned(),
    }
}

fn senders(kinds: &[String]) -> Vec<String> {
    let own = |kind: &String| {
        let (word, sender) = kind.split_once(BY_SENDER)?;
        (word == word_of(ImportKind::Cases)).then(|| sender.to_owned())
    };
    kinds.iter().filter_map(own).collect()
}

/// Keeps what the headings meant, for the next file.
pub(super) async fn remember(app: &App, memory: &str, columns: &BTreeMap<String, String>) -> Answer<()> {
    let row = |(heading, key): (&String, &String)| Kept {
        kind: memory.to_owned(),
        heading: heading.clone(),
        column_key: key.clone(),
    };
    let rows: Vec<Kept> = columns.iter().map(row).collect();
    let written =
        app.store.write(move |tx| Box::pin(async move { import_column::put(tx, &rows).await.map_err(AppError::from) }));
    written.await
}

/// The blank form of a kind of file, as a workbook.
///
/// # Errors
/// [`AppError::Forbidden`] when the actor may not import; refuses kinds that have no form of one sheet.
pub fn form(actor: &Actor, lang: Lang, kind: ImportKind) -> Answer<Vec<u8>> {
    require(actor)?;
    let kind = kind_of(kind).ok_or_else(|| AppError::refused("no_form", Message::new("import-no-form")))?;
    let broken = |unwritten: wangge_documents::Unwritten| StorageError::Panicked(unwritten.to_string());
    Ok(template(kind, lang).map_err(broken)?)
}

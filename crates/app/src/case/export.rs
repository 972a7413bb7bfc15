//! The list of cases as an office keeps it: every case that fulfils the filters, page by page.

use wangge_documents::{Field, list_xlsx, write_csv, write_csv_rows};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message, word};
use wangge_domain::time::{Timestamp, shown};
use wangge_storage::case::{self, CasePage, Cursor};

use super::list::{filter, read_cursor, sorted, write_cursor};
use super::rectification;
use super::summary::summaries;
use super::veil::Veil;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, reach};
use crate::view::{CaseLedger, CaseQuery, CaseSummary, NamedFile};

/// The columns of the list, by the keys of their headings.
const LIST: &[&str] = &[
    "number",
    "state",
    "source",
    "description",
    "site",
    "where",
    "item",
    "unit",
    "reported-at",
    "deadline-at",
    "closed-at",
    "rework",
    "lost",
    "id",
];

/// The columns of a file of cases, by the keys of their headings.
pub const fn export_columns(ledger: CaseLedger) -> &'static [&'static str] {
    match ledger {
        CaseLedger::List => LIST,
        CaseLedger::Rectification => rectification::COLUMNS,
    }
}

/// How many cases a page holds.
const PAGE: u64 = 1_000;

/// A workbook holds so many cases at most, since it is put together in memory; CSV has no end.
pub(crate) const WORKBOOK_MOST: i64 = 100_000;

/// A page of the list, and where the next begins; none at the end.
///
/// # Errors
/// [`AppError::Forbidden`] for whoever may not export; as for [`super::list`].
pub async fn export_page(
    app: &App,
    actor: &Actor,
    lang: Lang,
    query: &CaseQuery,
) -> Answer<(Vec<Vec<Field>>, Option<String>)> {
    actor.may(Action::Export).ok_or(AppError::Forbidden(Action::Export))?;
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewCase).await?;
    let sort = sorted(query);
    let after = query.cursor.as_deref().map(read_cursor).transpose()?;
    let Some(filter) = filter(app, &db, actor, query).await? else { return Ok((Vec::new(), None)) };
    let zone = crate::campaign::load(&db).await?.tz();
    let mut cases = case::list(&db, &reach, &filter, &CasePage { sort, after, limit: PAGE }).await?;
    if let Some(veil) = Veil::of(&db, actor).await? {
        veil.over(app, &db, &mut cases).await?;
    }
    let whole = cases.len() as u64 == PAGE;
    let next = cases.last().filter(|_| whole).map(|last| write_cursor(&Cursor::after(last, sort)));
    let book = Wordbook::open(app, &db, lang).await?;
    let items = summaries(app, &db, actor, &book, &cases).await?;
    let rows = match query.ledger {
        CaseLedger::List => items.into_iter().map(|case| row(case, |at| shown(at, zone))).collect(),
        CaseLedger::Rectification => rectification::rows(app, &db, &book, (&cases, items), zone).await?,
    };
    Ok((rows, next))
}

/// The beginning of the list as CSV: the mark Excel needs, and the headings.
///
/// # Errors
/// When it cannot be written.
pub fn export_head(ledger: CaseLedger, lang: Lang) -> Answer<Vec<u8>> {
    let headings = headings(ledger, lang);
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let mut bytes = Vec::new();
    write_csv(&mut bytes, &headings, []).map_err(|error| unwritten(&error))?;
    Ok(bytes)
}

/// Rows of the list as CSV.
///
/// # Errors
/// When they cannot be written.
pub fn export_rows(rows: Vec<Vec<Field>>) -> Answer<Vec<u8>> {
    let mut bytes = Vec::new();
    write_csv_rows(&mut bytes, rows).map_err(|error| unwritten(&error))?;
    Ok(bytes)
}

/// The list as a workbook.
///
/// # Errors
/// Refuses a list longer than a workbook may be here, and says what to do.
pub async fn export_workbook(app: &App, actor: &Actor, lang: Lang, mut query: CaseQuery) -> Answer<NamedFile> {
    let db = app.store.read();
    let within = reach(&db, actor, Action::ViewCase).await?;
    if let Some(filter) = filter(app, &db, actor, &query).await? {
        let count = case::count(&db, &within, &filter).await?;
        if count > WORKBOOK_MOST {
            let message = Message::new("app-export-too-many").arg("count", count).arg("most", WORKBOOK_MOST);
            return Err(AppError::refused("export_too_many", message));
        }
    }
    let mut rows = Vec::new();
    loop {
        let (page, next) = export_page(app, actor, lang, &query).await?;
        rows.extend(page);
        if next.is_none() {
            break;
        }
        query.cursor = next;
    }
    let headings = headings(query.ledger, lang);
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let bytes = list_xlsx(&word(sheet(query.ledger), lang), &headings, rows).map_err(|error| unwritten(&error))?;
    let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(NamedFile { name: format!("{}.xlsx", export_name(app, query.ledger, lang).await?), media_type, bytes })
}

/// What the file is called, without its ending: the list and the day, and that it is fictional where it is.
///
/// # Errors
/// When the store fails.
pub async fn export_name(app: &App, ledger: CaseLedger, lang: Lang) -> Answer<String> {
    let campaign = crate::campaign::show(app, lang).await?;
    let sample = if campaign.demonstration { word("app-export-sample", lang) } else { String::new() };
    Ok(format!("{}{sample}-{}", word(sheet(ledger), lang), campaign.today))
}

/// What a file of cases is called.
const fn sheet(ledger: CaseLedger) -> &'static str {
    match ledger {
        CaseLedger::List => "cli-export-cases",
        CaseLedger::Rectification => "cli-export-rectification",
    }
}

fn headings(ledger: CaseLedger, lang: Lang) -> Vec<String> {
    export_columns(ledger).iter().map(|key| word(&format!("cli-column-{key}"), lang)).collect()
}

fn unwritten(error: &wangge_documents::Unwritten) -> AppError {
    AppError::refused(error.code(), error.message())
}

fn row(case: CaseSummary, told: impl Fn(Timestamp) -> String) -> Vec<Field> {
    let moment = |at: Option<Timestamp>| Field::from(at.map(&told).unwrap_or_default());
    let item = case.item.map_or_else(String::new, |item| format!("{} {}", item.code, item.name));
    vec![
        case.number.unwrap_or_default().into(),
        case.state_name.into(),
        case.source_name.into(),
        case.description.into(),
        case.site.map_or_else(String::new, |site| site.name).into(),
        case.chain_name.into(),
        item.into(),
        case.unit.map_or_else(String::new, |unit| unit.name).into(),
        moment(Some(case.reported_at)),
        moment(case.deadline_at),
        moment(case.closed_at),
        Field::Number(case.rework_count.to_string()),
        Field::Number(case.lost.map_or_else(String::new, |lost| lost.shown)),
        case.id.to_string().into(),
    ]
}

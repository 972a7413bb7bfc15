//! The statistics table as a file: a workbook that says what its columns count, or CSV.

use wangge_documents::{Field, SheetOf, Unwritten, workbook_xlsx, write_csv};
use wangge_domain::figure::Figure;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message, render, word};
use wangge_domain::time::{Timestamp, local_day, shown};

use super::show;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::official::sample;
use crate::view::{ExportFormat, NamedFile, Statistics, StatisticsQuery};

/// The statistics of a period as a file.
///
/// # Errors
/// As [`show`]; [`AppError::Forbidden`] for those who may not export.
pub async fn file(app: &App, actor: &Actor, lang: Lang, query: &StatisticsQuery) -> Answer<NamedFile> {
    actor.may(Action::Export).ok_or(AppError::Forbidden(Action::Export))?;
    let lang = query.lang.unwrap_or(lang);
    let made = show(app, actor, lang, query).await?;
    let campaign = crate::campaign::load(&app.store.read()).await?;
    let title = word("statistics-title", lang);
    let name = format!("{title}-{}{}", made.period.name, sample(campaign.demonstration, lang));
    let headings = headings(&made, lang);
    let unwritten = |error: Unwritten| AppError::refused(error.code(), error.message());
    if query.format == ExportFormat::Csv {
        let mut bytes = Vec::new();
        let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
        write_csv(&mut bytes, &headings, rows(&made, lang)).map_err(unwritten)?;
        return Ok(NamedFile { name: format!("{name}.csv"), media_type: "text/csv; charset=utf-8", bytes });
    }
    let zone = campaign.tz();
    let above = format!("{title}\n{}", told(&made, |at| shown(at, zone), |at| local_day(at, zone).to_string(), lang));
    let mut lines = rows(&made, lang);
    lines.push(Vec::new());
    lines.extend(definitions(&made, lang));
    let sheet = SheetOf { name: title, above: Some(above), headings, rows: lines };
    let bytes = workbook_xlsx(&[sheet]).map_err(unwritten)?;
    let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(NamedFile { name: format!("{name}.xlsx"), media_type, bytes })
}

/// Of which period it is, and when and for whom it was made.
fn told(
    made: &Statistics,
    moment: impl Fn(Timestamp) -> String,
    day: impl Fn(Timestamp) -> String,
    lang: Lang,
) -> String {
    let message = Message::new("statistics-made")
        .arg("period", &made.period.name)
        .arg("from", day(made.period.from))
        .arg("until", day(made.period.until - chrono::Duration::milliseconds(1)))
        .arg("at", moment(made.made_at))
        .arg("by", &made.made_by);
    let text = render(&message, lang);
    if made.over { text } else { format!("{text} · {}", word("statistics-not-over", lang)) }
}

/// Rates stand in per cent, and their headings say so.
fn headings(made: &Statistics, lang: Lang) -> Vec<String> {
    let mut headings: Vec<String> =
        ["group", "code", "unit"].map(|key| word(&format!("cli-column-{key}"), lang)).into();
    let percent = |rate: bool| if rate { " %" } else { "" };
    headings.extend(made.columns.iter().map(|column| format!("{}{}", column.name, percent(column.counts.len() > 1))));
    headings
}

fn rows(made: &Statistics, lang: Lang) -> Vec<Vec<Field>> {
    let cells = |figures: &[Figure]| -> Vec<Field> {
        figures.iter().map(|figure| Field::Number(figure.shown.clone())).collect()
    };
    let line = |group: &str, code: &str, unit: &str, figures: &[Figure]| {
        [vec![group.into(), code.into(), unit.into()], cells(figures)].concat()
    };
    let mut rows = Vec::new();
    for group in &made.groups {
        rows.extend(group.rows.iter().map(|row| line(&group.name, &row.unit.code, &row.unit.name, &row.figures)));
        rows.push(line(&group.name, "", &word("statistics-subtotal", lang), &group.total));
    }
    rows.push(line(&word("statistics-total", lang), "", "", &made.total));
    rows
}

/// What each column counts, under the table.
fn definitions(made: &Statistics, lang: Lang) -> Vec<Vec<Field>> {
    let mut rows = vec![vec![word("statistics-definitions", lang).into(), made.rules.as_str().into()]];
    rows.extend(made.columns.iter().map(|column| vec![column.name.as_str().into(), column.definition.as_str().into()]));
    rows
}

//! The report of a round as a file: a workbook with a sheet a part, or Word in the layout of official documents.

use wangge_documents::official::date_in_words;
use wangge_documents::report::{ReportFacts, ReportTable, report_document};
use wangge_documents::{Field, SheetOf, Unwritten, workbook_xlsx};
use wangge_domain::ids::RoundId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message, render, word};
use wangge_domain::time::{local_day, shown};

use super::report;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::official::{sample, word_file};
use crate::view::{NamedFile, ReportFormat, ReportQuery, ReportRow, RoundReport};

/// The report of a round as a file.
///
/// # Errors
/// As [`report`]; [`AppError::Forbidden`] for those who may not export.
pub async fn report_file(app: &App, actor: &Actor, lang: Lang, id: RoundId, query: ReportQuery) -> Answer<NamedFile> {
    actor.may(Action::Export).ok_or(AppError::Forbidden(Action::Export))?;
    let lang = query.lang.unwrap_or(lang);
    let made = report(app, actor, lang, id).await?;
    let campaign = crate::campaign::load(&app.store.read()).await?;
    let title = render(&Message::new("round-report-title").arg("round", &made.round.name), lang);
    let name = format!("{title}{}", sample(campaign.demonstration, lang));
    let (tables, told) = (tables(&made, lang), told(&made, lang));
    if query.format == ReportFormat::Docx {
        let facts = ReportFacts {
            title,
            demonstration: campaign.demonstration,
            sample: made.round.edition.sample,
            told,
            tables,
            definitions: made.definitions.clone(),
            by: render(&Message::new("order-issuer").arg("campaign", campaign.name.get(lang)), lang),
            signed_on: date_in_words(local_day(made.made_at, campaign.tz()), lang),
            written_at: made.made_at,
        };
        return word_file(&name, vec![report_document(&facts, lang)]).await;
    }
    let made_when =
        Message::new("round-report-made").arg("at", shown(made.made_at, campaign.tz())).arg("by", &made.made_by);
    let above = format!("{title}\n{}\n{}", told.join("\n"), render(&made_when, lang));
    let mut sheets = vec![SheetOf {
        name: word("round-report-district", lang),
        above: Some(above),
        headings: vec![word("round-report-definitions", lang)],
        rows: made.definitions.iter().map(|text| vec![text.as_str().into()]).collect(),
    }];
    sheets.extend(tables.into_iter().map(sheet));
    let bytes = workbook_xlsx(&sheets).map_err(|error: Unwritten| AppError::refused(error.code(), error.message()))?;
    let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(NamedFile { name: format!("{name}.xlsx"), media_type, bytes })
}

/// Everything but names is a number where it can be one.
fn sheet(table: ReportTable) -> SheetOf {
    let names = table.names;
    let field = |(at, text): (usize, String)| if at == names { Field::Text(text) } else { Field::Number(text) };
    SheetOf {
        name: table.heading,
        above: None,
        headings: table.headings,
        rows: table.rows.into_iter().map(|row| row.into_iter().enumerate().map(field).collect()).collect(),
    }
}

/// What is said of the district.
fn told(made: &RoundReport, lang: Lang) -> Vec<String> {
    let district = &made.district;
    let whole = Message::new("round-report-told")
        .arg("round", &made.round.name)
        .arg("from", date_in_words(made.round.opens_on, lang))
        .arg("until", date_in_words(made.round.closes_on, lang))
        .arg("standard", &made.round.edition.standard_name)
        .arg("version", &made.round.edition.version)
        .arg("sites", district.sites)
        .arg("full", &district.full.shown)
        .arg("score", &district.score.shown)
        .arg("share", &district.share.shown)
        .arg("mark", district.mark_percent)
        .arg("reaching", &district.reaching.shown);
    let mut told = vec![render(&whole, lang)];
    if let (Some(previous), Some(change)) = (&district.previous, &district.change) {
        let before = Message::new("round-report-before").arg("previous", &previous.shown).arg("change", &change.shown);
        told.push(render(&before, lang));
    }
    told
}

fn tables(made: &RoundReport, lang: Lang) -> Vec<ReportTable> {
    let matrix = &made.matrix;
    let mut headings = vec![word("round-report-column-item", lang)];
    headings.extend(matrix.streets.iter().map(|street| street.name.clone()));
    headings.push(word("round-report-whole", lang));
    let row = |item: &crate::view::ReportMatrixRow| {
        let mut cells = vec![format!("{} {}", item.item.code, item.item.name)];
        cells.extend(item.cells.iter().chain([&item.whole]).map(|figure| figure.shown.clone()));
        cells
    };
    let matrix = ReportTable {
        heading: word("round-report-matrix", lang),
        headings,
        names: 0,
        rows: matrix.rows.iter().map(row).collect(),
    };
    vec![
        ranking("items", &made.items, lang),
        ranking("streets", &made.streets, lang),
        matrix,
        ranking("units", &made.units, lang),
    ]
}

fn ranking(part: &str, rows: &[ReportRow], lang: Lang) -> ReportTable {
    let name = match part {
        "items" => "item",
        "streets" => "street",
        _ => "unit",
    };
    let keys = ["rank", name, "sites", "full", "score", "share", "lost"];
    let row = |row: &ReportRow| {
        let named = if part == "items" { format!("{} {}", row.key, row.name) } else { row.name.clone() };
        let figures = [&row.full, &row.score, &row.share, &row.lost].map(|figure| figure.shown.clone());
        let rank = row.rank.map_or_else(|| "—".to_owned(), |rank| rank.to_string());
        [vec![rank, named, row.sites.to_string()], figures.to_vec()].concat()
    };
    ReportTable {
        heading: word(&format!("round-report-{part}"), lang),
        headings: keys.map(|key| word(&format!("round-report-column-{key}"), lang)).to_vec(),
        names: 1,
        rows: rows.iter().map(row).collect(),
    }
}

//! The lost-point ledger as a file: the groups or the lines, just as the reader narrowed them.

use wangge_documents::{Field, Unwritten, list_xlsx, write_csv};
use wangge_domain::ids::RoundId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, word};
use wangge_storage::round;

use super::{ledger, lost_points};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::view::{
    ExportFormat, LedgerFileQuery, LedgerPart, LedgerQuery, LedgerSum, LostPointQuery, LostPointView, NamedFile,
};

/// The ledger of a round as a file.
///
/// # Errors
/// As [`ledger`]; [`AppError::Forbidden`] for those who may not export.
pub async fn ledger_file(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: RoundId,
    query: LedgerFileQuery,
) -> Answer<NamedFile> {
    actor.may(Action::Export).ok_or(AppError::Forbidden(Action::Export))?;
    let round = round::get(&app.store.read(), id).await?.ok_or_else(|| AppError::not_found("round", id))?;
    let (part, format) = (query.part, query.format);
    let (headings, rows) = match part {
        LedgerPart::Groups => groups(app, actor, lang, id, query).await?,
        LedgerPart::Lines => lines(app, actor, lang, id, query).await?,
    };
    let sheet = word(part_key(part), lang);
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let (bytes, ending, media_type) = written(format, &sheet, &headings, rows)
        .map_err(|unwritten| AppError::refused(unwritten.code(), unwritten.message()))?;
    Ok(NamedFile { name: format!("{}-{sheet}.{ending}", round.name.get(lang)), media_type, bytes })
}

const fn part_key(part: LedgerPart) -> &'static str {
    match part {
        LedgerPart::Groups => "app-ledger-file-groups",
        LedgerPart::Lines => "app-ledger-file-lines",
    }
}

type Rows = Vec<Vec<Field>>;

fn written(
    format: ExportFormat,
    sheet: &str,
    headings: &[&str],
    rows: Rows,
) -> Result<(Vec<u8>, &'static str, &'static str), Unwritten> {
    match format {
        ExportFormat::Csv => {
            let mut bytes = Vec::new();
            write_csv(&mut bytes, headings, rows)?;
            Ok((bytes, "csv", "text/csv; charset=utf-8"))
        }
        ExportFormat::Xlsx => {
            let bytes = list_xlsx(sheet, headings, rows)?;
            Ok((bytes, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
        }
    }
}

fn headings(keys: &[&str], lang: Lang) -> Vec<String> {
    keys.iter().map(|key| word(&format!("app-ledger-column-{key}"), lang)).collect()
}

fn number(value: &dyn std::fmt::Display) -> Field {
    Field::Number(value.to_string())
}

async fn groups(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: RoundId,
    query: LedgerFileQuery,
) -> Answer<(Vec<String>, Rows)> {
    let LedgerFileQuery { by, site_type, unit, node, item, site, cause, .. } = query;
    let asked = LedgerQuery { by, site_type, unit, node, item, site, cause };
    let ledger = ledger(app, actor, lang, id, asked).await?;
    let row = |name: String, sum: LedgerSum| {
        let counts = [sum.points, sum.sites, sum.open, sum.without_cause].map(|count| number(&count));
        let mut row = vec![Field::Text(name), number(&sum.lost.shown), number(&sum.share.shown)];
        row.extend(counts);
        row
    };
    let mut rows: Rows = ledger.groups.into_iter().map(|group| row(group.name, group.sum)).collect();
    rows.push(row(word("app-ledger-total", lang), ledger.total));
    Ok((headings(&["group", "lost", "share", "points", "sites", "open", "without-cause"], lang), rows))
}

async fn lines(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: RoundId,
    query: LedgerFileQuery,
) -> Answer<(Vec<String>, Rows)> {
    let LedgerFileQuery { site_type, unit, node, item, site, cause, .. } = query;
    let asked = LostPointQuery { site_type, unit, node, item, site, cause };
    let points = lost_points(app, actor, lang, id, asked).await?;
    let row = |point: LostPointView| {
        let case = point.case.map(|case| (case.number.unwrap_or_default(), case.state_name)).unwrap_or_default();
        let texts = [
            point.site.code,
            point.site.name,
            point.site_type.name,
            point.node.name,
            point.item.code,
            point.item.name,
            point.outcome_text,
            point.remark.unwrap_or_default(),
            point.unit.map(|unit| unit.name).unwrap_or_default(),
            point.cause.map_or_else(|| word("app-cause-none", lang), |cause| cause.name),
        ];
        let mut row: Vec<Field> = texts.into_iter().map(Field::Text).collect();
        row.extend([number(&point.lost.shown), Field::Text(case.0), Field::Text(case.1)]);
        row
    };
    let keys = [
        "site-code",
        "site",
        "type",
        "node",
        "item-code",
        "item",
        "outcome",
        "remark",
        "unit",
        "cause",
        "lost",
        "case",
        "case-state",
    ];
    Ok((headings(&keys, lang), points.items.into_iter().map(row).collect()))
}

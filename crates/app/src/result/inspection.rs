//! The inspection ledger 检查台账 of a round or of one of its days: every item judged on a line, with what the office says
//! of the day and the cross tables its readers look for.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono_tz::Tz;
use wangge_documents::{Field, SheetOf, Unwritten, WORKBOOK_MOST, workbook_xlsx, write_csv};
use wangge_domain::assessment::{InspectionTally, Outcome, Outside, tallies};
use wangge_domain::figure::Exact;
use wangge_domain::ids::{ObservationId, RoundId, UnitId, VisitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::{Visit, VisitState};
use wangge_domain::site::Site;
use wangge_domain::standard::EditionIndex;
use wangge_domain::text::{Lang, Message, render, word};
use wangge_domain::time::{local_day, shown};
use wangge_storage::visit::{LostPointFilter, ObservationRow};
use wangge_storage::{case, evidence, node, round, visit};

use super::words::outcome_text;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, indexed, reach};
use crate::view::{ExportFormat, InspectionQuery, NamedFile};

/// So many of the items and units that fail most are named in the sentence.
const NAMED: usize = 5;

/// The columns of the ledger, by the keys of their headings.
const COLUMNS: &[&str] = &[
    "seq",
    "at",
    "street",
    "node",
    "type",
    "site-code",
    "site",
    "group",
    "item-code",
    "item",
    "criterion",
    "found",
    "result",
    "unit",
    "case",
    "photos",
];

/// An item judged, with what its line says.
struct Line {
    street: String,
    type_name: String,
    item: String,
    /// None where it was judged neither way.
    fails: Option<bool>,
    unit: Option<String>,
    site: String,
    fields: Vec<Field>,
}

/// The inspection ledger of a round: as a workbook with the sentence, the lines, and the tables street × type and item ×
/// street; as CSV the lines.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown round or node; [`AppError::Forbidden`] for those who may not see scores or export;
/// refused where a workbook has no room for so many lines.
pub async fn inspection_ledger(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: RoundId,
    query: InspectionQuery,
) -> Answer<NamedFile> {
    actor.may(Action::Export).ok_or(AppError::Forbidden(Action::Export))?;
    let db = app.store.read();
    let zone = crate::campaign::load(&db).await?.tz();
    let round = round::get(&db, id).await?.ok_or_else(|| AppError::not_found("round", id))?;
    let edition = indexed(app, &db, round.edition_id).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let lines = lines(app, actor, &book, &edition, (id, &query, zone)).await?;
    let day = query.day.map(|day| format!("-{day}")).unwrap_or_default();
    let name = format!("{}-{}{day}", round.name.get(lang), word("app-inspection-file", lang));
    let headings = headings(lang);
    let unwritten = |error: Unwritten| AppError::refused(error.code(), error.message());
    if query.format == ExportFormat::Csv {
        let mut bytes = Vec::new();
        let rows = lines.into_iter().map(|line| line.fields);
        let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
        write_csv(&mut bytes, &headings, rows).map_err(unwritten)?;
        return Ok(NamedFile { name: format!("{name}.csv"), media_type: "text/csv; charset=utf-8", bytes });
    }
    if lines.len() > WORKBOOK_MOST {
        let message = Message::new("app-inspection-long").arg("count", lines.len()).arg("most", WORKBOOK_MOST);
        return Err(AppError::refused("workbook_too_long", message));
    }
    let told = sentence(&lines, &query, round.name.get(lang), lang);
    let [summary, ledger, matrix] =
        ["summary", "lines", "matrix"].map(|part| word(&format!("app-inspection-{part}"), lang));
    let (cross_headings, cross_rows) = cross(&lines, lang);
    let (matrix_headings, matrix_rows) = by_item(&lines, lang);
    let sheets = [
        SheetOf { name: summary, above: Some(told), headings: cross_headings, rows: cross_rows },
        SheetOf { name: ledger, above: None, headings, rows: lines.into_iter().map(|line| line.fields).collect() },
        SheetOf { name: matrix, above: None, headings: matrix_headings, rows: matrix_rows },
    ];
    let bytes = workbook_xlsx(&sheets).map_err(unwritten)?;
    let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(NamedFile { name: format!("{name}.xlsx"), media_type, bytes })
}

fn headings(lang: Lang) -> Vec<String> {
    COLUMNS.iter().map(|key| word(&format!("app-inspection-column-{key}"), lang)).collect()
}

/// The lines of the visits that count, in the order of streets and sites; lines beyond the reader's reach are not there.
async fn lines(
    app: &App,
    actor: &Actor,
    book: &Wordbook,
    edition: &EditionIndex,
    (id, query, zone): (RoundId, &InspectionQuery, Tz),
) -> Answer<Vec<Line>> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewScore).await?;
    let under = match query.node {
        Some(id) => Some(node::get(&db, id).await?.ok_or_else(|| AppError::not_found("node", id))?.path),
        None => None,
    };
    // They come by time of submission: of a site's visits the last one stands.
    let mut standing: BTreeMap<_, Visit> = BTreeMap::new();
    for visit in visit::of_round(&db, &reach, id).await? {
        if visit.state == VisitState::Submitted {
            standing.insert(visit.site_id, visit);
        }
    }
    let mut visits: Vec<(&Site, &Visit)> = standing
        .values()
        .filter(|visit| query.day.is_none_or(|day| local_day(visit.started_at, zone) == day))
        .filter_map(|visit| Some((book.register.sites.get(&visit.site_id)?, visit)))
        .filter(|(site, _)| under.as_ref().is_none_or(|path| site.node_path.starts_with(path.as_str())))
        .filter(|(site, _)| query.site_type.as_ref().is_none_or(|code| site.type_code == *code))
        .collect();
    visits.sort_by(|(one, _), (other, _)| (&one.node_path, &one.code).cmp(&(&other.node_path, &other.code)));
    let ids: Vec<VisitId> = visits.iter().map(|(_, visit)| visit.id).collect();
    let mut observed: HashMap<VisitId, Vec<ObservationRow>> = HashMap::new();
    for row in visit::observations_of(&db, &ids).await? {
        observed.entry(row.visit_id).or_default().push(row);
    }
    let mut photos: HashMap<ObservationId, u64> = HashMap::new();
    for attached in evidence::of_visits(&db, &ids).await? {
        *photos.entry(ObservationId(attached.row.subject_id)).or_default() += 1;
    }
    let filter = LostPointFilter { round_id: Some(id), ..LostPointFilter::default() };
    let lost = visit::lost_points(&db, &reach, &filter).await?;
    let cases: Vec<_> = lost.iter().filter_map(|point| point.case_id).collect();
    let cases = case::get_many(&db, &reach, &cases).await?;
    let numbers: HashMap<_, _> = cases.into_iter().filter_map(|case| Some((case.id, case.number?))).collect();
    let lost: HashMap<ObservationId, (Option<UnitId>, Option<String>)> = lost
        .into_iter()
        .map(|point| (point.observation_id, (point.unit_id, point.case_id.and_then(|id| numbers.get(&id).cloned()))))
        .collect();
    let mut lines = Vec::new();
    for (site, visit) in visits {
        for row in observed.remove(&visit.id).unwrap_or_default() {
            let photos = photos.get(&row.id).copied().unwrap_or_default();
            let (unit, number) = lost.get(&row.id).cloned().unwrap_or_default();
            let beside = Beside {
                unit: book.unit(unit).map(|unit| unit.name),
                number,
                photos,
                at: shown(visit.started_at, zone),
            };
            lines.push(line(book, edition, (site, &row), beside, lines.len() + 1));
        }
    }
    Ok(lines)
}

/// What stands beside an observation on its line.
struct Beside {
    unit: Option<String>,
    number: Option<String>,
    photos: u64,
    at: String,
}

fn line(
    book: &Wordbook,
    edition: &EditionIndex,
    (site, row): (&Site, &ObservationRow),
    beside: Beside,
    seq: usize,
) -> Line {
    let lang = book.lang;
    let fails = row.lost.as_ref().map(|lost| *lost > Exact::ZERO);
    let result = match (&row.outcome, fails) {
        (Outcome::Outside(outside), _) => outside_word(*outside, lang),
        (_, Some(true)) => word("app-inspection-fails", lang),
        _ => word("app-inspection-conforms", lang),
    };
    let street = book
        .register
        .chain(&site.node_path)
        .iter()
        .find(|node| node.level.0 == 2)
        .map(|node| node.name.get(lang).to_owned());
    let street = street.unwrap_or_else(|| word("app-inspection-no-street", lang));
    let type_name =
        crate::reading::type_name(edition.edition(), &site.type_code, lang).unwrap_or(&site.type_code).to_owned();
    let item = edition.item_by_code(&row.item_code);
    let name = item.map_or_else(|| row.item_code.clone(), |item| item.name.get(lang).to_owned());
    let group = item.and_then(|item| edition.group(&item.group)).map(|group| group.name.get(lang).to_owned());
    let found = outcome_text(Some(edition), &site.type_code, &row.item_code, &row.outcome, false, lang);
    let found = if row.remark.is_empty() { found } else { format!("{found} {}", row.remark) };
    let site_name = site.name.get(lang).to_owned();
    let fields = vec![
        Field::Number(seq.to_string()),
        beside.at.into(),
        street.clone().into(),
        book.chain_name(&site.node_path).into(),
        type_name.clone().into(),
        site.code.clone().into(),
        site_name.clone().into(),
        group.unwrap_or_default().into(),
        row.item_code.clone().into(),
        name.clone().into(),
        item.map_or_else(String::new, |item| item.criterion.get(lang).to_owned()).into(),
        found.into(),
        result.into(),
        beside.unit.clone().unwrap_or_default().into(),
        beside.number.unwrap_or_default().into(),
        Field::Number(beside.photos.to_string()),
    ];
    Line {
        street,
        type_name,
        item: name,
        fails,
        unit: beside.unit.filter(|_| fails == Some(true)),
        site: site.code.clone(),
        fields,
    }
}

fn outside_word(outside: Outside, lang: Lang) -> String {
    word(&format!("app-inspection-{}", outside.as_str()), lang)
}

/// The keys of the judged lines with whether each fails.
fn judged<'a, K>(lines: &'a [Line], key: impl Fn(&'a Line) -> K + 'a) -> impl Iterator<Item = (K, bool)> + 'a
where
    K: 'a,
{
    lines.iter().filter_map(move |line| Some((key(line), line.fails?)))
}

/// What the office says of it: when, where, how much, what was found most, and whose it is.
fn sentence(lines: &[Line], query: &InspectionQuery, round: &str, lang: Lang) -> String {
    let (_, whole) = tallies(judged(lines, |_| ()));
    let streets: BTreeSet<&str> = lines.iter().map(|line| line.street.as_str()).collect();
    let types: BTreeSet<&str> = lines.iter().map(|line| line.type_name.as_str()).collect();
    let sites: BTreeSet<&str> = lines.iter().map(|line| line.site.as_str()).collect();
    let joined = |names: Vec<String>| names.join(&word("app-inspection-and", lang));
    let most = |by: BTreeMap<&str, InspectionTally>| {
        let mut by: Vec<_> = by.into_iter().filter(|(_, tally)| tally.failing > 0).collect();
        by.sort_by_key(|(name, tally)| (std::cmp::Reverse(tally.failing), *name));
        let (count, named) = (by.len(), by.into_iter().take(NAMED));
        let named = named.map(|(name, tally)| {
            render(&Message::new("app-inspection-of").arg("name", name).arg("count", tally.failing), lang)
        });
        (count, joined(named.collect()))
    };
    let (_, items) = most(tallies(judged(lines, |line| line.item.as_str())).0);
    let owned = lines.iter().filter_map(|line| Some((line.unit.as_deref()?, true)));
    let (unit_count, units) = most(tallies(owned).0);
    let day = query.day.map_or_else(String::new, |day| day.to_string());
    let key = if whole.judged == 0 {
        "app-inspection-nothing"
    } else if whole.failing == 0 {
        "app-inspection-all-good"
    } else {
        "app-inspection-told"
    };
    let message = Message::new(key)
        .arg("round", round)
        .arg("day", if day.is_empty() { word("app-inspection-whole", lang) } else { day })
        .arg("streets", joined(streets.into_iter().map(str::to_owned).collect()))
        .arg("types", types.len())
        .arg("sites", sites.len())
        .arg("judged", whole.judged)
        .arg("failing", whole.failing)
        .arg("rate", whole.failing_rate().percent())
        .arg("items", items)
        .arg("unit_count", unit_count)
        .arg("units", units);
    render(&message, lang)
}

type Table = (Vec<String>, Vec<Vec<Field>>);

/// Street × type: judged, not conforming with its rate, conforming with its rate, and the same for each street and all.
fn cross(lines: &[Line], lang: Lang) -> Table {
    let keys = ["street", "type", "judged", "failing", "failing-rate", "conforming", "conforming-rate"];
    let headings = keys.map(|key| word(&format!("app-inspection-cross-{key}"), lang)).to_vec();
    let (by, whole) = tallies(judged(lines, |line| (line.street.as_str(), line.type_name.as_str())));
    let (streets, _) = tallies(judged(lines, |line| line.street.as_str()));
    let total = word("app-ledger-total", lang);
    let row = |street: &str, name: &str, tally: InspectionTally| {
        vec![
            street.into(),
            name.into(),
            Field::Number(tally.judged.to_string()),
            Field::Number(tally.failing.to_string()),
            tally.failing_rate().percent().into(),
            Field::Number(tally.conforming().to_string()),
            tally.conforming_rate().percent().into(),
        ]
    };
    let mut rows = Vec::new();
    for (street, sum) in streets {
        let own = by.iter().filter(|((of, _), _)| *of == street);
        rows.extend(own.map(|((_, name), tally)| row(street, name, *tally)));
        rows.push(row(street, &word("app-inspection-subtotal", lang), sum));
    }
    rows.push(row(&total, "", whole));
    (headings, rows)
}

/// Item × street: how often each item did not conform in each street.
fn by_item(lines: &[Line], lang: Lang) -> Table {
    let streets: BTreeSet<&str> = lines.iter().map(|line| line.street.as_str()).collect();
    let (by, _) = tallies(judged(lines, |line| (line.item.as_str(), line.street.as_str())));
    let (items, _) = tallies(judged(lines, |line| line.item.as_str()));
    let mut items: Vec<_> = items.into_iter().collect();
    items.sort_by_key(|(name, tally)| (std::cmp::Reverse(tally.failing), *name));
    let mut headings = vec![word("app-inspection-column-item", lang)];
    headings.extend(streets.iter().map(|street| (*street).to_owned()));
    headings.push(word("app-ledger-total", lang));
    let rows = items.into_iter().map(|(item, tally)| {
        let mut row = vec![Field::from(item)];
        // A street where the item was not judged has no figure, which is not the same as none found.
        row.extend(streets.iter().map(|street| {
            by.get(&(item, *street)).map_or_else(|| "—".into(), |tally| Field::Number(tally.failing.to_string()))
        }));
        row.push(Field::Number(tally.failing.to_string()));
        row
    });
    (headings, rows.collect())
}

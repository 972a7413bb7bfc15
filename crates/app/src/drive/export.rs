//! The ledger 台账 of a drive as a file: every report within reach, the corrected ones too, and whether each counts.

use std::collections::{BTreeSet, HashMap};

use wangge_documents::{Field, list_xlsx, write_csv, write_csv_rows};
use wangge_domain::drive::{Drive, DriveConsent, DriveReport, place_of};
use wangge_domain::ids::{DriveId, DriveReportId, NodeId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message, word};
use wangge_domain::time::{IsoWeek, shown};
use wangge_storage::{drive as store, evidence};

use super::list::known;
use super::sight::Sight;
use crate::case::WORKBOOK_MOST;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::view::NamedFile;

/// The columns, by the keys of their headings.
pub const DRIVE_COLUMNS: [&str; 18] = [
    "on", "week", "place", "node", "measure", "quantity", "unit", "counts", "note", "decision", "decided", "served",
    "consent", "photos", "lon", "lat", "reporter", "reported",
];

/// How many reports a page holds.
const PAGE: u64 = 1_000;

/// A drive about to be written to a file.
pub struct DriveExport {
    sight: Sight,
    drive: Drive,
    targeted: BTreeSet<NodeId>,
    nodes: Vec<NodeId>,
}

/// Begins a file of a drive.
///
/// # Errors
/// [`AppError::Forbidden`] for whoever may not export; [`AppError::NotFound`] for an unknown drive.
pub async fn opened(app: &App, actor: &Actor, lang: Lang, id: DriveId) -> Answer<DriveExport> {
    actor.may(Action::Export).ok_or(AppError::Forbidden(Action::Export))?;
    let db = app.store.read();
    let sight = Sight::load(app, &db, actor, lang).await?;
    let drive = known(&db, id).await?;
    let targeted = store::targets(&db, id).await?.into_iter().map(|target| target.node_id).collect();
    let nodes = sight.within.iter().copied().collect();
    Ok(DriveExport { sight, drive, targeted, nodes })
}

/// A page of the ledger, and the last report of it where there may be more.
///
/// # Errors
/// When the store fails.
pub async fn export_page(
    app: &App,
    export: &DriveExport,
    after: Option<DriveReportId>,
) -> Answer<(Vec<Vec<Field>>, Option<DriveReportId>)> {
    let db = app.store.read();
    let reports = store::report_page(&db, export.drive.id, &export.nodes, after, PAGE).await?;
    let ids: Vec<DriveReportId> = reports.iter().map(|one| one.id).collect();
    let corrected = store::corrected(&db, &ids).await?;
    let subjects: Vec<_> = reports.iter().flat_map(|one| [one.before_id, one.after_id, one.papers_id]).collect();
    let mut photos: HashMap<uuid::Uuid, u32> = HashMap::new();
    for one in evidence::of_subjects(&db, &subjects).await? {
        *photos.entry(one.row.subject_id).or_default() += 1;
    }
    let next = ids.last().copied().filter(|_| ids.len() as u64 == PAGE);
    let row = |one: &DriveReport| export.row(one, corrected.contains(&one.id), &photos);
    Ok((reports.iter().map(row).collect(), next))
}

impl DriveExport {
    fn row(&self, one: &DriveReport, corrected: bool, photos: &HashMap<uuid::Uuid, u32>) -> Vec<Field> {
        let lang = self.sight.lang;
        let place = place_of(&self.sight.chain(one.node_id), &self.targeted).unwrap_or(one.node_id);
        let measure = self.drive.measure(&one.measure);
        let count = |id| photos.get(&id).copied().unwrap_or_default();
        let papers = one.papers.as_ref();
        let consent = papers.map(|papers| match &papers.consent {
            DriveConsent::Owner { name, on } => format!("{name} {on}"),
            DriveConsent::Court { number, on } => format!("{number} {on}"),
        });
        let number = |value: Option<f64>| value.map_or_else(|| Field::from(""), |v| Field::Number(v.to_string()));
        let counts = if corrected { "drive-counts-no" } else { "drive-counts-yes" };
        vec![
            one.on.to_string().into(),
            IsoWeek::of(one.on).to_string().into(),
            self.sight.chain_name(place).into(),
            self.sight.book.node(Some(one.node_id)).name.into(),
            measure.map_or_else(|| one.measure.clone(), |found| found.name.get(lang).to_owned()).into(),
            Field::Number(one.quantity.to_string()),
            measure.map(|found| found.unit.wording(lang)).unwrap_or_default().into(),
            word(counts, lang).into(),
            one.note.clone().into(),
            papers.map(|papers| papers.decision_number.clone()).unwrap_or_default().into(),
            papers.map(|papers| papers.decided_on.to_string()).unwrap_or_default().into(),
            papers.map(|papers| papers.served_on.to_string()).unwrap_or_default().into(),
            consent.unwrap_or_default().into(),
            format!("{}/{}/{}", count(one.before_id), count(one.after_id), count(one.papers_id)).into(),
            number(one.lon),
            number(one.lat),
            one.reporter.clone().into(),
            shown(one.reported_at, self.sight.zone).into(),
        ]
    }
}

/// The beginning of the ledger as CSV: the mark Excel needs, and the headings.
///
/// # Errors
/// When it cannot be written.
pub fn export_head(lang: Lang) -> Answer<Vec<u8>> {
    let headings = headings(lang);
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let mut bytes = Vec::new();
    write_csv(&mut bytes, &headings, []).map_err(|error| unwritten(&error))?;
    Ok(bytes)
}

/// Rows of the ledger as CSV.
///
/// # Errors
/// When they cannot be written.
pub fn export_rows(rows: Vec<Vec<Field>>) -> Answer<Vec<u8>> {
    let mut bytes = Vec::new();
    write_csv_rows(&mut bytes, rows).map_err(|error| unwritten(&error))?;
    Ok(bytes)
}

/// The ledger as a workbook.
///
/// # Errors
/// When it cannot be written, or the store fails. Refuses a ledger longer than a workbook may be here, before a row of it is
/// read.
pub async fn export_workbook(app: &App, lang: Lang, export: &DriveExport) -> Answer<NamedFile> {
    let count = store::report_count(&app.store.read(), export.drive.id, &export.nodes).await?;
    if count > WORKBOOK_MOST {
        let message = Message::new("drive-export-too-many").arg("count", count).arg("most", WORKBOOK_MOST);
        return Err(AppError::refused("export_too_many", message));
    }
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let (page, next) = export_page(app, export, after).await?;
        rows.extend(page);
        if next.is_none() {
            break;
        }
        after = next;
    }
    let headings = headings(lang);
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let bytes = list_xlsx(&word("drive-file", lang), &headings, rows).map_err(|error| unwritten(&error))?;
    let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(NamedFile { name: format!("{}.xlsx", export_name(app, lang, export).await?), media_type, bytes })
}

/// What the file is called, without its ending: the drive and the day, and that it is fictional where it is.
///
/// # Errors
/// When the store fails.
pub async fn export_name(app: &App, lang: Lang, export: &DriveExport) -> Answer<String> {
    let campaign = crate::campaign::show(app, lang).await?;
    let sample = if campaign.demonstration { word("app-export-sample", lang) } else { String::new() };
    Ok(format!("{}-{}{sample}-{}", word("drive-file", lang), export.drive.name.get(lang), campaign.today))
}

fn headings(lang: Lang) -> Vec<String> {
    DRIVE_COLUMNS.iter().map(|key| word(&format!("drive-column-{key}"), lang)).collect()
}

fn unwritten(error: &wangge_documents::Unwritten) -> AppError {
    AppError::refused(error.code(), error.message())
}

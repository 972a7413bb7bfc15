//! Daily reports 一日一汇报 and the totals of a week 一周一汇总.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::Days;
use rust_decimal::Decimal;
use serde_json::json;
use wangge_domain::drive::{Drive, DriveMeasure, DriveReport, ReportRefusal, check, place_of};
use wangge_domain::evidence::Subject;
use wangge_domain::figure::Exact;
use wangge_domain::ids::{DriveId, NodeId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::IsoWeek;
use wangge_geo::Position;
use wangge_storage::evidence::AttachmentRow;
use wangge_storage::{ConnectionTrait, StorageError, drive as store};

use super::list::known;
use super::sight::Sight;
use super::told::{amount, measures};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::evidence::{Album, admitted, attach, attached_to};
use crate::record::{self, By};
use crate::view::{DriveDay, DriveReportQuery, DriveReportView, DriveReports, SendDriveReport};

/// The most characters of a note.
pub(super) const NOTE_MOST: usize = 500;

pub(super) fn refused(refusal: &ReportRefusal) -> AppError {
    AppError::refused(refusal.code(), refusal.message())
}

/// Where something is, as a phone told; none where it did not.
///
/// # Errors
/// [`AppError::Invalid`] for what is no place on earth.
pub(super) fn placed(lon: Option<f64>, lat: Option<f64>) -> Answer<Option<Position>> {
    match (lon, lat) {
        (Some(lon), Some(lat)) => {
            Ok(Some(Position::new(lon, lat).map_err(|refusal| AppError::invalid("/lon", refusal.message()))?))
        }
        _ => Ok(None),
    }
}

/// A note, without blanks around it.
///
/// # Errors
/// [`AppError::Invalid`] for a longer one.
pub(super) fn note(text: &str) -> Answer<String> {
    if text.chars().count() > NOTE_MOST {
        return Err(AppError::invalid("/note", Message::new("drive-text-too-long").arg("most", NOTE_MOST)));
    }
    Ok(text.trim().to_owned())
}

/// Takes in a daily report; the flag says whether it is new. Sent again it is answered as the first time.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's nodes; the refusals of [`ReportRefusal`], a demolition without its papers
/// among them.
pub async fn send(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: DriveId,
    command: SendDriveReport,
) -> Answer<(DriveReportView, bool)> {
    let db = app.store.read();
    let sight = Sight::load(app, &db, actor, lang).await?;
    sight.acting_in(&sight.reports, Action::ReportDrive, command.node_id)?;
    let drive = known(&db, id).await?;
    let by = By::of(app, actor);
    let report = read(app, actor, id, &command, &by)?;
    if let Some(there) = sent_before(&db, &report).await? {
        return Ok((one(&db, &sight, there).await?, false));
    }
    let mut faults = Vec::new();
    for (field, photos) in
        [("/before", &command.before), ("/after", &command.after), ("/papers_photos", &command.papers_photos)]
    {
        faults.extend(admitted(&db, actor, field, photos).await?);
    }
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    check(&drive, &report, !command.papers_photos.is_empty(), sight.today).map_err(|refusal| refused(&refusal))?;
    let kept = match replaces(&db, &report).await {
        Ok(()) => keep(app, by, &command, report.clone()).await,
        refusal => refusal,
    };
    let Err(refusal) = kept else { return Ok((one(&app.store.read(), &sight, report).await?, true)) };
    // A phone that heard nothing sends again while the first is still under way. What stands by now answers both.
    match sent_before(&app.store.read(), &report).await? {
        Some(there) => Ok((one(&app.store.read(), &sight, there).await?, false)),
        None => Err(refusal),
    }
}

/// The report as it was sent before, if it was.
///
/// # Errors
/// [`ReportRefusal::Locked`] where its identity was sent with something else.
async fn sent_before(db: &impl ConnectionTrait, report: &DriveReport) -> Answer<Option<DriveReport>> {
    let told = |one: &DriveReport| {
        (one.drive_id, one.node_id, one.measure.clone(), one.on, one.quantity, one.replaces_id, one.reported_by)
    };
    match store::report(db, report.id).await? {
        Some(there) if told(&there) != told(report) => Err(refused(&ReportRefusal::Locked)),
        there => Ok(there),
    }
}

fn read(app: &App, actor: &Actor, id: DriveId, command: &SendDriveReport, by: &By) -> Answer<DriveReport> {
    let quantity = command.quantity.trim().parse::<Decimal>();
    let at = placed(command.lon, command.lat)?;
    Ok(DriveReport {
        id: command.id,
        drive_id: id,
        node_id: command.node_id,
        measure: command.measure.clone(),
        on: command.on,
        quantity: quantity
            .map_err(|_| AppError::invalid("/quantity", Message::new("drive-report-quantity")))?
            .normalize(),
        note: note(&command.note)?,
        lon: at.map(Position::lon),
        lat: at.map(Position::lat),
        papers: command.papers.clone(),
        before_id: app.new_id(),
        after_id: app.new_id(),
        papers_id: app.new_id(),
        replaces_id: command.replaces_id,
        reported_by: actor.user_id,
        reporter: actor.name.clone(),
        reported_at: by.at,
    })
}

/// Whether the report corrects one that can be.
async fn replaces(db: &impl ConnectionTrait, report: &DriveReport) -> Answer<()> {
    let Some(before) = report.replaces_id else { return Ok(()) };
    let there = store::report(db, before).await?.ok_or_else(|| AppError::not_found("drive_report", before))?;
    let of = |one: &DriveReport| (one.drive_id, one.node_id, one.measure.clone());
    if of(&there) != of(report) {
        return Err(refused(&ReportRefusal::ReplacesOther));
    }
    if store::corrected(db, &[before]).await?.is_empty() {
        Ok(())
    } else {
        Err(refused(&ReportRefusal::ReplacedAlready))
    }
}

async fn keep(app: &App, by: By, command: &SendDriveReport, report: DriveReport) -> Answer<()> {
    let attached = |kind, id, photos| attached_to((kind, id), photos, (None, None), by.at);
    let mut rows: Vec<AttachmentRow> = attached(Subject::DriveBefore, report.before_id, &command.before);
    rows.extend(attached(Subject::DriveAfter, report.after_id, &command.after));
    rows.extend(attached(Subject::DrivePapers, report.papers_id, &command.papers_photos));
    let payload = json!({
        "report_id": report.id, "node_id": report.node_id, "measure": report.measure, "on": report.on,
        "quantity": report.quantity.to_string(), "note": report.note, "papers": report.papers,
        "replaces_id": report.replaces_id, "before": command.before, "after": command.after,
        "papers_photos": command.papers_photos,
    });
    let ready = Arc::new((by, report, rows, payload));
    let kept = app
        .store
        .write(move |tx| {
            let ready = Arc::clone(&ready);
            Box::pin(async move {
                let (by, report, rows, payload) = &*ready;
                store::insert_report(tx, report).await?;
                attach(tx, rows).await?;
                let kind = if report.replaces_id.is_some() { "corrected" } else { "reported" };
                record::event(tx, by.clone(), "drive", report.drive_id.0, kind, payload.clone()).await?;
                Ok::<(), AppError>(())
            })
        })
        .await;
    match kept {
        // Somebody else corrected the same report since it was read.
        Err(AppError::Storage(StorageError::AlreadyThere { .. })) => Err(refused(&ReportRefusal::ReplacedAlready)),
        other => other,
    }
}

/// One report as it is shown.
async fn one(db: &impl ConnectionTrait, sight: &Sight, report: DriveReport) -> Answer<DriveReportView> {
    let drive = known(db, report.drive_id).await?;
    let mut shown = Telling::load(db, sight, &drive).await?.views(db, &[&report]).await?;
    shown.pop().ok_or_else(|| AppError::not_found("drive_report", report.id))
}

/// What single reports of a drive are told with.
pub(super) struct Telling<'d> {
    sight: &'d Sight,
    drive: &'d Drive,
    targeted: BTreeSet<NodeId>,
}

impl<'d> Telling<'d> {
    /// Reads it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn load(db: &impl ConnectionTrait, sight: &'d Sight, drive: &'d Drive) -> Answer<Self> {
        let targeted = store::targets(db, drive.id).await?.into_iter().map(|target| target.node_id).collect();
        Ok(Self { sight, drive, targeted })
    }

    /// The place a report of a node counts for.
    fn place(&self, node: NodeId) -> NodeId {
        place_of(&self.sight.chain(node), &self.targeted).unwrap_or(node)
    }

    /// Reports as they are shown.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn views(&self, db: &impl ConnectionTrait, reports: &[&DriveReport]) -> Answer<Vec<DriveReportView>> {
        let photographs = |one: &&DriveReport| [one.before_id, one.after_id, one.papers_id];
        let album = Album::of_subjects(db, &reports.iter().flat_map(photographs).collect::<Vec<_>>()).await?;
        let corrected = store::corrected(db, &reports.iter().map(|one| one.id).collect::<Vec<_>>()).await?;
        Ok(reports.iter().map(|one| self.view(one, corrected.contains(&one.id), &album)).collect())
    }

    fn view(&self, one: &DriveReport, corrected: bool, album: &Album) -> DriveReportView {
        let (sight, lang) = (self.sight, self.sight.lang);
        let measure: Option<&DriveMeasure> = self.drive.measure(&one.measure);
        DriveReportView {
            id: one.id,
            node: sight.book.node(Some(one.node_id)),
            place: sight.book.node(Some(self.place(one.node_id))),
            measure: one.measure.clone(),
            measure_name: measure.map_or_else(|| one.measure.clone(), |found| found.name.get(lang).to_owned()),
            quantity: amount(Some(&Exact::from(one.quantity))),
            unit_name: measure.map(|found| found.unit.wording(lang)).unwrap_or_default(),
            on: one.on,
            note: one.note.clone(),
            lon: one.lon,
            lat: one.lat,
            before: album.photos(one.before_id),
            after: album.photos(one.after_id),
            papers: one.papers.clone(),
            papers_photos: album.photos(one.papers_id),
            replaces_id: one.replaces_id,
            corrected,
            reporter: one.reporter.clone(),
            reported_at: one.reported_at,
            may_correct: !corrected && sight.reports.contains(&one.node_id),
        }
    }
}

/// The reports of a week within reach, with what was done each day and in all.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown drive.
pub async fn reports(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: DriveId,
    query: DriveReportQuery,
) -> Answer<DriveReports> {
    let db = app.store.read();
    let sight = Sight::load(app, &db, actor, lang).await?;
    let drive = known(&db, id).await?;
    let telling = Telling::load(&db, &sight, &drive).await?;
    let week = query.week.unwrap_or_else(|| super::told::week(&drive, &sight));
    let all = store::reports_of_days(&db, id, (week.monday(), week.sunday()), None).await?;
    let mut shown: Vec<&DriveReport> = all
        .iter()
        .filter(|one| sight.within.contains(&one.node_id))
        .filter(|one| query.place.is_none_or(|place| telling.place(one.node_id) == place))
        .collect();
    // A correction may be of another day, and so of another week.
    let corrected = store::corrected(&db, &shown.iter().map(|one| one.id).collect::<Vec<_>>()).await?;
    let done = |code: &str, on: Option<chrono::NaiveDate>| {
        let of = |one: &&&DriveReport| {
            one.measure == code && !corrected.contains(&one.id) && on.is_none_or(|day| one.on == day)
        };
        let sum = shown.iter().filter(of).fold(Exact::ZERO, |sum, one| &sum + &Exact::from(one.quantity));
        amount(Some(&sum))
    };
    let days = (0..7).map(|number| Some(week.monday() + Days::new(number))).chain([None]);
    let day = |on| DriveDay { on, done: drive.measures.iter().map(|one| done(&one.code, on)).collect() };
    let days = days.map(day).collect();
    shown.reverse();
    let after = IsoWeek::of(week.sunday() + Days::new(1));
    let last = sight.today.min(drive.ends_on);
    Ok(DriveReports {
        week,
        previous: Some(week.previous()).filter(|before| before.sunday() >= drive.begins_on),
        next: Some(after).filter(|after| after.monday() <= last),
        measures: measures(&drive, &sight),
        days,
        items: telling.views(&db, &shown).await?,
    })
}

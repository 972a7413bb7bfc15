//! The signals of rectifications.

use std::collections::HashMap;

use chrono_tz::Tz;
use uuid::Uuid;
use wangge_domain::case::{Case, CaseState};
use wangge_domain::evidence::EvidenceHash;
use wangge_domain::ids::CaseId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::signal::{Gap, Signal, SignalKind, Span, apart};
use wangge_domain::text::{Lang, Message};
use wangge_geo::Position;
use wangge_storage::case::{self, CaseFilter, CasePage, RectificationRow};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, visit};

use super::shots::{Proof, Shots};
use super::{Found, told};
use crate::case::summaries;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::evidence::Album;
use crate::reading::{Wordbook, reach};
use crate::view::{CaseSignals, Photo, Signals};

/// The most rectifications looked over at once.
const WAITING_MOST: u64 = 500;

/// The signals of a case's last rectification, for whoever checks it.
///
/// # Errors
/// [`AppError::NotFound`] outside the reach in which the actor checks cases.
pub async fn of_case(app: &App, actor: &Actor, lang: Lang, id: CaseId) -> Answer<Signals> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::CheckCase).await?;
    let case = case::find(&db, &reach, id).await?.ok_or_else(|| AppError::not_found("case", id))?;
    let book = Wordbook::open(app, &db, lang).await?;
    let mut looked = looked_over(app, actor, &book, &reach, &[case]).await?;
    Ok(looked.pop().map(|one| told(one.found, lang)).unwrap_or_default())
}

/// The rectifications that wait for their check within the actor's reach, those that deserve a second look most first,
/// then the longest waiting. At most 500, those that wait longest.
///
/// # Errors
/// [`AppError::Forbidden`] for whoever checks no cases.
pub async fn waiting(app: &App, actor: &Actor, lang: Lang) -> Answer<Vec<CaseSignals>> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::CheckCase).await?;
    let filter = CaseFilter { states: vec![CaseState::Rectified], ..CaseFilter::default() };
    let page = CasePage { sort: case::CaseSort::Earliest, limit: WAITING_MOST, ..CasePage::default() };
    let cases = case::list(&db, &reach, &filter, &page).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let looked = looked_over(app, actor, &book, &reach, &cases).await?;
    let summaries = summaries(app, &db, actor, &book, &cases).await?;
    let mut lines: Vec<CaseSignals> = summaries
        .into_iter()
        .zip(looked)
        .map(|(case, one)| CaseSignals {
            case,
            before: one.before,
            after: one.after,
            measures: one.measures,
            signals: told(one.found, lang),
        })
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.signals.count));
    Ok(lines)
}

/// A case with its photographs and what was found of them.
struct Looked {
    before: Vec<Photo>,
    after: Vec<Photo>,
    measures: Option<String>,
    found: Vec<Found>,
}

async fn looked_over(app: &App, actor: &Actor, book: &Wordbook, reach: &Reach, cases: &[Case]) -> Answer<Vec<Looked>> {
    let db = app.store.read();
    let ids: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
    let zone = crate::campaign::load(&db).await?.tz();
    // The last one of each case stands.
    let last: HashMap<CaseId, RectificationRow> =
        case::rectifications_of_many(&db, &ids).await?.into_iter().map(|row| (row.case_id, row)).collect();
    let album = Album::of_cases(&db, &ids).await?;
    let mut before = observed(&db, &ids).await?;
    for id in &ids {
        before.entry(*id).or_default().splice(0..0, album.photos(*id));
    }
    let none: Vec<Photo> = Vec::new();
    let after: HashMap<CaseId, Vec<Photo>> = last.iter().map(|(id, row)| (*id, album.photos(row.id))).collect();
    let proofs: Vec<EvidenceHash> = after.values().flatten().map(|photo| photo.sha256.clone()).collect();
    let mut hashes = proofs.clone();
    hashes.extend(before.values().flatten().map(|photo| photo.sha256.clone()));
    hashes.sort();
    hashes.dedup();
    let visits = visits_reach(&db, actor).await?;
    let shots = Shots::load(app, book, (reach, &visits), &hashes, &proofs).await?;
    let look = |case: &Case| {
        let (before, after) = (before.get(&case.id).unwrap_or(&none), after.get(&case.id).unwrap_or(&none));
        let row = last.get(&case.id);
        let found = row.map(|row| signals(book, &shots, case, row, (before, after), zone)).unwrap_or_default();
        let (before, after) = (before.clone(), after.clone());
        Looked { before, after, measures: row.map(|row| row.measures.clone()), found }
    };
    Ok(cases.iter().map(look).collect())
}

/// Where uses by visits may be named: nowhere for whoever sees none.
async fn visits_reach(db: &impl ConnectionTrait, actor: &Actor) -> Answer<Reach> {
    match actor.may(Action::ViewVisit) {
        Some(granted) => Ok(Reach::of(db, &granted).await?),
        None => Ok(Reach::default()),
    }
}

/// The photographs of the observations that became the cases' lost points.
async fn observed(db: &impl ConnectionTrait, ids: &[CaseId]) -> Answer<HashMap<CaseId, Vec<Photo>>> {
    let points = visit::lost_points_of_cases(db, ids).await?;
    let observations: Vec<Uuid> = points.iter().map(|point| point.observation_id.0).collect();
    let album = Album::of_subjects(db, &observations).await?;
    let mut photos: HashMap<CaseId, Vec<Photo>> = HashMap::new();
    for point in points {
        if let Some(case) = point.case_id {
            photos.entry(case).or_default().extend(album.photos(point.observation_id));
        }
    }
    Ok(photos)
}

fn signals(
    book: &Wordbook,
    shots: &Shots,
    case: &Case,
    row: &RectificationRow,
    (before, after): (&[Photo], &[Photo]),
    zone: Tz,
) -> Vec<Found> {
    if after.is_empty() {
        let reason = Message::new("signal-no-photo");
        return vec![Found::whole(Signal { kind: SignalKind::NoPhoto, reason })];
    }
    let before: Vec<EvidenceHash> = before.iter().map(|photo| photo.sha256.clone()).collect();
    let proof = Proof {
        subject: row.id.0,
        at: row.at,
        place: place(book, case),
        span: Span { from: case.dispatched_at, until: row.at },
        before: &before,
        door: false,
    };
    let mut found = Vec::new();
    for photo in after {
        found.extend(shots.signals(&photo.sha256, &proof, zone, book.lang));
        found.extend(scenes(shots, &before, &photo.sha256).map(Found::of(&photo.sha256)));
    }
    found
}

/// Whether every photograph of before was taken somewhere else than this one of after.
fn scenes(shots: &Shots, before: &[EvidenceHash], after: &EvidenceHash) -> Option<Signal> {
    let here = shots.get(after)?.fix()?;
    let place = Position::new(here.lon, here.lat).ok()?;
    let gap = |hash: &EvidenceHash| {
        let gap = shots.get(hash)?.gap(place)?;
        // Both devices were unsure.
        let accuracy_m = gap.accuracy_m.unwrap_or(50.0) + here.accuracy_m.unwrap_or(50.0);
        Some(Gap { accuracy_m: Some(accuracy_m), ..gap })
    };
    let nearest = before.iter().filter_map(gap).min_by(|a, b| a.metres.total_cmp(&b.metres))?;
    apart(nearest)
}

/// Where a case is: its own place, else its site's.
fn place(book: &Wordbook, case: &Case) -> Option<Position> {
    let own = case.lon.zip(case.lat);
    let of_site = || book.register.sites.get(&case.site_id?).and_then(|site| site.lon.zip(site.lat));
    let (lon, lat) = own.or_else(of_site)?;
    Position::new(lon, lat).ok()
}

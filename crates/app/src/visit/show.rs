//! A visit with what was found.

use std::collections::HashMap;

use wangge_domain::figure::{Exact, Figure};
use wangge_domain::ids::{CaseId, ObservationId, VisitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::{Round, Visit};
use wangge_domain::site::Site;
use wangge_domain::standard::EditionIndex;
use wangge_domain::text::Lang;
use wangge_storage::reach::Reach;
use wangge_storage::visit::{self, LostPointFilter, ObservationRow};
use wangge_storage::{ConnectionTrait, round, user};

use crate::case::refs;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::evidence::Album;
use crate::reading::{Wordbook, indexed, many, reach};
use crate::result::outcome_text;
use crate::view::{CaseRef, DoorView, ObservationView, Photo, Ref, VisitDetail, VisitSummary};

/// A visit with its observations. What it cost is told only to those who may see scores, which an inspector
/// never is.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's reach.
pub async fn show(app: &App, actor: &Actor, lang: Lang, id: VisitId) -> Answer<VisitDetail> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewVisit).await?;
    let visit = visit::find(&db, &reach, id).await?.ok_or_else(|| AppError::not_found("visit", id))?;
    let round = round::get(&db, visit.round_id).await?;
    let round = round.ok_or_else(|| AppError::not_found("round", visit.round_id))?;
    let book = Wordbook::open(app, &db, lang).await?;
    let index = indexed(app, &db, round.edition_id).await?;
    let scores = actor.may(Action::ViewScore).is_some();
    let rows = visit::observations(&db, id).await?;
    let cases = cases(&db, actor, id, lang).await?;
    let type_code = book.register.sites.get(&visit.site_id).map_or("", |site: &Site| &site.type_code).to_owned();
    let voided_by = match visit.voided_by {
        Some(user) => user::get(&db, user).await?.map(|user| user.name),
        None => None,
    };
    let album = Album::of_visits(&db, &[id]).await?;
    let told = Told { book: &book, index: &index, type_code: &type_code, scores, cases: &cases, album: &album };
    Ok(VisitDetail {
        visit: summary(&book, &visit, &round, &rows, scores),
        received_at: visit.received_at,
        lon: visit.lon,
        lat: visit.lat,
        remark: visit.remark,
        door: door(&index, &type_code, album.photos(visit.id), visit.door_reason),
        void_reason: visit.void_reason,
        voided_by,
        voided_at: visit.voided_at,
        replaces: visit.replaces_id,
        replaced_by: visit::replacing(&db, &[id]).await?.into_iter().next().map(|(_, by)| by),
        round_state: round.state,
        observations: rows.iter().map(|row| told.observation(row)).collect(),
    })
}

/// What is shown of the door-head: nothing where nobody asked and nobody took one.
fn door(index: &EditionIndex, type_code: &str, photos: Vec<Photo>, reason: Option<String>) -> Option<DoorView> {
    let asked = index.type_key(type_code).is_some_and(|key| index.site_type(key).door_photo);
    (asked || !photos.is_empty()).then_some(DoorView { asked, photos, reason })
}

/// The cases the observations of a visit became, those within reach.
async fn cases(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: VisitId,
    lang: Lang,
) -> Answer<HashMap<ObservationId, CaseRef>> {
    let Some(granted) = actor.may(Action::ViewCase) else { return Ok(HashMap::new()) };
    let reach = Reach::of(db, &granted).await?;
    let filter = LostPointFilter { visit_id: Some(id), ..LostPointFilter::default() };
    let points = visit::lost_points(db, &Reach::everything(), &filter).await?;
    let ids: Vec<CaseId> = points.iter().filter_map(|point| point.case_id).collect();
    let refs = refs(db, &reach, &ids, lang).await?;
    let of = |point: &visit::LostPointRow| Some((point.observation_id, refs.get(&point.case_id?)?.clone()));
    Ok(points.iter().filter_map(of).collect())
}

pub(super) fn summary(
    book: &Wordbook,
    visit: &Visit,
    round: &Round,
    rows: &[ObservationRow],
    scores: bool,
) -> VisitSummary {
    let lost: Exact = rows.iter().filter_map(|row| row.lost.as_ref()).sum();
    VisitSummary {
        id: visit.id,
        round: Ref::new(round.id, round.number.to_string(), round.name.get(book.lang)),
        site: book.site(Some(visit.site_id)).unwrap_or_else(|| Ref::new(visit.site_id, "", "—")),
        state: visit.state,
        state_name: visit.state.wording(book.lang),
        started_at: visit.started_at,
        submitted_at: visit.submitted_at,
        inspectors: visit.inspector_ids.iter().filter_map(|id| Some(book.person(*id)?.name)).collect(),
        observation_count: many(rows.len()),
        lost: scores.then(|| Figure::of(Some(&lost), 2)),
    }
}

/// What wording an observation takes.
struct Told<'a> {
    book: &'a Wordbook,
    index: &'a EditionIndex,
    type_code: &'a str,
    scores: bool,
    cases: &'a HashMap<ObservationId, CaseRef>,
    album: &'a Album,
}

impl Told<'_> {
    fn observation(&self, row: &ObservationRow) -> ObservationView {
        let figure = |points: Option<&Exact>| points.filter(|_| self.scores).map(|points| Figure::of(Some(points), 2));
        let (edition, lang) = (Some(self.index), self.book.lang);
        ObservationView {
            id: row.id,
            item: self.book.item(edition, &row.item_code),
            outcome_text: outcome_text(edition, self.type_code, &row.item_code, &row.outcome, self.scores, lang),
            remark: Some(row.remark.clone()).filter(|remark| !remark.is_empty()),
            lost: figure(row.lost.as_ref()),
            full: figure(row.full.as_ref()),
            photos: self.album.photos(row.id),
            case: self.cases.get(&row.id).cloned(),
        }
    }
}

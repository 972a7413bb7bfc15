//! The photographs of a site by item over time: what was found at each visit and report, and what it looked like
//! after it was mended.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;
use wangge_domain::case::Case;
use wangge_domain::figure::Figure;
use wangge_domain::ids::{CaseId, ObservationId, RoundId, SiteId, VisitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::{Round, Visit, VisitState};
use wangge_domain::text::Lang;
use wangge_storage::case::{CaseFilter, CasePage};
use wangge_storage::reach::Reach;
use wangge_storage::visit::ObservationRow;
use wangge_storage::{ConnectionTrait, case, round, site, visit};

use crate::case::case_ref;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::evidence::Album;
use crate::reading::{Wordbook, many, reach};
use crate::view::{CaseRef, Photo, PhotoCell, PhotoColumn, PhotoRow, Ref, SitePhotos};

/// The latest cases of a site whose photographs are looked for; older ones are found in the list of cases.
const CASES_MOST: u64 = 500;

/// The photographs of a site, as far as the actor may see its visits and cases.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's reach.
pub async fn photos(app: &App, actor: &Actor, lang: Lang, id: SiteId) -> Answer<SitePhotos> {
    let db = app.store.read();
    let granted = reach(&db, actor, Action::ViewGrid).await?;
    site::find(&db, &granted, id).await?.ok_or_else(|| AppError::not_found("site", id))?;
    let book = Wordbook::open(app, &db, lang).await?;
    let done = Done::load(&db, actor, id, lang).await?;
    let mut taken = observed(&db, actor, &book, &done, id).await?;
    taken.extend(done.reported());
    Ok(laid_out(&book, taken))
}

/// Photographs of one item, or of the door-head, at one moment.
struct Taken {
    column: PhotoColumn,
    door: bool,
    item: String,
    cell: PhotoCell,
}

/// The cases of a site with their photographs.
struct Done {
    cases: Vec<Case>,
    refs: HashMap<CaseId, CaseRef>,
    album: Album,
    /// The rectifications of each case.
    mended: HashMap<CaseId, Vec<Uuid>>,
    /// The case of each observation.
    of_observation: HashMap<ObservationId, CaseId>,
}

impl Done {
    async fn load(db: &impl ConnectionTrait, actor: &Actor, site: SiteId, lang: Lang) -> Answer<Self> {
        let mut cases = Vec::new();
        if let Some(granted) = actor.may(Action::ViewCase) {
            let reach = Reach::of(db, &granted).await?;
            let filter = CaseFilter { site_id: Some(site), ..CaseFilter::default() };
            let page = CasePage { limit: CASES_MOST, ..CasePage::default() };
            cases = case::list(db, &reach, &filter, &page).await?;
        }
        let ids: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
        let mut mended: HashMap<CaseId, Vec<Uuid>> = HashMap::new();
        for row in case::rectifications_of_many(db, &ids).await? {
            mended.entry(row.case_id).or_default().push(row.id.0);
        }
        let points = visit::lost_points_of_cases(db, &ids).await?;
        Ok(Self {
            refs: cases.iter().map(|case| (case.id, case_ref(case, lang))).collect(),
            album: Album::of_cases(db, &ids).await?,
            of_observation: points.iter().filter_map(|p| Some((p.observation_id, p.case_id?))).collect(),
            cases,
            mended,
        })
    }

    fn mended(&self, case: CaseId) -> Vec<Photo> {
        self.mended.get(&case).into_iter().flatten().flat_map(|id| self.album.photos(*id)).collect()
    }

    /// Reports from outside of rounds that have photographs.
    fn reported(&self) -> impl Iterator<Item = Taken> {
        self.cases.iter().filter(|case| case.round_id.is_none()).filter_map(|case| {
            let (found, mended) = (self.album.photos(case.id), self.mended(case.id));
            let shown = !found.is_empty() || !mended.is_empty();
            shown.then(|| Taken {
                column: PhotoColumn { at: case.reported_at, visit_id: None, round: None, voided: false },
                door: false,
                item: case.item_code.clone().unwrap_or_default(),
                cell: PhotoCell { column: 0, lost: None, found, mended, case: self.refs.get(&case.id).cloned() },
            })
        })
    }
}

/// What visits photographed, voided ones too.
async fn observed(
    db: &impl ConnectionTrait,
    actor: &Actor,
    book: &Wordbook,
    done: &Done,
    site: SiteId,
) -> Answer<Vec<Taken>> {
    let Some(granted) = actor.may(Action::ViewVisit) else { return Ok(Vec::new()) };
    let visits = visit::of_site(db, &Reach::of(db, &granted).await?, site).await?;
    let ids: Vec<VisitId> = visits.iter().map(|visit| visit.id).collect();
    let album = Album::of_visits(db, &ids).await?;
    let rounds: HashMap<RoundId, Round> =
        round::of_site(db, site).await?.into_iter().map(|round| (round.id, round)).collect();
    let visits: HashMap<VisitId, &Visit> = visits.iter().map(|visit| (visit.id, visit)).collect();
    let scores = actor.may(Action::ViewScore).is_some();
    let column = |visit: &Visit| PhotoColumn {
        at: visit.submitted_at,
        visit_id: Some(visit.id),
        round: rounds.get(&visit.round_id).map(|r| Ref::new(r.id, r.number.to_string(), r.name.get(book.lang))),
        voided: visit.state != VisitState::Submitted,
    };
    let door = |visit: &&Visit| {
        let found = album.photos(visit.id);
        let cell = PhotoCell { column: 0, lost: None, found, mended: Vec::new(), case: None };
        (!cell.found.is_empty()).then(|| Taken { column: column(visit), door: true, item: String::new(), cell })
    };
    let doors: Vec<Taken> = visits.values().filter_map(door).collect();
    let taken = |row: ObservationRow| {
        let visit = visits.get(&row.visit_id)?;
        let case = done.of_observation.get(&row.id).copied();
        let found = album.photos(row.id);
        let mended = case.map(|case| done.mended(case)).unwrap_or_default();
        let shown = !found.is_empty() || !mended.is_empty();
        shown.then(|| Taken {
            column: column(visit),
            door: false,
            item: row.item_code,
            cell: PhotoCell {
                column: 0,
                lost: row.lost.as_ref().filter(|_| scores).map(|lost| Figure::of(Some(lost), 2)),
                found,
                mended,
                case: case.and_then(|case| done.refs.get(&case).cloned()),
            },
        })
    };
    Ok(doors.into_iter().chain(visit::observations_of(db, &ids).await?.into_iter().filter_map(taken)).collect())
}

fn laid_out(book: &Wordbook, mut taken: Vec<Taken>) -> SitePhotos {
    taken.sort_by_key(|one| (one.column.at, one.column.visit_id));
    let mut columns: Vec<PhotoColumn> = Vec::new();
    let mut rows: BTreeMap<(bool, String), Vec<PhotoCell>> = BTreeMap::new();
    let mut count = 0;
    for Taken { column, door, item, mut cell } in taken {
        if columns.last() != Some(&column) {
            columns.push(column);
        }
        cell.column = many(columns.len() - 1);
        count += cell.found.len() + cell.mended.len();
        // The door-head comes first.
        rows.entry((!door, item)).or_default().push(cell);
    }
    let row = |((other, item), cells): ((bool, String), Vec<PhotoCell>)| PhotoRow {
        door: !other,
        item: (!item.is_empty()).then(|| book.item(None, &item)),
        cells,
    };
    SitePhotos { columns, rows: rows.into_iter().map(row).collect(), count: many(count) }
}

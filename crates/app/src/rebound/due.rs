//! The closed cases that are to be re-checked.

use std::collections::{HashMap, HashSet};

use wangge_domain::ids::CaseId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::rebound::{WatchState, independent};
use wangge_domain::text::Lang;
use wangge_domain::time::local_day;
use wangge_storage::case::{self, CaseFilter, WatchFilter};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, visit};

use super::watch::{History, stage, watch_filter};
use crate::case::{self as cases, acting};
use crate::context::{Answer, App};
use crate::evidence::Album;
use crate::reading::{reach, shown};
use crate::view::{CaseQuery, CaseSort, Many, Photo, ReCheckDue, ReCheckList, ReCheckQuery, WatchCount};

/// What waits to be re-checked.
const WAITING: [WatchState; 2] = [WatchState::Due, WatchState::Overdue];

/// A page of closed cases by how their watch stands: due and overdue ones when nothing is said.
///
/// # Errors
/// [`crate::AppError::Invalid`] for a cursor that is none; [`crate::AppError::Forbidden`] for whoever sees no cases, or
/// asks for their own re-checks and makes none.
pub async fn due(app: &App, actor: &Actor, lang: Lang, query: ReCheckQuery) -> Answer<ReCheckList> {
    let db = app.store.read();
    let mine = query.mine.filter(|mine| *mine);
    let states = if query.state.0.is_empty() { WAITING.to_vec() } else { query.state.0.clone() };
    let asked = CaseQuery {
        watch: Many(states),
        node: query.node,
        unit: query.unit,
        item: query.item.clone(),
        re_checkable: mine,
        sort: Some(CaseSort::Earliest),
        cursor: query.cursor,
        limit: query.limit,
        counts: Some(false),
        ..CaseQuery::default()
    };
    // They stand beside the first page; a list that goes on has them.
    let counts = match &asked.cursor {
        Some(_) => Vec::new(),
        None => counts(app, &db, actor, lang, &CaseQuery { watch: Many::default(), ..asked.clone() }).await?,
    };
    let list = cases::list(app, actor, lang, asked).await?;
    let ids: Vec<CaseId> = list.items.iter().map(|item| item.id).collect();
    let history = History::load(&db, &ids).await?;
    let by = acting(&db, actor).await?;
    let granted = match actor.may(Action::ReCheckCase) {
        Some(granted) => Some(Reach::of(&db, &granted).await?),
        None => None,
    };
    let found = case::get_many(&db, &Reach::everything(), &ids).await?;
    let within = match &granted {
        Some(reach) => case::get_many(&db, reach, &ids).await?.into_iter().map(|case| case.id).collect(),
        None => HashSet::new(),
    };
    let mut photos = photos(&db, &ids).await?;
    let items = list.items.into_iter().filter_map(|summary| {
        let case = found.iter().find(|case| case.id == summary.id)?;
        let standing = history.watch(case, app.now())?;
        Some(ReCheckDue {
            watch: standing.state,
            watch_name: standing.state.wording(lang),
            may_re_check: standing.next.is_some() && within.contains(&case.id) && independent(case, &by),
            next: standing.next.map(stage),
            lon: case.lon,
            lat: case.lat,
            photos: photos.remove(&case.id).unwrap_or_default(),
            case: summary,
        })
    });
    Ok(ReCheckList { items: items.collect(), next: list.next, counts, may_re_check: granted.is_some() })
}

/// What cases looked like when they were found: the photographs of their reports and of the observations they were made of.
async fn photos(db: &impl ConnectionTrait, ids: &[CaseId]) -> Answer<HashMap<CaseId, Vec<Photo>>> {
    let reported = Album::of_cases(db, ids).await?;
    let mut found: HashMap<CaseId, Vec<Photo>> = ids.iter().map(|id| (*id, reported.photos(*id))).collect();
    let points = visit::lost_points_of_cases(db, ids).await?;
    let observations: Vec<uuid::Uuid> = points.iter().map(|point| point.observation_id.0).collect();
    let observed = Album::of_subjects(db, &observations).await?;
    for point in &points {
        if let Some(photos) = point.case_id.and_then(|id| found.get_mut(&id)) {
            photos.extend(observed.photos(point.observation_id));
        }
    }
    Ok(found)
}

async fn counts(
    app: &App,
    db: &impl ConnectionTrait,
    actor: &Actor,
    lang: Lang,
    asked: &CaseQuery,
) -> Answer<Vec<WatchCount>> {
    let granted = reach(db, actor, cases::needed(asked)).await?;
    let filter = cases::filter(app, db, actor, asked).await?;
    counted(app, db, &granted, filter, lang).await
}

/// How many of the cases a filter selects stand in each state of the watch.
///
/// # Errors
/// When the store fails.
pub(super) async fn counted(
    app: &App,
    db: &impl ConnectionTrait,
    reach: &Reach,
    filter: Option<CaseFilter>,
    lang: Lang,
) -> Answer<Vec<WatchCount>> {
    let campaign = crate::campaign::load(db).await?;
    let today = local_day(app.now(), campaign.tz());
    let watch = |state: &WatchState| watch_filter(&[*state], &campaign.settings.rebound, today, campaign.tz());
    let counts = match &filter {
        Some(filter) => {
            let watches: Vec<WatchFilter> = WatchState::ALL.iter().map(watch).collect();
            case::count_watched(db, reach, filter, &watches).await?
        }
        None => vec![0; WatchState::ALL.len()],
    };
    let count = |(state, count): (&WatchState, i64)| WatchCount {
        state: *state,
        name: state.wording(lang),
        count: shown(count),
    };
    Ok(WatchState::ALL.iter().zip(counts).map(count).collect())
}

/// How many closed cases wait for a re-check that the actor may make.
///
/// # Errors
/// When the store fails.
pub(crate) async fn waiting(app: &App, db: &impl ConnectionTrait, actor: &Actor) -> Answer<u64> {
    let Some(granted) = actor.may(Action::ReCheckCase) else { return Ok(0) };
    let asked = CaseQuery { watch: Many(WAITING.to_vec()), re_checkable: Some(true), ..CaseQuery::default() };
    let Some(filter) = cases::filter(app, db, actor, &asked).await? else { return Ok(0) };
    Ok(shown(case::count(db, &Reach::of(db, &granted).await?, &filter).await?))
}

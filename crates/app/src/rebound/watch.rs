//! How the watch over closed cases stands.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Days, NaiveDate};
use chrono_tz::Tz;
use wangge_domain::case::{Case, CaseState};
use wangge_domain::ids::{CaseId, ReCheckId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::rebound::{
    Band, Found, ReCheck, ReCheckRefusal, ReCheckResult, ReboundSettings, Stage, Watch, WatchState, bands, stages,
};
use wangge_domain::text::{Lang, render};
use wangge_domain::time::{Period, Timestamp, local_day, start_of_day};
use wangge_geo::distance_m;
use wangge_storage::case::{self, CaseFilter, CasePage, CaseSort, WatchBand, WatchFilter};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, re_check};

use crate::case::{Veil, acting, case_ref, refs};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::evidence::Album;
use crate::reading::reach;
use crate::view::{ReCheckView, WatchStage, WatchView};

/// The closed cases that stand in one of these states on a day.
pub(crate) fn watch_filter(
    states: &[WatchState],
    settings: &ReboundSettings,
    today: NaiveDate,
    zone: Tz,
) -> WatchFilter {
    let ago = |days: u32| today.checked_sub_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MIN);
    let band = |band: Band| WatchBand {
        closed: Period {
            from: band.until.map_or(DateTime::UNIX_EPOCH, |days| start_of_day(ago(days), zone)),
            until: start_of_day(ago(band.from).succ_opt().unwrap_or(today), zone),
        },
        covered: band.covered,
        uncovered: band.uncovered,
    };
    let all = states.iter().flat_map(|state| bands(*state, settings));
    WatchFilter { bands: all.map(band).collect(), came_back: states.contains(&WatchState::Rebounded) }
}

/// The re-checks of some cases, and which of the cases came back.
pub(super) struct History {
    made: HashMap<CaseId, Vec<ReCheck>>,
    set_aside: HashSet<ReCheckId>,
    came_back: HashMap<CaseId, Timestamp>,
    settings: ReboundSettings,
    zone: Tz,
}

impl History {
    /// Reads what was found at some cases after their close-out.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn load(db: &impl ConnectionTrait, cases: &[CaseId]) -> Answer<Self> {
        let campaign = crate::campaign::load(db).await?;
        let mut made: HashMap<CaseId, Vec<ReCheck>> = HashMap::new();
        for one in re_check::of_cases(db, cases).await? {
            made.entry(one.case_id).or_default().push(one);
        }
        let set_aside = re_check::set_aside_of(db, cases).await?.into_iter().collect();
        let came_back = re_check::came_back_at(db, cases).await?;
        Ok(Self { made, set_aside, came_back, zone: campaign.tz(), settings: campaign.settings.rebound })
    }

    /// Whether a case came back.
    pub fn came_back(&self, id: CaseId) -> bool {
        self.came_back.contains_key(&id)
    }

    fn results(&self, id: CaseId) -> Vec<(u32, ReCheckResult)> {
        let result = |one: &ReCheck| {
            let aside = self.set_aside.contains(&one.id);
            (one.days_after, if aside { ReCheckResult::Unjudged } else { one.result })
        };
        self.made.get(&id).into_iter().flatten().map(result).collect()
    }

    /// How the watch over a case stands at a moment; none while it is not closed.
    pub fn watch(&self, case: &Case, at: Timestamp) -> Option<Watch> {
        let closed_at = case.closed_at.filter(|_| case.state == CaseState::Closed)?;
        let (closed_on, today) = (local_day(closed_at, self.zone), local_day(at, self.zone));
        let made = self.results(case.id);
        Some(wangge_domain::rebound::watch(closed_on, &made, self.came_back(case.id), &self.settings, today))
    }

    fn stages(&self, case: &Case, closed_on: NaiveDate) -> Vec<Stage> {
        stages(closed_on, &self.results(case.id), &self.settings)
    }
}

pub(super) fn stage(stage: Stage) -> WatchStage {
    WatchStage { days: stage.days, due_on: stage.due_on, until: stage.until, covered: stage.covered }
}

/// The watch over a closed case.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's reach; [`ReCheckRefusal::NotClosed`] while it is not closed.
pub async fn watch(app: &App, actor: &Actor, lang: Lang, id: CaseId) -> Answer<WatchView> {
    let db = app.store.read();
    let granted = reach(&db, actor, Action::ViewCase).await?;
    let mut case = case::find(&db, &granted, id).await?.ok_or_else(|| AppError::not_found("case", id))?;
    if let Some(veil) = Veil::of(&db, actor).await? {
        veil.over(app, &db, std::slice::from_mut(&mut case)).await?;
    }
    let history = History::load(&db, &[id]).await?;
    let refusal = ReCheckRefusal::NotClosed { state: case.state };
    let standing = history.watch(&case, app.now());
    let standing = standing.ok_or_else(|| AppError::refused(refusal.code(), refusal.message()))?;
    let closed_on = case.closed_at.map_or(standing.ends_on, |at| local_day(at, history.zone));
    let may = may_re_check(app, &db, actor, &case, &history).await?;
    let made = history.made.get(&id).map_or(&[][..], Vec::as_slice);
    let album = Album::of_cases(&db, &[id]).await?;
    let found: Vec<CaseId> = made.iter().filter_map(|one| one.found_case_id).collect();
    let named = refs(&db, &granted, &found, lang).await?;
    let view = |one: &ReCheck| ReCheckView {
        id: one.id,
        at: one.at,
        days_after: one.days_after,
        by: one.by_name.clone(),
        result: one.result,
        result_name: one.result.wording(lang),
        note: one.note.clone(),
        photos: album.photos(one.id),
        metres: metres(one, &case),
        set_aside: history.set_aside.contains(&one.id),
        found: one.found_case_id.and_then(|id| named.get(&id).cloned()),
    };
    Ok(WatchView {
        state: standing.state,
        state_name: standing.state.wording(lang),
        closed_on,
        ends_on: standing.ends_on,
        stages: history.stages(&case, closed_on).into_iter().map(stage).collect(),
        next: standing.next.map(stage),
        missed: standing.missed,
        re_checks: made.iter().map(view).collect(),
        may_re_check: may.is_ok(),
        refusal: may.err().flatten().map(|refusal| render(&refusal.message(), lang)),
        chain: chain(&db, &granted, &case, lang).await?,
    })
}

fn metres(one: &ReCheck, case: &Case) -> Option<f64> {
    Some(distance_m(one.lon?, one.lat?, case.lon?, case.lat?))
}

/// The cases of the chain of rebounds a case stands in, the root first.
async fn chain(db: &impl ConnectionTrait, reach: &Reach, case: &Case, lang: Lang) -> Answer<Vec<crate::view::CaseRef>> {
    let filter = CaseFilter { chain: Some(case.rebound_of.unwrap_or(case.id)), ..CaseFilter::default() };
    let page = CasePage { sort: CaseSort::Earliest, limit: 100, ..CasePage::default() };
    let cases = case::list(db, reach, &filter, &page).await?;
    let linked = cases.len() > 1 || case.rebound_of.is_some();
    Ok(cases.iter().filter(|_| linked).map(|case| case_ref(case, lang)).collect())
}

/// Whether the actor may re-check a case now; with the reason where the rules of the watch forbid it.
///
/// # Errors
/// When the store fails.
pub(super) async fn may_re_check(
    app: &App,
    db: &impl ConnectionTrait,
    actor: &Actor,
    case: &Case,
    history: &History,
) -> Answer<Result<(), Option<ReCheckRefusal>>> {
    let Some(granted) = actor.may(Action::ReCheckCase) else { return Ok(Err(None)) };
    if case::find(db, &Reach::of(db, &granted).await?, case.id).await?.is_none() {
        return Ok(Err(None));
    }
    let by = acting(db, actor).await?;
    let now = app.now();
    let over = history.watch(case, now).is_some_and(|watch| local_day(now, history.zone) > watch.ends_on);
    let asked =
        Found { result: ReCheckResult::Held, note: None, photos: 1, came_back: history.came_back(case.id), over };
    Ok(asked.check(case, &by, now, now).map(|_| ()).map_err(Some))
}

//! The figures an agenda is proposed from, as they stand now.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use wangge_domain::case::{Case, CaseState, RequestKind};
use wangge_domain::drive::DriveState;
use wangge_domain::ids::{CaseId, UnitId};
use wangge_domain::meeting::{
    DriveStanding, Figures, GroupStanding, OpenResolution, ResolutionState, StuckCase, UnitStanding,
};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::ranking::GroupRanking;
use wangge_domain::text::{Lang, Wording, word};
use wangge_domain::time::{IsoWeek, Timestamp};
use wangge_storage::case::{self, CaseFilter, CasePage, CaseSort, DispatchRole};
use wangge_storage::meeting::{self as store, ResolutionFilter};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, drive as drives_of};

use crate::context::{Answer, App};
use crate::ranking::{Span, standing};
use crate::reading::Register;
use crate::unit::peer_group;

/// So many cases are looked at for each question; a district with more has other things to meet about.
const CASES_MOST: u64 = 5_000;

/// The figures of a week and of now.
///
/// # Errors
/// When the store fails or a round cannot be scored.
pub(super) async fn figures(
    app: &App,
    db: &impl ConnectionTrait,
    actor: &Actor,
    week: IsoWeek,
    today: NaiveDate,
) -> Answer<Figures> {
    let register = Register::load(app, db).await?;
    let name = |unit: Option<UnitId>| {
        let unit = unit.and_then(|id| register.units.get(&id));
        unit.map_or_else(|| Wording::new("—", ""), |unit| unit.name.clone())
    };
    let ranked = standing(app, db, &Span::week(db, week).await?).await?;
    let open = ResolutionFilter {
        states: vec![ResolutionState::Open, ResolutionState::Reported],
        ..ResolutionFilter::default()
    };
    let resolutions = store::resolutions(db, &open).await?;
    Ok(Figures {
        groups: ranked.groups.iter().map(group).collect(),
        cases: cases(app, db, &name).await?,
        drives: drives(app, db, actor).await?,
        resolutions: resolutions
            .into_iter()
            .map(|one| OpenResolution {
                id: one.id,
                unit: name(Some(one.text.unit_id)),
                due_on: one.text.due_on,
                overdue: one.overdue(today),
                text: one.text.text,
            })
            .collect(),
    })
}

fn group(of: &GroupRanking) -> GroupStanding {
    let units = of.units.iter().map(|line| UnitStanding {
        id: line.unit.unit_id,
        name: line.unit.name.clone(),
        rank: line.rank,
        composite: line.composite.clone(),
    });
    let name = Wording::new(peer_group(&of.group, Lang::Zh).name, peer_group(&of.group, Lang::En).name);
    GroupStanding { code: of.group.clone(), name, units: units.collect() }
}

/// The open cases that are late, were sent back, wait for a ruling or were passed on.
async fn cases(
    app: &App,
    db: &impl ConnectionTrait,
    name: &impl Fn(Option<UnitId>) -> Wording,
) -> Answer<Vec<StuckCase>> {
    let now = app.now();
    let everywhere = Reach::everything();
    let page = CasePage { sort: CaseSort::Deadline, after: None, limit: CASES_MOST };
    let working = vec![CaseState::Filed, CaseState::Dispatched, CaseState::InHand, CaseState::Rectified];
    let questions = [
        CaseFilter { overdue_at: Some(now), ..CaseFilter::default() },
        CaseFilter { reworked: Some(true), states: working, ..CaseFilter::default() },
        CaseFilter { pending: Some(true), ..CaseFilter::default() },
    ];
    let mut found: BTreeMap<CaseId, Case> = BTreeMap::new();
    for filter in questions {
        let some = case::list(db, &everywhere, &filter, &page).await?;
        found.extend(some.into_iter().map(|case| (case.id, case)));
    }
    let passed: HashMap<CaseId, u32> = store::passed_on(db).await?.into_iter().collect();
    let missing: Vec<CaseId> = passed.keys().filter(|id| !found.contains_key(id)).copied().collect();
    let more = case::get_many(db, &everywhere, &missing).await?;
    found.extend(more.into_iter().map(|case| (case.id, case)));
    let ids: Vec<CaseId> = found.keys().copied().collect();
    let mut assisting: HashMap<CaseId, Vec<UnitId>> = HashMap::new();
    for row in case::dispatches_of_many(db, &ids).await? {
        if row.role == DispatchRole::Assist && row.returned_at.is_none() {
            assisting.entry(row.case_id).or_default().push(row.unit_id);
        }
    }
    let mut stuck = Vec::with_capacity(found.len());
    for (id, case) in found {
        let objected_at = objected_at(db, &case).await?;
        let helpers = assisting.remove(&id).unwrap_or_default();
        stuck.push(StuckCase {
            id,
            number: case.number.clone().unwrap_or_else(|| word("app-unnumbered", Lang::Zh)),
            what: case.description.clone(),
            unit: name(case.unit_id),
            overdue_days: overdue_days(&case, now),
            sent_back: case.rework_count,
            objected_days: objected_at.map(|at| (now - at).num_days()),
            passed_on: passed.get(&id).copied().unwrap_or_default(),
            assisting: helpers.into_iter().map(|unit| name(Some(unit))).collect(),
        });
    }
    Ok(stuck)
}

/// For how long a case's clock has run past its deadline, in days begun.
fn overdue_days(case: &Case, now: Timestamp) -> i64 {
    let running = matches!(case.state, CaseState::Filed | CaseState::Dispatched | CaseState::InHand);
    let deadline = case.deadline.as_ref().filter(|deadline| running && deadline.at < now);
    deadline.map_or(0, |deadline| (now - deadline.at).num_days() + 1)
}

/// Since when a unit's objection to being responsible waits.
async fn objected_at(db: &impl ConnectionTrait, case: &Case) -> Answer<Option<Timestamp>> {
    if case.pending != Some(RequestKind::Objection) {
        return Ok(None);
    }
    let requests = case::requests_of(db, case.id).await?;
    let open = requests.into_iter().find(|one| one.kind == RequestKind::Objection && one.state.open());
    Ok(open.map(|one| one.made_at))
}

async fn drives(app: &App, db: &impl ConnectionTrait, actor: &Actor) -> Answer<Vec<DriveStanding>> {
    if actor.may(Action::ViewDrive).is_none() {
        return Ok(Vec::new());
    }
    let names: HashMap<_, _> = drives_of::all(db).await?.into_iter().map(|drive| (drive.id, drive.name)).collect();
    let listed = crate::drive::list(app, actor, Lang::Zh).await?.items;
    let running = listed.into_iter().filter(|line| line.state == DriveState::Running);
    let standing = running.filter_map(|line| {
        let name = names.get(&line.id)?.clone();
        Some(DriveStanding { id: line.id, name, behind: line.behind, places: line.places })
    });
    Ok(standing.collect())
}

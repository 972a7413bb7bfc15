//! One node's patrols in a week, with what they reached and what not.

use std::collections::HashMap;

use wangge_domain::ids::{CaseId, NodeId, PatrolId};
use wangge_domain::patrol::{Fix, Patrol, PatrolSettings};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_geo::walk::legs;
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, case, node, patrol};

use super::week::Week;
use crate::case::case_ref;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::locate::Places;
use crate::reading::{Wordbook, reach};
use crate::view::{CaseRef, NodePatrols, PatrolQuery, PatrolShare, PatrolView};

/// A node's week on the map.
///
/// # Errors
/// [`AppError::NotFound`] for a node outside the actor's reach.
pub async fn of_node(app: &App, actor: &Actor, lang: Lang, id: NodeId, query: PatrolQuery) -> Answer<NodePatrols> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewPatrol).await?;
    let nodes = node::list(&db, &reach).await?;
    let node = nodes.iter().find(|node| node.id == id).ok_or_else(|| AppError::not_found("node", id))?;
    let book = Wordbook::open(app, &db, lang).await?;
    let week = Week::load(app, &db, actor, query.week, &reach, Some(id)).await?;
    let settings = &week.campaign.settings.patrol;
    let places = Places::load(app, &db).await?;
    let walks = week.patrols.get(&id).map_or(&[][..], Vec::as_slice);
    let ids: Vec<PatrolId> = walks.iter().map(|patrol| patrol.id).collect();
    let mut cases = cases(&db, actor, &ids, lang).await?;
    let mut patrols = Vec::with_capacity(walks.len());
    for patrol in walks {
        patrols.push(view(&db, patrol, settings, cases.remove(&patrol.id).unwrap_or_default()).await?);
    }
    let (mut reached, mut missed) = (Vec::new(), Vec::new());
    if let (Some(lattice), Some(cells)) = (super::lattice(app, &places, id, settings)?.as_ref(), week.cells(id))
        && lattice.name() == cells.lattice()
    {
        reached = lattice.areas(&cells, true);
        missed = lattice.areas(&cells, false);
    }
    Ok(NodePatrols {
        week: week.iso,
        previous: week.iso.previous(),
        next: week.next(),
        line: week.line(&book, node),
        boundary: places.geometry(id).cloned(),
        patrols,
        reached,
        missed,
        keep_days: settings.keep_days,
    })
}

async fn view(
    db: &impl ConnectionTrait,
    patrol: &Patrol,
    settings: &PatrolSettings,
    cases: Vec<CaseRef>,
) -> Answer<PatrolView> {
    let pieces = patrol::pieces(db, patrol.id).await?;
    let fixes: Vec<Fix> = pieces.into_iter().flat_map(|piece| piece.fixes).collect();
    Ok(PatrolView {
        id: patrol.id,
        walker: patrol.walker.clone(),
        begun_at: patrol.begun_at,
        ended_at: patrol.ended_at,
        counts: patrol.counts(),
        length_m: patrol.walked.length_m,
        coverage: PatrolShare { numerator: patrol.walked.covered.into(), denominator: patrol.walked.of.into() },
        track: lines(&fixes, settings),
        track_removed_at: patrol.track_removed_at,
        cases,
    })
}

/// The legs of a track, those that meet as one line.
fn lines(fixes: &[Fix], settings: &PatrolSettings) -> Vec<Vec<[f64; 2]>> {
    let mut lines: Vec<Vec<[f64; 2]>> = Vec::new();
    let mut end = None;
    for leg in legs(fixes, settings) {
        match lines.last_mut() {
            Some(line) if end == Some(leg.from.at) => line.push([leg.to.lon, leg.to.lat]),
            _ => lines.push(vec![[leg.from.lon, leg.from.lat], [leg.to.lon, leg.to.lat]]),
        }
        end = Some(leg.to.at);
    }
    lines
}

/// The cases found on patrols that have arrived and that the reader may see.
async fn cases(
    db: &impl ConnectionTrait,
    actor: &Actor,
    patrols: &[PatrolId],
    lang: Lang,
) -> Answer<HashMap<PatrolId, Vec<CaseRef>>> {
    let mut found: HashMap<PatrolId, Vec<CaseRef>> = HashMap::new();
    let Some(granted) = actor.may(Action::ViewCase) else { return Ok(found) };
    let reach = Reach::of(db, &granted).await?;
    let links = patrol::cases_of(db, patrols).await?;
    let ids: Vec<CaseId> = links.iter().map(|link| link.case_id).collect();
    for case in case::get_many(db, &reach, &ids).await? {
        let seen = case_ref(&case, lang);
        for link in links.iter().filter(|link| link.case_id == case.id) {
            found.entry(link.patrol_id).or_default().push(seen.clone());
        }
    }
    Ok(found)
}

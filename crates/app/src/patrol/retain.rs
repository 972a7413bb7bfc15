//! Removing tracks that were kept long enough. The figures stay, and the coverage of their weeks.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Days;
use serde_json::json;
use wangge_domain::ids::NodeId;
use wangge_domain::patrol::{CellSet, Patrol};
use wangge_domain::permission::Actor;
use wangge_domain::time::{IsoWeek, local_day};
use wangge_storage::event::{self, NewEvent};
use wangge_storage::patrol::{self, PatrolWeek};
use wangge_storage::reach::Reach;

use crate::context::{Answer, App};

/// Removes the tracks of whole weeks that ended before tracks are kept, the oldest week first. Answers how many.
///
/// # Errors
/// When the store fails.
pub async fn remove_old_tracks(app: &App) -> Answer<usize> {
    let mut removed = 0;
    loop {
        let db = app.store.read();
        let campaign = crate::campaign::load(&db).await?;
        let zone = campaign.tz();
        let kept_from = local_day(app.now(), zone) - Days::new(campaign.settings.patrol.keep_days.into());
        let before = IsoWeek::of(kept_from).period(zone).from;
        let Some(oldest) = patrol::with_track(&db, before, 1).await?.pop() else { return Ok(removed) };
        let week = IsoWeek::of(local_day(oldest.begun_at, zone));
        let patrols = patrol::in_period(&db, &Reach::everything(), week.period(zone), None).await?;
        let patrols: Vec<Patrol> = patrols.into_iter().filter(|patrol| patrol.track_removed_at.is_none()).collect();
        let mut weeks = joined(&patrols, week);
        for known in patrol::week(&db, &week.to_string()).await? {
            // One that came late does not take away what was reached before.
            weeks.retain(|row| row.node_id != known.node_id || row.covered > known.covered);
        }
        removed += patrols.len();
        let system = Actor::system("wangge");
        let events: Vec<NewEvent> = patrols.iter().map(|patrol| event(app, &system, patrol)).collect();
        let (all, at) = (Arc::new((patrols, weeks, events)), app.now());
        app.store
            .write(move |tx| {
                let all = Arc::clone(&all);
                Box::pin(async move {
                    patrol::remove_tracks(tx, &all.0, &all.1, at).await?;
                    event::append(tx, all.2.clone()).await
                })
            })
            .await?;
    }
}

/// What the patrols of each node reached together.
fn joined(patrols: &[Patrol], week: IsoWeek) -> Vec<PatrolWeek> {
    let mut cells: BTreeMap<NodeId, CellSet> = BTreeMap::new();
    for patrol in patrols.iter().rev() {
        if let Some(reached) = &patrol.walked.cells {
            cells.entry(patrol.node_id).and_modify(|set| set.join(reached)).or_insert_with(|| reached.clone());
        }
    }
    let row = |(node_id, set): (NodeId, CellSet)| PatrolWeek {
        node_id,
        week: week.to_string(),
        covered: set.covered(),
        cells_of: set.of(),
    };
    cells.into_iter().map(row).collect()
}

fn event(app: &App, system: &Actor, patrol: &Patrol) -> NewEvent {
    NewEvent {
        id: app.new_id(),
        subject_kind: "patrol".to_owned(),
        subject_id: patrol.id.0,
        at: app.now(),
        actor_id: None,
        actor_name: system.name.clone(),
        kind: "track_removed".to_owned(),
        payload: json!({ "fixes": patrol.walked.fixes }),
    }
}

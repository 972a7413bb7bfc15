//! What is to be walked today, for whoever walks.

use std::collections::BTreeSet;

use chrono::Datelike as _;
use wangge_domain::grid::{Node, NodeRole};
use wangge_domain::ids::NodeId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_domain::time::local_day;
use wangge_geo::walk::Lattice;
use wangge_storage::{ConnectionTrait, node};

use super::week::Week;
use crate::context::{Answer, App};
use crate::locate::Places;
use crate::reading::{Wordbook, reach};
use crate::view::{PatrolDuties, PatrolDutyLine, Ref};

/// The most nodes a phone takes along; the own and the longest not walked come first.
const MOST: usize = 120;

/// The nodes the reader walks, each with what is still due today and what a phone needs to show it without a network.
///
/// # Errors
/// [`crate::AppError::Forbidden`] for those who walk nowhere.
pub async fn duties(app: &App, actor: &Actor, lang: Lang) -> Answer<PatrolDuties> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::MakePatrol).await?;
    let week = Week::load(app, &db, actor, None, &reach, None).await?;
    let today = local_day(app.now(), week.campaign.tz());
    let (book, places) = (Wordbook::open(app, &db, lang).await?, Places::load(app, &db).await?);
    let own = own(&db, actor, today).await?;
    let settings = week.campaign.settings.patrol.clone();
    let mut nodes = node::list(&db, &reach).await?;
    nodes.retain(|node| node.active && node.level.counts() && settings.duty(node.level, node.kind).is_some());
    nodes.sort_by_cached_key(|node| (!own.contains(&node.id), week.last_walked(node.id), node.code.clone()));
    let day = today.weekday().num_days_from_monday() as usize;
    let line = |node: &Node| -> Answer<Option<PatrolDutyLine>> {
        let Some(duty) = settings.duty(node.level, node.kind) else { return Ok(None) };
        let (made, tally) = (week.made(node.id), week.tally(node));
        Ok(Some(PatrolDutyLine {
            node: Ref::new(node.id, &node.code, node.name.get(lang)),
            place: book.chain_name(&node.path),
            frequency: duty.wording(lang),
            left: duty.left(made.get(day).copied().unwrap_or_default(), tally.made),
            kept: tally.kept,
            due: tally.due,
            last_walked: week.last_walked(node.id),
            own: own.contains(&node.id),
            boundary: places.geometry(node.id).cloned(),
            lattice: super::lattice(app, &places, node.id, &settings)?.as_ref().as_ref().map(Lattice::plan),
        }))
    };
    let items = nodes.iter().take(MOST).map(line).filter_map(Answer::transpose).collect::<Answer<_>>()?;
    Ok(PatrolDuties { week: week.iso, rules: settings, items })
}

/// The nodes the reader leads or works in today.
async fn own(db: &impl ConnectionTrait, actor: &Actor, today: chrono::NaiveDate) -> Answer<BTreeSet<NodeId>> {
    let Some(person) = actor.person_id else { return Ok(BTreeSet::new()) };
    let parts = node::parts_of(db, person).await?;
    let serves = parts.iter().filter(|part| {
        part.role != NodeRole::Contact && part.since <= today && part.until.is_none_or(|until| today <= until)
    });
    Ok(serves.map(|part| part.node_id).collect())
}

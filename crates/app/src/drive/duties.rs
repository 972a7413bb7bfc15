//! The drives under way that somebody reports in, for a phone to take along.

use wangge_domain::drive::{CornerState, DriveReport, DriveState};
use wangge_domain::grid::{Node, NodeKind};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_storage::drive as store;

use super::report::Telling;
use super::sight::Sight;
use super::told::Told;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::view::{DriveDuties, DriveDuty, DriveDutyPlace};

/// The most places and own reports a phone takes along.
const PLACES_MOST: usize = 120;
const REPORTS_MOST: usize = 40;

/// The drives under way with the places the reader reports for, what they reported this week, and the dead corners to be
/// cleared or checked.
///
/// # Errors
/// [`AppError::Forbidden`] for those who report nowhere.
pub async fn duties(app: &App, actor: &Actor, lang: Lang) -> Answer<DriveDuties> {
    let db = app.store.read();
    let sight = Sight::load(app, &db, actor, lang).await?;
    if actor.may(Action::ReportDrive).is_none() {
        return Err(AppError::Forbidden(Action::ReportDrive));
    }
    let mut drives = store::all(&db).await?;
    drives.retain(|drive| drive.state(sight.today) == DriveState::Running);
    drives.sort_by_key(|drive| (drive.ends_on, drive.id));
    let mut items = Vec::new();
    for drive in drives {
        let told = Told::load(&db, &sight, drive).await?;
        let days = (told.week().monday(), told.week().sunday());
        let mine = match actor.user_id {
            Some(user) => store::reports_of_days(&db, told.drive.id, days, Some(user)).await?,
            None => Vec::new(),
        };
        let own: Vec<&DriveReport> = mine.iter().rev().take(REPORTS_MOST).collect();
        let mut corners = told.corners.views(&db, actor, (&sight, &told.drive)).await?;
        corners.retain(|one| one.may_clear || (one.may_check && one.state == CornerState::Cleared));
        items.push(DriveDuty {
            id: told.drive.id,
            name: told.drive.name.get(lang).to_owned(),
            begins_on: told.drive.begins_on,
            ends_on: told.drive.ends_on,
            measures: told.measures(),
            places: places(&told),
            own: Telling::load(&db, &sight, &told.drive).await?.views(&db, &own).await?,
            corners,
        });
    }
    Ok(DriveDuties { today: sight.today, items })
}

fn places(told: &Told<'_>) -> Vec<DriveDutyPlace> {
    let sight = told.sight;
    let targeted = |node: &Node| told.targets.iter().any(|target| target.node_id == node.id);
    let nodes = sight.reports.iter().filter_map(|id| sight.book.register.nodes.get(id));
    // Below the streets, where the work is done; a street only where it has a target itself.
    let fit = |node: &&Node| node.active && (targeted(node) || (node.kind == NodeKind::Territory && node.level.0 >= 3));
    let mut nodes: Vec<&Node> = nodes.filter(fit).collect();
    nodes.sort_by_key(|node| (!targeted(node), node.level, &node.code));
    nodes
        .into_iter()
        .take(PLACES_MOST)
        .map(|node| DriveDutyPlace {
            node: sight.book.node(Some(node.id)),
            chain: sight.chain_name(node.id),
            cells: if targeted(node) { told.cells(node.id) } else { Vec::new() },
        })
        .collect()
}

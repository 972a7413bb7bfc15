//! The drives, and one of them with its places.

use wangge_domain::drive::{Drive, DriveState};
use wangge_domain::ids::DriveId;
use wangge_domain::permission::Actor;
use wangge_domain::text::Lang;
use wangge_storage::{ConnectionTrait, drive as store};

use super::sight::Sight;
use super::told::Told;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::view::{DriveList, DriveView};

/// The drives, those under way first, then those to begin, then the latest.
///
/// # Errors
/// [`AppError::Forbidden`] for those who may not see drives.
pub async fn list(app: &App, actor: &Actor, lang: Lang) -> Answer<DriveList> {
    let db = app.store.read();
    let sight = Sight::load(app, &db, actor, lang).await?;
    let mut drives = store::all(&db).await?;
    drives.sort_by_key(|drive| {
        let order = match drive.state(sight.today) {
            DriveState::Running => 0,
            DriveState::Planned => 1,
            DriveState::Ended => 2,
        };
        (order, std::cmp::Reverse(drive.begins_on), drive.id)
    });
    let mut items = Vec::new();
    for drive in drives {
        let told = Told::load(&db, &sight, drive).await?;
        items.push(told.line(&told.places()));
    }
    Ok(DriveList { items, may_edit: sight.may_edit })
}

/// A drive by its identity.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown one.
pub(super) async fn known(db: &impl ConnectionTrait, id: DriveId) -> Answer<Drive> {
    store::get(db, id).await?.ok_or_else(|| AppError::not_found("drive", id))
}

/// A drive with its places, its burn-down and its dead corners.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown one, [`AppError::Forbidden`] for those who may not see drives.
pub async fn show(app: &App, actor: &Actor, lang: Lang, id: DriveId) -> Answer<DriveView> {
    let db = app.store.read();
    let sight = Sight::load(app, &db, actor, lang).await?;
    let told = Told::load(&db, &sight, known(&db, id).await?).await?;
    let places = told.places();
    let corners = told.corners.views(&db, actor, (&sight, &told.drive)).await?;
    Ok(DriveView {
        line: told.line(&places),
        wording: told.drive.name.clone(),
        measures: told.drive.measures.clone(),
        recheck_days: told.drive.recheck_days,
        today: sight.today,
        week: told.week(),
        burn_down: told.burn_down(),
        corners,
        places,
        may_edit: sight.may_edit,
        may_report: !sight.reports.is_empty() && told.drive.state(sight.today) == DriveState::Running,
        may_watch: !sight.watches.is_empty(),
        may_export: sight.may_export,
        version: told.drive.version,
    })
}

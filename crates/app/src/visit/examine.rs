//! Looking at a submission before anything is written: whether it would be taken.

use wangge_domain::ids::RoundId;
use wangge_domain::round::SubmitRefusal;
use wangge_storage::{ConnectionTrait, visit};

use super::Ground;
use super::prepare::{admitted, digest, judge_all, refused};
use crate::context::{Answer, App};
use crate::place::position;
use crate::view::SubmitVisit;

/// Whether a visit is new; false when the same one is stored already.
///
/// # Errors
/// As submitting it would be refused, except for what depends on who submits it.
pub(crate) async fn examine(
    app: &App,
    db: &impl ConnectionTrait,
    round: RoundId,
    command: &SubmitVisit,
) -> Answer<bool> {
    let body = digest(round, command);
    if let Some(stored) = visit::get(db, command.id).await? {
        let same = stored.body_sha256 == body;
        return if same { Ok(false) } else { Err(refused(&SubmitRefusal::VisitLocked { visit_id: command.id })) };
    }
    let ground = Ground::load(app, db, round, command.site_id).await?;
    admitted(&ground, command, &body, app.now())?;
    judge_all(&ground, &command.observations)?;
    position((command.lon, command.lat), command.datum)?;
    Ok(true)
}

//! Correcting a published bulletin: what is published stays, and a new issue that names it puts it right.

use wangge_domain::bulletin::Correction;
use wangge_domain::ids::BulletinId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message};
use wangge_storage::bulletin::{self, BulletinRow};

use super::{broken, publish};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::view::{BulletinDetail, CorrectBulletin};

/// The longest reason, in characters.
const LONGEST: usize = 500;

/// Publishes a new issue about the week of an earlier one, from the facts as they stand now. Both stay; the
/// new one says which it corrects and why.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown issue; refuses one already corrected, and a correction without reason.
pub async fn correct(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: BulletinId,
    command: CorrectBulletin,
) -> Answer<BulletinDetail> {
    actor.may(Action::PublishBulletin).ok_or(AppError::Forbidden(Action::PublishBulletin))?;
    let row = bulletin::get(&app.store.read(), id).await?.ok_or_else(|| AppError::not_found("bulletin", id))?;
    let reason = command.reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if !(1..=LONGEST).contains(&reason.chars().count()) {
        let message = Message::new("app-bulletin-reason").arg("most", LONGEST);
        return Err(AppError::invalid("/reason", message));
    }
    let week = row.week.parse().map_err(|error: wangge_domain::time::NoSuchWeek| broken(&row, error.to_string()))?;
    let written_in = Lang::from_tag(&row.lang);
    publish::issue(app, actor, lang, week, written_in, Some(correction(&row, reason))).await
}

/// What the issue that corrects another says of it.
pub fn correction(row: &BulletinRow, reason: String) -> Correction {
    let number = u64::try_from(row.number).unwrap_or_default();
    Correction { bulletin_id: row.id, number, published_at: row.published_at, reason }
}

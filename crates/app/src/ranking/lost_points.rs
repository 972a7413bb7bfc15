//! The lost points behind a unit's figure.

use std::collections::BTreeMap;

use wangge_domain::ids::RoundId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_storage::visit::{self, LostPointFilter, LostPointRow};
use wangge_storage::{round, unit};

use super::Span;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, indexed, reach};
use crate::result;
use crate::view::{List, LostPointView, RankingLostPointQuery};

/// The lost points a unit's figure was summed from, round by round in the order they were found. Those
/// outside the actor's reach are not shown, though they count.
///
/// # Errors
/// [`AppError::Invalid`] for a span that is none, [`AppError::NotFound`] for an unknown unit.
pub async fn lost_points(
    app: &App,
    actor: &Actor,
    lang: Lang,
    query: RankingLostPointQuery,
) -> Answer<List<LostPointView>> {
    actor.may(Action::ViewRanking).ok_or(AppError::Forbidden(Action::ViewRanking))?;
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewScore).await?;
    let span = Span::read(app, &db, query.period.as_deref(), None, None).await?;
    unit::get(&db, query.unit).await?.ok_or_else(|| AppError::not_found("unit", query.unit))?;
    let filter = LostPointFilter { unit_id: Some(query.unit), found: Some(span.period), ..LostPointFilter::default() };
    let mut by_round: BTreeMap<RoundId, Vec<LostPointRow>> = BTreeMap::new();
    for row in visit::lost_points(&db, &reach, &filter).await? {
        by_round.entry(row.round_id).or_default().push(row);
    }
    let book = Wordbook::open(app, &db, lang).await?;
    let mut items = Vec::new();
    for (id, rows) in by_round {
        let round = round::get(&db, id).await?.ok_or_else(|| AppError::not_found("round", id))?;
        let edition = indexed(app, &db, round.edition_id).await?;
        items.extend(result::lost_point_views(&db, &reach, &book, &edition, &rows).await?);
    }
    Ok(List::whole(items))
}

//! How long fixes hold.

use wangge_domain::case::CaseState;
use wangge_domain::figure::{Exact, Figure};
use wangge_domain::ids::CaseId;
use wangge_domain::permission::Actor;
use wangge_domain::rebound::{Observed, survival as curve};
use wangge_domain::text::{Lang, word};
use wangge_domain::time::{Timestamp, local_day};
use wangge_storage::case::{self, CaseFilter};
use wangge_storage::re_check;

use super::figures::Span;
use crate::context::{Answer, App};
use crate::reading::many;
use crate::view::{FixPoint, FixSurvival, ReboundQuery};

/// The survival curve of the fixes of cases closed in a period.
///
/// # Errors
/// As [`super::figures`].
pub async fn survival(app: &App, actor: &Actor, lang: Lang, query: ReboundQuery) -> Answer<FixSurvival> {
    let db = app.store.read();
    let span = Span::read(app, &db, actor, &query).await?;
    let watch_days = crate::campaign::load(&db).await?.settings.rebound.watch_days;
    let filter = CaseFilter { states: vec![CaseState::Closed], closed: Some(span.period), ..span.filter.clone() };
    let closed: Vec<(CaseId, Timestamp)> = case::traces(&db, &span.reach, &filter)
        .await?
        .into_iter()
        .filter_map(|trace| Some((trace.id, trace.closed_at?)))
        .collect();
    let ids: Vec<CaseId> = closed.iter().map(|(id, _)| *id).collect();
    let came_back = re_check::came_back_at(&db, &ids).await?;
    let days = |from: Timestamp, to: Timestamp| {
        let days = (local_day(to, span.zone) - local_day(from, span.zone)).num_days();
        u32::try_from(days).unwrap_or_default()
    };
    let observed: Vec<Observed> = closed
        .iter()
        .map(|(id, at)| {
            // What comes back after the watch is over comes back unseen, as for everything else that was closed then.
            let back = came_back.get(id).map(|when| days(*at, *when)).filter(|days| *days <= watch_days);
            let seen = days(*at, app.now()).min(watch_days);
            Observed { days: back.unwrap_or(seen), came_back: back.is_some() }
        })
        .collect();
    let points = curve(&observed).into_iter().map(|point| FixPoint {
        days: point.days,
        at_risk: point.at_risk,
        came_back: point.came_back,
        censored: point.censored,
        holds: Figure::per_hundred(&point.holds, &Exact::ONE, 2),
    });
    Ok(FixSurvival {
        from: span.from,
        until: span.until,
        closed: many(observed.len()),
        came_back: many(observed.iter().filter(|one| one.came_back).count()),
        watch_days,
        points: points.collect(),
        definition: word("rebound-survival-definition", lang),
    })
}

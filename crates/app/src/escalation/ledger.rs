//! The ledger 催办督办台账.

use std::collections::HashMap;

use wangge_domain::escalation::Escalation;
use wangge_domain::ids::{CaseId, EscalationId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::{Period, start_of_day};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, case, escalation};

use crate::case::summaries;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, reach};
use crate::view::{EscalationList, EscalationQuery, EscalationView, PAGE_ITEMS_MAX};

/// The most lines a ledger shows at once; narrower dates show the rest.
const MOST: usize = 2_000;

/// What pressed units about cases within reach, the latest first.
///
/// # Errors
/// [`AppError::Forbidden`] for those who see no cases; [`AppError::Invalid`] when the dates are the wrong way round.
pub async fn list(app: &App, actor: &Actor, lang: Lang, query: EscalationQuery) -> Answer<EscalationList> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewCase).await?;
    let zone = crate::campaign::load(&db).await?.tz();
    if query.from.zip(query.until).is_some_and(|(from, until)| until < from) {
        return Err(AppError::invalid("/until", Message::new("app-days-reversed")));
    }
    let period = (query.from.is_some() || query.until.is_some()).then(|| Period {
        from: query.from.map_or(chrono::DateTime::UNIX_EPOCH, |day| start_of_day(day, zone)),
        until: query.until.and_then(|day| day.succ_opt()).map_or(app.now(), |day| start_of_day(day, zone)),
    });
    let filter = escalation::EscalationFilter { measure: query.measure, unit: query.unit, period };
    let limit = query.limit.map_or(MOST, |limit| limit.clamp(1, PAGE_ITEMS_MAX) as usize);
    let mut found = escalation::list(&db, &reach, &filter, limit as u64 + 1).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    Ok(EscalationList { items: views(app, &db, (actor, &reach), lang, found).await?, more })
}

/// One measure, for its document.
///
/// # Errors
/// [`AppError::NotFound`] outside the reader's reach.
pub async fn show(app: &App, actor: &Actor, lang: Lang, id: EscalationId) -> Answer<EscalationView> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewCase).await?;
    let unknown = || AppError::not_found("escalation", id);
    let found = escalation::find(&db, &reach, id).await?.ok_or_else(unknown)?;
    views(app, &db, (actor, &reach), lang, vec![found]).await?.pop().ok_or_else(unknown)
}

async fn views(
    app: &App,
    db: &impl ConnectionTrait,
    (actor, reach): (&Actor, &Reach),
    lang: Lang,
    found: Vec<Escalation>,
) -> Answer<Vec<EscalationView>> {
    let book = Wordbook::open(app, db, lang).await?;
    let mut ids: Vec<CaseId> = found.iter().map(|one| one.case_id).collect();
    ids.sort();
    ids.dedup();
    let cases = case::get_many(db, reach, &ids).await?;
    let told = summaries(app, db, actor, &book, &cases).await?;
    let told: HashMap<CaseId, _> = told.into_iter().map(|case| (case.id, case)).collect();
    let view = |one: Escalation| {
        Some(EscalationView {
            id: one.id,
            number: one.number,
            measure: one.measure,
            measure_name: one.measure.wording(lang),
            case: told.get(&one.case_id)?.clone(),
            unit: book.unit(Some(one.unit_id)),
            at: one.at,
            by: one.by_name,
            text: one.text,
            rule: one.rule.map(|rule| rule.trigger.wording(lang)),
        })
    };
    Ok(found.into_iter().filter_map(view).collect())
}

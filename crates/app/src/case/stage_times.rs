//! How long the stages 环节 took, by unit.

use chrono::Days;
use wangge_domain::case::stage_times as times_of;
use wangge_domain::figure::Rate;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::{Period, local_day, start_of_day};
use wangge_storage::case;

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, reach, reckoned};
use crate::view::{StageTimeQuery, StageTimeView, StageTimes};

/// So many days are told when none are named.
const USUAL_DAYS: u64 = 30;

/// How long the stages that ended in a period took, and how many were late; of the cases within reach.
///
/// # Errors
/// [`AppError::Invalid`] when the period ends before it begins.
pub async fn stage_times(app: &App, actor: &Actor, lang: Lang, query: StageTimeQuery) -> Answer<StageTimes> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewCase).await?;
    let zone = crate::campaign::load(&db).await?.tz();
    let until = query.until.unwrap_or_else(|| local_day(app.now(), zone));
    reckoned("/until", Some(until))?;
    reckoned("/from", query.from)?;
    let from = query.from.unwrap_or(until - Days::new(USUAL_DAYS - 1));
    if from > until {
        return Err(AppError::invalid("/from", Message::new("app-period-backwards")));
    }
    let period = Period { from: start_of_day(from, zone), until: start_of_day(until + Days::new(1), zone) };
    let runs = case::stages_ended(&db, &reach, period).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let items = times_of(&runs).into_iter().map(|time| StageTimeView {
        stage: time.stage,
        stage_name: time.stage.wording(lang),
        unit: book.unit(time.unit_id),
        count: time.count as u64,
        median_minutes: time.median_minutes,
        timed: time.timed as u64,
        late: time.late as u64,
        late_rate: Rate::new(time.late as u64, time.timed as u64).percent(),
    });
    Ok(StageTimes { from, until, items: items.collect() })
}

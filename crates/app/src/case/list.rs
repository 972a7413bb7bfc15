//! The list of cases.

use chrono::{DateTime, NaiveDate, TimeDelta};
use chrono_tz::Tz;
use wangge_domain::case::CaseState;
use wangge_domain::ids::{CaseId, UnitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::{IsoWeek, Period, Timestamp, local_day, start_of_day};
use wangge_storage::case::{self, CaseFilter, CasePage, Cursor, ReChecked};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, node};

use super::step::acting;
use super::summary::{state_counts, summaries};
use super::veil::Veil;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, reach};
use crate::rebound::watch_filter;
use crate::view::{CaseCounts, CaseList, CaseQuery, CaseSort, LightCounts, PAGE_ITEMS, PAGE_ITEMS_MAX};

/// How far ahead a case is said to be due soon.
pub(crate) const WITHIN_A_DAY: TimeDelta = TimeDelta::days(1);

/// Later than any moment on record.
const FAR_AHEAD: Timestamp = match DateTime::from_timestamp(32_503_680_000, 0) {
    Some(at) => at,
    None => DateTime::UNIX_EPOCH,
};

/// A page of the cases within reach, with how many there are of each kind under the same filters unless the query
/// leaves that out.
///
/// # Errors
/// [`AppError::Invalid`] for a cursor that is none.
pub async fn list(app: &App, actor: &Actor, lang: Lang, query: CaseQuery) -> Answer<CaseList> {
    let db = app.store.read();
    let reach = reach(&db, actor, needed(&query)).await?;
    let sort = sorted(&query);
    let limit = query.limit.unwrap_or(PAGE_ITEMS).clamp(1, PAGE_ITEMS_MAX);
    let after = query.cursor.as_deref().map(read_cursor).transpose()?;
    let wanted = query.counts != Some(false);
    let Some(filter) = filter(app, &db, actor, &query).await? else {
        let counts = wanted.then(CaseCounts::default);
        return Ok(CaseList { items: Vec::new(), next: None, total: wanted.then_some(0), counts });
    };
    let page = CasePage { sort, after, limit: u64::from(limit) + 1 };
    let beside = async { if wanted { counted(app, &db, lang, &reach, &filter).await.map(Some) } else { Ok(None) } };
    // Side by side: each may look at a large part of a million cases.
    let listed = async { Ok::<_, AppError>(case::list(&db, &reach, &filter, &page).await?) };
    let (mut cases, counts) = tokio::try_join!(listed, beside)?;
    let more = cases.len() > limit as usize;
    cases.truncate(limit as usize);
    let next = cases.last().filter(|_| more).map(|last| write_cursor(&Cursor::after(last, sort)));
    let book = Wordbook::open(app, &db, lang).await?;
    let items = summaries(app, &db, actor, &book, &cases).await?;
    Ok(CaseList { items, next, total: counts.as_ref().map(|counts| counts.total), counts })
}

/// How many cases within reach a query selects, by state and by light: what stands beside a list, asked for apart so
/// that the rows need not wait for it.
///
/// # Errors
/// When the reader may see no cases or the database cannot be read.
pub async fn counts(app: &App, actor: &Actor, lang: Lang, query: CaseQuery) -> Answer<CaseCounts> {
    let db = app.store.read();
    let reach = reach(&db, actor, needed(&query)).await?;
    match filter(app, &db, actor, &query).await? {
        Some(filter) => counted(app, &db, lang, &reach, &filter).await,
        None => Ok(CaseCounts::default()),
    }
}

/// What one must be allowed to do for what a query asks.
pub(crate) const fn needed(query: &CaseQuery) -> Action {
    if let Some(true) = query.re_checkable { Action::ReCheckCase } else { Action::ViewCase }
}

async fn counted(
    app: &App,
    db: &impl ConnectionTrait,
    lang: Lang,
    reach: &Reach,
    filter: &CaseFilter,
) -> Answer<CaseCounts> {
    let any_state = CaseFilter { states: Vec::new(), ..filter.clone() };
    let (by_state, (green, yellow, red)) =
        tokio::try_join!(case::count_by_state(db, reach, &any_state), case::lights(db, reach, filter, app.now()),)?;
    let chosen = by_state.iter().filter(|(state, _)| filter.states.is_empty() || filter.states.contains(state));
    let total = chosen.map(|(_, count)| count.unsigned_abs()).sum();
    Ok(CaseCounts { total, by_state: state_counts(&by_state, lang), by_light: LightCounts { green, yellow, red } })
}

/// The order a query asks for.
pub(super) fn sorted(query: &CaseQuery) -> case::CaseSort {
    match query.sort.unwrap_or_default() {
        CaseSort::Latest => case::CaseSort::Latest,
        CaseSort::Earliest => case::CaseSort::Earliest,
        CaseSort::Deadline => case::CaseSort::Deadline,
    }
}

/// The filter of a query; none when it can select nothing.
///
/// # Errors
/// Refuses to select rebounds, or by how grave cases are, for an inspector from whom an open round keeps that.
pub(crate) async fn filter(
    app: &App,
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: &CaseQuery,
) -> Answer<Option<CaseFilter>> {
    let asks_hidden = query.rebound.is_some() || !query.severity.0.is_empty();
    if asks_hidden && Veil::of(db, actor).await?.is_some() {
        // What is kept from a row must not be learned by asking which rows have it.
        return Err(AppError::refused("blind_round", Message::new("app-case-blind-round")));
    }
    let now = app.now();
    let node_path = match query.node {
        Some(id) => match node::get(db, id).await? {
            Some(node) => Some(node.path),
            None => return Ok(None),
        },
        None => None,
    };
    let mut states = query.state.0.clone();
    if let Some(open) = query.open {
        let wanted = |state: &CaseState| state.ended() != open;
        if states.is_empty() {
            states = CaseState::ALL.iter().copied().filter(wanted).collect();
        } else {
            states.retain(wanted);
        }
        if states.is_empty() {
            return Ok(None);
        }
    }
    let mut units: Vec<UnitId> = query.unit.into_iter().collect();
    if query.mine == Some(true) {
        let own = acting(db, actor).await?.units;
        units = if units.is_empty() { own } else { units.into_iter().filter(|unit| own.contains(unit)).collect() };
        if units.is_empty() {
            return Ok(None);
        }
    }
    let campaign = crate::campaign::load(db).await?;
    let zone = campaign.tz();
    let looked = days(zone, query.re_checked_from, query.re_checked_until);
    let independent_of = match query.re_checkable {
        Some(true) => Some((actor.user_id, acting(db, actor).await?.units)),
        _ => None,
    };
    let in_week = |week: Option<IsoWeek>| week.map(|week| week.period(zone));
    let until = query.due_before.map(|until| Period { from: DateTime::UNIX_EPOCH, until });
    Ok(Some(CaseFilter {
        states,
        units,
        node_path,
        at_node: query.at_node,
        site_id: query.site,
        item_code: query.item.clone(),
        type_code: query.site_type.clone(),
        round_id: query.round,
        sources: query.source.into_iter().collect(),
        finder_levels: query.finder.0.clone(),
        overdue_at: match (query.overdue, query.within_a_day) {
            (Some(true), _) => Some(now),
            (_, Some(true)) => Some(now + WITHIN_A_DAY),
            _ => None,
        },
        stage_late_at: (query.stage_late == Some(true)).then_some(now),
        not_overdue_at: (query.overdue == Some(false)).then_some(now),
        due: in_week(query.due_in).or(until),
        text: query.q.clone(),
        reported: in_week(query.week).or_else(|| days(zone, query.reported_from, query.reported_until)),
        dispatched: in_week(query.handed_over_in),
        rectified: in_week(query.rectified_in),
        closed: in_week(query.closed_in),
        late_at: (query.late == Some(true)).then_some(now),
        rebound: query.rebound,
        pending: query.pending,
        severities: query.severity.0.clone(),
        items: query.items.0.clone(),
        watch: (!query.watch.0.is_empty())
            .then(|| watch_filter(&query.watch.0, &campaign.settings.rebound, local_day(now, zone), zone)),
        re_checked: (looked.is_some() || query.came_back == Some(true))
            .then(|| ReChecked { period: looked, came_back: query.came_back == Some(true) }),
        independent_of,
        checkable_by: actor.user_id.filter(|_| query.checkable == Some(true)),
        ..CaseFilter::default()
    }))
}

/// The period of some days, both included; open at either end, and none where neither is named.
fn days(zone: Tz, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Option<Period> {
    if from.is_none() && until.is_none() {
        return None;
    }
    let after = until.and_then(|day| day.succ_opt()).map(|day| start_of_day(day, zone));
    Some(Period {
        from: from.map_or(DateTime::UNIX_EPOCH, |day| start_of_day(day, zone)),
        until: after.unwrap_or(FAR_AHEAD),
    })
}

pub(super) fn write_cursor(cursor: &Cursor) -> String {
    let at = cursor.at.map_or_else(|| "-".to_owned(), |at| at.timestamp_millis().to_string());
    format!("{at}.{}", cursor.id)
}

pub(super) fn read_cursor(text: &str) -> Answer<Cursor> {
    let wrong = || AppError::invalid("/cursor", Message::new("app-cursor-invalid"));
    let (at, id) = text.split_once('.').ok_or_else(wrong)?;
    let at: Option<Timestamp> = match at {
        "-" => None,
        millis => {
            let millis = millis.parse().map_err(|_| wrong())?;
            Some(DateTime::from_timestamp_millis(millis).ok_or_else(wrong)?)
        }
    };
    Ok(Cursor { at, id: CaseId(id.parse().map_err(|_| wrong())?) })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_was_and_anything_else_is_refused() {
        let id = CaseId(uuid::Uuid::from_u128(7));
        for at in [None, DateTime::from_timestamp_millis(1_795_000_000_123)] {
            let cursor = Cursor { at, id };
            assert_eq!(read_cursor(&write_cursor(&cursor)).unwrap(), cursor);
        }
        for text in ["", ".", "1", "x.00000000-0000-0000-0000-000000000007", "1.7"] {
            assert!(read_cursor(text).is_err(), "{text}");
        }
    }
}

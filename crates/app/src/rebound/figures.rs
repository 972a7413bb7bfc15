//! The rebound rates 反弹率 of a period.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Datelike as _, Days, Months, NaiveDate};
use chrono_tz::Tz;
use wangge_domain::figure::Figure;
use wangge_domain::ids::CaseId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::rebound::{By, Looked, ReCheckResult, Sums, rates};
use wangge_domain::text::{Lang, Message, word};
use wangge_domain::time::{Period, Timestamp, local_day, start_of_day};
use wangge_storage::case::{self, CaseFilter, Trace};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, node, re_check};

use super::due::counted;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, many, reach};
use crate::view::{ReboundFigures, ReboundLine, ReboundQuery};

/// How many cases are asked for in one statement.
const AT_ONCE: usize = 1_000;

/// For how many months figures look back when nothing is said.
const MONTHS: Months = Months::new(6);
/// The longest period that is reckoned, in days.
const LONGEST_DAYS: i64 = 3 * 366;

/// The days a query asks about, with what is asked beside.
pub(super) struct Span {
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub period: Period,
    pub zone: Tz,
    /// Which cases, whatever the days.
    pub filter: CaseFilter,
    pub reach: Reach,
}

impl Span {
    /// Reads a query.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for whoever sees no figures; days in the wrong order or too far apart; an unknown node.
    pub async fn read(app: &App, db: &impl ConnectionTrait, actor: &Actor, query: &ReboundQuery) -> Answer<Self> {
        actor.may(Action::ViewOverview).ok_or(AppError::Forbidden(Action::ViewOverview))?;
        let reach = reach(db, actor, Action::ViewCase).await?;
        let zone = crate::campaign::load(db).await?.tz();
        let until = query.until.unwrap_or_else(|| local_day(app.now(), zone));
        let from = query.from.unwrap_or_else(|| until.checked_sub_months(MONTHS).unwrap_or(until));
        if from > until || (until - from).num_days() > LONGEST_DAYS {
            return Err(AppError::invalid("/from", Message::new("rebound-period")));
        }
        let node_path = match query.node {
            Some(id) => Some(node::get(db, id).await?.ok_or_else(|| AppError::not_found("node", id))?.path),
            None => None,
        };
        let filter = CaseFilter { node_path, units: query.unit.into_iter().collect(), ..CaseFilter::default() };
        let after = until.checked_add_days(Days::new(1)).unwrap_or(until);
        let period = Period { from: start_of_day(from, zone), until: start_of_day(after, zone) };
        Ok(Self { from, until, period, zone, filter, reach })
    }

    /// The months of the span, each with its first and last day inside it.
    fn months(&self) -> Vec<(String, NaiveDate, NaiveDate)> {
        let mut months = Vec::new();
        let mut first = self.from;
        while first <= self.until {
            let next = first.with_day(1).and_then(|day| day.checked_add_months(Months::new(1)));
            let last = next.and_then(|day| day.pred_opt()).unwrap_or(self.until).min(self.until);
            months.push((month(first), first, last));
            let Some(next) = next else { break };
            first = next;
        }
        months
    }
}

fn month(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}

/// The rebound rates of a period: of all, by unit, by item and by month.
///
/// # Errors
/// As [`Span::read`].
pub async fn figures(app: &App, actor: &Actor, lang: Lang, query: ReboundQuery) -> Answer<ReboundFigures> {
    let db = app.store.read();
    let span = Span::read(app, &db, actor, &query).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let looked = looked(&db, &span).await?;
    let rates = rates(&looked);
    let line = |name: String, days: (NaiveDate, NaiveDate), sums: Option<&Sums>| ReboundLine {
        unit: None,
        item: None,
        month: None,
        name,
        from: days.0,
        until: days.1,
        rate: sums.map(Sums::rate).unwrap_or_default().into(),
    };
    let whole = (span.from, span.until);
    let (mut by_unit, mut by_item) = (Vec::new(), Vec::new());
    for (by, sums) in &rates {
        match by {
            By::Unit(id) => {
                let unit = book.unit(*id);
                let name = unit.as_ref().map_or_else(|| word("rebound-no-unit", lang), |unit| unit.name.clone());
                by_unit.push(ReboundLine { unit, ..line(name, whole, Some(sums)) });
            }
            By::Item(code) => {
                let edition = book.edition.as_ref().map(|(_, index)| index.as_ref());
                let item = code.as_deref().map(|code| book.item(edition, code));
                let name = item.as_ref().map_or_else(|| word("rebound-no-item", lang), |item| item.name.clone());
                by_item.push(ReboundLine { item, ..line(name, whole, Some(sums)) });
            }
            By::All | By::Month(_) => {}
        }
    }
    by_unit.sort_by(worse);
    by_item.sort_by(worse);
    let by_month = span.months().into_iter().map(|(month, first, last)| {
        let sums = rates.get(&By::Month(month.clone()));
        ReboundLine { month: Some(month.clone()), ..line(month, (first, last), sums) }
    });
    Ok(ReboundFigures {
        from: span.from,
        until: span.until,
        total: line(word("rebound-all", lang), whole, rates.get(&By::All)),
        by_unit,
        by_item,
        by_month: by_month.collect(),
        came_back: came_back(&db, &span).await?,
        watched: counted(app, &db, &span.reach, Some(span.filter.clone()), lang).await?,
        definition: word("rebound-rate-definition", lang),
    })
}

/// The highest rate first, then whoever was re-checked more often, then by name.
fn worse(a: &ReboundLine, b: &ReboundLine) -> std::cmp::Ordering {
    let figure = |line: &ReboundLine| -> (Option<_>, Option<_>) {
        let Figure { exact, denominator, .. } = &line.rate;
        (exact.clone(), denominator.clone())
    };
    figure(b).cmp(&figure(a)).then_with(|| a.name.cmp(&b.name))
}

/// The judged re-checks of the span within reach.
async fn looked(db: &impl ConnectionTrait, span: &Span) -> Answer<Vec<Looked>> {
    let made = re_check::judged_in(db, span.period).await?;
    let cases = within(db, span, made.iter().map(|one| one.case_id).collect()).await?;
    let looked = made.into_iter().filter_map(|one| {
        let case = cases.get(&one.case_id)?;
        Some(Looked {
            case_id: case.id,
            unit_id: case.unit_id,
            item_code: case.item_code.clone(),
            month: month(local_day(one.at, span.zone)),
            came_back: one.result == ReCheckResult::Rebounded,
        })
    });
    Ok(looked.collect())
}

/// Of these cases, those within the span's nodes and units, with no more of them than figures are made of.
async fn within(db: &impl ConnectionTrait, span: &Span, mut ids: Vec<CaseId>) -> Answer<HashMap<CaseId, Trace>> {
    ids.sort();
    ids.dedup();
    let mut found = HashMap::new();
    for chunk in ids.chunks(AT_ONCE) {
        let filter = CaseFilter { among: Some(chunk.to_vec()), ..span.filter.clone() };
        let traces = case::traces(db, &span.reach, &filter).await?;
        found.extend(traces.into_iter().map(|trace| (trace.id, trace)));
    }
    Ok(found)
}

/// How many closed cases came back for the first time in the span, whoever found it.
async fn came_back(db: &impl ConnectionTrait, span: &Span) -> Answer<u64> {
    // What was closed after the span came back after it as well.
    let closed = Period { from: DateTime::UNIX_EPOCH, until: span.period.until };
    let filter = CaseFilter {
        closed: Some(closed),
        watch: Some(wangge_storage::case::WatchFilter { bands: Vec::new(), came_back: true }),
        ..span.filter.clone()
    };
    let ids: Vec<CaseId> = case::traces(db, &span.reach, &filter).await?.into_iter().map(|trace| trace.id).collect();
    let when: HashMap<CaseId, Timestamp> = re_check::came_back_at(db, &ids).await?;
    let inside: BTreeMap<&CaseId, &Timestamp> = when.iter().filter(|(_, at)| span.period.contains(**at)).collect();
    Ok(many(inside.len()))
}

//! Rankings over periods one after another: the ranks of all units, and one unit's line with all its parts.

use wangge_domain::ids::UnitId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::ranking::{GroupRanking, RankedUnit, Scheme, rank, with_previous};
use wangge_domain::text::{Lang, render};
use wangge_storage::{ConnectionTrait, event};

use super::published::{self, Frozen};
use super::{Published, SchemesOf, Span, Standing, periods, ranks, unit_facts, view};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::unit::peer_group;
use crate::view::{
    Coded, Ref, TREND_PERIODS, TREND_PERIODS_MAX, Trend, TrendPlace, TrendQuery, TrendUnit, UnitPeriod, UnitStanding,
};

/// Standings of spans one after another, the earliest first, each with the movement against the one before.
async fn standings(app: &App, db: &impl ConnectionTrait, query: &TrendQuery) -> Answer<Vec<(Span, Standing)>> {
    let count = query.count.unwrap_or(TREND_PERIODS).clamp(1, TREND_PERIODS_MAX);
    let spans = spans(app, db, query.period.as_deref(), count).await?;
    let mut standings: Vec<(Span, Standing)> = Vec::with_capacity(spans.len());
    let mut earlier: Option<(Span, Vec<GroupRanking>)> = None;
    for span in spans {
        let (units, round) = unit_facts(app, db, &span).await?;
        let (before, places) = earlier.map_or_else(Default::default, |(span, groups)| (Some(span), ranks(&groups)));
        let schemes = SchemesOf::load(db, &span).await?;
        let groups = with_previous(rank(|group| schemes.of(group), &units), &places);
        earlier = Some((span.clone(), groups.clone()));
        standings.push((span, Standing { schemes, groups, round, before }));
    }
    let surplus = standings.len().saturating_sub(count as usize);
    standings.drain(..surplus);
    Ok(standings)
}

/// The span asked for and those of its kind before it, the earliest first, as far as the record goes back;
/// one more than asked for, so that the first has something to move against.
async fn spans(app: &App, db: &impl ConnectionTrait, period: Option<&str>, count: u32) -> Answer<Vec<Span>> {
    let since = event::first_at(db).await?;
    let mut spans = vec![Span::read(app, db, period, None, None).await?];
    while spans.len() <= count as usize {
        let Some(before) = spans[spans.len() - 1].before(db).await? else { break };
        if since.is_none_or(|since| before.period.until <= since) {
            break;
        }
        spans.push(before);
    }
    spans.reverse();
    Ok(spans)
}

/// The ranks of all units over periods.
///
/// # Errors
/// [`AppError::Invalid`] for a span that is none.
pub async fn trend(app: &App, actor: &Actor, lang: Lang, query: TrendQuery) -> Answer<Trend> {
    actor.may(Action::ViewRanking).ok_or(AppError::Forbidden(Action::ViewRanking))?;
    let db = app.store.read();
    let standings = standings(app, &db, &query).await?;
    let mut units: Vec<TrendUnit> = Vec::new();
    if let Some((_, last)) = standings.last() {
        let asked = |group: &&GroupRanking| query.group.as_ref().is_none_or(|code| *code == group.group);
        for group in last.groups.iter().filter(asked) {
            let lines = group.units.iter().map(|unit| &unit.unit).chain(group.excluded.iter().map(|of| &of.unit));
            units.extend(lines.map(|line| TrendUnit {
                unit: view::unit_ref(line, lang),
                group: group.group.clone(),
                places: standings.iter().map(|(_, then)| place(then, &group.group, line.unit_id)).collect(),
            }));
        }
    }
    units.sort_by(|a, b| a.unit.code.cmp(&b.unit.code));
    Ok(Trend { periods: standings.iter().map(|(span, _)| periods::named(span, lang)).collect(), units })
}

fn line<'a>(standing: &'a Standing, group: &str, unit: UnitId) -> Option<(&'a RankedUnit, u32)> {
    let group = standing.groups.iter().find(|of| of.group == group)?;
    let ranked = group.units.iter().find(|line| line.unit.unit_id == unit)?;
    Some((ranked, u32::try_from(group.units.len()).unwrap_or(u32::MAX)))
}

fn place(standing: &Standing, group: &str, unit: UnitId) -> Option<TrendPlace> {
    let (ranked, of) = line(standing, group, unit)?;
    Some(TrendPlace { rank: ranked.rank, of, total: view::total(ranked) })
}

/// One unit's line over periods, the latest first, with every part.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown unit, [`AppError::Invalid`] for a span that is none.
pub async fn unit(app: &App, actor: &Actor, lang: Lang, id: UnitId, query: TrendQuery) -> Answer<UnitStanding> {
    actor.may(Action::ViewRanking).ok_or(AppError::Forbidden(Action::ViewRanking))?;
    let db = app.store.read();
    let row = wangge_storage::unit::get(&db, id).await?.ok_or_else(|| AppError::not_found("unit", id))?;
    let standings = standings(app, &db, &query).await?;
    let last = standings.last().map(|(span, _)| span.last_week());
    let lists = match last.filter(|_| actor.may(Action::ViewBulletin).is_some()) {
        Some(week) => published::lists(&db, week).await?,
        None => Vec::new(),
    };
    let group: Option<Coded> = row.peer_group.as_deref().map(|code| peer_group(code, lang));
    let code = row.peer_group.unwrap_or_default();
    let scheme = standings.last().map_or_else(Scheme::suggested, |(_, standing)| standing.schemes.of(&code).clone());
    let at = |(span, standing): &(Span, Standing)| period(app, lang, &lists, span, standing, (&code, id));
    Ok(UnitStanding {
        unit: Ref::new(row.id, &row.code, row.name.get(lang)),
        group,
        scheme: view::scheme(&scheme, lang),
        periods: standings.iter().rev().map(at).collect(),
    })
}

fn period(
    app: &App,
    lang: Lang,
    lists: &[Frozen],
    span: &Span,
    standing: &Standing,
    (group, unit): (&str, UnitId),
) -> UnitPeriod {
    let published = Published {
        bulletin: span.as_week().and_then(|week| published::frozen(lists, week, &standing.groups)),
        streaks: published::streaks_until(lists, span.last_week()),
    };
    let of = standing.groups.iter().find(|of| of.group == group);
    let excluded = of.and_then(|of| of.excluded.iter().find(|line| line.unit.unit_id == unit));
    let streak = published.streaks.get(&(group.to_owned(), unit)).copied();
    UnitPeriod {
        period: view::period(app.now(), standing, span, &published, lang),
        of: of.map_or(0, |of| u32::try_from(of.units.len()).unwrap_or(u32::MAX)),
        row: line(standing, group, unit).map(|(ranked, _)| view::row(ranked, streak, lang)),
        reason: excluded.map(|line| render(&line.why, lang)),
    }
}

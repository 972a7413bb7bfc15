//! The statistics table 处理统计表: on the screen, the cases behind each figure, and as a file.

mod facts;
mod file;

use std::collections::BTreeSet;

use wangge_domain::figure::{Exact, Figure};
use wangge_domain::ids::CaseId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::statistics::{CaseSets, StatisticsColumn, StatisticsGroup, UnitStatistics, grouped};
use wangge_domain::text::{Lang, Message, word};
use wangge_storage::case;

use crate::case::summaries;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::ranking::{Span, named};
use crate::reading::{Wordbook, reach};
use crate::unit::peer_group;
use crate::view::{
    CaseSummary, Coded, List, Ref, Statistics, StatisticsCaseQuery, StatisticsColumnView, StatisticsGroupView,
    StatisticsQuery, StatisticsRow,
};

pub use file::file;

/// How the units without a peer group are asked for.
const NO_GROUP: &str = "-";

/// The statistics of a period. Figures do not depend on who asks.
///
/// # Errors
/// [`AppError::Forbidden`] for those who may not see rankings; [`AppError::Invalid`] for a span or a group that is none.
pub async fn show(app: &App, actor: &Actor, lang: Lang, query: &StatisticsQuery) -> Answer<Statistics> {
    actor.may(Action::ViewRanking).ok_or(AppError::Forbidden(Action::ViewRanking))?;
    let db = app.store.read();
    let span = Span::read(app, &db, query.period.as_deref(), query.from, query.until).await?;
    let units = within(facts::units(app, &db, &span).await?, query.group.as_deref())?;
    let (groups, total) = grouped(units);
    let now = app.now();
    Ok(Statistics {
        period: named(&span, lang),
        over: span.period.until <= now,
        made_at: now,
        made_by: actor.name.clone(),
        columns: StatisticsColumn::ALL.iter().map(|column| column_view(*column, lang)).collect(),
        rules: word("statistics-rules", lang),
        groups: groups.iter().map(|group| group_view(group, lang)).collect(),
        total: figures(&total),
    })
}

/// The cases a figure was counted from, in the order they were reported: of a unit, of a peer group, or of all. Cases
/// outside the actor's reach are not shown, though they count.
///
/// # Errors
/// As [`show`]; [`AppError::NotFound`] for an unknown unit.
pub async fn cases(app: &App, actor: &Actor, lang: Lang, query: StatisticsCaseQuery) -> Answer<List<CaseSummary>> {
    actor.may(Action::ViewRanking).ok_or(AppError::Forbidden(Action::ViewRanking))?;
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewCase).await?;
    let span = Span::read(app, &db, query.period.as_deref(), query.from, query.until).await?;
    let mut units = within(facts::units(app, &db, &span).await?, query.group.as_deref())?;
    if let Some(unit) = query.unit {
        units.retain(|line| line.unit.unit_id == unit);
        if units.is_empty() {
            return Err(AppError::not_found("unit", unit));
        }
    }
    let ids: BTreeSet<CaseId> = units.iter().flat_map(|unit| unit.sets.cases(query.count)).collect();
    let ids: Vec<CaseId> = ids.into_iter().collect();
    let mut found = case::get_many(&db, &reach, &ids).await?;
    found.sort_by_key(|case| (case.reported_at, case.id));
    let book = Wordbook::open(app, &db, lang).await?;
    Ok(List::whole(summaries(app, &db, actor, &book, &found).await?))
}

/// The units of a peer group, or all of them.
fn within(mut units: Vec<UnitStatistics>, group: Option<&str>) -> Answer<Vec<UnitStatistics>> {
    let Some(group) = group else { return Ok(units) };
    units.retain(|unit| unit.peer_group.as_deref().unwrap_or(NO_GROUP) == group);
    if units.is_empty() && group != NO_GROUP {
        return Err(AppError::invalid("/group", Message::new("statistics-group-unknown").arg("group", group)));
    }
    Ok(units)
}

fn column_view(column: StatisticsColumn, lang: Lang) -> StatisticsColumnView {
    StatisticsColumnView {
        code: column.code().to_owned(),
        name: word(column.key(), lang),
        definition: word(&format!("statistics-definition-{}", column.code()), lang),
        counts: match column {
            StatisticsColumn::Count(count) => vec![count],
            StatisticsColumn::Rate(rate) => vec![rate.parts().0, rate.parts().1],
        },
    }
}

fn group_view(group: &StatisticsGroup, lang: Lang) -> StatisticsGroupView {
    let none = || Coded::new(NO_GROUP, word("statistics-no-group", lang));
    let Coded { code, name } = group.group.as_deref().map_or_else(none, |code| peer_group(code, lang));
    let row = |unit: &UnitStatistics| StatisticsRow {
        unit: Ref::new(unit.unit.unit_id, &unit.unit.code, unit.unit.name.get(lang)),
        figures: figures(&unit.sets),
    };
    StatisticsGroupView { code, name, rows: group.units.iter().map(row).collect(), total: figures(&group.total) }
}

/// A figure a column.
fn figures(sets: &CaseSets) -> Vec<Figure> {
    let figure = |column: &StatisticsColumn| match column {
        StatisticsColumn::Count(count) => Figure::of(Some(&Exact::from(sets.count(*count))), 0),
        StatisticsColumn::Rate(rate) => {
            let rate = sets.rate(*rate);
            Figure::per_hundred(&Exact::from(rate.numerator), &Exact::from(rate.denominator), 2)
        }
    };
    StatisticsColumn::ALL.iter().map(figure).collect()
}

//! Units 单位 and their first responsible persons.

use std::collections::HashMap;

use wangge_domain::figure::Figure;
use wangge_domain::ids::UnitId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{self, Lang};
use wangge_domain::time::{IsoWeek, local_day};
use wangge_domain::unit::{Unit, UnitHead};
use wangge_storage::case::{self, CaseFilter};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, unit};

use crate::case::state_counts;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::ranking::{self, Span};
use crate::reading::{Wordbook, reach, shown};
use crate::view::{Coded, Head, List, UnitDetail, UnitQuery, UnitRankingLine, UnitSummary};

/// How many past weeks of ranking a unit's page shows.
const WEEKS_SHOWN: usize = 4;

/// A peer group by name: the usual ones are worded in both languages, any other is shown as the office wrote it.
pub fn peer_group(code: &str, lang: Lang) -> Coded {
    let key = format!("bulletin-group-{code}");
    Coded::new(code, if text::knows(&key, lang) { text::word(&key, lang) } else { code.to_owned() })
}

/// Open and overdue cases by unit, of those within reach.
///
/// # Errors
/// When the store fails.
pub async fn open_by_unit(app: &App, db: &impl ConnectionTrait, actor: &Actor) -> Answer<HashMap<UnitId, (u64, u64)>> {
    let mut open: HashMap<UnitId, (u64, u64)> = HashMap::new();
    let Some(granted) = actor.may(Action::ViewCase) else { return Ok(open) };
    let cases = Reach::of(db, &granted).await?;
    for standing in case::standings(db, &cases, app.now()).await? {
        if let Some(unit) = standing.unit_id {
            let counts = open.entry(unit).or_default();
            counts.0 += shown(standing.open);
            counts.1 += shown(standing.overdue);
        }
    }
    Ok(open)
}

/// The units within reach, by code.
///
/// # Errors
/// When the store fails.
pub async fn list(app: &App, actor: &Actor, lang: Lang, query: UnitQuery) -> Answer<List<UnitSummary>> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewGrid).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let today = local_day(app.now(), crate::campaign::load(&db).await?.tz());
    let heads = unit::heads_on(&db, today).await?;
    let open = open_by_unit(app, &db, actor).await?;
    let wanted = |unit: &Unit| {
        let of_group = query.group.is_none() || query.group == unit.peer_group;
        of_group && query.q.as_deref().is_none_or(|q| named(q, &[&unit.code, &unit.name.zh, &unit.name.en]))
    };
    let units = unit::list(&db, &reach).await?;
    let items = units.iter().filter(|unit| wanted(unit)).map(|unit| summary(unit, &book, &heads, &open)).collect();
    Ok(List::whole(items))
}

/// Whether one of the texts contains what is sought; letters count the same large and small.
pub fn named(sought: &str, texts: &[&str]) -> bool {
    let sought = sought.trim().to_lowercase();
    texts.iter().any(|text| text.to_lowercase().contains(&sought))
}

fn summary(unit: &Unit, book: &Wordbook, heads: &[UnitHead], open: &HashMap<UnitId, (u64, u64)>) -> UnitSummary {
    let (open, overdue) = open.get(&unit.id).copied().unwrap_or_default();
    let head = heads.iter().find(|head| head.unit_id == unit.id);
    UnitSummary {
        id: unit.id,
        code: unit.code.clone(),
        name: unit.name.get(book.lang).to_owned(),
        class: unit.class,
        class_name: unit.class.wording(book.lang),
        peer_group: unit.peer_group.as_deref().map(|code| peer_group(code, book.lang)),
        head: head.and_then(|head| book.person(head.person_id)),
        open,
        overdue,
    }
}

/// Who was and is first responsible person of a unit, the latest first.
pub fn history(heads: &[UnitHead], unit: UnitId, book: &Wordbook) -> Vec<Head> {
    let mut own: Vec<&UnitHead> = heads.iter().filter(|head| head.unit_id == unit).collect();
    own.sort_by_key(|head| std::cmp::Reverse(head.since));
    let view =
        |head: &UnitHead| Some(Head { person: book.person(head.person_id)?, since: head.since, until: head.until });
    own.into_iter().filter_map(view).collect()
}

/// A unit with its heads, cases and places in the latest weekly rankings.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's reach.
pub async fn show(app: &App, actor: &Actor, lang: Lang, id: UnitId) -> Answer<UnitDetail> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewGrid).await?;
    let unit = unit::list(&db, &reach).await?.into_iter().find(|unit| unit.id == id);
    let unit = unit.ok_or_else(|| AppError::not_found("unit", id))?;
    let book = Wordbook::open(app, &db, lang).await?;
    let today = local_day(app.now(), crate::campaign::load(&db).await?.tz());
    let heads = unit::heads(&db).await?;
    let now: Vec<UnitHead> = heads.iter().filter(|head| head.holds_on(today)).cloned().collect();
    let open = open_by_unit(app, &db, actor).await?;
    let filter = CaseFilter { units: vec![id], ..CaseFilter::default() };
    let counted = match actor.may(Action::ViewCase) {
        Some(granted) => case::count_by_state(&db, &Reach::of(&db, &granted).await?, &filter).await?,
        None => Vec::new(),
    };
    Ok(UnitDetail {
        unit: summary(&unit, &book, &now, &open),
        head_history: history(&heads, id, &book),
        node: unit.node_id.map(|node| book.node(Some(node))),
        cases: state_counts(&counted, lang),
        rankings: rankings(app, actor, &unit, IsoWeek::of(today)).await?,
    })
}

/// The unit's places in the rankings of the present week and those before it.
async fn rankings(app: &App, actor: &Actor, unit: &Unit, this: IsoWeek) -> Answer<Vec<UnitRankingLine>> {
    let mut lines = Vec::new();
    if actor.may(Action::ViewRanking).is_none() || unit.peer_group.is_none() {
        return Ok(lines);
    }
    let db = app.store.read();
    let mut week = this;
    for _ in 0..WEEKS_SHOWN {
        let ranked = ranking::standing(app, &db, &Span::week(&db, week).await?).await?;
        let group = ranked.groups.iter().find(|group| Some(&group.group) == unit.peer_group.as_ref());
        if let Some(group) = group {
            let own = group.units.iter().find(|line| line.unit.unit_id == unit.id);
            lines.push(UnitRankingLine {
                period: format!("week:{week}"),
                rank: own.map(|line| line.rank),
                total: Figure::of(own.map(|line| &line.composite), 2),
                of: group.units.len() as u64,
            });
        }
        week = week.previous();
    }
    Ok(lines)
}

//! Units 单位 and their first responsible persons.

mod edit;
mod heads;

use std::collections::HashMap;

use wangge_domain::figure::Figure;
use wangge_domain::grid::Node;
use wangge_domain::ids::UnitId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::site::Site;
use wangge_domain::text::{self, Lang};
use wangge_domain::time::{IsoWeek, local_day};
use wangge_domain::unit::{Unit, UnitHead};
use wangge_storage::case::{self, CaseFilter};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, unit};

use crate::case::state_counts;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::node::Around;
use crate::paging::page;
use crate::ranking::{self, Span};
use crate::reading::{Wordbook, many, reach, shown};
use crate::site::Standings;
use crate::view::{Coded, Head, List, Ref, UnitDetail, UnitNode, UnitQuery, UnitRankingLine, UnitSort, UnitSummary};

/// How many past weeks of ranking a unit's page shows.
const WEEKS_SHOWN: usize = 4;

/// How many nodes and sites a unit's page shows.
const ROWS_SHOWN: usize = 200;

pub use edit::amend;
pub use heads::{appoint, depart, take_back};

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
        let head = head_of(&heads, &book, unit.id).map_or(String::new(), |head| head.name);
        (unit.active || query.retired)
            && (query.group.is_none() || query.group == unit.peer_group)
            && query.class.is_none_or(|class| class == unit.class)
            && query.q.as_deref().is_none_or(|q| named(q, &[&unit.code, &unit.name.zh, &unit.name.en, &head]))
    };
    let units = unit::list(&db, &reach).await?;
    let found = units.iter().filter(|unit| wanted(unit)).map(|unit| {
        let counts = open.get(&unit.id).copied().unwrap_or_default();
        (sort_key(query.sort.unwrap_or_default(), unit, counts, lang), unit)
    });
    Ok(page(found.collect(), query.cursor.as_deref(), query.limit, |unit| summary(unit, &book, &heads, &open)))
}

/// The key a unit stands by; its code makes it the unit's own.
fn sort_key(sort: UnitSort, unit: &Unit, (open, overdue): (u64, u64), lang: Lang) -> String {
    let most_first = |count: u64| format!("{:020}", u64::MAX - count);
    let first = match sort {
        UnitSort::Code => String::new(),
        UnitSort::Name => unit.name.get(lang).to_owned(),
        UnitSort::Open => most_first(open),
        UnitSort::Overdue => most_first(overdue),
    };
    format!("{first}\u{1}{}", unit.code)
}

/// The first responsible person of a unit among terms that hold today.
fn head_of(heads: &[UnitHead], book: &Wordbook, unit: UnitId) -> Option<Ref> {
    heads.iter().find(|head| head.unit_id == unit).and_then(|head| book.person(head.person_id))
}

/// Whether one of the texts contains what is sought; letters count the same large and small.
pub fn named(sought: &str, texts: &[&str]) -> bool {
    let sought = sought.trim().to_lowercase();
    texts.iter().any(|text| text.to_lowercase().contains(&sought))
}

fn summary(unit: &Unit, book: &Wordbook, heads: &[UnitHead], open: &HashMap<UnitId, (u64, u64)>) -> UnitSummary {
    let (open, overdue) = open.get(&unit.id).copied().unwrap_or_default();
    let answers = book.register.nodes.values().filter(|node| node.active && node.unit_id == Some(unit.id));
    UnitSummary {
        id: unit.id,
        code: unit.code.clone(),
        name: unit.name.get(book.lang).to_owned(),
        class: unit.class,
        class_name: unit.class.wording(book.lang),
        peer_group: unit.peer_group.as_deref().map(|code| peer_group(code, book.lang)),
        head: head_of(heads, book, unit.id),
        open,
        overdue,
        node_count: many(answers.count()),
        active: unit.active,
        version: unit.version,
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
    let own: Vec<&Site> = own_sites(&book, id);
    let standings = Standings::load(app, &db, actor).await?;
    let people = book.register.people.values().filter(|person| person.active && person.unit_id == Some(id));
    Ok(UnitDetail {
        unit: summary(&unit, &book, &now, &open),
        wording: unit.name.clone(),
        parent: book.unit(unit.parent_id),
        nodes: own_nodes(app, &db, &book, id).await?,
        site_count: many(own.len()),
        sites: own.iter().take(ROWS_SHOWN).map(|site| standings.summary(&book, site)).collect(),
        person_count: many(people.count()),
        head_history: history(&heads, id, &book),
        node: unit.node_id.map(|node| book.node(Some(node))),
        cases: state_counts(&counted, lang),
        rankings: rankings(app, actor, &unit, IsoWeek::of(today)).await?,
    })
}

/// The sites a unit is responsible for, by code.
fn own_sites(book: &Wordbook, unit: UnitId) -> Vec<&Site> {
    let mut own: Vec<&Site> =
        book.register.sites.values().filter(|site| site.active && site.unit_id == Some(unit)).collect();
    own.sort_by(|a, b| a.code.cmp(&b.code));
    own
}

/// The nodes a unit answers for, parents before children.
async fn own_nodes(app: &App, db: &impl ConnectionTrait, book: &Wordbook, unit: UnitId) -> Answer<Vec<UnitNode>> {
    let mut own: Vec<Node> =
        book.register.nodes.values().filter(|n| n.active && n.unit_id == Some(unit)).cloned().collect();
    own.sort_by(|a, b| a.path.cmp(&b.path));
    own.truncate(ROWS_SHOWN);
    let around = Around::load(app, db, book, &own).await?;
    let view = |node: &Node| {
        let summary = around.summary(book, node);
        UnitNode {
            node: book.node(Some(node.id)),
            level_name: summary.level_name,
            leader: summary.leader,
            complete: summary.complete,
        }
    };
    Ok(own.iter().map(view).collect())
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

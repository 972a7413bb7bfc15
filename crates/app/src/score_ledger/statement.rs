//! Statements 对账单: what units come to in a month, and the entries behind it.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, Months, NaiveDate};
use wangge_domain::figure::{Exact, competition_rank};
use wangge_domain::ids::UnitId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::score_ledger::{Scoring, Statement, statement};
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::{Period, local_day};
use wangge_domain::unit::Unit;
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, score_ledger as store};

use super::facts::Pricing;
use super::list::{scheme_name, signed, views};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::ranking::first_of_month;
use crate::reading::{Register, reach, reckoned};
use crate::unit::peer_group;
use crate::view::{
    Coded, Ref, StatementGroup, StatementList, StatementQuery, StatementRow, StatementSum, StatementView,
};

/// A month by its days.
struct Month {
    name: String,
    first: NaiveDate,
    last: NaiveDate,
    over: bool,
}

impl Month {
    fn read(text: Option<&str>, today: NaiveDate) -> Answer<Self> {
        let wrong = || AppError::invalid("/month", Message::new("score-month-invalid"));
        let name = text.map_or_else(|| store::month_of(today), str::to_owned);
        let first = first_of_month(&name).ok_or_else(wrong)?;
        reckoned("/month", Some(first))?;
        let last = first + Months::new(1) - Days::new(1);
        Ok(Self { name, first, last, over: last < today })
    }
}

/// What each unit comes to between two days, by the scheme in force for its peer group on the first of them; units without
/// rules that give or take points are missing.
///
/// # Errors
/// When the store fails.
async fn between(
    db: &impl ConnectionTrait,
    pricing: &Pricing,
    units: &HashMap<UnitId, Unit>,
    (first, last): (NaiveDate, NaiveDate),
    only: Option<UnitId>,
) -> Answer<HashMap<UnitId, Statement>> {
    let mut entered: HashMap<UnitId, Vec<(String, String, u64, Exact)>> = HashMap::new();
    for sum in store::sums(db, (first, last), only).await? {
        entered.entry(sum.unit_id).or_default().push((sum.rule_code, sum.month, sum.count, sum.sum));
    }
    let wanted = units.values().filter(|unit| only.is_none_or(|only| only == unit.id));
    let statements = wanted.filter_map(|unit| {
        let scoring: &Scoring = pricing.edition(unit.id, first)?.scheme.scoring.as_ref()?;
        Some((unit.id, statement(scoring, entered.remove(&unit.id).unwrap_or_default())))
    });
    Ok(statements.collect())
}

/// What each unit comes to over a period, for rankings.
///
/// # Errors
/// When the store fails.
pub async fn scores(app: &App, db: &impl ConnectionTrait, period: Period) -> Answer<HashMap<UnitId, Exact>> {
    let pricing = Pricing::load(app, db).await?;
    if pricing.schemes.scored_since().is_none() {
        return Ok(HashMap::new());
    }
    let register = Register::load(app, db).await?;
    let first = local_day(period.from, pricing.zone);
    let last = local_day(period.until, pricing.zone) - Days::new(1);
    let found = between(db, &pricing, &register.units, (first, last.max(first)), None).await?;
    Ok(found.into_iter().map(|(unit, statement)| (unit, statement.total)).collect())
}

/// The units whose ledger an actor sees.
async fn seen(app: &App, db: &impl ConnectionTrait, reach: &Reach) -> Answer<HashMap<UnitId, Unit>> {
    let register = Register::load(app, db).await?;
    let answering = |unit: &Unit| {
        let mut nodes = register.nodes.values().filter(|node| node.unit_id == Some(unit.id));
        nodes.any(|node| reach.paths.iter().any(|path| node.path.starts_with(path.as_str())))
    };
    let seen = register.units.values().filter(|unit| reach.all || reach.units.contains(&unit.id) || answering(unit));
    Ok(seen.map(|unit| (unit.id, unit.clone())).collect())
}

/// What all units within reach come to in a month, by peer group.
///
/// # Errors
/// [`AppError::Forbidden`] for those who see no ledger; [`AppError::Invalid`] for a month that is none.
pub async fn statements(app: &App, actor: &Actor, lang: Lang, query: StatementQuery) -> Answer<StatementList> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewScoreLedger).await?;
    let pricing = Pricing::load(app, &db).await?;
    let month = Month::read(query.month.as_deref(), local_day(app.now(), pricing.zone))?;
    // Places are those among all units of the group, whoever asks; shown are those within reach.
    let register = Register::load(app, &db).await?;
    let units = &register.units;
    let seen = seen(app, &db, &reach).await?;
    let found = between(&db, &pricing, units, (month.first, month.last), None).await?;
    let mut groups: BTreeMap<&str, Vec<(&Unit, &Statement)>> = BTreeMap::new();
    for (id, statement) in &found {
        if let Some((unit, group)) = units.get(id).and_then(|unit| Some((unit, pricing.groups.get(id)?))) {
            groups.entry(group).or_default().push((unit, statement));
        }
    }
    let view = |(code, mut rows): (&str, Vec<(&Unit, &Statement)>)| {
        rows.sort_by(|(a, x), (b, y)| y.total.cmp(&x.total).then_with(|| a.code.cmp(&b.code)));
        let ranks = competition_rank(&rows, |(_, statement)| statement.total.clone());
        let edition = pricing.schemes.for_group(code, month.first, pricing.chosen.as_deref());
        StatementGroup {
            group: peer_group(code, lang),
            scheme: edition.map_or_else(String::new, |edition| {
                scheme_name(Some(edition.scheme.name.get(lang)), edition.edition, lang)
            }),
            rows: rows
                .iter()
                .zip(ranks)
                .filter(|((unit, _), _)| seen.contains_key(&unit.id))
                .map(|((unit, statement), rank)| row(unit, statement, rank, lang))
                .collect(),
        }
    };
    let groups = groups.into_iter().map(view).filter(|group| !group.rows.is_empty()).collect();
    Ok(StatementList { month: month.name, over: month.over, groups })
}

fn row(unit: &Unit, statement: &Statement, rank: u32, lang: Lang) -> StatementRow {
    let part = |wanted: fn(&Exact) -> bool| -> Exact {
        statement.sums.iter().map(|sum| &sum.counted).filter(|counted| wanted(counted)).sum()
    };
    StatementRow {
        unit: Ref::new(unit.id, &unit.code, unit.name.get(lang)),
        rank,
        base: statement.base.to_string(),
        gained: signed(&part(|counted| *counted > Exact::ZERO)),
        lost: signed(&part(Exact::is_negative)),
        total: statement.total.to_string(),
        entries: statement.sums.iter().map(|sum| sum.count).sum(),
    }
}

/// The statement of a unit for a month, with every entry.
///
/// # Errors
/// [`AppError::NotFound`] for a unit outside the reader's reach; [`AppError::Invalid`] for a month that is none.
pub async fn show(app: &App, actor: &Actor, lang: Lang, unit: UnitId, query: StatementQuery) -> Answer<StatementView> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewScoreLedger).await?;
    let units = seen(app, &db, &reach).await?;
    let known = units.get(&unit).ok_or_else(|| AppError::not_found("unit", unit))?;
    let pricing = Pricing::load(app, &db).await?;
    let month = Month::read(query.month.as_deref(), local_day(app.now(), pricing.zone))?;
    let filter = store::EntryFilter {
        unit: Some(unit),
        from: Some(month.first),
        until: Some(month.last),
        ..store::EntryFilter::default()
    };
    let mut entries = store::list(&db, &reach, &filter, u64::from(u32::MAX)).await?;
    entries.reverse();
    let names: BTreeMap<String, String> =
        entries.iter().map(|entry| (entry.rule_code.clone(), entry.rule_name.get(lang).to_owned())).collect();
    let edition = pricing.edition(unit, month.first);
    let scoring = edition.and_then(|edition| edition.scheme.scoring.as_ref());
    let found = between(&db, &pricing, &units, (month.first, month.last), Some(unit)).await?.remove(&unit);
    let cap = |code: &str| scoring?.rules.iter().find(|rule| rule.code == code)?.cap.as_ref().map(Exact::to_string);
    let sums = found.iter().flat_map(|statement| &statement.sums).filter(|sum| sum.count > 0 || !sum.sum.is_zero());
    let sums = sums.map(|sum| StatementSum {
        rule: Coded::new(&sum.rule_code, names.get(&sum.rule_code).cloned().unwrap_or_default()),
        count: sum.count,
        sum: signed(&sum.sum),
        counted: signed(&sum.counted),
        cap: cap(&sum.rule_code),
    });
    let bound = |bound: &Option<Exact>| bound.as_ref().map_or_else(|| "—".to_owned(), Exact::to_string);
    Ok(StatementView {
        unit: Ref::new(known.id, &known.code, known.name.get(lang)),
        group: known.peer_group.as_deref().map(|group| peer_group(group, lang)),
        over: month.over,
        scheme: edition
            .filter(|edition| edition.scheme.scoring.is_some())
            .map(|edition| scheme_name(Some(edition.scheme.name.get(lang)), edition.edition, lang)),
        base: found.as_ref().map_or_else(|| "—".to_owned(), |statement| statement.base.to_string()),
        sums: sums.collect(),
        bounds: scoring
            .filter(|scoring| scoring.least.is_some() || scoring.most.is_some())
            .map(|scoring| format!("{}–{}", bound(&scoring.least), bound(&scoring.most))),
        total: found.as_ref().map_or_else(|| "—".to_owned(), |statement| statement.total.to_string()),
        entries: views(app, &db, (actor, lang), &pricing, entries).await?,
        month: month.name,
    })
}

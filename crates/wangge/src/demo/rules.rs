//! The demonstration's routing rules: before the four a campaign begins with, one of them pointing to a unit that was
//! closed since, and one that follows another from a coming day.

use std::collections::HashMap;

use anyhow::{Context, Result};
use chrono::{Days, NaiveDate, NaiveTime};
use serde::Deserialize;
use wangge_app::view::{AmendUnit, ImportKind, ImportQuery, SaveRules};
use wangge_app::{App, import, routing, unit};
use wangge_domain::case::Source;
use wangge_domain::deadline::Season;
use wangge_domain::ids::{NodeId, UnitId};
use wangge_domain::permission::Actor;
use wangge_domain::routing::{Conditions, HourSpan, RoutingRule, Rule};
use wangge_domain::text::{Lang, Wording};

/// The rules of `routing.toml`.
#[derive(Clone, Debug, Deserialize)]
pub struct Routing {
    /// A unit that took cases once and was closed since.
    pub closed_unit: ClosedUnit,
    /// The rules in their order.
    #[serde(rename = "rule")]
    pub rules: Vec<GivenRule>,
}

/// A unit that is closed.
#[derive(Clone, Debug, Deserialize)]
pub struct ClosedUnit {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Wording,
}

/// A rule with codes for things.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenRule {
    name: String,
    target: Option<RoutingRule>,
    unit: Option<String>,
    #[serde(default)]
    assisting: Vec<String>,
    #[serde(default)]
    types: Vec<String>,
    #[serde(default)]
    groups: Vec<String>,
    #[serde(default)]
    nodes: Vec<String>,
    #[serde(default)]
    sources: Vec<Source>,
    #[serde(default)]
    weekdays: Vec<u32>,
    hours: Option<[String; 2]>,
    season: Option<[String; 2]>,
    from_in: Option<u64>,
    until_in: Option<u64>,
    #[serde(default)]
    basis: String,
}

/// Brings in the unit that is to be closed, keeps the rules before those there are, and then closes the unit.
///
/// # Errors
/// When a use case refuses or the store fails.
pub(super) async fn keep(app: &App, system: &Actor, office: &Actor, content: &Routing, today: NaiveDate) -> Result<()> {
    let closed = &content.closed_unit;
    let file = format!(
        "单位编码,单位名称,英文名称,单位类别\n{},{},{},enterprise\n",
        closed.code, closed.name.zh, closed.name.en
    );
    let query = ImportQuery { filename: "新增单位.csv".to_owned(), ..ImportQuery::default() };
    let report = import::apply(app, system, Lang::Zh, ImportKind::Units, query, file.as_bytes()).await?;
    anyhow::ensure!(report.applied, "{:?}", report.faults);
    let db = app.store.read();
    let units = wangge_storage::unit::all(&db).await?.into_iter().map(|unit| (unit.code, unit.id)).collect();
    let nodes = wangge_storage::node::all(&db).await?.into_iter().map(|node| (node.code, node.id)).collect();
    let known = Known { units, nodes };
    let there = routing::show(app, office, Lang::Zh).await?;
    let mut rules = Vec::new();
    for given in &content.rules {
        rules.push(known.rule(app, given, today)?);
    }
    rules.extend(there.rules.into_iter().map(|view| view.rule));
    let command = SaveRules { rules, territory_assists: there.territory_assists };
    routing::save(app, office, Lang::Zh, there.version, command).await?;
    let id = known.unit(&closed.code)?;
    let command = AmendUnit { name: None, class: None, peer_group: None, active: Some(false) };
    unit::amend(app, office, Lang::Zh, id, 1, command).await?;
    Ok(())
}

/// Units and nodes by their codes.
struct Known {
    units: HashMap<String, UnitId>,
    nodes: HashMap<String, NodeId>,
}

impl Known {
    fn unit(&self, code: &str) -> Result<UnitId> {
        self.units.get(code).copied().with_context(|| code.to_owned())
    }

    fn rule(&self, app: &App, given: &GivenRule, today: NaiveDate) -> Result<Rule> {
        let nodes = given.nodes.iter().map(|code| self.nodes.get(code).copied().with_context(|| code.clone()));
        Ok(Rule {
            id: app.new_id(),
            name: given.name.clone(),
            enabled: true,
            from: given.from_in.map(|days| today + Days::new(days)),
            until: given.until_in.map(|days| today + Days::new(days)),
            conditions: Conditions {
                groups: given.groups.clone(),
                site_types: given.types.clone(),
                nodes: nodes.collect::<Result<_>>()?,
                sources: given.sources.clone(),
                weekdays: given.weekdays.clone(),
                hours: given.hours.as_ref().map(hours).transpose()?,
                season: given.season.as_ref().map(season).transpose()?,
                ..Conditions::default()
            },
            target: given.target.unwrap_or(RoutingRule::NamedUnit),
            unit_id: given.unit.as_deref().map(|code| self.unit(code)).transpose()?,
            assisting: given.assisting.iter().map(|code| self.unit(code)).collect::<Result<_>>()?,
            basis: given.basis.clone(),
        })
    }
}

fn hours([from, until]: &[String; 2]) -> Result<HourSpan> {
    let time = |text: &String| NaiveTime::parse_from_str(text, "%H:%M").with_context(|| text.clone());
    Ok(HourSpan { from: time(from)?, until: time(until)? })
}

fn season([from, until]: &[String; 2]) -> Result<Season> {
    Ok(Season { from: from.parse()?, until: until.parse()? })
}

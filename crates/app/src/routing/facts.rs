//! What routing asks about a problem, from the register as it stands.

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use wangge_domain::case::{Case, Source};
use wangge_domain::duty_change::{DutyChange, DutyPart, DutySubject, foresee};
use wangge_domain::ids::{NodeId, UnitId};
use wangge_domain::ownership::Ownership;
use wangge_domain::routing::{
    DepartmentFact, DutyFact, DutyPlan, NodeFact, OwnershipFact, RoutingFacts, RuleTable, UnitRef,
};
use wangge_domain::site::Site;
use wangge_domain::standard::{Edition, EditionIndex, Item};
use wangge_domain::text::Lang;
use wangge_domain::time::{Timestamp, local_day};

use crate::reading::Register;

/// When a problem was seen and on which day it is sent, both local.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moments {
    /// When it was seen.
    pub seen: NaiveDateTime,
    /// The day it is sent.
    pub on: NaiveDate,
}

impl Moments {
    /// Of a problem seen at one moment and sent at another.
    pub fn of(seen: Timestamp, sent: Timestamp, zone: Tz) -> Self {
        Self { seen: seen.with_timezone(&zone).naive_local(), on: local_day(sent, zone) }
    }
}

/// A problem: at a site or at a bare place, with an item or without.
#[derive(Clone, Copy, Debug, Default)]
pub struct Problem<'a> {
    /// The edition its item belongs to.
    pub edition: Option<&'a EditionIndex>,
    /// The code of the item.
    pub item: Option<&'a str>,
    /// The site.
    pub site: Option<&'a Site>,
    /// The site's ownership records, in force or not.
    pub ownerships: &'a [Ownership],
    /// The planned duty changes of whatever nodes and sites, where a day to come is asked about: sent today, a case goes by
    /// who answers today.
    pub duties: &'a [DutyChange],
    /// The nodes that contain it, from the district down.
    pub chain: &'a [NodeId],
    /// How it came to be known.
    pub source: Option<Source>,
    /// When.
    pub moments: Moments,
}

impl<'a> Problem<'a> {
    /// The problem of a case, sent now.
    pub fn of_case(case: &'a Case, sent: Timestamp, zone: Tz) -> Self {
        Self {
            item: case.item_code.as_deref(),
            source: Some(case.source),
            moments: Moments::of(case.reported_at, sent, zone),
            ..Self::default()
        }
    }
}

/// The facts of a problem for a table.
pub fn facts(register: &Register, lang: Lang, table: &RuleTable, problem: &Problem<'_>) -> RoutingFacts {
    let unit_ref = |id: UnitId| {
        let unit = register.units.get(&id)?;
        Some(UnitRef { id, name: unit.name.get(lang).to_owned(), active: unit.active })
    };
    let item = problem.item.zip(problem.edition).and_then(|(code, index)| index.item_by_code(code));
    let groups = item.zip(problem.edition).map(|(item, index)| groups(index.edition(), item)).unwrap_or_default();
    let owned = |record: &Ownership| {
        Some(OwnershipFact {
            item_code: record.item_code.clone(),
            unit: unit_ref(record.unit_id)?,
            basis: record.basis.clone(),
            validity: record.validity,
        })
    };
    let usable = |id: UnitId| register.units.get(&id).is_some_and(|unit| unit.active);
    let fact = |change: &DutyChange| DutyFact {
        from: change.effective_on,
        unit: change.unit_id.and_then(unit_ref),
        basis: change.basis.clone(),
    };
    let answering = |subject: DutySubject, standing: Option<UnitId>| {
        let of = (subject, DutyPart::Answering);
        let seen = foresee(of, standing, problem.duties, problem.moments.on, &usable);
        let plan = DutyPlan { since: seen.since.map(fact), next: seen.next.map(fact) };
        (seen.unit_id.and_then(unit_ref), plan)
    };
    let node = |id: &NodeId| {
        let node = register.nodes.get(id)?;
        let (unit, plan) = answering(DutySubject::Node(node.id), node.unit_id);
        Some(NodeFact { node_id: node.id, name: node.name.get(lang).to_owned(), unit, plan })
    };
    let (site_unit, site_plan) =
        problem.site.map_or_else(Default::default, |site| answering(DutySubject::Site(site.id), site.unit_id));
    let named = table.rules.iter().flat_map(wangge_domain::routing::Rule::units);
    RoutingFacts {
        item_code: problem.item.map(str::to_owned),
        groups,
        site_type: problem.site.map(|site| site.type_code.clone()),
        source: problem.source,
        seen: problem.moments.seen,
        on: problem.moments.on,
        ownerships: problem.ownerships.iter().filter_map(owned).collect(),
        department: item.filter(|item| !item.department.is_empty()).map(|item| DepartmentFact {
            code: item.department.clone(),
            unit: register.unit_by_code(&item.department).and_then(|unit| unit_ref(unit.id)),
        }),
        site_unit,
        site_plan,
        nodes: problem.chain.iter().rev().filter_map(node).collect(),
        units: named.filter_map(|id| Some((id, unit_ref(id)?))).collect(),
    }
}

/// The group of an item and those above it. A chain that runs in a ring is cut where it closes.
fn groups(edition: &Edition, item: &Item) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut code = item.group.as_str();
    while !code.is_empty() && !found.iter().any(|one| one == code) {
        found.push(code.to_owned());
        code = edition.groups.iter().find(|group| group.code == code).map_or("", |group| group.parent.as_str());
    }
    found
}

//! The preview: what becomes of every row, field by field, old and new, in the words of the reader.

use std::collections::BTreeMap;

use uuid::Uuid;
use wangge_domain::grid::{Node, NodeRole};
use wangge_domain::ids::UnitId;
use wangge_domain::merchant::Merchant;
use wangge_domain::person::Person;
use wangge_domain::site::Site;
use wangge_domain::text::{Lang, Message, render, word};
use wangge_domain::unit::Unit;

use super::ledger::{Ledger, Noted};
use super::ownerships::Owned;
use super::plan::Plan;
use crate::view::{ImportChange, ImportDeed, ImportFieldChange};

/// A thing's fields by key, as the reader sees them.
type Facts = Vec<(&'static str, String)>;

/// Names as they are and as they become.
type Both = (Vec<String>, Vec<String>);

/// What things are called in the plan.
struct Names<'p, 'a> {
    plan: &'p Plan<'a>,
    lang: Lang,
}

impl Names<'_, '_> {
    fn unit(&self, id: Option<UnitId>) -> String {
        id.and_then(|id| self.plan.units.by_id(id.0))
            .map_or_else(String::new, |unit| unit.name.get(self.lang).to_owned())
    }

    fn node(&self, id: Option<Uuid>) -> String {
        id.and_then(|id| self.plan.nodes.by_id(id)).map_or_else(String::new, |node| node.name.get(self.lang).to_owned())
    }

    fn yes_no(&self, yes: bool) -> String {
        word(if yes { "import-yes" } else { "import-no" }, self.lang)
    }
}

/// A thing that tells its fields.
trait Told: Noted {
    fn facts(&self, names: &Names<'_, '_>) -> Facts;
}

impl Told for Node {
    fn facts(&self, names: &Names<'_, '_>) -> Facts {
        vec![
            ("name", self.name.zh.clone()),
            ("name_en", self.name.en.clone()),
            ("level", self.level.to_string()),
            ("kind", self.kind.wording(names.lang)),
            ("parent", names.node(self.parent_id.map(|id| id.0))),
            ("unit", names.unit(self.unit_id)),
        ]
    }
}

impl Told for Unit {
    fn facts(&self, names: &Names<'_, '_>) -> Facts {
        vec![
            ("name", self.name.zh.clone()),
            ("name_en", self.name.en.clone()),
            ("class", self.class.wording(names.lang)),
            ("peer_group", self.peer_group.clone().unwrap_or_default()),
            ("parent", names.unit(self.parent_id)),
            ("node", names.node(self.node_id.map(|id| id.0))),
        ]
    }
}

impl Told for Person {
    fn facts(&self, names: &Names<'_, '_>) -> Facts {
        vec![
            ("person_name", self.name.clone()),
            ("own_unit", names.unit(self.unit_id)),
            ("title", self.title.clone().unwrap_or_default()),
            ("phone", self.phone.clone().unwrap_or_default()),
        ]
    }
}

impl Told for Site {
    fn facts(&self, names: &Names<'_, '_>) -> Facts {
        let place = self.lon.zip(self.lat).map_or_else(String::new, |(lon, lat)| format!("{lon:.6}, {lat:.6}"));
        let attributes: Vec<String> = self.attributes.iter().map(|(name, value)| format!("{name} {value}")).collect();
        vec![
            ("name", self.name.zh.clone()),
            ("name_en", self.name.en.clone()),
            ("type", self.type_code.clone()),
            ("place", place),
            ("address", self.address.clone().unwrap_or_default()),
            ("own_node", names.node(self.node_id.map(|id| id.0))),
            ("unit", names.unit(self.unit_id)),
            ("supporting_unit", names.unit(self.supporting_unit_id)),
            ("demonstration", names.yes_no(self.demonstration)),
            ("attributes", attributes.join("、")),
        ]
    }
}

impl Told for Owned {
    fn facts(&self, names: &Names<'_, '_>) -> Facts {
        let record = &self.record;
        let day = |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        vec![
            ("item", record.item_code.clone().unwrap_or_default()),
            ("unit", names.unit(Some(record.unit_id))),
            ("basis", record.basis.clone()),
            ("valid_from", day(record.validity.from)),
            ("valid_until", day(record.validity.until)),
        ]
    }
}

impl Told for Merchant {
    fn facts(&self, names: &Names<'_, '_>) -> Facts {
        let place = self.lon.zip(self.lat).map_or_else(String::new, |(lon, lat)| format!("{lon:.6}, {lat:.6}"));
        vec![
            ("name", self.name.zh.clone()),
            ("name_en", self.name.en.clone()),
            ("place", place),
            ("address", self.address.clone().unwrap_or_default()),
            ("own_node", names.node(self.node_id.map(|id| id.0))),
            ("legal_person", self.legal_person.clone().unwrap_or_default()),
            ("pledged_on", self.pledged_on.map_or_else(String::new, |day| day.to_string())),
            ("in_business", names.yes_no(self.active)),
        ]
    }
}

/// What becomes of everything the file names or touches, in the order of the file.
pub(super) fn changes(plan: &Plan<'_>, lang: Lang) -> Vec<ImportChange> {
    let names = Names { plan, lang };
    let beside = beside(plan, lang);
    let mut changes = of_ledger(&plan.units, &names, &beside);
    changes.extend(of_ledger(&plan.people, &names, &beside));
    changes.extend(of_ledger(&plan.nodes, &names, &beside));
    changes.extend(of_ledger(&plan.sites, &names, &beside));
    changes.extend(of_ledger(&plan.ownerships, &names, &beside));
    changes.extend(of_ledger(&plan.merchants, &names, &beside));
    changes.sort_by(|a, b| {
        let key = |change: &ImportChange| (change.row.is_none(), change.sheet.clone(), change.row);
        key(a).cmp(&key(b))
    });
    changes
}

fn of_ledger<T: Told>(
    ledger: &Ledger<T>,
    names: &Names<'_, '_>,
    beside: &BTreeMap<Uuid, Vec<ImportFieldChange>>,
) -> Vec<ImportChange> {
    let view = |(before, now): (Option<&T>, &T)| {
        let mut fields = difference(before.map(|before| before.facts(names)), now.facts(names), names.lang);
        fields.extend(beside.get(&now.id()).into_iter().flatten().cloned());
        let deed = match before {
            None => ImportDeed::Created,
            Some(before) if before != now || ledger.is_marked(now.code()) => ImportDeed::Changed,
            Some(_) => ImportDeed::Unchanged,
        };
        let place = ledger.place(now.code());
        ImportChange {
            deed,
            noun: T::NOUN.to_owned(),
            noun_name: word(&format!("import-noun-{}", T::NOUN), names.lang),
            code: now.code().to_owned(),
            name: now.name().to_owned(),
            sheet: place.and_then(|place| place.sheet.clone()),
            row: place.and_then(|place| place.number).map(u64::from),
            fields,
        }
    };
    ledger.touched().map(view).collect()
}

fn difference(before: Option<Facts>, now: Facts, lang: Lang) -> Vec<ImportFieldChange> {
    let before: BTreeMap<&str, String> = before.into_iter().flatten().collect();
    let changed = now.into_iter().filter_map(|(key, new)| {
        let old = before.get(key).cloned().unwrap_or_default();
        (old != new).then(|| field(key, old, new, lang))
    });
    changed.collect()
}

fn field(key: &str, old: String, new: String, lang: Lang) -> ImportFieldChange {
    ImportFieldChange { name: word(&format!("import-field-{key}"), lang), old, new }
}

/// What changes beside the rows themselves: people in charge, heads, duties, boundaries.
fn beside(plan: &Plan<'_>, lang: Lang) -> BTreeMap<Uuid, Vec<ImportFieldChange>> {
    let mut beside: BTreeMap<Uuid, Vec<ImportFieldChange>> = BTreeMap::new();
    let person = |id: Uuid| plan.people.by_id(id).map_or_else(String::new, |person| person.name.clone());
    let mut serving: BTreeMap<(Uuid, &str), Both> = BTreeMap::new();
    for (old, parts) in [(true, &plan.parts_before), (false, &plan.parts)] {
        for ((node, who, role, _), _) in parts.iter().filter(|(_, until)| plan.lasts(**until)) {
            let both = serving.entry((node.0, role_key(*role))).or_default();
            if old { both.0.push(person(who.0)) } else { both.1.push(person(who.0)) }
        }
    }
    for (old, heads) in [(true, &plan.heads_before), (false, &plan.heads)] {
        for ((unit, who, _), _) in heads.iter().filter(|(_, until)| plan.lasts(**until)) {
            let both = serving.entry((unit.0, "head")).or_default();
            if old { both.0.push(person(who.0)) } else { both.1.push(person(who.0)) }
        }
    }
    for ((thing, key), (mut old, mut new)) in serving {
        old.sort();
        new.sort();
        if old != new {
            beside.entry(thing).or_default().push(field(key, old.join("、"), new.join("、"), lang));
        }
    }
    for (thing, key, old, new) in &plan.beside {
        let new = match *key {
            "boundary" => render(&Message::new("import-new-boundary").arg("area", new), lang),
            _ => new.clone(),
        };
        beside.entry(*thing).or_default().push(field(key, old.clone(), new, lang));
    }
    beside
}

const fn role_key(role: NodeRole) -> &'static str {
    match role {
        NodeRole::Leader => "leader",
        NodeRole::Worker => "worker",
        NodeRole::Contact => "contact",
    }
}

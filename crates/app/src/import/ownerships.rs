//! Ownership records. A row is told from others by its site, item and first day; what the records of a site come to
//! together is checked as the file leaves them, so that one row may end what another follows.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;
use uuid::Uuid;
use wangge_documents::{OwnershipRow, Placed, read_ownerships};
use wangge_domain::ids::{SiteId, UnitId};
use wangge_domain::ownership::{Ownership, Validity, faults, overlap};
use wangge_domain::site::Site;
use wangge_domain::standard::EditionIndex;
use wangge_domain::text::{Lang, Message, Wording};
use wangge_domain::unit::Unit;
use wangge_storage::{ConnectionTrait, StorageError, Tx, edition, ownership};

use super::ledger::{Ledger, Noted};
use super::plan::{Plan, find, has};
use crate::context::Answer;
use crate::ownership::{known_of, told};
use crate::reading::index_of;

/// A record with what it goes by in a file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Owned {
    pub record: Ownership,
    code: String,
    site_name: String,
    unit: Option<Unit>,
    /// What it said before the file.
    before: Option<Value>,
}

impl Owned {
    /// A record as it stands.
    pub fn of(record: Ownership, sites: &Ledger<Site>, units: &Ledger<Unit>) -> Self {
        let site = sites.by_id(record.site_id.0);
        let unit = units.by_id(record.unit_id.0).cloned();
        let code = site.map_or_else(|| record.site_id.to_string(), |site| site.code.clone());
        Self {
            code: key(&code, record.item_code.as_deref(), record.validity),
            site_name: site.map_or_else(String::new, |site| site.name.zh.clone()),
            before: Some(told(&record, unit.as_ref())),
            unit,
            record,
        }
    }
}

impl Noted for Owned {
    const NOUN: &'static str = "ownership";
    fn id(&self) -> Uuid {
        self.record.id.0
    }
    fn code(&self) -> &str {
        &self.code
    }
    fn name(&self) -> &str {
        &self.site_name
    }
    fn subject(&self) -> (&'static str, Uuid) {
        ("site", self.record.site_id.0)
    }
    fn deed(new: bool) -> &'static str {
        if new { "ownership_noted" } else { "ownership_amended" }
    }
    fn told(&self) -> Value {
        let new = told(&self.record, self.unit.as_ref());
        match &self.before {
            Some(old) => serde_json::json!({ "old": old, "new": new }),
            None => serde_json::json!({ "new": new }),
        }
    }
}

/// Site, item and first day: what no two records have in common.
fn key(site: &str, item: Option<&str>, validity: Validity) -> String {
    let parts = [Some(site.to_owned()), item.map(str::to_owned), validity.from.map(|from| from.to_string())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Plans ownership records.
pub(super) async fn plan(plan: &mut Plan<'_>, lang: Lang, db: &impl ConnectionTrait) -> Answer<()> {
    let edition = edition::in_force(db).await?.as_ref().map(index_of).transpose()?;
    let import = read_ownerships(&plan.source());
    plan.faults.extend(import.faults);
    let mut rows: BTreeMap<String, (&Placed<OwnershipRow>, Option<Ownership>)> = BTreeMap::new();
    for row in &import.rows {
        let Some(owned) = owned(plan, row, edition.as_ref()) else { continue };
        if let Some((earlier, _)) = rows.get(&owned.code) {
            let message = Message::new("import-ownership-twice").arg("row", earlier.place.number.unwrap_or_default());
            plan.faults.push(row.fault("site", owned.site_name, message));
            continue;
        }
        let before = plan.ownerships.get(&owned.code).map(|standing| standing.record.clone());
        rows.insert(owned.code.clone(), (row, before));
        plan.ownerships.note(&owned.code, &row.place);
        plan.ownerships.put(owned);
    }
    check(plan, lang, &rows, edition.as_ref());
    Ok(())
}

/// What is wrong with the rows beside everything else that stands on their sites.
fn check(
    plan: &mut Plan<'_>,
    lang: Lang,
    rows: &BTreeMap<String, (&Placed<OwnershipRow>, Option<Ownership>)>,
    edition: Option<&EditionIndex>,
) {
    let mut by_site: HashMap<SiteId, Vec<Ownership>> = HashMap::new();
    for owned in plan.ownerships.iter() {
        by_site.entry(owned.record.site_id).or_default().push(owned.record.clone());
    }
    let item = |code: &str| edition.is_none_or(|index| index.item_by_code(code).is_some());
    let unit = |id: UnitId| plan.units.by_id(id.0);
    let mut found = Vec::new();
    for (code, (row, before)) in rows {
        let Some(owned) = plan.ownerships.get(code) else { continue };
        let others = by_site.get(&owned.record.site_id).map_or(&[][..], Vec::as_slice);
        let faults = known_of(unit, lang, &item, |known| faults(&owned.record, before.as_ref(), others, known));
        for fault in faults {
            let column = match fault.field {
                "unit_id" => "unit",
                "item_code" => "item",
                field => field,
            };
            found.push(row.fault(column, shown(&row.value, column), fault.message));
        }
    }
    plan.faults.extend(found);
}

/// What stands in the cell of a column.
fn shown(row: &OwnershipRow, column: &str) -> String {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    let text = match column {
        "unit" => row.unit.clone().or_else(|| row.unit_code.clone()),
        "item" => row.item.clone(),
        "basis" => Some(row.basis.clone()),
        "valid_from" => day(row.valid_from),
        "valid_until" => day(row.valid_until),
        _ => None,
    };
    text.unwrap_or_default()
}

/// The record of a row; none where site, unit or item cannot be made out.
fn owned(plan: &mut Plan<'_>, row: &Placed<OwnershipRow>, edition: Option<&EditionIndex>) -> Option<Owned> {
    let value = &row.value;
    let (site_key, site) = named(("site", value.site_code.as_deref()), ("site_name", value.site_name.as_deref()))?;
    let (unit_key, unit) = named(("unit_code", value.unit_code.as_deref()), ("unit", value.unit.as_deref()))?;
    let site = find(&plan.sites, &mut plan.faults, row, site_key, site);
    let unit = find(&plan.units, &mut plan.faults, row, unit_key, unit);
    let item = value.item.as_deref().map(|words| item(words, edition).ok_or(words)).transpose();
    if let Err(words) = item {
        let message = Message::new("import-ownership-no-item").arg("value", words);
        plan.faults.push(row.fault("item", words, message));
    }
    let (site, unit, item) = (plan.sites.by_id(site?)?.clone(), plan.units.by_id(unit?)?.clone(), item.ok()?);
    if let (Some(code), Some(name)) = (&value.site_code, &value.site_name)
        && !is_called(&site.name, name)
        && site.code != *name
    {
        let message = Message::new("import-ownership-other-name").arg("value", code).arg("name", &site.name.zh);
        plan.warn(row, "site_name", name, message);
    }
    let code = key(&site.code, item.as_deref(), Validity { from: value.valid_from, until: None });
    let standing = plan.ownerships.get(&code);
    let validity = Validity {
        from: value.valid_from,
        until: if has(row, "valid_until") {
            value.valid_until
        } else {
            standing.and_then(|standing| standing.record.validity.until)
        },
    };
    let before = standing.and_then(|standing| standing.before.clone());
    let fresh = || Ownership {
        id: plan.app.new_id(),
        site_id: site.id,
        item_code: item,
        unit_id: unit.id,
        basis: String::new(),
        validity,
        noted_name: plan.by.clone(),
        noted_at: Some(plan.app.now()),
        version: 1,
    };
    let mut record = standing.map_or_else(fresh, |standing| standing.record.clone());
    record.unit_id = unit.id;
    record.basis.clone_from(&value.basis);
    record.validity = validity;
    Some(Owned { record, code, site_name: site.name.zh, unit: Some(unit), before })
}

/// The first of two cells that says something.
fn named<'r>(
    (first, one): (&'static str, Option<&'r str>),
    (second, other): (&'static str, Option<&'r str>),
) -> Option<(&'static str, &'r str)> {
    one.map(|one| (first, one)).or_else(|| other.map(|other| (second, other)))
}

fn is_called(name: &Wording, words: &str) -> bool {
    name.zh == words || name.en == words
}

/// The code of an item by code or exact name; while no edition is in force, the words themselves.
fn item(words: &str, edition: Option<&EditionIndex>) -> Option<String> {
    let Some(index) = edition else { return Some(words.to_owned()) };
    if let Some(item) = index.item_by_code(words) {
        return Some(item.code.clone());
    }
    let mut called = index.edition().items.iter().filter(|item| is_called(&item.name, words));
    called.next().filter(|_| called.next().is_none()).map(|item| item.code.clone())
}

/// Writes new and changed records, unless somebody noted one meanwhile that they overlap.
///
/// # Errors
/// [`StorageError::Conflict`] where that happened; the transaction is then undone.
pub(super) async fn write(tx: &Tx, (new, changed): &(Vec<Owned>, Vec<Owned>)) -> Result<(), StorageError> {
    let sites: Vec<SiteId> = new.iter().chain(changed).map(|owned| owned.record.site_id).collect();
    if sites.is_empty() {
        return Ok(());
    }
    ownership::hold(tx, &sites).await?;
    for owned in changed {
        ownership::update(tx, &owned.record).await?;
    }
    let records: Vec<Ownership> = new.iter().map(|owned| owned.record.clone()).collect();
    ownership::insert_many(tx, &records).await?;
    for one in new.iter().chain(changed).map(|owned| &owned.record) {
        let others = ownership::of_site(tx, one.site_id).await?;
        if let Some(other) = others.iter().find(|other| overlap(one, other)) {
            let row = other.id.to_string();
            return Err(StorageError::Conflict { table: "ownerships", row, version: other.version });
        }
    }
    Ok(())
}

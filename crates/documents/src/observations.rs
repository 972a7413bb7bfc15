//! Observations for scoring files alone: a table with one observation a row, or JSON.
//!
//! Rows that name a module give the value of a module instead. JSON is either a list of such rows or an
//! object with `sites`, `modules` and `vetoes` in the form the scorer takes.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};
use wangge_domain::assessment::{ModuleValue, SiteFacts, VetoEvent};
use wangge_domain::figure::Exact;
use wangge_domain::text::Message;

use crate::fault::{Counted, Fault, Place, Severity, sort_faults};
use crate::forms::OBSERVATIONS;
use crate::readings::observation;
use crate::sites::measures;
use crate::table::row::RowReader;
use crate::table::{Sheet, Source, names_of, parse_json, read, records_sheet};

/// A site of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct ObservedSite {
    /// Where it first stands.
    pub place: Place,
    /// Whether it is a demonstration site.
    pub demonstration: bool,
    /// What the scorer takes.
    pub facts: SiteFacts,
    /// The row of each observation, in their order.
    pub rows: Vec<u32>,
}

/// What a file of observations says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScoreFile {
    /// The sites in the order of the file.
    pub sites: Vec<ObservedSite>,
    /// The values of given modules.
    pub modules: Vec<ModuleValue>,
    /// The veto events.
    pub vetoes: Vec<VetoEvent>,
    /// Every fault found, sorted by place.
    pub faults: Vec<Fault>,
}

impl ScoreFile {
    /// Whether any fault stops the scoring.
    pub fn refused(&self) -> bool {
        self.faults.iter().any(|f| f.severity == Severity::Error)
    }
}

/// Reads observations for `wangge score`.
pub fn read_observations(source: &Source<'_>) -> ScoreFile {
    let mut file = ScoreFile::default();
    if source.is_json() {
        match parse_json(source) {
            Ok(Value::Array(entries)) => read_rows(&mut file, &entry_sheet(source, entries)),
            Ok(Value::Object(whole)) => read_whole(&mut file, source, whole),
            Ok(_) => {}
            Err(fault) => file.faults.push(fault),
        }
    } else {
        let (sheets, faults) = read(source, &OBSERVATIONS);
        file.faults = faults;
        for sheet in &sheets {
            let missing: Vec<_> = ["site", "item"].into_iter().filter(|key| !sheet.has(key)).collect();
            if missing.is_empty() || sheet.has("module") {
                read_rows(&mut file, sheet);
            } else {
                file.faults.push(lacking(sheet, &missing));
            }
        }
    }
    if file.sites.is_empty() && file.modules.is_empty() && file.faults.is_empty() {
        file.faults.push(Fault::error(Place::file(source.name), Message::new("import-no-observations")));
    }
    sort_faults(&mut file.faults);
    file
}

/// The refusal of a table without sites or items, unless it gives modules.
fn lacking(sheet: &Sheet, missing: &[&str]) -> Fault {
    let columns: Vec<_> = missing.iter().filter_map(|key| OBSERVATIONS.column(key)).collect();
    let found = sheet.headings.iter().map(|(_, heading, _)| heading.as_str()).collect::<Vec<_>>().join("、");
    let message = Message::new("import-missing-columns").arg("columns", names_of(&columns)).arg("found", found);
    Fault::error(sheet.place().at(Counted::Row, sheet.header_row), message)
}

/// Flat entries as rows. An entry that nests its observations is spread over several rows.
fn entry_sheet(source: &Source<'_>, entries: Vec<Value>) -> Sheet {
    let mut records: Vec<Map<String, Value>> = Vec::new();
    for entry in entries {
        let Value::Object(mut record) = entry else { continue };
        match record.remove("observations") {
            Some(Value::Array(observations)) => {
                for observation in observations {
                    let mut row = record.clone();
                    if let Value::Object(fields) = observation {
                        row.extend(fields);
                    }
                    records.push(row);
                }
            }
            _ => records.push(record),
        }
    }
    records_sheet(source, Counted::Entry, &OBSERVATIONS, &records)
}

fn read_rows(file: &mut ScoreFile, sheet: &Sheet) {
    let mut by_site: HashMap<String, usize> =
        file.sites.iter().enumerate().map(|(i, site)| (site.facts.id.clone(), i)).collect();
    let mut judged: HashMap<(usize, String), u32> = HashMap::new();
    let mut faults = std::mem::take(&mut file.faults);
    for row in &sheet.rows {
        let mut reader = RowReader::new(sheet, row, &mut faults);
        if let Some(module) = reader.code("module") {
            file.modules.extend(module_value(&mut reader, module));
            continue;
        }
        let site = reader.needed_code("site");
        let observed = observation(&mut reader);
        let Some(id) = site else { continue };
        let index = *by_site.entry(id.clone()).or_insert_with(|| {
            file.sites.push(observed_site(&mut reader, id));
            file.sites.len() - 1
        });
        let Some(site) = file.sites.get_mut(index) else { continue };
        same_type(&mut reader, site);
        let Some(observed) = observed else { continue };
        let number = reader.number();
        if let Some(first) = judged.insert((index, observed.item.clone()), number) {
            let message = Message::new("import-item-twice")
                .arg("item", &observed.item)
                .arg("site", &site.facts.id)
                .arg("row", first);
            reader.refuse("item", message);
            continue;
        }
        site.rows.push(number);
        site.facts.observations.push(observed);
    }
    file.faults = faults;
}

fn observed_site(reader: &mut RowReader<'_>, id: String) -> ObservedSite {
    let node_path = reader.text("node").unwrap_or_default();
    let facts = SiteFacts {
        name: reader.text("site_name").unwrap_or_default(),
        site_type: reader.needed_text("type").unwrap_or_default(),
        unit: reader.text("unit"),
        node_path: node_path.split('/').map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned).collect(),
        attributes: measures(reader).into_iter().map(|(name, value)| (name, Exact::from(value))).collect(),
        observations: Vec::new(),
        id,
    };
    ObservedSite { place: reader.place(), demonstration: reader.yes_no("demo") == Some(true), facts, rows: Vec::new() }
}

/// Refuses a row that gives its site another type than the first row of it.
fn same_type(reader: &mut RowReader<'_>, site: &ObservedSite) {
    if let Some(site_type) = reader.text("type")
        && site_type != site.facts.site_type
    {
        let message =
            Message::new("import-site-contradicts").arg("site", &site.facts.id).arg("first", &site.facts.site_type);
        reader.refuse("type", message);
    }
}

fn module_value(reader: &mut RowReader<'_>, module: String) -> Option<ModuleValue> {
    if reader.cell("value").is_empty() {
        reader.refuse("value", Message::new("import-missing-value"));
    }
    let value = Exact::from(reader.decimal("value")?);
    Some(ModuleValue { module, value, unit: reader.text("unit") })
}

/// The object form: sites as the scorer takes them, with the names of columns allowed.
fn read_whole(file: &mut ScoreFile, source: &Source<'_>, mut whole: Map<String, Value>) {
    if let Some(Value::Array(rows)) = whole.remove("observations") {
        read_rows(file, &entry_sheet(source, rows));
    }
    for (value, number) in array(whole.remove("sites")).into_iter().zip(1_u32..) {
        let place = Place::file(source.name).at(Counted::Entry, number).column("sites", None);
        let demonstration =
            value.get("demo").or_else(|| value.get("demonstration")).and_then(Value::as_bool) == Some(true);
        match serde_json::from_value::<SiteFacts>(site_form(value)) {
            Ok(facts) => {
                let rows = vec![number; facts.observations.len()];
                file.sites.push(ObservedSite { place, demonstration, facts, rows });
            }
            Err(e) => file.faults.push(Fault::error(place, Message::new("import-not-a-site").arg("why", e))),
        }
    }
    for (value, number) in modules(whole.remove("modules")).into_iter().zip(1_u32..) {
        match serde_json::from_value(value) {
            Ok(module) => file.modules.push(module),
            Err(e) => file.faults.push(entry_fault(source, number, "modules", &e)),
        }
    }
    for (value, number) in array(whole.remove("vetoes")).into_iter().zip(1_u32..) {
        match serde_json::from_value(value) {
            Ok(veto) => file.vetoes.push(veto),
            Err(e) => file.faults.push(entry_fault(source, number, "vetoes", &e)),
        }
    }
}

fn entry_fault(source: &Source<'_>, number: u32, list: &str, why: &serde_json::Error) -> Fault {
    let place = Place::file(source.name).at(Counted::Entry, number).column(list, None);
    Fault::error(place, Message::new("import-not-an-entry").arg("why", why))
}

fn array(value: Option<Value>) -> Vec<Value> {
    match value {
        Some(Value::Array(values)) => values,
        _ => Vec::new(),
    }
}

/// Modules as a list of values, or as an object from code to value.
fn modules(value: Option<Value>) -> Vec<Value> {
    match value {
        Some(Value::Object(by_code)) => by_code
            .into_iter()
            .map(|(module, value)| {
                let fields: BTreeMap<&str, Value> = BTreeMap::from([("module", module.into()), ("value", value)]);
                serde_json::json!(fields)
            })
            .collect(),
        other => array(other),
    }
}

fn site_form(value: Value) -> Value {
    let Value::Object(mut fields) = value else { return value };
    fields.remove("demo");
    fields.remove("demonstration");
    for (column, field) in [("site", "id"), ("site_name", "name")] {
        if let Some(value) = fields.remove(column) {
            fields.entry(field).or_insert(value);
        }
    }
    if let Some(Value::String(path)) = fields.remove("node") {
        let path: Vec<&str> = path.split('/').map(str::trim).filter(|n| !n.is_empty()).collect();
        fields.entry("node_path").or_insert_with(|| serde_json::json!(path));
    }
    Value::Object(fields)
}

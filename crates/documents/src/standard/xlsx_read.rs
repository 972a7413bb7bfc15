//! An edition from its workbook.

use std::collections::HashMap;

use serde_json::{Map, Value, json};
use wangge_domain::figure::Exact;
use wangge_domain::standard::{
    Aggregation, Consequence, Cycle, Edition, EditionHead, Group, Item, ItemOn, Judging, Module, Photo, SiteType,
    StandardHead, Veto, YearWeight,
};
use wangge_domain::text::{Message, Wording};

use super::sheets::{AGGREGATION, DIFFERENCES, GROUPS, HEAD, ITEMS, MODULES, SITE_TYPES, VETOES};
use super::words::{self, Words};
use crate::fault::{Fault, Place, Placed, Severity};
use crate::form::Form;
use crate::table::row::RowReader;
use crate::table::{RawSheet, Source, fit, raw_sheets};

/// The edition of a workbook, when its form allows one, and what is wrong with the form.
pub fn edition(source: &Source<'_>) -> (Option<Edition>, Vec<Fault>) {
    let raw = match raw_sheets(source, &HEAD) {
        Ok(raw) => raw,
        Err(fault) => return (None, vec![fault]),
    };
    let mut book = Book { source, raw, faults: Vec::new() };
    let head = book.head();
    let modules = book.rows(&MODULES, false, module);
    let aggregation = book.aggregation();
    let groups = book.rows(&GROUPS, false, group);
    let site_types = book.rows(&SITE_TYPES, true, site_type);
    let items = book.rows(&ITEMS, true, item);
    let differences = book.rows(&DIFFERENCES, false, difference);
    let vetoes = book.rows(&VETOES, false, veto);
    let site_types: Vec<SiteType> = plain(site_types);
    let items = book.items(items, differences, &site_types);
    let edition = head.zip(aggregation).map(|((standard, edition, cycle), aggregation)| Edition {
        standard,
        edition,
        modules: plain(modules),
        aggregation,
        cycle,
        groups: plain(groups),
        site_types,
        items,
        vetoes: plain(vetoes),
    });
    (edition, book.faults)
}

fn plain<T>(rows: Vec<Placed<T>>) -> Vec<T> {
    rows.into_iter().map(|row| row.value).collect()
}

/// The settings without which there is no edition.
const NEEDED: &[&str] = &["standard.code", "standard.name", "edition.version", "edition.full_mark"];

struct Book<'a> {
    source: &'a Source<'a>,
    raw: Vec<RawSheet>,
    faults: Vec<Fault>,
}

impl Book<'_> {
    /// The rows of a sheet. Columns the form does not know are refused, lest a misspelt one be overlooked.
    fn rows<T>(
        &mut self,
        form: &Form,
        required: bool,
        row: impl Fn(&mut RowReader<'_>) -> Option<T>,
    ) -> Vec<Placed<T>> {
        let named = |s: &&RawSheet| {
            s.name.as_deref().is_some_and(|n| n.trim() == form.zh || n.trim().eq_ignore_ascii_case(form.en))
        };
        let Some(raw) = self.raw.iter().find(named).cloned() else {
            if required {
                let message = Message::new("import-standard-sheet-missing").arg("sheet", form.zh);
                self.faults.push(Fault::error(Place::file(self.source.name), message));
            }
            return Vec::new();
        };
        if raw.rows.is_empty() {
            return Vec::new();
        }
        let whole = Source { sheet: None, ..*self.source };
        let (sheets, faults) = fit(&whole, form, vec![raw]);
        let unknown = |f: &Fault| f.code().starts_with("import-unknown-column");
        let severity = |f: &Fault| if unknown(f) { Severity::Error } else { f.severity };
        let told = faults.into_iter().filter(|f| f.code() != "import-no-rows");
        self.faults.extend(told.map(|f| Fault { severity: severity(&f), ..f }));
        let mut rows = Vec::new();
        for sheet in &sheets {
            for line in &sheet.rows {
                let mut reader = RowReader::new(sheet, line, &mut self.faults);
                if let Some(value) = row(&mut reader) {
                    rows.push(reader.placed(value));
                }
            }
        }
        rows
    }

    fn head(&mut self) -> Option<(StandardHead, EditionHead, Option<Cycle>)> {
        let settings = self.rows(&HEAD, true, |reader| {
            let key = setting_key(reader, words::head_key)?;
            if NEEDED.contains(&key.as_str()) {
                reader.needed_text("value");
            }
            let mut setting = Map::from_iter([("key".to_owned(), Value::from(key.clone()))]);
            let value = match key.as_str() {
                "edition.sample" => json!(reader.yes_no("value").unwrap_or_default()),
                "edition.effective_from" | "edition.effective_until" => json!(reader.date("value")),
                "standard.level" => json!(reader.choice("value", words::LEVELS).unwrap_or_default()),
                "standard.name" | "standard.issuer" | "edition.note" => json!(wording(reader, "value", "en")),
                "edition.version" | "standard.code" => json!(reader.code("value")),
                _ => json!(exact(reader, "value")),
            };
            setting.insert("value".to_owned(), value);
            Some(setting)
        });
        let mut by_key: HashMap<String, Value> = HashMap::new();
        let mut years = Vec::new();
        for setting in plain(settings) {
            let (Some(Value::String(key)), Some(value)) = (setting.get("key").cloned(), setting.get("value").cloned())
            else {
                continue;
            };
            match key.strip_prefix("cycle.").and_then(|year| year.parse().ok()) {
                Some(_) if value.is_null() => {}
                Some(year) => {
                    years.extend(serde_json::from_value(value).ok().map(|weight| YearWeight { year, weight }));
                }
                None => {
                    by_key.insert(key, value);
                }
            }
        }
        let standard = self.table(&by_key, "standard.");
        let edition = self.table(&by_key, "edition.");
        let cycle = (!years.is_empty()).then_some(Cycle { years });
        Some((standard?, edition?, cycle))
    }

    /// One table of the head from its settings.
    fn table<T: serde::de::DeserializeOwned>(&mut self, settings: &HashMap<String, Value>, prefix: &str) -> Option<T> {
        let place = Place::file(self.source.name).sheet(Some(HEAD.zh));
        let mut complete = true;
        for key in NEEDED.iter().filter(|key| key.starts_with(prefix)) {
            // A setting that is there but unreadable has its own fault already.
            complete &= settings.get(*key).is_some_and(|value| !value.is_null());
            if !settings.contains_key(*key) {
                let zh = words::HEAD_KEYS.iter().find(|(_, k)| k == key).map_or("", |(zh, _)| zh);
                let message = Message::new("import-standard-setting-missing").arg("key", format!("{zh} / {key}"));
                self.faults.push(Fault::error(place.clone(), message));
            }
        }
        if !complete {
            return None;
        }
        let fields = settings
            .iter()
            .filter(|(_, v)| !v.is_null())
            .filter_map(|(k, v)| Some((k.strip_prefix(prefix)?.to_owned(), v.clone())));
        let read = serde_json::from_value(Value::Object(fields.collect()));
        read.map_err(|e| self.faults.push(Fault::error(place, Message::new("import-standard-value").arg("why", e))))
            .ok()
    }

    fn aggregation(&mut self) -> Option<Aggregation> {
        let keys = words::aggregation_keys();
        let find = |name: &str| {
            keys.iter().find(|(zh, key)| zh == name.trim() || key == name.trim()).map(|(_, key)| key.clone())
        };
        let settings = self.rows(&AGGREGATION, false, |reader| {
            let key = setting_key(reader, find)?;
            let value = match key.as_str() {
                "rounding_places" => json!(reader.count("value")?),
                key if key.ends_with(".complement") => json!(reader.yes_no("value")?),
                _ => json!(reader.code("value")?),
            };
            let mut whole = Map::new();
            match key.split_once('.') {
                Some((part, name)) => whole.insert(part.to_owned(), json!({ name: value })),
                None => whole.insert(key, value),
            };
            // Tried alone first, so that the fault names the row.
            if let Err(e) = serde_json::from_value::<Aggregation>(Value::Object(whole.clone())) {
                reader.refuse("value", Message::new("import-standard-value").arg("why", e));
                return None;
            }
            Some(whole)
        });
        let mut whole: Map<String, Value> = Map::new();
        for (key, value) in plain(settings).into_iter().flatten() {
            match (whole.get_mut(&key), value) {
                (Some(Value::Object(part)), Value::Object(more)) => part.extend(more),
                (_, value) => {
                    whole.insert(key, value);
                }
            }
        }
        serde_json::from_value(Value::Object(whole)).ok()
    }

    /// The items with their differences, site types by code.
    fn items(
        &mut self,
        items: Vec<Placed<Item>>,
        differences: Vec<Placed<(String, ItemOn)>>,
        types: &[SiteType],
    ) -> Vec<Item> {
        let code_of = |name: &str| {
            let is = |t: &&SiteType| {
                t.code == name || t.name.zh == name || t.name.en == name || t.aliases.iter().any(|a| a == name)
            };
            types.iter().find(is).map_or_else(|| name.to_owned(), |t| t.code.clone())
        };
        let mut items = plain(items);
        for item in &mut items {
            item.types = item.types.iter().map(|name| code_of(name)).collect();
        }
        for row in differences {
            let (code, mut on) = row.value.clone();
            on.site_type = code_of(&on.site_type);
            if let Some(item) = items.iter_mut().find(|item| item.code == code) {
                item.on.push(on);
            } else {
                let message = Message::new("import-standard-unknown-item").arg("item", &code);
                self.faults.push(row.fault("item", code, message));
            }
        }
        items
    }
}

fn setting_key(reader: &mut RowReader<'_>, find: impl Fn(&str) -> Option<String>) -> Option<String> {
    let name = reader.needed_text("key")?;
    let key = find(&name);
    if key.is_none() {
        reader.refuse("key", Message::new("import-standard-unknown-key").arg("key", name));
    }
    key
}

fn wording(reader: &mut RowReader<'_>, zh: &str, en: &str) -> Wording {
    Wording::new(reader.text(zh).unwrap_or_default(), reader.text(en).unwrap_or_default())
}

/// An exact number, also a fraction; nothing when the cell is empty.
fn exact(reader: &mut RowReader<'_>, key: &str) -> Option<Exact> {
    let text = reader.code(key)?;
    let read = text.parse();
    if read.is_err() {
        reader.refuse(key, Message::new("import-not-a-number").arg("value", &text));
    }
    read.ok()
}

fn needed_exact(reader: &mut RowReader<'_>, key: &str) -> Option<Exact> {
    reader.needed_text(key)?;
    exact(reader, key)
}

fn word<T: Copy + Default>(reader: &mut RowReader<'_>, key: &str, words: Words<T>) -> T {
    reader.choice(key, words).unwrap_or_default()
}

fn module(reader: &mut RowReader<'_>) -> Option<Module> {
    let code = reader.needed_code("code");
    let name = wording(reader, "name", "name_en");
    let weight = needed_exact(reader, "weight");
    reader.needed_text("source");
    let source = reader.choice("source", words::SOURCES);
    let full = exact(reader, "full").unwrap_or(Exact::HUNDRED);
    Some(Module { code: code?, name, weight: weight?, source: source?, full })
}

fn group(reader: &mut RowReader<'_>) -> Option<Group> {
    let code = reader.needed_code("code");
    let parent = reader.code("parent").unwrap_or_default();
    let name = wording(reader, "name", "name_en");
    Some(Group { code: code?, parent, name })
}

fn site_type(reader: &mut RowReader<'_>) -> Option<SiteType> {
    let code = reader.needed_code("code");
    let name = wording(reader, "name", "name_en");
    let aliases = parts(reader, "aliases");
    let geometry = word(reader, "geometry", words::GEOMETRIES);
    let weight = exact(reader, "weight").unwrap_or(Exact::ONE);
    let door_photo = word(reader, "door_photo", words::YES_NO);
    Some(SiteType { code: code?, name, aliases, geometry, weight, door_photo })
}

/// A list in a cell, parted by `、`, `,`, `;` or a line break.
fn parts(reader: &mut RowReader<'_>, key: &str) -> Vec<String> {
    let text = reader.text(key).unwrap_or_default();
    let marks = ['、', ',', '，', ';', '；', '\n', '\r'];
    text.split(marks).map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect()
}

fn item(reader: &mut RowReader<'_>) -> Option<Item> {
    let code = reader.needed_code("code");
    let points = needed_exact(reader, "points");
    reader.needed_text("judging_kind");
    let judging = judging(reader);
    let limit = reader.text("limit").and_then(|text| {
        let read = text.parse();
        if let Err(refusal) = &read {
            let refusal: &wangge_domain::deadline::LimitRefusal = refusal;
            reader.refuse("limit", refusal.message());
        }
        read.ok()
    });
    let photo = Photo {
        when: word(reader, "photo_when", words::PHOTOS),
        min: reader.count("photo_min").and_then(|n| u32::try_from(n).ok()).unwrap_or_default(),
    };
    Some(Item {
        code: code?,
        group: reader.code("group").unwrap_or_default(),
        types: parts(reader, "types"),
        on: Vec::new(),
        name: wording(reader, "name", "name_en"),
        criterion: wording(reader, "criterion", "criterion_en"),
        tip: wording(reader, "tip", "tip_en"),
        points: points?,
        weight: exact(reader, "weight").unwrap_or(Exact::ONE),
        judging: judging?,
        photo,
        phrases: phrases(reader),
        department: reader.code("department").unwrap_or_default(),
        limit,
        severity: word(reader, "severity", words::SEVERITIES),
    })
}

fn judging(reader: &mut RowReader<'_>) -> Option<Judging> {
    let kind = reader.text("judging_kind")?;
    let parameters = reader.text("judging_parameters").unwrap_or_default();
    let read = Judging::from_cells(&kind, &parameters);
    if let Err(refusal) = &read {
        let key = if matches!(refusal, wangge_domain::standard::NoSuchJudging::Kind { .. }) {
            "judging_kind"
        } else {
            "judging_parameters"
        };
        reader.refuse(key, refusal.message());
    }
    read.ok()
}

/// Phrases parted by `|` or line breaks; the English ones in the same order.
fn phrases(reader: &mut RowReader<'_>) -> Vec<Wording> {
    let split = |text: String| -> Vec<String> { text.split(['|', '｜', '\n']).map(|p| p.trim().to_owned()).collect() };
    let zh = split(reader.text("phrases").unwrap_or_default());
    let en = split(reader.text("phrases_en").unwrap_or_default());
    let pairs = zh.into_iter().enumerate().map(|(i, zh)| Wording::new(zh, en.get(i).cloned().unwrap_or_default()));
    pairs.filter(|phrase| !phrase.zh.is_empty()).collect()
}

fn difference(reader: &mut RowReader<'_>) -> Option<(String, ItemOn)> {
    let item = reader.needed_code("item");
    let site_type = reader.needed_text("type");
    let points = exact(reader, "points");
    let judging = judging(reader);
    Some((item?, ItemOn { site_type: site_type?, points, judging }))
}

fn veto(reader: &mut RowReader<'_>) -> Option<Veto> {
    let code = reader.needed_code("code");
    let name = wording(reader, "name", "name_en");
    reader.needed_text("consequence");
    let months = |reader: &mut RowReader<'_>, key: &str| reader.count(key).and_then(|n| u16::try_from(n).ok());
    let consequence = match reader.choice("consequence", words::CONSEQUENCES)? {
        "deduct" => Consequence::Deduct { points: needed_exact(reader, "points")? },
        "suspend" => {
            reader.needed_text("months");
            Consequence::Suspend { months: months(reader, "months")? }
        }
        "revoke" => Consequence::Revoke,
        _ => Consequence::StopNomination,
    };
    let window_months = months(reader, "window_months").unwrap_or_default();
    Some(Veto { code: code?, name, consequence, window_months })
}

//! A ledger: things by code as they stand in the store and as the file would have them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use uuid::Uuid;
use wangge_documents::Place;
use wangge_domain::grid::Node;
use wangge_domain::merchant::Merchant;
use wangge_domain::person::Person;
use wangge_domain::site::Site;
use wangge_domain::unit::Unit;

/// A thing that is told from others by its code.
pub(super) trait Noted: Clone + PartialEq {
    /// The noun of its events, and of the sentence about an unknown one.
    const NOUN: &'static str;
    fn id(&self) -> Uuid;
    fn code(&self) -> &str;
    fn name(&self) -> &str;
    /// In whose chain its events stand.
    fn subject(&self) -> (&'static str, Uuid) {
        (Self::NOUN, self.id())
    }
    /// What the event of a new one, or of a changed one, is called.
    fn deed(new: bool) -> &'static str {
        if new { "created" } else { "amended" }
    }
    /// What its event tells. Fractions stand as text, so that both databases give back the same.
    fn told(&self) -> Value;
}

impl Noted for Node {
    const NOUN: &'static str = "node";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn code(&self) -> &str {
        &self.code
    }
    fn name(&self) -> &str {
        &self.name.zh
    }
    fn told(&self) -> Value {
        json!({
            "code": self.code, "level": self.level, "kind": self.kind, "name": self.name, "path": self.path,
            "unit_id": self.unit_id, "area_m2": self.area_m2, "active": self.active,
        })
    }
}

impl Noted for Unit {
    const NOUN: &'static str = "unit";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn code(&self) -> &str {
        &self.code
    }
    fn name(&self) -> &str {
        &self.name.zh
    }
    fn told(&self) -> Value {
        json!({
            "code": self.code, "name": self.name, "class": self.class, "peer_group": self.peer_group,
            "parent_id": self.parent_id, "node_id": self.node_id, "active": self.active,
        })
    }
}

impl Noted for Person {
    const NOUN: &'static str = "person";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn code(&self) -> &str {
        &self.code
    }
    fn name(&self) -> &str {
        &self.name
    }
    /// The telephone stays out of the record, which is kept for good.
    fn told(&self) -> Value {
        json!({
            "code": self.code, "name": self.name, "unit_id": self.unit_id, "title": self.title, "active": self.active,
        })
    }
}

impl Noted for Site {
    const NOUN: &'static str = "site";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn code(&self) -> &str {
        &self.code
    }
    fn name(&self) -> &str {
        &self.name.zh
    }
    fn told(&self) -> Value {
        let degrees = |value: Option<f64>| value.map(|v| v.to_string());
        let attributes: BTreeMap<&String, String> = self.attributes.iter().map(|(k, v)| (k, v.to_string())).collect();
        json!({
            "code": self.code, "name": self.name, "type_code": self.type_code, "lon": degrees(self.lon),
            "lat": degrees(self.lat), "datum": self.datum, "address": self.address, "node_path": self.node_path,
            "unit_id": self.unit_id, "supporting_unit_id": self.supporting_unit_id,
            "demonstration": self.demonstration, "attributes": attributes, "practice": self.practice,
            "active": self.active,
        })
    }
}

impl Noted for Merchant {
    const NOUN: &'static str = "merchant";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn code(&self) -> &str {
        &self.code
    }
    fn name(&self) -> &str {
        &self.name.zh
    }
    fn told(&self) -> Value {
        let degrees = |value: Option<f64>| value.map(|v| v.to_string());
        json!({
            "code": self.code, "name": self.name, "kind": self.kind, "legal_person": self.legal_person,
            "address": self.address, "lon": degrees(self.lon), "lat": degrees(self.lat), "datum": self.datum,
            "node_path": self.node_path, "pledged_on": self.pledged_on, "active": self.active,
        })
    }
}

/// What the ledger comes to: what to add, what to write anew, and how many of those touched stay the same.
pub(super) struct Outcome<T> {
    pub created: Vec<T>,
    pub changed: Vec<T>,
    pub unchanged: u64,
}

/// Things by code, before and after.
#[derive(Clone, Debug)]
pub(super) struct Ledger<T> {
    before: BTreeMap<String, T>,
    now: BTreeMap<String, T>,
    codes: BTreeMap<Uuid, String>,
    named: BTreeSet<String>,
    marked: BTreeSet<String>,
    places: BTreeMap<String, Place>,
}

impl<T: Noted> Ledger<T> {
    pub fn open(standing: Vec<T>) -> Self {
        let before: BTreeMap<String, T> = standing.into_iter().map(|thing| (thing.code().to_owned(), thing)).collect();
        let codes = before.values().map(|thing| (thing.id(), thing.code().to_owned())).collect();
        Self {
            now: before.clone(),
            before,
            codes,
            named: BTreeSet::new(),
            marked: BTreeSet::new(),
            places: BTreeMap::new(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.now.is_empty()
    }

    pub fn get(&self, code: &str) -> Option<&T> {
        self.now.get(code)
    }

    pub fn by_id(&self, id: Uuid) -> Option<&T> {
        self.now.get(self.codes.get(&id)?)
    }

    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.now.values()
    }

    /// The only thing of a name.
    pub fn named(&self, name: &str) -> Option<&T> {
        let mut found = self.now.values().filter(|thing| thing.name() == name);
        found.next().filter(|_| found.next().is_none())
    }

    /// Writes a thing as the file has it.
    pub fn put(&mut self, thing: T) {
        self.named.insert(thing.code().to_owned());
        self.write(thing);
    }

    /// Writes a thing that changes only because of others: it is counted only if it did.
    pub fn write(&mut self, thing: T) {
        self.codes.insert(thing.id(), thing.code().to_owned());
        self.now.insert(thing.code().to_owned(), thing);
    }

    /// Notes which row of the file is about a thing.
    pub fn note(&mut self, code: &str, place: &Place) {
        self.places.entry(code.to_owned()).or_insert_with(|| place.clone());
    }

    /// The row of the file about a thing.
    pub fn place(&self, code: &str) -> Option<&Place> {
        self.places.get(code)
    }

    /// Every thing the file names or changes, as it was and as it becomes.
    pub fn touched(&self) -> impl Iterator<Item = (Option<&T>, &T)> {
        self.now.iter().filter_map(|(code, now)| {
            let before = self.before.get(code);
            let touched = before != Some(now) || self.marked.contains(code) || self.named.contains(code);
            touched.then_some((before, now))
        })
    }

    /// Whether something beside a thing's own row changes.
    pub fn is_marked(&self, code: &str) -> bool {
        self.marked.contains(code)
    }

    /// Notes that something beside the row itself changes, such as its people.
    pub fn mark(&mut self, id: Uuid) {
        if let Some(code) = self.codes.get(&id) {
            self.marked.insert(code.clone());
        }
    }

    pub fn outcome(&self) -> Outcome<T> {
        let mut outcome = Outcome { created: Vec::new(), changed: Vec::new(), unchanged: 0 };
        for (code, thing) in &self.now {
            match self.before.get(code) {
                None => outcome.created.push(thing.clone()),
                Some(before) if before != thing || self.marked.contains(code) => outcome.changed.push(thing.clone()),
                Some(_) if self.named.contains(code) => outcome.unchanged += 1,
                Some(_) => {}
            }
        }
        outcome
    }

    /// The code most like a mistaken one: no further than a third of its letters.
    pub fn nearest(&self, mistaken: &str) -> Option<&str> {
        let most = (mistaken.chars().count() / 3).clamp(1, 3);
        let distances = self.now.keys().map(|code| (distance(mistaken, code), code.as_str()));
        distances.filter(|(far, _)| *far <= most).min().map(|(_, code)| code)
    }
}

/// How many letters must be put in, taken out or exchanged to make one text of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, other) in b.iter().enumerate() {
            let replaced = corner + usize::from(letter != *other);
            corner = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(corner + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn a_distance_counts_letters_put_in_taken_out_and_exchanged() {
        for (a, b, far) in
            [("", "", 0), ("U001", "U001", 0), ("U001", "U01", 1), ("U001", "U010", 2), ("矿市", "矿区", 1)]
        {
            assert_eq!(distance(a, b), far, "{a} {b}");
            assert_eq!(distance(b, a), far, "{b} {a}");
        }
    }
}

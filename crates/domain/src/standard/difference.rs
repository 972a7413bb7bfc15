//! How two editions differ: items and site types added and dropped, and those changed, field by field.

use std::collections::{BTreeMap, BTreeSet};

use super::{Edition, Item, SiteType};
use crate::text::{Lang, Wording};

/// One field before and after, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field, as in the form.
    pub field: &'static str,
    /// What it was.
    pub before: String,
    /// What it became.
    pub after: String,
}

/// A thing whose fields changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its code.
    pub code: String,
    /// Its name in the later edition.
    pub name: String,
    /// The fields that differ.
    pub fields: Vec<FieldChange>,
}

/// Things of one kind compared by code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// Only in the later edition: code and name.
    pub added: Vec<(String, String)>,
    /// Only in the earlier edition.
    pub dropped: Vec<(String, String)>,
    /// In both, and not the same.
    pub changed: Vec<Changed>,
    /// In both, and the same in every field.
    pub unchanged: usize,
}

/// Two editions compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditionDifference {
    /// Full mark, first day, modules, aggregation.
    pub head: Vec<FieldChange>,
    /// The site types.
    pub types: Compared,
    /// The items.
    pub items: Compared,
}

type Fields = Vec<(&'static str, String)>;

/// Compares an earlier edition with a later one.
pub fn difference(earlier: &Edition, later: &Edition, lang: Lang) -> EditionDifference {
    EditionDifference {
        head: changes(&head(earlier, lang), &head(later, lang)),
        types: compared(&earlier.site_types, &later.site_types, &|t| keyed_type(t, lang)),
        items: compared(&earlier.items, &later.items, &|item| keyed_item(item, lang)),
    }
}

struct Keyed {
    code: String,
    name: String,
    fields: Fields,
}

fn compared<T>(earlier: &[T], later: &[T], keyed: &dyn Fn(&T) -> Keyed) -> Compared {
    let before: Vec<Keyed> = earlier.iter().map(keyed).collect();
    let after: Vec<Keyed> = later.iter().map(keyed).collect();
    let known: BTreeMap<&str, &Keyed> = before.iter().map(|one| (one.code.as_str(), one)).collect();
    let kept: BTreeSet<&str> = after.iter().map(|one| one.code.as_str()).collect();
    let named = |one: &Keyed| (one.code.clone(), one.name.clone());
    let mut result = Compared {
        dropped: before.iter().filter(|one| !kept.contains(one.code.as_str())).map(named).collect(),
        ..Compared::default()
    };
    for one in &after {
        match known.get(one.code.as_str()) {
            None => result.added.push(named(one)),
            Some(old) => match changes(&old.fields, &one.fields) {
                fields if fields.is_empty() => result.unchanged += 1,
                fields => result.changed.push(Changed { code: one.code.clone(), name: one.name.clone(), fields }),
            },
        }
    }
    result
}

fn changes(before: &Fields, after: &Fields) -> Vec<FieldChange> {
    let pairs = before.iter().zip(after);
    let differ = pairs.filter(|((_, old), (_, new))| old != new);
    differ.map(|((field, old), (_, new))| FieldChange { field, before: old.clone(), after: new.clone() }).collect()
}

fn listed<T>(of: &[T], text: impl Fn(&T) -> String) -> String {
    of.iter().map(text).collect::<Vec<_>>().join("\n")
}

/// Fields without words of their own compare by their form.
fn form(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).map(|value| value.to_string().replace('"', "")).unwrap_or_default()
}

fn head(edition: &Edition, lang: Lang) -> Fields {
    let day = edition.edition.effective_from.map(|day| day.to_string()).unwrap_or_default();
    let modules = listed(&edition.modules, |m| format!("{} {} / {}", m.name.get(lang), m.weight, m.full));
    let groups = listed(&edition.groups, |group| format!("{} {}", group.code, group.name.get(lang)));
    let vetoes = listed(&edition.vetoes, |veto| format!("{} {}", veto.code, veto.name.get(lang)));
    vec![
        ("full_mark", edition.edition.full_mark.to_string()),
        ("effective_from", day),
        ("note", edition.edition.note.get(lang).to_owned()),
        ("modules", modules),
        ("aggregation", form(&edition.aggregation)),
        ("groups", groups),
        ("vetoes", vetoes),
    ]
}

fn keyed_type(site_type: &SiteType, lang: Lang) -> Keyed {
    let name = site_type.name.get(lang).to_owned();
    let fields = vec![
        ("name", name.clone()),
        ("weight", site_type.weight.to_string()),
        ("geometry", form(&site_type.geometry)),
        ("aliases", site_type.aliases.join("、")),
        ("door_photo", site_type.door_photo_words(lang)),
    ];
    Keyed { code: site_type.code.clone(), name, fields }
}

fn keyed_item(item: &Item, lang: Lang) -> Keyed {
    let name = item.name.get(lang).to_owned();
    let worded = |wording: &Wording| wording.get(lang).to_owned();
    let mut types = item.types.clone();
    types.sort();
    let on = |on: &super::ItemOn| {
        let points = on.points.as_ref().unwrap_or(&item.points);
        let judging = on.judging.as_ref().unwrap_or(&item.judging);
        format!("{}: {}", on.site_type, judging.sentence(points, lang))
    };
    let fields = vec![
        ("name", name.clone()),
        ("group", item.group.clone()),
        ("types", types.join("、")),
        ("criterion", worded(&item.criterion)),
        ("tip", worded(&item.tip)),
        ("points", item.points.to_string()),
        ("weight", item.weight.to_string()),
        ("judging", item.judging.sentence(&item.points, lang)),
        ("on", listed(&item.on, on)),
        ("photo", item.photo_words(lang)),
        ("phrases", listed(&item.phrases, worded)),
        ("department", item.department.clone()),
        ("limit", item.limit_words(lang)),
        ("severity", form(&item.severity)),
    ];
    Keyed { code: item.code.clone(), name, fields }
}

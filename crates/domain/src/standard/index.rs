//! A checked edition with its lookups: what the judge and the scorer work with.

use std::collections::HashMap;

use super::{Edition, Group, Item, Judging, Module, ModuleSource, SiteType, StandardRefusal, Veto};
use crate::figure::Exact;

/// An item of one edition, as its place among the items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemKey(pub(crate) u32);

/// A site type of one edition, as its place among the types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeKey(pub(crate) u32);

/// A group of one edition, as its place among the groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupKey(pub(crate) u32);

impl ItemKey {
    pub(crate) const fn place(self) -> usize {
        self.0 as usize
    }
}

impl TypeKey {
    pub(crate) const fn place(self) -> usize {
        self.0 as usize
    }
}

/// An item as it is judged at one site type: overrides applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applicable {
    /// The item.
    pub item: ItemKey,
    /// Its full score there.
    pub points: Exact,
    /// Its weight inside the site.
    pub weight: Exact,
    /// How it is judged there.
    pub judging: Judging,
}

/// A faultless edition, indexed by code.
#[derive(Clone, Debug)]
pub struct EditionIndex {
    edition: Edition,
    items: HashMap<String, ItemKey>,
    types: HashMap<String, TypeKey>,
    type_names: HashMap<String, TypeKey>,
    groups: HashMap<String, GroupKey>,
    /// By type, then by item.
    applicable: Vec<Vec<Option<Applicable>>>,
}

fn numbered<'a, K, C: Into<String>>(codes: impl Iterator<Item = C> + 'a, key: fn(u32) -> K) -> HashMap<String, K> {
    codes.zip(0_u32..).map(|(code, place)| (code.into(), key(place))).collect()
}

impl EditionIndex {
    /// Indexes an edition.
    ///
    /// # Errors
    /// Every fault of the edition, as [`Edition::check`] names them.
    pub fn new(edition: Edition) -> Result<Self, Vec<StandardRefusal>> {
        let faults = edition.check();
        if !faults.is_empty() {
            return Err(faults);
        }
        let items = numbered(edition.items.iter().map(|i| i.code.clone()), ItemKey);
        let types = numbered(edition.site_types.iter().map(|t| t.code.clone()), TypeKey);
        let groups = numbered(edition.groups.iter().map(|g| g.code.clone()), GroupKey);
        let mut type_names = HashMap::new();
        for (site_type, place) in edition.site_types.iter().zip(0_u32..) {
            let names = [&site_type.code, &site_type.name.zh, &site_type.name.en];
            for name in names.into_iter().chain(&site_type.aliases).filter(|n| !n.is_empty()) {
                type_names.entry(name.trim().to_lowercase()).or_insert(TypeKey(place));
            }
        }
        let mut applicable = vec![vec![None; edition.items.len()]; edition.site_types.len()];
        for (item, place) in edition.items.iter().zip(0_u32..) {
            for (code, key) in
                item.types.iter().chain(item.on.iter().map(|o| &o.site_type)).filter_map(|c| types.get_key_value(c))
            {
                applicable[key.place()][place as usize] = Some(item.judged_at(ItemKey(place), code));
            }
        }
        Ok(Self { edition, items, types, type_names, groups, applicable })
    }

    /// The edition itself.
    pub const fn edition(&self) -> &Edition {
        &self.edition
    }

    /// The edition itself, giving up the index.
    pub fn into_edition(self) -> Edition {
        self.edition
    }

    /// The key of an item by its code.
    pub fn item_key(&self, code: &str) -> Option<ItemKey> {
        self.items.get(code).copied()
    }

    /// An item by its key.
    ///
    /// # Panics
    /// With a key of another edition that has more items.
    pub fn item(&self, key: ItemKey) -> &Item {
        &self.edition.items[key.place()]
    }

    /// An item by its code.
    pub fn item_by_code(&self, code: &str) -> Option<&Item> {
        self.item_key(code).map(|key| self.item(key))
    }

    /// The key of a site type by its code.
    pub fn type_key(&self, code: &str) -> Option<TypeKey> {
        self.types.get(code).copied()
    }

    /// The key of a site type by code, name in either language, or alias; case does not matter.
    pub fn type_named(&self, name: &str) -> Option<TypeKey> {
        self.type_key(name).or_else(|| self.type_names.get(&name.trim().to_lowercase()).copied())
    }

    /// A site type by its key.
    ///
    /// # Panics
    /// With a key of another edition that has more types.
    pub fn site_type(&self, key: TypeKey) -> &SiteType {
        &self.edition.site_types[key.place()]
    }

    /// A group by its code.
    pub fn group(&self, code: &str) -> Option<&Group> {
        self.groups.get(code).map(|key| &self.edition.groups[key.0 as usize])
    }

    /// The groups above an item, from the top down to its own.
    pub fn groups_of(&self, item: &Item) -> Vec<&Group> {
        let mut chain: Vec<&Group> = Vec::new();
        let mut next = self.group(&item.group);
        while let Some(group) = next {
            chain.push(group);
            next = self.group(&group.parent);
        }
        chain.reverse();
        chain
    }

    /// A veto item by its code.
    pub fn veto(&self, code: &str) -> Option<&Veto> {
        self.edition.vetoes.iter().find(|v| v.code == code)
    }

    /// A module by its code.
    pub fn module(&self, code: &str) -> Option<&Module> {
        self.edition.modules.iter().find(|m| m.code == code)
    }

    /// The module scored from observations, where the edition has modules.
    pub fn observation_module(&self) -> Option<&Module> {
        self.edition.modules.iter().find(|m| m.source == ModuleSource::Observations)
    }

    /// The item as it is judged at a type; `None` when it is not.
    pub fn applicable(&self, site_type: TypeKey, item: ItemKey) -> Option<&Applicable> {
        self.applicable.get(site_type.place())?.get(item.place())?.as_ref()
    }

    /// The items judged at a type, in the edition's order, with their effective points.
    pub fn items_of(&self, site_type: TypeKey) -> impl Iterator<Item = &Applicable> {
        self.applicable.get(site_type.place()).into_iter().flatten().flatten()
    }

    /// The points all items of a type add up to, item weights applied.
    pub fn points_of(&self, site_type: TypeKey) -> Exact {
        self.items_of(site_type).map(|a| &a.points * &a.weight).sum()
    }
}

impl Item {
    /// The item as judged at a type it applies to.
    fn judged_at(&self, key: ItemKey, site_type: &str) -> Applicable {
        let on = self.on.iter().find(|o| o.site_type == site_type);
        Applicable {
            item: key,
            points: on.and_then(|o| o.points.as_ref()).unwrap_or(&self.points).clone(),
            weight: self.weight.clone(),
            judging: on.and_then(|o| o.judging.as_ref()).unwrap_or(&self.judging).clone(),
        }
    }
}

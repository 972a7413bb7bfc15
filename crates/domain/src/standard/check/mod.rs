//! What makes an edition unusable, found all at once so that its author need not try again and again.

mod fault;
mod items;
mod judging;

use std::collections::{HashMap, HashSet};

pub use fault::{Fault, StandardRefusal};

use super::{Aggregation, Edition, Gather, Geometry, LevelRule, ModuleSource, Over, SiteMethod};
use crate::figure::Exact;
use crate::text::Wording;

/// Collects faults with their places.
struct Faults(Vec<StandardRefusal>);

impl Faults {
    fn add(&mut self, at: impl Into<String>, fault: Fault) {
        self.0.push(StandardRefusal { at: at.into(), fault });
    }

    fn when(&mut self, wrong: bool, at: &str, fault: impl FnOnce() -> Fault) {
        if wrong {
            self.add(at, fault());
        }
    }

    /// Empty and repeated codes of one list.
    fn codes<'a>(&mut self, what: &str, codes: impl Iterator<Item = &'a str>) {
        let mut seen = HashSet::new();
        for (code, place) in codes.zip(1_usize..) {
            if code.trim().is_empty() {
                self.add(format!("{what} {place}"), Fault::EmptyCode);
            } else if !seen.insert(code) {
                self.add(format!("{what} {code}"), Fault::DuplicateCode { code: code.to_owned() });
            }
        }
    }

    fn named(&mut self, at: &str, name: &Wording) {
        self.when(name.zh.trim().is_empty(), at, || Fault::NoName);
    }

    fn not_negative(&mut self, at: &str, name: &'static str, value: &Exact) {
        self.when(value.is_negative(), at, || Fault::Negative { name, value: value.clone() });
    }

    fn positive(&mut self, at: &str, name: &'static str, value: &Exact) {
        self.when(value.is_negative() || value.is_zero(), at, || Fault::NotPositive { name, value: value.clone() });
    }

    fn limits(&mut self, at: &str, floor: Option<&Exact>, cap: Option<&Exact>) {
        if let (Some(floor), Some(cap)) = (floor, cap) {
            self.when(floor > cap, at, || Fault::FloorOverCap { floor: floor.clone(), cap: cap.clone() });
        }
    }
}

impl Edition {
    /// Every fault of the edition, each with its place; none when it can be used.
    pub fn check(&self) -> Vec<StandardRefusal> {
        let mut faults = Faults(Vec::new());
        self.check_head(&mut faults);
        self.check_modules(&mut faults);
        self.check_aggregation(&mut faults);
        self.check_cycle(&mut faults);
        self.check_groups(&mut faults);
        self.check_types(&mut faults);
        self.check_items(&mut faults);
        self.check_vetoes(&mut faults);
        faults.0
    }

    fn check_head(&self, faults: &mut Faults) {
        faults.when(self.standard.code.trim().is_empty(), "standard / code", || Fault::EmptyCode);
        faults.named("standard / name", &self.standard.name);
        faults.when(self.edition.version.trim().is_empty(), "edition / version", || Fault::EmptyCode);
        faults.positive("edition / full_mark", "full_mark", &self.edition.full_mark);
        if let (Some(from), Some(until)) = (self.edition.effective_from, self.edition.effective_until) {
            faults.when(until < from, "edition / effective_until", || Fault::EndsBeforeItBegins);
        }
        faults.when(self.site_types.is_empty(), "site_type", || Fault::NothingThere);
        faults.when(self.items.is_empty(), "item", || Fault::NothingThere);
    }

    fn check_modules(&self, faults: &mut Faults) {
        faults.codes("module", self.modules.iter().map(|m| m.code.as_str()));
        for module in &self.modules {
            let at = format!("module {}", module.code);
            faults.named(&at, &module.name);
            faults.not_negative(&at, "weight", &module.weight);
            faults.positive(&at, "full", &module.full);
        }
        let observed = self.modules.iter().filter(|m| m.source == ModuleSource::Observations).count();
        faults.when(observed > 1, "module", || Fault::SeveralObservationModules);
        let sum: Exact = self.modules.iter().map(|m| &m.weight).sum();
        let full = &self.edition.full_mark;
        faults.when(!self.modules.is_empty() && sum != *full, "module", || Fault::WeightsNotFullMark {
            sum,
            full: full.clone(),
        });
    }

    fn check_aggregation(&self, faults: &mut Faults) {
        let Aggregation { site, site_type, unit, node, district, floor, cap, rounding_places, .. } = &self.aggregation;
        faults.limits("aggregation", floor.as_ref(), cap.as_ref());
        faults.when(*rounding_places > 10, "aggregation / rounding_places", || Fault::TooManyPlaces);
        let at = "aggregation / site";
        faults.limits(at, site.floor.as_ref(), site.cap.as_ref());
        match (site.method, &site.base, &site.item) {
            (SiteMethod::DeductFrom, None, _) => faults.add(at, Fault::Needs { name: "base" }),
            (SiteMethod::DeductFrom, Some(base), _) => faults.positive(at, "base", base),
            (SiteMethod::Value, _, None) => faults.add(at, Fault::Needs { name: "item" }),
            (SiteMethod::Value, _, Some(code)) => {
                faults.when(!self.items.iter().any(|i| i.code == *code), at, || Fault::unknown("item", code));
            }
            _ => {}
        }
        let rule = LevelRule {
            over: Over::Sites,
            method: site_type.method,
            mark: site_type.mark.clone(),
            weight_by: site_type.weight_by.clone(),
            complement: site_type.complement,
            floor: site_type.floor.clone(),
            cap: site_type.cap.clone(),
        };
        check_level(faults, "aggregation / type", &rule);
        for (name, level) in [("unit", unit), ("node", node), ("district", district)] {
            let at = format!("aggregation / {name}");
            check_level(faults, &at, level);
            faults.when(level.over == Over::Units && name != "district", &at, || Fault::UnitsOnlyInDistrict);
        }
        let weightless = self.site_types.iter().all(|t| t.weight.is_zero());
        let by_types = [unit, node, district].into_iter().any(|l| l.over == Over::Types);
        faults.when(weightless && by_types && !self.site_types.is_empty(), "site_type", || Fault::AllWeightsZero);
    }

    fn check_cycle(&self, faults: &mut Faults) {
        let Some(cycle) = &self.cycle else { return };
        let mut seen = HashSet::new();
        for year in &cycle.years {
            let at = format!("cycle / year {}", year.year);
            faults.not_negative(&at, "weight", &year.weight);
            faults.when(!seen.insert(year.year), &at, || Fault::DuplicateCode { code: year.year.to_string() });
        }
        let sum: Exact = cycle.years.iter().map(|y| &y.weight).sum();
        faults.when(sum != Exact::ONE, "cycle", || Fault::CycleNotOne { sum });
    }

    fn check_groups(&self, faults: &mut Faults) {
        faults.codes("group", self.groups.iter().map(|g| g.code.as_str()));
        let parents: HashMap<&str, &str> = self.groups.iter().map(|g| (g.code.as_str(), g.parent.as_str())).collect();
        for group in &self.groups {
            let at = format!("group {}", group.code);
            faults.named(&at, &group.name);
            if group.parent.is_empty() {
                continue;
            }
            if !parents.contains_key(group.parent.as_str()) {
                faults.add(format!("{at} / parent"), Fault::unknown("group", &group.parent));
                continue;
            }
            let mut above = group.parent.as_str();
            for _ in 0..self.groups.len() {
                above = parents.get(above).copied().unwrap_or_default();
            }
            faults.when(!above.is_empty(), &format!("{at} / parent"), || Fault::CyclicGroups);
        }
    }

    fn check_types(&self, faults: &mut Faults) {
        faults.codes("site_type", self.site_types.iter().map(|t| t.code.as_str()));
        let mut aliases: HashMap<String, &str> = HashMap::new();
        for site_type in &self.site_types {
            let at = format!("site_type {}", site_type.code);
            faults.named(&at, &site_type.name);
            faults.not_negative(&at, "weight", &site_type.weight);
            let nowhere = site_type.door_photo && site_type.geometry == Geometry::Virtual;
            faults.when(nowhere, &format!("{at} / door_photo"), || Fault::DoorNowhere);
            for name in [&site_type.code, &site_type.name.zh].into_iter().chain(&site_type.aliases) {
                let key = name.trim().to_lowercase();
                let owner = *aliases.entry(key).or_insert(&site_type.code);
                faults.when(owner != site_type.code, &at, || Fault::NameTaken {
                    name: name.clone(),
                    by: owner.to_owned(),
                });
            }
        }
    }
}

fn check_level(faults: &mut Faults, at: &str, rule: &LevelRule) {
    faults.limits(at, rule.floor.as_ref(), rule.cap.as_ref());
    if rule.over != Over::Sites {
        let meant_for_sites =
            rule.method != Gather::Mean || rule.mark.is_some() || rule.weight_by.is_some() || rule.complement;
        faults.when(meant_for_sites, at, || Fault::OnlyOverSites);
        return;
    }
    faults.when(rule.method == Gather::ShareMeeting && rule.mark.is_none(), at, || Fault::Needs { name: "mark" });
    let weightless = matches!(rule.method, Gather::Median | Gather::Worst);
    faults.when(weightless && rule.weight_by.is_some(), at, || Fault::CannotWeight);
}

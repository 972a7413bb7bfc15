//! Faults of items and veto items.

use std::collections::HashSet;

use super::{Fault, Faults, judging};
use crate::standard::{Consequence, Edition, Item, PhotoWhen};

impl Edition {
    pub(super) fn check_items(&self, faults: &mut Faults) {
        faults.codes("item", self.items.iter().map(|i| i.code.as_str()));
        let groups: HashSet<&str> = self.groups.iter().map(|g| g.code.as_str()).collect();
        let types: HashSet<&str> = self.site_types.iter().map(|t| t.code.as_str()).collect();
        for item in &self.items {
            let at = format!("item {}", item.code);
            faults.named(&at, &item.name);
            let grouped = item.group.is_empty() || groups.contains(item.group.as_str());
            faults.when(!grouped, &format!("{at} / group"), || Fault::unknown("group", &item.group));
            faults.not_negative(&at, "points", &item.points);
            faults.positive(&at, "weight", &item.weight);
            faults.when(item.photo.when != PhotoWhen::Never && item.photo.min == 0, &format!("{at} / photo"), || {
                Fault::Needs { name: "min" }
            });
            faults.when(item.limit.as_ref().is_some_and(|l| l.amount == 0), &format!("{at} / limit"), || {
                Fault::NotPositive { name: "limit", value: 0_i64.into() }
            });
            check_types_of(faults, &at, item, &types);
            judging::check(faults, &format!("{at} / judging"), &item.judging, &item.points);
            for on in &item.on {
                let judging = on.judging.as_ref().unwrap_or(&item.judging);
                let points = on.points.as_ref().unwrap_or(&item.points);
                let at = format!("{at} / on {}", on.site_type);
                faults.not_negative(&at, "points", points);
                if on.judging.is_some() || on.points.is_some() {
                    judging::check(faults, &at, judging, points);
                }
            }
        }
    }

    pub(super) fn check_vetoes(&self, faults: &mut Faults) {
        faults.codes("veto", self.vetoes.iter().map(|v| v.code.as_str()));
        for veto in &self.vetoes {
            let at = format!("veto {}", veto.code);
            faults.named(&at, &veto.name);
            match &veto.consequence {
                Consequence::Deduct { points } => faults.positive(&at, "points", points),
                Consequence::Suspend { months: 0 } => {
                    faults.add(at, Fault::NotPositive { name: "months", value: 0_i64.into() });
                }
                _ => {}
            }
        }
    }
}

fn check_types_of(faults: &mut Faults, at: &str, item: &Item, types: &HashSet<&str>) {
    faults.when(item.types.is_empty() && item.on.is_empty(), &format!("{at} / types"), || Fault::NoTypes);
    for code in item.types.iter().chain(item.on.iter().map(|o| &o.site_type)) {
        faults.when(!types.contains(code.as_str()), &format!("{at} / types"), || Fault::unknown("site_type", code));
    }
    let mut seen = HashSet::new();
    for on in &item.on {
        faults.when(!seen.insert(&on.site_type), &format!("{at} / on"), || Fault::DuplicateCode {
            code: on.site_type.clone(),
        });
    }
}

//! The signals of a round's inspectors: what shows only in all their visits together.

use std::collections::{BTreeMap, BTreeSet};

use wangge_domain::ids::{NodeId, PersonId, RoundId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::Visit;
use wangge_domain::signal::{Heard, Stratum, Tally, compare, frozen, odd_accuracy, outlier};
use wangge_domain::text::Lang;
use wangge_storage::round;

use super::walked::Walked;
use super::{Found, told};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, many, reach};
use crate::view::{InspectorSignals, Ref};

/// The level of streets and towns, within which inspectors are compared first.
const STREET: i8 = 2;

/// The inspectors of a round with their signals, those that deserve a second look most first.
///
/// # Errors
/// [`AppError::Forbidden`] for whoever may not return or void visits; [`AppError::NotFound`] for an unknown round.
pub async fn of_inspectors(app: &App, actor: &Actor, lang: Lang, id: RoundId) -> Answer<Vec<InspectorSignals>> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::VoidVisit).await?;
    let round = round::get(&db, id).await?.ok_or_else(|| AppError::not_found("round", id))?;
    let book = Wordbook::open(app, &db, lang).await?;
    let walked = Walked::of_round(app, actor, &book, &reach, &round).await?;
    let looks: Vec<Look<'_>> = walked.standing().map(|visit| look(&walked, visit)).collect();
    let people: BTreeSet<PersonId> = looks.iter().flat_map(|one| one.visit.inspector_ids.iter().copied()).collect();
    let line = |person: PersonId| {
        let own: Vec<&Look<'_>> = looks.iter().filter(|one| one.is_by(person)).collect();
        let heard: Vec<Heard> = own.iter().flat_map(|one| walked.heard(one.visit)).collect();
        let mut signals: Vec<_> = [frozen(&heard), odd_accuracy(&heard)].into_iter().flatten().collect();
        signals.extend(outliers(&book, &looks, person));
        InspectorSignals {
            inspector: book.person(person).unwrap_or_else(|| Ref::new(person, "", "—")),
            visits: many(own.len()),
            signals: told(signals.into_iter().map(Found::whole).collect(), lang),
        }
    };
    let mut lines: Vec<InspectorSignals> = people.into_iter().map(line).collect();
    lines.sort_by_key(|line| std::cmp::Reverse((line.signals.count, line.visits)));
    Ok(lines)
}

/// A visit as it is compared.
struct Look<'a> {
    visit: &'a Visit,
    tally: Tally,
    type_code: &'a str,
    street: Option<NodeId>,
}

impl Look<'_> {
    fn is_by(&self, person: PersonId) -> bool {
        self.visit.inspector_ids.contains(&person)
    }
}

fn look<'a>(walked: &'a Walked<'_>, visit: &'a Visit) -> Look<'a> {
    let register = &walked.book.register;
    let site = register.sites.get(&visit.site_id);
    let chain = site.map(|site| register.chain(&site.node_path)).unwrap_or_default();
    Look {
        visit,
        tally: walked.tally(visit.id),
        type_code: site.map_or("", |site| &site.type_code),
        street: chain.iter().find(|node| node.level.0 == STREET).map(|node| node.id),
    }
}

/// How an inspector differs from the others: street by street, and where no street says anything in the whole district.
fn outliers(book: &Wordbook, looks: &[Look<'_>], person: PersonId) -> Vec<wangge_domain::signal::Signal> {
    let streets: BTreeSet<NodeId> = looks.iter().filter(|one| one.is_by(person)).filter_map(|one| one.street).collect();
    let there = streets.into_iter().filter_map(|street| {
        let found = compare(&strata(looks.iter().filter(|one| one.street == Some(street)), person))?;
        outlier(&found, Some(&book.node(Some(street)).name))
    });
    let mut signals: Vec<_> = there.collect();
    if signals.is_empty() {
        signals.extend(compare(&strata(looks.iter(), person)).and_then(|found| outlier(&found, None)));
    }
    signals
}

/// The inspector's visits and the others', by site type.
fn strata<'a>(looks: impl Iterator<Item = &'a Look<'a>>, person: PersonId) -> Vec<Stratum> {
    let mut by_type: BTreeMap<&str, Stratum> = BTreeMap::new();
    for one in looks {
        let stratum = by_type.entry(one.type_code).or_default();
        let side = if one.is_by(person) { &mut stratum.own } else { &mut stratum.others };
        side.push(one.tally);
    }
    by_type.into_values().collect()
}

//! What planning a round chooses from, and drawing its sites at random.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Value, json};
use wangge_domain::ids::{NodeId, PersonId, SiteId};
use wangge_domain::permission::{Action, Actor, Role};
use wangge_domain::round::{Candidate, DrawnOfType, RoundKind, draw};
use wangge_domain::site::Site;
use wangge_domain::standard::{Edition, EditionIndex};
use wangge_domain::text::{Lang, Message, Wording, render, word};
use wangge_domain::time::local_day;
use wangge_storage::edition::{EditionRow, EditionState};
use wangge_storage::{ConnectionTrait, edition, round, user};

use super::change::require;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Register, Wordbook, index_of, indexed, many, type_name};
use crate::view::{
    ChoicesQuery, Coded, DrawSites, Drawn, DrawnType, InspectorChoice, NodeChoice, RoundChoices, RoundEdition,
    RoundProposal, SiteCandidate, SiteDraw,
};

/// What a new round may be made of: editions, sites, nodes, inspectors, and what it would be called.
///
/// # Errors
/// Refuses, saying so, when no edition is published; [`AppError::NotFound`] for an unknown edition.
pub async fn choices(app: &App, actor: &Actor, lang: Lang, query: ChoicesQuery) -> Answer<RoundChoices> {
    require(actor, Action::OpenRound)?;
    let db = app.store.read();
    let book = Wordbook::open(app, &db, lang).await?;
    let in_force = book.in_force()?.0;
    let edition_id = query.edition.unwrap_or(in_force);
    let index = indexed(app, &db, edition_id).await?;
    let mut rows = edition::list(&db).await?;
    rows.retain(|row| row.state == EditionState::Published);
    rows.sort_by_key(|row| row.id != in_force);
    let editions = rows.iter().map(|row| Ok(short(row, index_of(row)?.edition(), lang))).collect::<Answer<_>>()?;
    Ok(RoundChoices {
        editions,
        edition_id,
        proposals: proposals(&db, lang).await?,
        types: index.edition().site_types.iter().map(|t| Coded::new(&t.code, t.name.get(lang))).collect(),
        nodes: nodes(&book),
        sites: candidates(&book.register, &index, None).into_iter().map(|site| candidate(&book, site)).collect(),
        inspectors: inspectors(&db, &book).await?,
        today: local_day(app.now(), crate::campaign::load(&db).await?.tz()),
    })
}

/// Draws sites at random, so many of each type, from a seed. Nothing is written.
///
/// # Errors
/// [`AppError::Invalid`] without a seed; [`AppError::NotFound`] for an unknown edition or node.
pub async fn draw_sites(app: &App, actor: &Actor, lang: Lang, command: DrawSites) -> Answer<Drawn> {
    require(actor, Action::OpenRound)?;
    let seed = command.draw.seed.trim();
    if seed.is_empty() {
        return Err(AppError::invalid("/draw/seed", Message::new("app-round-seed-missing")));
    }
    let db = app.store.read();
    let index = indexed(app, &db, command.edition_id).await?;
    let register = Register::load(app, &db).await?;
    if let Some(id) = command.draw.node.filter(|id| !register.nodes.contains_key(id)) {
        return Err(AppError::not_found("node", id));
    }
    let types = drawn(&register, &index, &command.draw).into_iter().map(|drawn| DrawnType {
        site_type: Coded::new(
            &drawn.type_code,
            type_name(index.edition(), &drawn.type_code, lang).unwrap_or(&drawn.type_code),
        ),
        asked: many(drawn.asked),
        candidates: many(drawn.candidates),
        site_ids: drawn.sites,
    });
    Ok(Drawn { seed: seed.to_owned(), types: types.collect(), rule: word("app-round-draw-rule", lang) })
}

fn short(row: &EditionRow, edition: &Edition, lang: Lang) -> RoundEdition {
    RoundEdition {
        id: row.id,
        version: edition.edition.version.clone(),
        standard_name: edition.standard.name.get(lang).to_owned(),
        sample: edition.edition.sample,
    }
}

async fn proposals(db: &impl ConnectionTrait, lang: Lang) -> Answer<Vec<RoundProposal>> {
    let mut proposals = Vec::with_capacity(RoundKind::ALL.len());
    for kind in RoundKind::ALL {
        let number = round::last_number(db, *kind).await? + 1;
        let name = |lang| {
            let message = Message::new("app-round-proposed-name").arg("kind", kind.wording(lang)).arg("number", number);
            render(&message, lang)
        };
        proposals.push(RoundProposal {
            kind: *kind,
            kind_name: kind.wording(lang),
            number,
            name: Wording::new(name(Lang::Zh), name(Lang::En)),
        });
    }
    Ok(proposals)
}

/// The sites an edition can judge, by code.
fn candidates<'a>(register: &'a Register, index: &EditionIndex, path: Option<&str>) -> Vec<&'a Site> {
    let judged = |site: &&Site| site.active && index.type_key(&site.type_code).is_some();
    let inside = |site: &&Site| path.is_none_or(|path| site.node_path.starts_with(path));
    let mut sites: Vec<&Site> = register.sites.values().filter(judged).filter(inside).collect();
    sites.sort_by(|a, b| a.code.cmp(&b.code));
    sites
}

fn candidate(book: &Wordbook, site: &Site) -> SiteCandidate {
    SiteCandidate {
        id: site.id,
        code: site.code.clone(),
        name: site.name.get(book.lang).to_owned(),
        type_code: site.type_code.clone(),
        nodes: book.register.chain(&site.node_path).iter().map(|node| node.id).collect::<Vec<NodeId>>(),
        lon: site.lon,
        lat: site.lat,
        unit_id: site.unit_id,
        supporting_unit_id: site.supporting_unit_id,
        demonstration: site.demonstration,
    }
}

fn nodes(book: &Wordbook) -> Vec<NodeChoice> {
    let mut nodes: Vec<_> = book.register.nodes.values().filter(|node| node.active && node.level.counts()).collect();
    nodes.sort_by(|a, b| (a.level.0, &a.code).cmp(&(b.level.0, &b.code)));
    let choice = |node: &wangge_domain::grid::Node| NodeChoice {
        id: node.id,
        name: node.name.get(book.lang).to_owned(),
        level: node.level.0,
    };
    nodes.into_iter().map(choice).collect()
}

/// Whoever has an inspector's account, then everyone else: the office may send anybody.
async fn inspectors(db: &impl ConnectionTrait, book: &Wordbook) -> Answer<Vec<InspectorChoice>> {
    let sent: HashSet<PersonId> = user::people_with(db, Role::Inspector).await?.into_iter().collect();
    let mut people: Vec<_> = book.register.people.values().filter(|person| person.active).collect();
    people.sort_by(|a, b| (!sent.contains(&a.id), &a.code).cmp(&(!sent.contains(&b.id), &b.code)));
    let choice = |person: &wangge_domain::person::Person| InspectorChoice {
        id: person.id,
        name: person.name.clone(),
        unit: book.unit(person.unit_id),
        has_account: sent.contains(&person.id),
    };
    Ok(people.into_iter().map(choice).collect())
}

/// What a draw gives of the sites an edition can judge.
fn drawn(register: &Register, index: &EditionIndex, given: &SiteDraw) -> Vec<DrawnOfType> {
    let path = given.node.and_then(|id| register.nodes.get(&id)).map(|node| node.path.as_str());
    let pool: Vec<Candidate> = candidates(register, index, path)
        .into_iter()
        .map(|site| Candidate { id: site.id, code: site.code.clone(), type_code: site.type_code.clone() })
        .collect();
    let counts: BTreeMap<String, usize> = given.counts.iter().map(|(code, n)| (code.clone(), *n as usize)).collect();
    draw(given.seed.trim(), &pool, &counts)
}

/// What the record says of the draw a plan rests on: what was drawn, and what was added or left out by hand.
pub(super) fn told(register: &Register, index: &EditionIndex, given: &SiteDraw, chosen: &[SiteId]) -> Value {
    let drawn: Vec<SiteId> = drawn(register, index, given).into_iter().flat_map(|one| one.sites).collect();
    let kept = drawn.iter().filter(|site| chosen.contains(site)).count();
    json!({
        "seed": given.seed.trim(),
        "counts": given.counts,
        "node": given.node,
        "drawn": drawn.len(),
        "kept": kept,
        "added_by_hand": chosen.len() - kept,
    })
}

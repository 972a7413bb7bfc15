//! A round with how far it has come.

use std::collections::{BTreeMap, HashMap, HashSet};

use wangge_domain::ids::{PersonId, RoundId, SiteId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::{Round, VisitState};
use wangge_domain::standard::EditionIndex;
use wangge_domain::text::Lang;
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, round, visit};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, indexed, reach, type_name};
use crate::result::{ScoredRound, module_named, modules, round_summary};
use crate::view::{AssignmentView, Coded, ModuleScore, Ref, RoundDetail, TypeProgress};

/// A round with its progress by type, its modules, and who visits which of the sites within reach.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown round.
pub async fn show(app: &App, actor: &Actor, lang: Lang, id: RoundId) -> Answer<RoundDetail> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewRound).await?;
    let round = round::get(&db, id).await?.ok_or_else(|| AppError::not_found("round", id))?;
    let book = Wordbook::open(app, &db, lang).await?;
    let index = indexed(app, &db, round.edition_id).await?;
    let scores = actor.may(Action::ViewScore).is_some();
    let assignments = assignments(&db, &book, &index, &reach, &round).await?;
    Ok(RoundDetail {
        names: round.name.clone(),
        closed_at: round.closed_at,
        by_type: by_type(&assignments),
        modules: module_scores(app, &db, lang, &index, &round, scores).await?,
        assignments,
        round: round_summary(app, &db, lang, &round, scores).await?,
    })
}

async fn assignments(
    db: &impl ConnectionTrait,
    book: &Wordbook,
    index: &EditionIndex,
    reach: &Reach,
    round: &Round,
) -> Answer<Vec<AssignmentView>> {
    let mut people: HashMap<SiteId, Vec<PersonId>> = HashMap::new();
    for row in round::inspectors(db, round.id).await? {
        people.entry(row.site_id).or_default().push(row.person_id);
    }
    let visits = visit::of_round(db, &Reach::everything(), round.id).await?;
    let standing = visits.iter().filter(|visit| visit.state == VisitState::Submitted);
    let visited: HashSet<SiteId> = standing.map(|visit| visit.site_id).collect();
    let sites = round::sites(db, round.id, reach).await?;
    let mut sites: Vec<_> = sites.iter().filter_map(|id| book.register.sites.get(id)).collect();
    sites.sort_by(|a, b| a.code.cmp(&b.code));
    let own_types = |code: &str| Coded::new(code, type_name(index.edition(), code, book.lang).unwrap_or(code));
    let assigned = |site: SiteId| -> Vec<Ref> {
        people.get(&site).into_iter().flatten().filter_map(|person| book.person(*person)).collect()
    };
    let view = |site: &&wangge_domain::site::Site| AssignmentView {
        site: book.site_ref(site),
        site_type: own_types(&site.type_code),
        inspectors: assigned(site.id),
        visited: visited.contains(&site.id),
    };
    Ok(sites.iter().map(view).collect())
}

fn by_type(assignments: &[AssignmentView]) -> Vec<TypeProgress> {
    let mut types: BTreeMap<&Coded, (u64, u64)> = BTreeMap::new();
    for assignment in assignments {
        let counts = types.entry(&assignment.site_type).or_default();
        counts.0 += 1;
        counts.1 += u64::from(assignment.visited);
    }
    let line =
        |(site_type, (sites, visited)): (&Coded, _)| TypeProgress { site_type: site_type.clone(), sites, visited };
    types.into_iter().map(line).collect()
}

/// The modules with their scores for those who may see them, else with their weights alone.
async fn module_scores(
    app: &App,
    db: &impl ConnectionTrait,
    lang: Lang,
    index: &EditionIndex,
    round: &Round,
    scores: bool,
) -> Answer<Vec<ModuleScore>> {
    if scores {
        return Ok(modules(ScoredRound::load(app, db, round.id).await?.as_ref(), lang));
    }
    Ok(index.edition().modules.iter().map(|module| module_named(module, lang)).collect())
}

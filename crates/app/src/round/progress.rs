//! How far a round has come: by inspector, type and node, when it would be done, what closing would leave.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Days, NaiveDate};
use wangge_domain::case::CaseState;
use wangge_domain::ids::{CaseId, PersonId, RoundId, SiteId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::{Round, RoundState, Visit, VisitState};
use wangge_domain::site::Site;
use wangge_domain::standard::{EditionIndex, ModuleSource};
use wangge_domain::text::{Lang, Message, render};
use wangge_domain::time::{Timestamp, local_day};
use wangge_storage::reach::Reach;
use wangge_storage::visit::LostPointFilter;
use wangge_storage::{ConnectionTrait, case, round, visit};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, indexed, many, reach, type_name};
use crate::result::round_summary;
use crate::view::{
    ClosingOutlook, Coded, Pace, ProgressLine, ProgressSite, Ref, RoundProgress, SiteStanding, Standings,
};

/// The place of the street in the chain of nodes from the district down.
const STREET: usize = 1;

/// The progress of a round over the sites within reach.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown round.
pub async fn progress(app: &App, actor: &Actor, lang: Lang, id: RoundId) -> Answer<RoundProgress> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewRound).await?;
    let round = round::get(&db, id).await?.ok_or_else(|| AppError::not_found("round", id))?;
    let book = Wordbook::open(app, &db, lang).await?;
    let index = indexed(app, &db, round.edition_id).await?;
    let visits = visit::of_round(&db, &Reach::everything(), id).await?;
    let stops = stops(&db, &reach, &book, &index, id, &visits).await?;
    let people = assigned(&stops);
    let seen: BTreeSet<PersonId> = visits.iter().flat_map(|visit| visit.inspector_ids.iter().copied()).collect();
    let not_started = people.iter().filter(|(person, _)| !seen.contains(person)).map(|(_, named)| named.clone());
    let total = count(stops.iter());
    let today = local_day(app.now(), crate::campaign::load(&db).await?.tz());
    Ok(RoundProgress {
        total,
        set_aside: many(
            visits
                .iter()
                .filter(|v| v.state != VisitState::Submitted && stops.iter().any(|s| s.site == v.site_id))
                .count(),
        ),
        by_inspector: by_inspector(&stops, &people),
        by_type: by(&stops, |stop| Some(typed(&stop.view.site_type))),
        by_node: by(&stops, |stop| Some(stop.view.node.clone())),
        not_started: not_started.collect(),
        pace: pace(&round, total, today, lang),
        closing: closing(&db, &index, &round, total, lang).await?,
        sites: stops.into_iter().map(|stop| stop.view).collect(),
        round: round_summary(app, &db, lang, &round, actor.may(Action::ViewScore).is_some()).await?,
    })
}

/// A site of the round with what is reckoned from.
struct Stop {
    site: SiteId,
    people: Vec<PersonId>,
    last_at: Option<Timestamp>,
    view: ProgressSite,
}

async fn stops(
    db: &impl ConnectionTrait,
    reach: &Reach,
    book: &Wordbook,
    index: &EditionIndex,
    round: RoundId,
    visits: &[Visit],
) -> Answer<Vec<Stop>> {
    let mut people: HashMap<SiteId, Vec<PersonId>> = HashMap::new();
    for row in round::inspectors(db, round).await? {
        people.entry(row.site_id).or_default().push(row.person_id);
    }
    // They come by time of submission, so the last one of a site stays.
    let mut last: HashMap<SiteId, &Visit> = HashMap::new();
    let mut standing: HashMap<SiteId, &Visit> = HashMap::new();
    for visit in visits {
        last.insert(visit.site_id, visit);
        if visit.state == VisitState::Submitted {
            standing.insert(visit.site_id, visit);
        }
    }
    let sites = round::sites(db, round, reach).await?;
    let mut sites: Vec<&Site> = sites.iter().filter_map(|id| book.register.sites.get(id)).collect();
    sites.sort_by(|a, b| a.code.cmp(&b.code));
    let stop = |site: &Site| {
        let people = people.get(&site.id).cloned().unwrap_or_default();
        let shown = standing.get(&site.id).or_else(|| last.get(&site.id)).copied();
        Stop {
            site: site.id,
            last_at: last.get(&site.id).map(|visit| visit.submitted_at),
            view: site_view(book, index, site, &people, shown),
            people,
        }
    };
    Ok(sites.into_iter().map(stop).collect())
}

fn site_view(
    book: &Wordbook,
    index: &EditionIndex,
    site: &Site,
    people: &[PersonId],
    visit: Option<&Visit>,
) -> ProgressSite {
    let chain = book.register.chain(&site.node_path);
    let street = chain.get(STREET).or(chain.last()).map(|node| node.id);
    let type_name = type_name(index.edition(), &site.type_code, book.lang).unwrap_or(&site.type_code);
    ProgressSite {
        id: site.id,
        code: site.code.clone(),
        name: site.name.get(book.lang).to_owned(),
        site_type: Coded::new(&site.type_code, type_name),
        node: book.node(street),
        lon: site.lon,
        lat: site.lat,
        standing: match visit.map(|visit| visit.state) {
            None => SiteStanding::Waiting,
            Some(VisitState::Submitted) => SiteStanding::Submitted,
            Some(VisitState::Returned) => SiteStanding::Returned,
            Some(VisitState::Voided) => SiteStanding::Voided,
        },
        inspectors: people.iter().filter_map(|person| book.person(*person)).collect(),
        visit_id: visit.map(|visit| visit.id),
    }
}

fn count<'a>(stops: impl Iterator<Item = &'a Stop>) -> Standings {
    stops.fold(Standings::default(), |mut counts, stop| {
        counts.sites += 1;
        match stop.view.standing {
            SiteStanding::Waiting => counts.waiting += 1,
            SiteStanding::Submitted => counts.submitted += 1,
            SiteStanding::Returned => counts.returned += 1,
            SiteStanding::Voided => counts.voided += 1,
        }
        counts
    })
}

fn line<'a>(of: Option<Ref>, stops: impl Iterator<Item = &'a Stop> + Clone) -> ProgressLine {
    let last_at = stops.clone().filter_map(|stop| stop.last_at).max();
    ProgressLine { of, counts: count(stops), last_at }
}

fn assigned(stops: &[Stop]) -> BTreeMap<PersonId, Ref> {
    let pairs = stops.iter().flat_map(|stop| stop.view.inspectors.iter());
    pairs.map(|named| (PersonId(named.id), named.clone())).collect()
}

/// Whoever has done least stands first, so that nobody is overlooked.
fn by_inspector(stops: &[Stop], people: &BTreeMap<PersonId, Ref>) -> Vec<ProgressLine> {
    let of = |person: &PersonId, named: &Ref| {
        line(Some(named.clone()), stops.iter().filter(move |stop| stop.people.contains(person)))
    };
    let mut lines: Vec<ProgressLine> = people.iter().map(|(person, named)| of(person, named)).collect();
    let free = line(None, stops.iter().filter(|stop| stop.people.is_empty()));
    if free.counts.sites > 0 {
        lines.push(free);
    }
    lines.sort_by_key(|line| line.counts.submitted);
    lines
}

fn typed(site_type: &Coded) -> Ref {
    Ref::new(uuid::Uuid::nil(), &site_type.code, &site_type.name)
}

fn by(stops: &[Stop], key: impl Fn(&Stop) -> Option<Ref>) -> Vec<ProgressLine> {
    let keys: BTreeMap<String, Ref> = stops.iter().filter_map(&key).map(|of| (of.code.clone(), of)).collect();
    let of = |named: &Ref| {
        let code = named.code.clone();
        let inside = stops.iter().filter(|stop| key(stop).is_some_and(|of| of.code == code));
        line(Some(named.clone()), inside.collect::<Vec<_>>().into_iter())
    };
    keys.values().map(of).collect()
}

/// At the pace of the days so far: so many sites in so many days, the rest in proportion, rounded up.
fn pace(round: &Round, total: Standings, today: NaiveDate, lang: Lang) -> Option<Pace> {
    let left = total.sites - total.submitted;
    if round.state != RoundState::Open || total.submitted == 0 || left == 0 {
        return None;
    }
    let days = u64::try_from((today - round.opens_on).num_days() + 1).unwrap_or(1).max(1);
    let more = (left * days).div_ceil(total.submitted);
    let expected_on = today.checked_add_days(Days::new(more))?;
    let message = Message::new("app-round-pace")
        .arg("days", days)
        .arg("done", total.submitted)
        .arg("left", left)
        .arg("more", more);
    Some(Pace { days, expected_on, late: expected_on > round.closes_on, text: render(&message, lang) })
}

async fn closing(
    db: &impl ConnectionTrait,
    index: &EditionIndex,
    round: &Round,
    total: Standings,
    lang: Lang,
) -> Answer<ClosingOutlook> {
    let filter = LostPointFilter { round_id: Some(round.id), ..LostPointFilter::default() };
    let points = visit::lost_points(db, &Reach::everything(), &filter).await?;
    let ids: BTreeSet<CaseId> = points.iter().filter_map(|point| point.case_id).collect();
    let ids: Vec<CaseId> = ids.into_iter().collect();
    let cases = case::get_many(db, &Reach::everything(), &ids).await?;
    let missing = index
        .edition()
        .modules
        .iter()
        .filter(|module| module.source == ModuleSource::Given && !round.module_values.contains_key(&module.code));
    Ok(ClosingOutlook {
        without_visit: total.sites - total.submitted,
        cases: many(cases.len()),
        cases_reported: many(cases.iter().filter(|case| case.state == CaseState::Reported).count()),
        modules_missing: missing.map(|module| Coded::new(&module.code, module.name.get(lang))).collect(),
    })
}

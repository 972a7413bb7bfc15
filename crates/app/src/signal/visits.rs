//! The signals of visits.

use std::collections::HashMap;

use chrono_tz::Tz;
use wangge_domain::evidence::EvidenceHash;
use wangge_domain::ids::{PersonId, RoundId, SiteId, VisitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::{Visit, VisitState};
use wangge_domain::signal::{Gap, Leg, SignalKind, Span, at_place, clock_ahead, same_fix, too_fast, too_quick};
use wangge_domain::text::Lang;
use wangge_geo::Position;
use wangge_storage::evidence::{self, Attached};
use wangge_storage::reach::Reach;
use wangge_storage::visit::{self, ObservationRow};
use wangge_storage::{ConnectionTrait, round};

use super::shots::{Proof, Shots};
use super::{Found, told};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, many, reach};
use crate::view::{Photo, Ref, Signals, VisitSignals};

/// The signals of a visit, for whoever may return or void it.
///
/// # Errors
/// [`AppError::NotFound`] outside that reach.
pub async fn of_visit(app: &App, actor: &Actor, lang: Lang, id: VisitId) -> Answer<Signals> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::VoidVisit).await?;
    let visit = visit::find(&db, &reach, id).await?.ok_or_else(|| AppError::not_found("visit", id))?;
    let book = Wordbook::open(app, &db, lang).await?;
    let walked = Walked::of_round(app, actor, &book, &reach, visit.round_id).await?;
    Ok(told(walked.signals(&visit), lang))
}

/// The visits of a round with their signals, those that deserve a second look most first, then the latest.
///
/// # Errors
/// [`AppError::Forbidden`] for whoever may not return or void visits; [`AppError::NotFound`] for an unknown round.
pub async fn of_round(app: &App, actor: &Actor, lang: Lang, id: RoundId) -> Answer<Vec<VisitSignals>> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::VoidVisit).await?;
    round::get(&db, id).await?.ok_or_else(|| AppError::not_found("round", id))?;
    let book = Wordbook::open(app, &db, lang).await?;
    let walked = Walked::of_round(app, actor, &book, &reach, id).await?;
    let line = |visit: &Visit| VisitSignals {
        id: visit.id,
        site: book.site(Some(visit.site_id)).unwrap_or_else(|| Ref::new(visit.site_id, "", "—")),
        inspectors: visit.inspector_ids.iter().filter_map(|id| Some(book.person(*id)?.name)).collect(),
        started_at: visit.started_at,
        submitted_at: visit.submitted_at,
        observation_count: many(walked.items(visit.id)),
        photos: walked.photos(visit.id).iter().map(photo).collect(),
        signals: told(walked.signals(visit), lang),
    };
    let standing = walked.visits.iter().filter(|visit| visit.state == VisitState::Submitted);
    let mut lines: Vec<VisitSignals> = standing.map(line).collect();
    lines.sort_by_key(|line| std::cmp::Reverse((line.signals.count, line.submitted_at)));
    Ok(lines)
}

fn photo(attached: &Attached) -> Photo {
    let row = &attached.row;
    Photo { sha256: row.sha256.clone(), width: attached.width, height: attached.height, at: row.at }
}

/// The visits of a round, with everything their signals rest on.
struct Walked<'a> {
    book: &'a Wordbook,
    zone: Tz,
    visits: Vec<Visit>,
    items: HashMap<VisitId, usize>,
    photos: HashMap<VisitId, Vec<Attached>>,
    shots: Shots,
}

impl<'a> Walked<'a> {
    async fn of_round(app: &App, actor: &Actor, book: &'a Wordbook, reach: &Reach, round: RoundId) -> Answer<Self> {
        let db = app.store.read();
        let zone = crate::campaign::load(&db).await?.tz();
        let visits = visit::of_round(&db, reach, round).await?;
        let ids: Vec<VisitId> = visits.iter().map(|visit| visit.id).collect();
        let mut items: HashMap<VisitId, usize> = HashMap::new();
        for ObservationRow { visit_id, .. } in visit::observations_of(&db, &ids).await? {
            *items.entry(visit_id).or_default() += 1;
        }
        let mut photos: HashMap<VisitId, Vec<Attached>> = HashMap::new();
        let mut hashes: Vec<EvidenceHash> = Vec::new();
        for attached in evidence::of_visits(&db, &ids).await? {
            hashes.push(attached.row.sha256.clone());
            if let Some(visit) = attached.row.visit_id {
                photos.entry(visit).or_default().push(attached);
            }
        }
        let cases = cases_reach(&db, actor).await?;
        let shots = Shots::load(app, book, (&cases, reach), &hashes, &hashes).await?;
        Ok(Self { book, zone, visits, items, photos, shots })
    }

    fn items(&self, id: VisitId) -> usize {
        self.items.get(&id).copied().unwrap_or_default()
    }

    fn photos(&self, id: VisitId) -> &[Attached] {
        self.photos.get(&id).map_or(&[], Vec::as_slice)
    }

    fn signals(&self, visit: &Visit) -> Vec<Found> {
        let site = self.site(visit.site_id);
        let phone = place(visit);
        let far = || {
            let metres = phone?.distance_m(site?);
            at_place(SignalKind::PhoneFar, Gap { metres, accuracy_m: visit.accuracy_m })
        };
        let whole = [
            far(),
            too_fast(visit.started_at, visit.submitted_at, self.items(visit.id)),
            self.leg(visit).and_then(|leg| too_quick(&leg, self.zone)),
            clock_ahead(visit.submitted_at, visit.received_at),
            self.twin(visit),
        ];
        let mut found: Vec<Found> = whole.into_iter().flatten().map(Found::whole).collect();
        for Attached { row, .. } in self.photos(visit.id) {
            let span = Span { from: Some(visit.started_at), until: visit.submitted_at };
            let proof = Proof { subject: row.subject_id, at: row.at, place: site, span, before: &[] };
            found.extend(self.shots.signals(&row.sha256, &proof, self.zone, self.book.lang));
        }
        found
    }

    fn site(&self, id: SiteId) -> Option<Position> {
        let site = self.book.register.sites.get(&id)?;
        Position::new(site.lon?, site.lat?).ok()
    }

    fn name(&self, id: SiteId) -> String {
        self.book.site(Some(id)).map_or_else(|| "—".to_owned(), |site| site.name)
    }

    /// The way from the visit before, of anyone who made both.
    fn leg(&self, visit: &Visit) -> Option<Leg> {
        let here = place(visit)?;
        let shared = |other: &Visit| other.inspector_ids.iter().any(|id: &PersonId| visit.inspector_ids.contains(id));
        let before = self
            .visits
            .iter()
            .filter(|other| other.id != visit.id && other.started_at < visit.started_at && shared(other))
            .max_by_key(|other| (other.submitted_at, other.id))?;
        Some(Leg {
            from: self.name(before.site_id),
            left_at: before.submitted_at,
            arrived_at: visit.started_at,
            metres: place(before)?.distance_m(here),
        })
    }

    /// An earlier visit elsewhere that gives the very same place.
    fn twin(&self, visit: &Visit) -> Option<wangge_domain::signal::Signal> {
        let (lon, lat) = (visit.lon?, visit.lat?);
        let elsewhere = |other: &&Visit| other.site_id != visit.site_id && other.submitted_at < visit.submitted_at;
        self.visits.iter().filter(elsewhere).find_map(|other| {
            let apart = self.site(other.site_id)?.distance_m(self.site(visit.site_id)?);
            same_fix((lon, lat), (other.lon?, other.lat?), apart, &self.name(other.site_id))
        })
    }
}

async fn cases_reach(db: &impl ConnectionTrait, actor: &Actor) -> Answer<Reach> {
    match actor.may(Action::ViewCase) {
        Some(granted) => Ok(Reach::of(db, &granted).await?),
        None => Ok(Reach::default()),
    }
}

fn place(visit: &Visit) -> Option<Position> {
    Position::new(visit.lon?, visit.lat?).ok()
}

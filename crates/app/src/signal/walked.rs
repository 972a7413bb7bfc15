//! The visits of a round with everything their signals rest on.

use std::collections::HashMap;
use std::sync::Arc;

use chrono_tz::Tz;
use wangge_domain::evidence::{EvidenceHash, Subject};
use wangge_domain::figure::Exact;
use wangge_domain::ids::{PersonId, SiteId, VisitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::{Round, Visit, VisitState};
use wangge_domain::signal::{
    Gap, Heard, Leg, Signal, SignalKind, Span, Tally, at_place, clock_ahead, jump, no_door, same_fix, too_fast,
    too_quick, without_height,
};
use wangge_domain::standard::EditionIndex;
use wangge_geo::Position;
use wangge_storage::ConnectionTrait;
use wangge_storage::evidence::{self, Attached};
use wangge_storage::reach::Reach;
use wangge_storage::visit::{self, ObservationRow};

use super::Found;
use super::shots::{Proof, Shots};
use crate::context::{Answer, App};
use crate::reading::{Wordbook, indexed};

/// The visits of a round, with everything their signals rest on.
pub(super) struct Walked<'a> {
    pub(super) book: &'a Wordbook,
    edition: Arc<EditionIndex>,
    zone: Tz,
    visits: Vec<Visit>,
    /// How many items each visit judged or set aside, and how many of those judged it passed.
    items: HashMap<VisitId, (usize, Tally)>,
    photos: HashMap<VisitId, Vec<Attached>>,
    shots: Shots,
}

impl<'a> Walked<'a> {
    pub(super) async fn of_round(
        app: &App,
        actor: &Actor,
        book: &'a Wordbook,
        reach: &Reach,
        round: &Round,
    ) -> Answer<Self> {
        let db = app.store.read();
        let zone = crate::campaign::load(&db).await?.tz();
        let visits = visit::of_round(&db, reach, round.id).await?;
        let ids: Vec<VisitId> = visits.iter().map(|visit| visit.id).collect();
        let mut items: HashMap<VisitId, (usize, Tally)> = HashMap::new();
        for ObservationRow { visit_id, lost, .. } in visit::observations_of(&db, &ids).await? {
            let (count, tally) = items.entry(visit_id).or_default();
            *count += 1;
            tally.judged += u32::from(lost.is_some());
            tally.passed += u32::from(lost.as_ref().is_some_and(Exact::is_zero));
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
        let edition = indexed(app, &db, round.edition_id).await?;
        Ok(Self { book, edition, zone, visits, items, photos, shots })
    }

    /// The visits that count.
    pub(super) fn standing(&self) -> impl Iterator<Item = &Visit> {
        self.visits.iter().filter(|visit| visit.state == VisitState::Submitted)
    }

    pub(super) fn items(&self, id: VisitId) -> usize {
        self.items.get(&id).map(|(count, _)| *count).unwrap_or_default()
    }

    pub(super) fn tally(&self, id: VisitId) -> Tally {
        self.items.get(&id).map(|(_, tally)| *tally).unwrap_or_default()
    }

    pub(super) fn photos(&self, id: VisitId) -> &[Attached] {
        self.photos.get(&id).map_or(&[], Vec::as_slice)
    }

    pub(super) fn signals(&self, visit: &Visit) -> Vec<Found> {
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
            self.jumped(visit),
            self.flat(visit),
            self.door(visit),
        ];
        let mut found: Vec<Found> = whole.into_iter().flatten().map(Found::whole).collect();
        for Attached { row, .. } in self.photos(visit.id) {
            let span = Span { from: Some(visit.started_at), until: visit.submitted_at };
            let proof = Proof {
                subject: row.subject_id,
                at: row.at,
                place: site,
                span,
                before: &[],
                door: row.subject_kind == Subject::Door,
            };
            found.extend(self.shots.signals(&row.sha256, &proof, self.zone, self.book.lang));
        }
        found
    }

    /// Where the phone says it was during a visit: as it began, and with each photograph.
    pub(super) fn heard(&self, visit: &Visit) -> Vec<Heard> {
        let photos = self.photos(visit.id).iter().filter_map(|photo| self.shots.get(&photo.row.sha256)?.heard());
        let mut heard: Vec<Heard> = arrival(visit).into_iter().chain(photos).collect();
        heard.sort_by_key(|fix| fix.at);
        heard
    }

    fn jumped(&self, visit: &Visit) -> Option<Signal> {
        let heard = self.heard(visit);
        let place = |fix: &Heard| Position::new(fix.lon, fix.lat).ok();
        heard.windows(2).find_map(|pair| {
            let [from, to] = pair else { return None };
            jump(from, to, place(from)?.distance_m(place(to)?), self.zone)
        })
    }

    /// A fix without the height that the same inspector's phone told before.
    fn flat(&self, visit: &Visit) -> Option<Signal> {
        let before: Vec<Heard> = self.shared(visit).filter_map(arrival).collect();
        without_height(&arrival(visit)?, &before)
    }

    fn door(&self, visit: &Visit) -> Option<Signal> {
        let site = self.book.register.sites.get(&visit.site_id)?;
        let asked = self.edition.site_type(self.edition.type_key(&site.type_code)?).door_photo;
        let taken = self.photos(visit.id).iter().any(|photo| photo.row.subject_kind == Subject::Door);
        (asked && !taken).then(|| no_door(visit.door_reason.as_deref()))
    }

    /// The other visits of anyone who made this one.
    fn shared(&self, visit: &Visit) -> impl Iterator<Item = &Visit> {
        let made = |other: &Visit| other.inspector_ids.iter().any(|id: &PersonId| visit.inspector_ids.contains(id));
        self.visits.iter().filter(move |other| other.id != visit.id && made(other))
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
        let before = self
            .shared(visit)
            .filter(|other| other.started_at < visit.started_at)
            .max_by_key(|other| (other.submitted_at, other.id))?;
        Some(Leg {
            from: self.name(before.site_id),
            left_at: before.submitted_at,
            arrived_at: visit.started_at,
            metres: place(before)?.distance_m(here),
        })
    }

    /// An earlier visit elsewhere that gives the very same place.
    fn twin(&self, visit: &Visit) -> Option<Signal> {
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

fn arrival(visit: &Visit) -> Option<Heard> {
    let (lon, lat, accuracy_m) = (visit.lon?, visit.lat?, visit.accuracy_m);
    Some(Heard { at: visit.started_at, lon, lat, accuracy_m, height: visit.altitude_m.is_some() })
}

//! Photographs with everything their signals rest on.

use std::collections::HashMap;

use chrono_tz::Tz;
use uuid::Uuid;
use wangge_domain::evidence::{Capture, EvidenceHash, Fix, Likeness};
use wangge_domain::signal::{
    Elsewhere, Gap, Heard, SignalKind, Span, at_place, in_time, places_disagree, reused, unproven,
};
use wangge_domain::text::{Lang, Message, render};
use wangge_domain::time::Timestamp;
use wangge_geo::{Datum, Position};
use wangge_storage::evidence::{self, AttachmentRow, SenderRow};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, case, visit};

use super::Found;
use crate::context::{Answer, App};
use crate::reading::Wordbook;

/// Up to so many differing bits of 64 a picture of after is the picture of before again, scaled or compressed anew.
const OWN_MOST: u32 = 2;

/// What is known of a photograph.
#[derive(Clone, Debug, Default)]
pub(super) struct Shot {
    pub(super) capture: Capture,
    /// Where and when the sender's phone says.
    said: Option<SenderRow>,
    likeness: Option<Likeness>,
}

impl Shot {
    /// The camera's own word comes before the sender's, who could have typed it.
    pub(super) fn taken_at(&self, zone: Tz) -> Option<Timestamp> {
        self.capture.taken_at(zone).or_else(|| self.said.as_ref()?.taken_at)
    }

    pub(super) fn fix(&self) -> Option<Fix> {
        self.capture.fix.or_else(|| self.said.as_ref()?.fix())
    }

    /// Where and when the sender's phone says it was taken, and nothing the camera wrote.
    pub(super) fn heard(&self) -> Option<Heard> {
        let said = self.said.as_ref()?;
        let Fix { lon, lat, accuracy_m } = said.fix()?;
        // Phones say no height with photographs; nothing is concluded from that.
        Some(Heard { at: said.taken_at?, lon, lat, accuracy_m, height: false })
    }

    /// How far the camera's place is from the phone's, where both say one.
    fn devices(&self) -> Option<Gap> {
        let said = self.said.as_ref()?.fix()?;
        let gap = Self { said: None, ..self.clone() }.gap(Position::new(said.lon, said.lat).ok()?)?;
        let accuracy_m = Some(gap.accuracy_m.unwrap_or(50.0) + said.accuracy_m.unwrap_or(50.0));
        Some(Gap { accuracy_m, ..gap })
    }

    /// How far from a place it was taken. Some phones write the map's datum into EXIF, which is not held against
    /// anybody: the nearer reading counts.
    pub(super) fn gap(&self, place: Position) -> Option<Gap> {
        let fix = self.fix()?;
        let here = Position::new(fix.lon, fix.lat).ok()?;
        let metres = here.distance_m(place).min(here.to_wgs84(Datum::Gcj02).distance_m(place));
        Some(Gap { metres, accuracy_m: fix.accuracy_m })
    }
}

/// Photographs by hash, with everything they were used for, and everything pictures like them were used for.
#[derive(Debug, Default)]
pub(super) struct Shots {
    by_hash: HashMap<EvidenceHash, Shot>,
    uses: HashMap<EvidenceHash, Vec<AttachmentRow>>,
    like: HashMap<EvidenceHash, Vec<(EvidenceHash, u32)>>,
    names: HashMap<Uuid, String>,
}

impl Shots {
    /// Photographs with their facts; where those of `proofs` or like ones were used is looked up too.
    pub(super) async fn load(
        app: &App,
        book: &Wordbook,
        (cases, visits): (&Reach, &Reach),
        hashes: &[EvidenceHash],
        proofs: &[EvidenceHash],
    ) -> Answer<Self> {
        let db = app.store.read();
        let mut shots = Self::default();
        for row in evidence::of_hashes(&db, hashes).await? {
            let shot = Shot { capture: row.capture.unwrap_or_default(), said: None, likeness: row.likeness };
            shots.by_hash.insert(row.sha256, shot);
        }
        let mut sent = evidence::senders_of(&db, hashes).await?;
        sent.sort_by_key(|row| row.at);
        for row in sent {
            if let Some(shot) = shots.by_hash.get_mut(&row.sha256) {
                shot.said.get_or_insert(row);
            }
        }
        let print = |hash: &EvidenceHash| Some((hash.clone(), shots.by_hash.get(hash)?.likeness?));
        let questions: Vec<_> = proofs.iter().filter_map(print).collect();
        let answers = app.memory().likenesses.like(app, &questions).await?;
        let mut wanted = proofs.to_vec();
        wanted.extend(answers.iter().flatten().map(|(hash, _)| hash.clone()));
        wanted.sort();
        wanted.dedup();
        shots.like = questions.into_iter().map(|(hash, _)| hash).zip(answers).collect();
        let uses = evidence::uses_of(&db, &wanted).await?;
        shots.names = names(&db, book, (cases, visits), &uses).await?;
        for row in uses {
            shots.uses.entry(row.sha256.clone()).or_default().push(row);
        }
        Ok(shots)
    }

    pub(super) fn get(&self, hash: &EvidenceHash) -> Option<&Shot> {
        self.by_hash.get(hash)
    }

    /// Everything about one photograph that proves something: its place, its time, its use before.
    pub(super) fn signals(&self, hash: &EvidenceHash, proof: &Proof<'_>, zone: Tz, lang: Lang) -> Vec<Found> {
        let Some(shot) = self.get(hash) else { return Vec::new() };
        let (taken_at, gap) = (shot.taken_at(zone), proof.place.and_then(|place| shot.gap(place)));
        let mut signals = Vec::new();
        signals.extend(gap.and_then(|gap| at_place(SignalKind::PhotoFar, gap)));
        signals.extend(shot.devices().and_then(places_disagree));
        signals.extend(taken_at.and_then(|at| in_time(at, proof.span, zone)));
        signals.extend(self.before(hash, proof, lang).map(|elsewhere| reused(&elsewhere, zone)));
        signals.extend(unproven(&shot.capture, shot.fix().is_some(), taken_at.is_some()));
        signals.into_iter().map(Found::of(hash)).collect()
    }

    /// The first use of a photograph before this one; else of the likest picture.
    fn before(&self, hash: &EvidenceHash, proof: &Proof<'_>, lang: Lang) -> Option<Elsewhere> {
        let earlier = |hash: &EvidenceHash| {
            let uses = self.uses.get(hash)?;
            uses.iter().find(|row| row.at < proof.at && row.subject_id != proof.subject)
        };
        let same = earlier(hash).map(|row| (row, None));
        let alike = || {
            let like = self.like.get(hash)?;
            // Before and after of one place resemble each other; only the very same picture again is odd.
            let odd = |(other, bits): &&(EvidenceHash, u32)| {
                *bits <= OWN_MOST || !(proof.door || proof.before.contains(other))
            };
            like.iter().filter(odd).find_map(|(other, bits)| Some((earlier(other)?, Some(*bits))))
        };
        let (row, distance) = same.or_else(alike)?;
        let own = proof.before.contains(&row.sha256);
        let unseen = || word("signal-use-unseen", lang);
        let name = if own {
            word("signal-use-before", lang)
        } else {
            self.names.get(&row.subject_id).cloned().unwrap_or_else(unseen)
        };
        Some(Elsewhere { name, at: row.at, distance })
    }
}

/// What a photograph is to prove.
#[derive(Clone, Copy, Debug)]
pub(super) struct Proof<'a> {
    /// What it is attached to.
    pub(super) subject: Uuid,
    /// When it was attached.
    pub(super) at: Timestamp,
    /// Where it should have been taken.
    pub(super) place: Option<Position>,
    /// When it should have been taken.
    pub(super) span: Span,
    /// The photographs of how it was before.
    pub(super) before: &'a [EvidenceHash],
    /// Whether it shows a door-head, which looks the same at every visit.
    pub(super) door: bool,
}

fn word(key: &str, lang: Lang) -> String {
    render(&Message::new(key), lang)
}

/// What uses are called to somebody who may see them.
async fn names(
    db: &impl ConnectionTrait,
    book: &Wordbook,
    (cases, visits): (&Reach, &Reach),
    uses: &[AttachmentRow],
) -> Answer<HashMap<Uuid, String>> {
    let mut case_ids: Vec<_> = uses.iter().filter_map(|row| row.case_id).collect();
    let mut visit_ids: Vec<_> = uses.iter().filter_map(|row| row.visit_id).collect();
    case_ids.sort();
    case_ids.dedup();
    visit_ids.sort();
    visit_ids.dedup();
    let lang = book.lang;
    let of_case = |case: wangge_domain::case::Case| {
        let named = case.number.map(|number| Message::new("signal-use-case").arg("number", number));
        (case.id, render(&named.unwrap_or_else(|| Message::new("signal-use-case-unfiled")), lang))
    };
    let seen: HashMap<_, _> = case::get_many(db, cases, &case_ids).await?.into_iter().map(of_case).collect();
    let of_visit = |visit: wangge_domain::round::Visit| {
        let site = book.site(Some(visit.site_id)).map_or_else(|| "—".to_owned(), |site| site.name);
        (visit.id, render(&Message::new("signal-use-visit").arg("site", site), lang))
    };
    let visited: HashMap<_, _> = visit::find_many(db, visits, &visit_ids).await?.into_iter().map(of_visit).collect();
    let name = |row: &AttachmentRow| {
        let of_case = row.case_id.and_then(|id| seen.get(&id));
        let name = of_case.or_else(|| row.visit_id.and_then(|id| visited.get(&id)))?;
        Some((row.subject_id, name.clone()))
    };
    Ok(uses.iter().filter_map(name).collect())
}

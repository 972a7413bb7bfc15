//! Photographs of the demonstration: drawn, and marked 示范 in the picture, so that nobody takes one for real.
//!
//! The place of a picture comes from its site and item alone, so that before and after show the same corner. Only
//! things are drawn, never people: items about conduct have no pictures.

mod canvas;
mod place;
mod things;

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use chrono::TimeDelta;
use rand::{Rng as _, SeedableRng};
use rand_chacha::ChaCha8Rng;
use wangge_app::view::{DoorPhoto, EvidenceQuery};
use wangge_app::{App, evidence};
use wangge_domain::assessment::Observation;
use wangge_domain::case::Case;
use wangge_domain::event::sha256_hex;
use wangge_domain::evidence::EvidenceHash;
use wangge_domain::permission::Actor;
use wangge_domain::site::Site;
use wangge_domain::standard::Item;
use wangge_pictures::jpeg_of_rgba;

use super::history::History;
use canvas::Canvas;

/// The quality of the JPEG: flat colours stay below 60 kB with it.
const QUALITY: u8 = 68;

/// Of a hundred findings that could be photographed, so many are; each takes a moment to draw.
const PHOTOGRAPHED_PER_CENT: u64 = 40;

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scene {
    /// Litter on the pavement.
    Litter,
    /// A bin, overflowing or closed.
    Bin,
    /// A wall with fly posters.
    Wall,
    /// A green with bare patches.
    Green,
    /// Cycles strewn about or in their bays.
    Parking,
    /// Goods beyond the line.
    Stall,
    /// A hole in the road.
    Road,
    /// A notice board, torn or whole.
    Board,
    /// A passage, blocked or clear.
    Passage,
}

/// How much of the trouble there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// As it was found.
    All,
    /// Half of it is still there.
    Some,
    /// Gone.
    Gone,
}

impl Scene {
    /// What an item's picture shows; none for items about conduct and service.
    pub(super) fn of(item: &Item) -> Option<Self> {
        match item.group.as_str() {
            "E1.1" => Some(Self::Litter),
            "E1.2" => Some(Self::Bin),
            "E1.3" => Some(Self::Wall),
            "E1.4" => Some(Self::Green),
            "E2.2" => Some(Self::Parking),
            "E2.3" => Some(Self::Stall),
            "E3.1" | "E3.2" => Some(Self::Road),
            "E4.1" | "E4.2" | "E4.3" => Some(Self::Board),
            "E9.1" => Some(Self::Passage),
            _ => None,
        }
    }
}

/// A finding that may be photographed: where, what, and for the how-manieth time.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) site_code: String,
    pub(super) item: String,
    pub(super) scene: Scene,
    pub(super) time: u32,
    /// How often it was photographed since, so that no two pictures of it are the same.
    pub(super) shots: u32,
    /// Where its site is.
    pub(super) place: (f64, f64),
}

impl Finding {
    /// A number that is this finding's own.
    fn seed(&self, of: &str) -> u64 {
        let digest = sha256_hex(format!("{} {} {of}", self.site_code, self.item).as_bytes());
        u64::from_str_radix(&digest[..16], 16).unwrap_or_default()
    }

    /// Whether somebody took a photograph of it.
    pub(super) fn is_photographed(&self) -> bool {
        self.seed(&format!("taken {}", self.time)) % 100 < PHOTOGRAPHED_PER_CENT
    }

    /// The picture as a JPEG.
    fn drawn(&self, trouble: Trouble) -> Result<Vec<u8>> {
        let mut canvas = Canvas::new().context("canvas")?;
        let mut corner = ChaCha8Rng::seed_from_u64(self.seed("place"));
        let mut things = ChaCha8Rng::seed_from_u64(self.seed(&format!("things {}", self.time)));
        place::draw(&mut canvas, self.scene, self.time * 3 + self.shots * 7, &mut corner);
        things::draw(&mut canvas, self.scene, trouble, &mut corner, &mut things);
        canvas.mark();
        jpeg_of_rgba(canvas::WIDTH, canvas::HEIGHT, canvas.pixels(), QUALITY).context("jpeg")
    }

    /// Draws it and sends it as somebody would from a phone.
    pub(super) async fn sent(&mut self, app: &App, by: &Actor, trouble: Trouble) -> Result<EvidenceHash> {
        self.shots += 1;
        // A few rectifications are not what they seem, so that there is something to look at twice.
        let oddity = if trouble == Trouble::Gone { self.seed(&format!("odd {}", self.time)) % 100 } else { 100 };
        let jpeg =
            if oddity < 3 { Self { shots: 1, ..self.clone() }.drawn(Trouble::All)? } else { self.drawn(trouble)? };
        let hash = EvidenceHash::of(&jpeg);
        let mut said =
            EvidenceQuery { taken_at: Some(app.now() - TimeDelta::minutes(6)), ..EvidenceQuery::of(hash.clone()) };
        let mut hand = ChaCha8Rng::seed_from_u64(self.seed(&format!("hand {} {}", self.time, self.shots)));
        let away = if (3..6).contains(&oddity) { 0.02 } else { 0.0 };
        if !(6..9).contains(&oddity) {
            said.lon = Some(self.place.0 + away + hand.random_range(-0.0003..0.0003));
            said.lat = Some(self.place.1 + hand.random_range(-0.0003..0.0003));
            said.accuracy_m = Some(hand.random_range(5.0..25.0));
        }
        if (9..12).contains(&oddity) {
            said.taken_at = said.taken_at.map(|at| at - TimeDelta::days(3));
        }
        evidence::receive(app, by, said, jpeg).await?;
        Ok(hash)
    }
}

impl History<'_> {
    /// What an inspector photographs at a visit: some of what was found wrong.
    pub(super) async fn photograph_visit(
        &mut self,
        site: &Site,
        by: &Actor,
        observations: &[Observation],
    ) -> Result<BTreeMap<String, Vec<EvidenceHash>>> {
        let mut photos = BTreeMap::new();
        for observation in observations {
            let wrong = self.faults.get(&(site.id, observation.item.clone())).copied().unwrap_or(false);
            let scene = self.edition.item_by_code(&observation.item).and_then(Scene::of);
            let Some(scene) = scene.filter(|_| wrong) else { continue };
            let key = (site.id, observation.item.clone());
            let time = self.findings.get(&key).map_or(1, |finding| finding.time + 1);
            let (site_code, item) = (site.code.clone(), observation.item.clone());
            let place = (site.lon.unwrap_or_default(), site.lat.unwrap_or_default());
            let mut finding = Finding { site_code, item, scene, time, shots: 0, place };
            if finding.is_photographed() {
                photos.insert(observation.item.clone(), vec![finding.sent(self.app, by, Trouble::All).await?]);
            }
            self.findings.insert(key, finding);
        }
        Ok(photos)
    }

    /// The door-head of a site, where the edition asks for it; a few cannot be taken.
    pub(super) async fn photograph_door(&self, site: &Site, by: &Actor) -> Result<Option<DoorPhoto>> {
        let asked = self.edition.type_key(&site.type_code).is_some_and(|key| self.edition.site_type(key).door_photo);
        if !asked {
            return Ok(None);
        }
        let place = (site.lon.unwrap_or_default(), site.lat.unwrap_or_default());
        let (site_code, item) = (site.code.clone(), "door".to_owned());
        // Taken anew at every visit, also at one that is made again the same day.
        let time = u32::try_from(self.app.now().timestamp() / 600 % 1_000_000).unwrap_or_default();
        let mut door = Finding { site_code, item, scene: Scene::Board, time, shots: 0, place };
        if door.seed(&format!("door {time}")).is_multiple_of(12) {
            return Ok(Some(DoorPhoto {
                photos: Vec::new(), reason: Some("门头正在更换，尚未装上".to_owned())
            }));
        }
        let photos = vec![door.sent(self.app, by, Trouble::Some).await?];
        Ok(Some(DoorPhoto { photos, reason: None }))
    }

    /// A picture for a case whose finding was photographed.
    pub(super) async fn photograph(&mut self, case: &Case, by: &Actor, trouble: Trouble) -> Result<Vec<EvidenceHash>> {
        let Some(key) = case.site_id.zip(case.item_code.clone()) else { return Ok(Vec::new()) };
        let app = self.app;
        match self.findings.get_mut(&key).filter(|finding| finding.shots > 0) {
            Some(finding) => Ok(vec![finding.sent(app, by, trouble).await?]),
            None => Ok(Vec::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use super::*;

    const SCENES: [Scene; 9] = [
        Scene::Litter,
        Scene::Bin,
        Scene::Wall,
        Scene::Green,
        Scene::Parking,
        Scene::Stall,
        Scene::Road,
        Scene::Board,
        Scene::Passage,
    ];

    fn finding(scene: Scene) -> Finding {
        Finding { site_code: "S01".to_owned(), item: "R007".to_owned(), scene, time: 1, shots: 0, place: (0.0, 0.0) }
    }

    #[test]
    fn every_picture_is_small_the_same_each_time_and_differs_before_and_after() {
        for scene in SCENES {
            let finding = finding(scene);
            let [before, half, after] =
                [Trouble::All, Trouble::Some, Trouble::Gone].map(|trouble| finding.drawn(trouble).unwrap());
            assert_eq!(before, finding.drawn(Trouble::All).unwrap(), "{scene:?}");
            assert!(before != after && before != half && half != after, "{scene:?}");
            for jpeg in [&before, &half, &after] {
                assert!(jpeg.len() < 60_000, "{scene:?}: {} bytes", jpeg.len());
            }
            if let Ok(folder) = std::env::var("WANGGE_DRAWN") {
                std::fs::write(format!("{folder}/{scene:?}-1.jpg"), &before).unwrap();
                std::fs::write(format!("{folder}/{scene:?}-2.jpg"), &after).unwrap();
            }
        }
    }
}

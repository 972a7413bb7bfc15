//! The drive of the demonstration: some places keep up with the plan, some lag, one says nothing; a mistake is corrected;
//! sheds are pulled down with their papers; a dead corner comes back and becomes a case. It has identities and chance of
//! its own, so that what else happens does not depend on it.

use std::sync::Arc;

use anyhow::{Context, Result};
use chrono::{Days, NaiveDate};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rust_decimal::Decimal;
use wangge_app::context::{SeededEntropy, SetClock};
use wangge_app::view::{
    ClearCorner, DriveText, FileCorner, FindCorner, MakeDrive, RecheckCorner, SendDriveReport, SetDriveTarget,
};
use wangge_app::{App, drive};
use wangge_domain::drive::{DriveConsent, DriveKind, DriveMeasure, DrivePapers};
use wangge_domain::evidence::EvidenceHash;
use wangge_domain::grid::Node;
use wangge_domain::ids::{DeadCornerId, DriveId, DriveReportId};
use wangge_domain::permission::Actor;
use wangge_domain::text::Lang;

use super::accounts::Cast;
use super::content::{Drive, DriveCorner};
use super::photos::{Finding, Scene, Trouble};

/// So many days back it begins, and so many ahead it ends.
pub(super) const DAYS_BACK: u64 = 20;
const DAYS_AHEAD: u64 = 14;
/// How many places have targets.
const PLACES: usize = 14;
/// What places do of the plan, in hundredths, in turn: one goes ahead, some lag, one does nothing.
const PACES: [u32; 7] = [112, 126, 96, 118, 60, 0, 114];
/// Of a hundred reports so many are photographed; each picture takes a moment to draw.
const PHOTOGRAPHED: u32 = 12;

/// The drive while it is made.
pub(super) struct Drives {
    app: App,
    id: DriveId,
    rng: ChaCha8Rng,
    first: NaiveDate,
    today: NaiveDate,
    /// The places with who reports there; the last has no target.
    places: Vec<(Node, Actor)>,
    measures: Vec<super::content::DriveMeasure>,
    corners: Vec<(DriveCorner, DeadCornerId)>,
    office: Actor,
    shots: u32,
    /// A report with a slip of the pen, to be corrected the next day.
    slip: Option<SendDriveReport>,
    /// Whether it happened already.
    slipped: bool,
}

impl Drives {
    /// The office makes the drive.
    ///
    /// # Errors
    /// When a use case refuses or the store fails.
    pub(super) async fn begin(
        (app, clock, seed): (&App, Arc<SetClock>, u64),
        cast: &Cast,
        content: &Drive,
        today: NaiveDate,
    ) -> Result<Self> {
        let app = App::with(app.store.clone(), clock, Arc::new(SeededEntropy::new(seed ^ 0x0d21_7e00)));
        let nodes = wangge_storage::node::all(&app.store.read()).await?;
        let mut places: Vec<(Node, Actor)> = nodes
            .into_iter()
            .filter_map(|node| cast.leaders.get(&node.id).cloned().map(|leader| (node, leader)))
            .collect();
        // Those with an account first, so that whoever signs in as one finds what to do.
        places.sort_by(|a, b| (a.1.user_id.is_none(), &a.0.code).cmp(&(b.1.user_id.is_none(), &b.0.code)));
        places.truncate(PLACES + 1);
        let office = cast.office.first().context("office")?.clone();
        let mut drives = Self {
            id: app.new_id(),
            rng: ChaCha8Rng::seed_from_u64(seed ^ 0x3c1b),
            first: today - Days::new(DAYS_BACK),
            today,
            places,
            measures: content.measures.clone(),
            corners: content.corners.iter().map(|corner| (corner.clone(), app.new_id())).collect(),
            office,
            shots: 0,
            slip: None,
            slipped: false,
            app,
        };
        let text = drives.text(content);
        let command = MakeDrive { id: drives.id, text };
        drive::make(&drives.app, &drives.office, Lang::Zh, command).await?;
        Ok(drives)
    }

    fn text(&mut self, content: &Drive) -> DriveText {
        let mut targets = Vec::new();
        for (node, leader) in self.places.iter().take(PLACES) {
            // Papers are photographed, and those without an account send no photographs.
            let able = |measure: &&super::content::DriveMeasure| !measure.demolition || leader.user_id.is_some();
            for measure in content.measures.iter().filter(able) {
                let share = self.rng.random_range(70..130_u32);
                let quantity = (measure.target * share).div_ceil(100).max(1);
                targets.push(SetDriveTarget {
                    node_id: node.id,
                    measure: measure.code.clone(),
                    quantity: quantity.to_string(),
                });
            }
        }
        let measure = |given: &super::content::DriveMeasure| DriveMeasure {
            code: given.code.clone(),
            name: given.name.clone(),
            unit: given.unit,
            demolition: given.demolition,
        };
        DriveText {
            name: content.name.clone(),
            kind: DriveKind::Clearance,
            begins_on: self.first,
            ends_on: self.today + Days::new(DAYS_AHEAD),
            measures: content.measures.iter().map(measure).collect(),
            recheck_days: 7,
            targets,
        }
    }

    /// What is reported in the evening of a day.
    ///
    /// # Errors
    /// When a use case refuses or the store fails.
    pub(super) async fn live(&mut self, day: NaiveDate) -> Result<()> {
        if let Some(wrong) = self.slip.take() {
            let right = SendDriveReport {
                id: self.app.new_id(),
                quantity: "3".to_owned(),
                note: "昨天多写了一个 0，更正".to_owned(),
                replaces_id: Some(wrong.id),
                ..wrong
            };
            let by = self.places[0].1.clone();
            drive::send(&self.app, &by, Lang::Zh, self.id, right).await?;
        }
        for turn in 0..self.places.len() {
            for number in 0..self.measures.len() {
                self.report(day, turn, number).await?;
            }
        }
        self.corners(day).await
    }

    async fn report(&mut self, day: NaiveDate, turn: usize, number: usize) -> Result<()> {
        let (node, by) = self.places[turn].clone();
        let measure = self.measures[number].clone();
        let pace = PACES[turn % PACES.len()];
        let chance = self.rng.random_range(0..100_u32);
        let swing = self.rng.random_range(70..130_u32);
        let days = u32::try_from(DAYS_BACK + DAYS_AHEAD + 1)?;
        let quantity = if measure.demolition {
            // Seldom, one at a time, and only where the work goes on.
            u32::from(pace > 60 && chance < pace * measure.target / days)
        } else if chance < 60 {
            (measure.target * pace * swing / days).div_ceil(6_000)
        } else {
            0
        };
        if quantity == 0 {
            return Ok(());
        }
        let photographed = measure.demolition || self.rng.random_range(0..100) < PHOTOGRAPHED;
        let photographed = photographed && by.user_id.is_some();
        if measure.demolition && !photographed {
            return Ok(());
        }
        let mut command = SendDriveReport {
            id: self.app.new_id::<DriveReportId>(),
            node_id: node.id,
            measure: measure.code.clone(),
            on: day,
            quantity: Decimal::from(quantity).to_string(),
            note: String::new(),
            lon: node.label_lon,
            lat: node.label_lat,
            papers: None,
            before: Vec::new(),
            after: Vec::new(),
            papers_photos: Vec::new(),
            replaces_id: None,
        };
        if photographed {
            let scene = if measure.demolition { Scene::Passage } else { Scene::Litter };
            command.before = vec![self.photo(&by, &node, scene, Trouble::All).await?];
            command.after = vec![self.photo(&by, &node, scene, Trouble::Gone).await?];
        }
        if measure.demolition {
            command.papers_photos = vec![self.photo(&by, &node, Scene::Board, Trouble::Gone).await?];
            command.papers = Some(papers(day, self.shots));
        }
        if turn == 0 && number == 0 && !self.slipped && day >= self.first + Days::new(4) {
            self.slipped = true;
            "30".clone_into(&mut command.quantity);
            self.slip = Some(command.clone());
        }
        drive::send(&self.app, &by, Lang::Zh, self.id, command).await?;
        Ok(())
    }

    async fn photo(&mut self, by: &Actor, node: &Node, scene: Scene, trouble: Trouble) -> Result<EvidenceHash> {
        self.shots += 1;
        let mut finding = Finding {
            site_code: format!("drive-{}", node.code),
            item: format!("drive-{}", self.shots),
            scene,
            time: self.shots,
            shots: 0,
            place: (node.label_lon.unwrap_or_default(), node.label_lat.unwrap_or_default()),
        };
        finding.sent(&self.app, by, trouble).await
    }

    /// Dead corners: found on the third day, cleared two days later, checked again by the office after a week.
    async fn corners(&mut self, day: NaiveDate) -> Result<()> {
        let gone = (day - self.first).num_days();
        for turn in 0..self.corners.len() {
            let (corner, id) = self.corners[turn].clone();
            let (node, by) = self.places[turn % 5].clone();
            let found = 2 + i64::try_from(turn)?;
            let story = corner.story.as_str();
            if gone == found {
                let photos = vec![self.photo(&by, &node, Scene::Litter, Trouble::All).await?];
                let (lon, lat) = (node.label_lon, node.label_lat);
                let command = FindCorner { id, node_id: node.id, place: corner.place.clone(), lon, lat, photos };
                drive::find(&self.app, &by, Lang::Zh, self.id, command).await?;
            } else if gone == found + 2 && story != "found" {
                let photos = vec![self.photo(&by, &node, Scene::Litter, Trouble::Gone).await?];
                let command =
                    ClearCorner { id: self.app.new_id(), note: "已清运，平整地面".to_owned(), photos };
                drive::clear(&self.app, &by, Lang::Zh, id, command).await?;
            } else if gone == found + 9 && matches!(story, "held" | "back" | "filed") {
                self.recheck(id, &node, story == "held").await?;
            } else if gone == found + 16 && story == "filed" {
                let command = FileCorner { id: self.app.new_id() };
                drive::file_case(&self.app, &self.office, Lang::Zh, id, command).await?;
            }
        }
        Ok(())
    }

    async fn recheck(&mut self, id: DeadCornerId, node: &Node, held: bool) -> Result<()> {
        let office = self.office.clone();
        let trouble = if held { Trouble::Gone } else { Trouble::All };
        let photos = vec![self.photo(&office, node, Scene::Litter, trouble).await?];
        let said = if held { "保持干净" } else { "又堆了一车，来源待查" };
        let command = RecheckCorner { id: self.app.new_id(), held, note: said.to_owned(), photos };
        drive::recheck(&self.app, &office, Lang::Zh, id, command).await?;
        Ok(())
    }
}

/// The papers of a shed: decided a week before, served two days later, signed by its owner; every third by a court's
/// order.
fn papers(day: NaiveDate, number: u32) -> DrivePapers {
    let on = day - Days::new(3);
    let consent = if number.is_multiple_of(3) {
        DriveConsent::Court { number: format!("（示范）行审字第{number}号"), on }
    } else {
        DriveConsent::Owner { name: "（示范）当事人".to_owned(), on }
    };
    DrivePapers {
        decision_number: format!("（示范）拆决字第{number}号"),
        decided_on: day - Days::new(7),
        served_on: day - Days::new(5),
        consent,
    }
}

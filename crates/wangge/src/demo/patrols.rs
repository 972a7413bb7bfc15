//! Patrols of the demonstration: most communities walk their cells daily, some now and then, and some not at all.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Result;
use chrono::{Datelike, Duration, NaiveDate, Weekday};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use wangge_app::locate::Places;
use wangge_app::patrol;
use wangge_app::view::SendPatrol;
use wangge_domain::case::FinderLevel;
use wangge_domain::grid::{Level, Node, is_within};
use wangge_domain::ids::{CaseId, NodeId};
use wangge_domain::patrol::Fix;
use wangge_domain::permission::Actor;
use wangge_domain::time::{Period, Timestamp};
use wangge_geo::distance_m;
use wangge_storage::case::{self, CaseFilter, CasePage};
use wangge_storage::node;
use wangge_storage::reach::Reach;

use super::history::{History, at};

/// How diligently communities walk, in turn: one in six not at all.
const DILIGENCE: [f64; 6] = [0.92, 0.7, 0.97, 0.0, 0.85, 0.35];
/// How far apart a phone keeps its fixes, in metres.
const STEP_M: f64 = 60.0;
/// A brisk walk, in metres a second.
const PACE: f64 = 1.3;

impl History<'_> {
    /// The patrols of a day, sent in the evening. They draw from a chance of their own, so that what else happens does
    /// not depend on them.
    pub(super) async fn walk(&mut self, day: NaiveDate) -> Result<()> {
        let mut rng = ChaCha8Rng::seed_from_u64(u64::try_from(day.num_days_from_ce())?);
        let db = self.app.store.read();
        let places = Places::load(self.app, &db).await?;
        let nodes = node::list(&db, &Reach::everything()).await?;
        let mut found = self.found_on(day).await?;
        for (turn, (community, leader)) in self.cast.leaders.iter().enumerate() {
            let Some(community) = nodes.iter().find(|node| node.id == *community) else { continue };
            let diligence = DILIGENCE[turn % DILIGENCE.len()];
            let walked = |node: &&Node| {
                let weekly = node.level == Level(3) && day.weekday() == Weekday::Wed;
                is_within(&node.path, &community.path) && (weekly || node.level == Level(4))
            };
            for node in nodes.iter().filter(walked) {
                if !rng.random_bool(diligence) {
                    continue;
                }
                let begun_at = at(day, rng.random_range(8..14), rng.random_range(0..60));
                let fixes = way(&places, node.id, begun_at, &mut rng);
                self.send(leader, node.id, begun_at, fixes, found.remove(&node.id).unwrap_or_default()).await?;
            }
        }
        Ok(())
    }

    async fn send(
        &self,
        leader: &Actor,
        node_id: NodeId,
        begun_at: Timestamp,
        fixes: Vec<Fix>,
        case_ids: Vec<CaseId>,
    ) -> Result<()> {
        let Some(last) = fixes.last() else { return Ok(()) };
        let ended_at = Some(last.at + Duration::minutes(2));
        let command = SendPatrol { id: self.app.new_id(), node_id, begun_at, ended_at, fixes, case_ids };
        patrol::send(self.app, leader, command).await?;
        Ok(())
    }

    /// What the nodes' own people reported on a day, by node.
    async fn found_on(&self, day: NaiveDate) -> Result<BTreeMap<NodeId, Vec<CaseId>>> {
        let reported = Some(Period { from: at(day, 0, 0), until: at(day, 23, 59) });
        let filter = CaseFilter { reported, finder_levels: vec![FinderLevel::Own], ..CaseFilter::default() };
        let page = CasePage { limit: 500, ..CasePage::default() };
        let mut found: BTreeMap<NodeId, Vec<CaseId>> = BTreeMap::new();
        for case in case::list(&self.app.store.read(), &Reach::everything(), &filter, &page).await? {
            if let Some(node) = case.node_id {
                found.entry(node).or_default().push(case.id);
            }
        }
        Ok(found)
    }
}

/// To and fro through a node, row by row from one of them on, for as long as a patrol lasts.
fn way(places: &Arc<Places>, node: NodeId, begun_at: Timestamp, rng: &mut ChaCha8Rng) -> Vec<Fix> {
    let Some(extent) = places.extent_of(node) else { return Vec::new() };
    let width = distance_m(extent.west, extent.south, extent.east, extent.south);
    let height = distance_m(extent.west, extent.south, extent.west, extent.north);
    let (columns, rows) = (steps(width, STEP_M), steps(height, STEP_M * 1.7));
    let mut fixes: Vec<Fix> = Vec::new();
    let mut now = begun_at + Duration::seconds(20);
    let first = rng.random_range(0..rows);
    for turn in 0..rows {
        let row = (first + turn) % rows;
        for step in 0..columns {
            let column = if turn % 2 == 0 { step } else { columns - 1 - step };
            let lon = between(extent.west, extent.east, column, columns) + rng.random_range(-4e-5..4e-5);
            let lat = between(extent.south, extent.north, row, rows) + rng.random_range(-4e-5..4e-5);
            if !places.chain(lon, lat).contains(&node) {
                continue;
            }
            if let Some(last) = fixes.last() {
                #[expect(clippy::cast_possible_truncation, reason = "seconds of a walk")]
                let seconds = (distance_m(last.lon, last.lat, lon, lat) / PACE).ceil() as i64;
                now += Duration::seconds(seconds.clamp(5, 280));
            }
            fixes.push(Fix { lon, lat, accuracy_m: f64::from(rng.random_range(4..14_u32)), at: now });
        }
    }
    // Nobody walks the whole of it at once; from the last row on to the first is a way of its own.
    let latest = begun_at + Duration::minutes(rng.random_range(25..75));
    fixes.retain(|fix| fix.at <= latest);
    fixes
}

fn steps(length_m: f64, apart_m: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let steps = (length_m / apart_m).round().clamp(2.0, 60.0) as u32;
    steps
}

fn between(low: f64, high: f64, step: u32, of: u32) -> f64 {
    low + (high - low) * (f64::from(step) + 0.5) / f64::from(of)
}

//! Inspectors who go from site to site as fast as they are answered.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use chrono::{SecondsFormat, TimeDelta};
use serde_json::Value;
use tokio::task::JoinSet;
use uuid::Uuid;
use wangge_app::context::{Clock as _, SystemClock};

use super::client::Client;
use super::readings::observation;
use super::tally::{Sample, Tally};

/// How many different sets of observations each type of site gets.
const VARIANTS: usize = 8;

/// Where to go and what to say there.
#[derive(Debug)]
pub struct Errand {
    /// Where visits are submitted.
    pub path: String,
    sites: Vec<(String, String)>,
    inspectors: String,
    /// The observations of each type as JSON, several variants.
    observations: HashMap<String, Vec<String>>,
}

impl Errand {
    /// Asks the server for the round's sites and for the items of its edition.
    pub async fn ask(client: &mut Client, round: Uuid, most: usize, lost: usize) -> Result<Self> {
        let detail = client.get(&format!("/rounds/{round}")).await?;
        let assignments = detail["assignments"].as_array().context("the round has no assignments")?;
        let inspectors = inspectors(client, assignments).await?;
        let mut sites = Vec::new();
        let mut observations = HashMap::new();
        let edition = detail["edition"]["id"].as_str().context("the round has no edition")?.to_owned();
        for assignment in assignments {
            let site = assignment["site"]["id"].as_str().unwrap_or_default().to_owned();
            let kind = assignment["type"]["code"].as_str().unwrap_or_default().to_owned();
            if !observations.contains_key(&kind) {
                let items = client.get(&format!("/editions/{edition}/items?type={kind}")).await?;
                let items = items["items"].as_array().cloned().unwrap_or_default();
                observations.insert(kind.clone(), variants(&items, most, lost));
            }
            sites.push((site, kind));
        }
        ensure!(!sites.is_empty(), "the round has no sites");
        Ok(Self { path: format!("/api/v1/rounds/{round}/visits"), sites, inspectors, observations })
    }

    /// The visit number `turn`: its identity and its body.
    pub fn visit(&self, turn: usize) -> (Uuid, String) {
        let (site, kind) = &self.sites[turn % self.sites.len()];
        let variants = &self.observations[kind];
        let observations = &variants[(turn / self.sites.len() + turn) % variants.len()];
        let now = SystemClock.now();
        let at = |time: wangge_domain::time::Timestamp| time.to_rfc3339_opts(SecondsFormat::Millis, true);
        let (started, submitted) = (at(now - TimeDelta::minutes(1)), at(now));
        let (id, inspectors) = (Uuid::now_v7(), &self.inspectors);
        let body = format!(
            r#"{{"id":"{id}","site_id":"{site}","started_at":"{started}","submitted_at":"{submitted}","lon":114.1,"lat":37.9,"inspector_ids":["{inspectors}"],"observations":{observations}}}"#
        );
        (id, body)
    }
}

/// Who goes: the first assigned inspector, or where nobody is assigned, the first person of the account's name.
async fn inspectors(client: &mut Client, assignments: &[Value]) -> Result<String> {
    let assigned = assignments.iter().find_map(|assignment| assignment["inspectors"][0]["id"].as_str());
    if let Some(id) = assigned {
        return Ok(id.to_owned());
    }
    let me = client.get("/me").await?;
    let people = client.get("/people").await?;
    let people = people["items"].as_array().cloned().unwrap_or_default();
    let mine = people.iter().find(|person| person["name"] == me["name"]);
    let id = mine.and_then(|person| person["id"].as_str().map(str::to_owned));
    id.with_context(|| format!("nobody is assigned and no person is named {}", me["name"]))
}

/// So many of every hundred observations lose points, spread evenly over the variants.
fn variants(items: &[Value], most: usize, lost: usize) -> Vec<String> {
    let made = |variant: usize| {
        let observed: Vec<Value> = (items.iter().take(most).enumerate())
            .map(|(place, item)| observation(item, (place * VARIANTS + variant * 3) * 61 % 100 < lost))
            .collect();
        Value::Array(observed).to_string()
    };
    (0..VARIANTS).map(made).collect()
}

/// Inspectors under way.
#[derive(Debug)]
pub struct Visitors {
    /// When they set out.
    pub begun: Instant,
    stopping: Arc<AtomicBool>,
    tasks: JoinSet<Vec<Sample>>,
}

impl Visitors {
    /// Sends so many, each with a connection of their own; site after site, no two at the same.
    pub fn send(clients: usize, address: SocketAddr, cookie: &str, errand: &Arc<Errand>) -> Self {
        let (stopping, turns) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(1)));
        let begun = Instant::now();
        let mut tasks = JoinSet::new();
        for _ in 0..clients {
            let (errand, stopping, turns) = (errand.clone(), stopping.clone(), turns.clone());
            let cookie = cookie.to_owned();
            tasks.spawn(async move { walk(address, &cookie, &errand, &stopping, &turns).await });
        }
        Self { begun, stopping, tasks }
    }

    /// Calls them back and gathers what they noted.
    pub async fn stop(self) -> Tally {
        self.stopping.store(true, Ordering::Relaxed);
        let samples = self.tasks.join_all().await.into_iter().flatten().collect();
        Tally::of(self.begun, samples)
    }
}

async fn walk(
    address: SocketAddr,
    cookie: &str,
    errand: &Errand,
    stopping: &AtomicBool,
    turns: &AtomicUsize,
) -> Vec<Sample> {
    let mut samples = Vec::new();
    let Ok(mut client) = Client::with(address, cookie).await else { return samples };
    while !stopping.load(Ordering::Relaxed) {
        let (id, body) = errand.visit(turns.fetch_add(1, Ordering::Relaxed));
        let begun = Instant::now();
        let answer = client.post(&errand.path, &body).await;
        let (taken, gone) = (begun.elapsed(), answer.is_err());
        let refusal = match answer {
            Ok(reply) if reply.status == 201 => None,
            Ok(reply) => Some(format!("{}: {}", reply.status, reply.text)),
            Err(error) => Some(error.to_string()),
        };
        samples.push(Sample { id, begun, taken, refusal });
        if gone {
            break;
        }
    }
    samples
}

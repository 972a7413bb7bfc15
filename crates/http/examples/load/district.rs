//! A district founded for the load: five streets of eight communities, units, one inspector, and one open round
//! over as many sites as asked; and the server that serves it, as a process of its own.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use chrono::TimeDelta;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};
use uuid::Uuid;
use wangge_app::campaign::{self, BeginCampaign};
use wangge_app::{App, audit, session};
use wangge_domain::grid::{Level, Node, NodeKind};
use wangge_domain::ids::{EditionId, NodeId, RoundId, UnitId};
use wangge_domain::permission::{Actor, Role};
use wangge_domain::person::Person;
use wangge_domain::round::{Round, RoundKind, RoundState};
use wangge_domain::site::Site;
use wangge_domain::standard::Edition;
use wangge_domain::text::{Lang, Wording};
use wangge_domain::unit::{Unit, UnitClass};
use wangge_storage::edition::{EditionRow, EditionState, StandardRow};
use wangge_storage::reach::Reach;
use wangge_storage::round::RoundInspector;
use wangge_storage::user::{GrantRow, UserRow};
use wangge_storage::{Location, StorageError, Store, edition, event, node, person, round, site, unit, user, visit};

/// The inspector's login.
pub const LOGIN: &str = "inspector";

/// The inspector's password, in a folder that lives as long as the run.
pub const PASSWORD: &str = "Load-test-2026";

/// The edition of the round.
const EDITION: &str = include_str!("../../../../standards/sample-2026.toml");

const STREETS: usize = 5;
const COMMUNITIES: usize = 8;

/// What the load needs to know of the district.
#[derive(Clone, Copy, Debug)]
pub struct Founded {
    /// The open round.
    pub round: RoundId,
}

impl Founded {
    /// Founds the district in an empty folder.
    pub async fn at(folder: &Path, sites: usize) -> Result<Self> {
        let app = App::new(Store::open(&Location::Data(folder.to_owned())).await?);
        let begun = BeginCampaign {
            code: "load".to_owned(),
            name: Wording::new("压测区（虚构）", "Load district (fictional)"),
            acceptance_on: None,
            demonstration: true,
        };
        campaign::begin(&app, &Actor::system("load"), begun).await?;
        let plan = Plan::new(&app, sites)?;
        let round = plan.round.id;
        let account = account(&app, &plan.inspector).await?;
        app.store.write(move |tx| Box::pin(async move { plan.write(tx, &account).await })).await?;
        app.store.close().await?;
        Ok(Self { round })
    }

    /// Opens the database again, as after a crash, and looks for what was acknowledged.
    pub async fn look_up(self, folder: &Path, acknowledged: &[Uuid], resent: Uuid) -> Result<Found> {
        let app = App::new(Store::open(&Location::Data(folder.to_owned())).await?);
        let read = app.store.read();
        let visits = visit::of_round(&read, &Reach::everything(), self.round).await?;
        let stored: HashSet<Uuid> = visits.iter().map(|visit| visit.id.0).collect();
        let missing = acknowledged.iter().filter(|id| !stored.contains(id)).count();
        let resent_events = event::of_subject(&read, "visit", resent).await?.len();
        let record = audit::verify(&app, &Actor::system("load"), Lang::En).await?;
        ensure!(record.ok, "the record is broken: {:?}", record.broken);
        app.store.close().await?;
        let size = std::fs::metadata(folder.join("wangge.sqlite"))?.len();
        let acknowledged = acknowledged.len();
        Ok(Found { acknowledged, missing, stored: stored.len(), resent_events, events: record.events, size })
    }
}

/// What was found in the database after the server was killed.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    acknowledged: usize,
    /// How many acknowledged visits are not there.
    pub missing: usize,
    stored: usize,
    /// How many times the record says the resent visit was submitted.
    pub resent_events: usize,
    events: u64,
    size: u64,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { acknowledged, missing, stored, events, size, .. } = self;
        let mebibytes = size / 1024 / 1024;
        write!(
            f,
            "{acknowledged} visits acknowledged, {missing} of them missing, {stored} stored; \
             record of {events} events unbroken; {mebibytes} MiB on disk"
        )
    }
}

/// Everything that is written before the load.
#[derive(Clone)]
struct Plan {
    nodes: Vec<Node>,
    units: Vec<Unit>,
    inspector: Person,
    sites: Vec<Site>,
    standard: StandardRow,
    edition: EditionRow,
    round: Round,
}

impl Plan {
    fn new(app: &App, sites: usize) -> Result<Self> {
        let edition: Edition = toml::from_str(EDITION).context("the sample edition")?;
        let types: Vec<&str> = edition.site_types.iter().map(|kind| kind.code.as_str()).collect();
        let (nodes, mut units) = streets(app);
        let departments: BTreeSet<&str> =
            edition.items.iter().map(|item| item.department.as_str()).filter(|code| !code.is_empty()).collect();
        units.extend(departments.into_iter().map(|code| unit_row(app, code, code, UnitClass::Department, None)));
        let communities: Vec<&Node> = nodes.iter().filter(|node| node.level == Level(3)).collect();
        let sites = (0..sites)
            .map(|n| site_row(app, n, types[n % types.len()], communities[n % communities.len()], &units))
            .collect();
        let edition_id = app.new_id();
        Ok(Self {
            sites,
            inspector: inspector(app),
            standard: StandardRow {
                code: edition.standard.code.clone(),
                name_zh: edition.standard.name.zh.clone(),
                name_en: edition.standard.name.en.clone(),
            },
            round: round_row(app, edition_id),
            edition: EditionRow {
                id: edition_id,
                standard_code: edition.standard.code.clone(),
                version: edition.edition.version.clone(),
                state: EditionState::Published,
                document: serde_json::to_string(&edition)?,
                sha256: "load".to_owned(),
                created_at: app.now(),
                published_at: Some(app.now()),
            },
            nodes,
            units,
        })
    }

    async fn write(&self, tx: &wangge_storage::Tx, account: &(UserRow, GrantRow)) -> Result<(), StorageError> {
        // Units and nodes refer to each other: units first stand without their territory.
        let bare: Vec<Unit> = self.units.iter().cloned().map(|unit| Unit { node_id: None, ..unit }).collect();
        unit::insert_many(tx, &bare).await?;
        node::insert_many(tx, &self.nodes).await?;
        for row in &self.units {
            unit::update(tx, row).await?;
        }
        person::insert(tx, &self.inspector).await?;
        site::insert_many(tx, &self.sites).await?;
        edition::put_standard(tx, &self.standard).await?;
        edition::insert(tx, &self.edition).await?;
        round::insert(tx, &self.round).await?;
        let (round_id, person_id) = (self.round.id, self.inspector.id);
        let ids: Vec<_> = self.sites.iter().map(|site| site.id).collect();
        let assigned: Vec<RoundInspector> =
            ids.iter().map(|&site_id| RoundInspector { round_id, site_id, person_id }).collect();
        round::replace_sites(tx, round_id, &ids, &assigned).await?;
        user::insert(tx, &account.0).await?;
        user::insert_grants(tx, std::slice::from_ref(&account.1)).await
    }
}

fn node_row(app: &App, code: String, level: i8, parent: Option<&Node>, unit_id: Option<UnitId>) -> Node {
    Node {
        id: app.new_id(),
        name: Wording::new(format!("网格{code}"), format!("Node {code}")),
        level: Level(level),
        kind: NodeKind::Territory,
        parent_id: parent.map(|node| node.id),
        path: format!("{}{code}/", parent.map_or("/", |node| &node.path)),
        code,
        unit_id,
        area_m2: None,
        label_lon: None,
        label_lat: None,
        active: true,
        version: 1,
    }
}

fn unit_row(app: &App, code: &str, name: &str, class: UnitClass, node_id: Option<NodeId>) -> Unit {
    Unit {
        id: app.new_id(),
        code: code.to_owned(),
        name: Wording::new(name, name),
        class,
        peer_group: None,
        parent_id: None,
        node_id,
        active: true,
        version: 1,
    }
}

/// The grid, and the street offices that answer for it.
fn streets(app: &App) -> (Vec<Node>, Vec<Unit>) {
    let district = node_row(app, "999".to_owned(), 1, None, None);
    let (mut nodes, mut units) = (vec![district.clone()], Vec::new());
    for s in 0..STREETS {
        let mut street = node_row(app, format!("999{s:03}"), 2, Some(&district), None);
        let office = unit_row(app, &format!("street-{s}"), "街道办事处", UnitClass::Street, Some(street.id));
        street.unit_id = Some(office.id);
        nodes.push(street.clone());
        nodes.extend((0..COMMUNITIES).map(|c| node_row(app, format!("999{s:03}{c:03}"), 3, Some(&street), None)));
        units.push(office);
    }
    (nodes, units)
}

fn inspector(app: &App) -> Person {
    Person {
        id: app.new_id(),
        code: LOGIN.to_owned(),
        name: "林一舟".to_owned(),
        unit_id: None,
        title: None,
        phone: None,
        active: true,
        version: 1,
    }
}

fn site_row(app: &App, n: usize, kind: &str, community: &Node, units: &[Unit]) -> Site {
    Site {
        id: app.new_id(),
        code: format!("S{n:06}"),
        name: Wording::new(format!("点位{n}"), format!("Site {n}")),
        type_code: kind.to_owned(),
        lon: Some(114.1),
        lat: Some(37.9),
        datum: Some("wgs84".to_owned()),
        address: None,
        node_id: Some(community.id),
        node_path: community.path.clone(),
        unit_id: Some(units[n % STREETS].id),
        supporting_unit_id: None,
        demonstration: false,
        attributes: BTreeMap::new(),
        practice: None,
        active: true,
        version: 1,
    }
}

fn round_row(app: &App, edition_id: EditionId) -> Round {
    let today = app.now().date_naive();
    Round {
        id: app.new_id(),
        kind: RoundKind::JointSupervision,
        number: 1,
        name: Wording::new("压测轮次", "Load round"),
        edition_id,
        opens_on: today - TimeDelta::days(2),
        closes_on: today + TimeDelta::days(2),
        state: RoundState::Open,
        closed_at: None,
        settings: wangge_domain::round::RoundSettings::default(),
        module_values: BTreeMap::new(),
        version: 1,
    }
}

async fn account(app: &App, person: &Person) -> Result<(UserRow, GrantRow)> {
    let user_id = app.new_id();
    let row = UserRow {
        id: user_id,
        login: LOGIN.to_owned(),
        password_hash: session::hashed(PASSWORD.to_owned(), app.secret::<16>()).await?,
        person_id: Some(person.id),
        name: person.name.clone(),
        must_change_password: false,
        active: true,
        failed_count: 0,
        locked_until: None,
        lang: "zh-CN".to_owned(),
        version: 1,
    };
    let grant = GrantRow { id: app.new_id(), user_id, role: Role::Inspector, node_id: None, unit_id: None };
    Ok((row, grant))
}

/// Serves a folder on a free loopback port until killed, and says where on the first line.
pub async fn serve(folder: &Path) -> Result<()> {
    let app = App::new(Store::open(&Location::Data(folder.to_owned())).await?);
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
    println!("{}", listener.local_addr()?);
    wangge_http::serve(app, listener, std::future::pending()).await?;
    Ok(())
}

/// The server, as a process of its own.
#[derive(Debug)]
pub struct Served {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// How long after its start it answered for the first time.
    pub first_answer: Duration,
}

impl Served {
    /// Starts this program again as the server of a folder.
    pub async fn start(folder: &Path) -> Result<Self> {
        let begun = Instant::now();
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("--serve").arg(folder).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn()?;
        let said = child.stdout.take().context("the server has no output")?;
        let line = BufReader::new(said).lines().next_line().await?.context("the server ended at once")?;
        let address: SocketAddr = line.trim().parse()?;
        super::client::Client::with(address, "").await?.get("/campaign").await?;
        Ok(Self { child, address, first_answer: begun.elapsed() })
    }

    /// How much memory it has resident now, in MiB; 0 where the system does not tell.
    pub fn resident_mib(&self) -> f64 {
        let status = self.proc("status").unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kibibytes = line.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
        kibibytes.unwrap_or(0.0) / 1024.0
    }

    /// How much processor time it has used, in seconds; 0 where the system does not tell.
    pub fn processor_seconds(&self) -> f64 {
        let stat = self.proc("stat").unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
        let ticks = |place: usize| fields.get(place).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
        // utime and stime, in the hundredths of a second Linux counts in.
        (ticks(11) + ticks(12)) / 100.0
    }

    fn proc(&self, file: &str) -> Option<String> {
        std::fs::read_to_string(format!("/proc/{}/{file}", self.child.id()?)).ok()
    }

    /// Kills it without warning; answers the moment before.
    pub async fn kill(mut self) -> Result<Instant> {
        let before = Instant::now();
        self.child.kill().await?;
        Ok(before)
    }
}

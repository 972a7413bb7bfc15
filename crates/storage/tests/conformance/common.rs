//! A small district that every test may build on.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;
use wangge_domain::assessment::{Outcome, Reading};
use wangge_domain::case::{By, Case, FinderLevel, Report, Source, Step};
use wangge_domain::figure::Exact;
use wangge_domain::grid::{Level, Node, NodeKind};
use wangge_domain::ids::{RoundId, SiteId, UnitId, VisitId};
use wangge_domain::person::Person;
use wangge_domain::round::{Round, RoundKind, RoundState, Visit, VisitState};
use wangge_domain::site::Site;
use wangge_domain::text::Wording;
use wangge_domain::unit::{Unit, UnitClass};
use wangge_storage::edition::{EditionRow, EditionState};
use wangge_storage::event::NewEvent;
use wangge_storage::visit::{LostPointRow, ObservationRow};
use wangge_storage::{Result, StorageError, Store, edition, node, person, round, site, unit};

/// A moment of the tests: so many minutes after 2026-11-16 00:00 UTC, with milliseconds to lose.
pub fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_794_787_200_123).unwrap() + TimeDelta::minutes(minutes)
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn id<T: From<Uuid>>() -> T {
    T::from(Uuid::now_v7())
}

pub fn a_unit(code: &str) -> Unit {
    Unit {
        id: id(),
        code: code.to_owned(),
        name: Wording::new(format!("单位{code}"), ""),
        class: UnitClass::Street,
        peer_group: Some("streets".to_owned()),
        parent_id: None,
        node_id: None,
        active: true,
        version: 1,
    }
}

pub fn a_person(code: &str) -> Person {
    Person {
        id: id(),
        code: code.to_owned(),
        name: "王芳".to_owned(),
        unit_id: None,
        title: None,
        phone: Some("0311-5550100".to_owned()),
        active: true,
        version: 1,
    }
}

pub fn a_node(code: &str, level: i8, parent: Option<&Node>) -> Node {
    let above = parent.map_or("/", |node| node.path.as_str());
    Node {
        id: id(),
        code: code.to_owned(),
        level: Level(level),
        kind: NodeKind::Territory,
        name: Wording::new(format!("网格{code}"), format!("Cell {code}")),
        parent_id: parent.map(|node| node.id),
        path: format!("{above}{code}/"),
        unit_id: None,
        area_m2: Some(125_000),
        label_lon: Some(114.058_912_3),
        label_lat: None,
        active: true,
        version: 1,
    }
}

pub fn a_site(code: &str, node: &Node, unit: Option<UnitId>) -> Site {
    Site {
        id: id(),
        code: code.to_owned(),
        name: Wording::new(format!("点位{code}"), ""),
        type_code: "market".to_owned(),
        lon: Some(114.05),
        lat: Some(38.06),
        datum: Some("gcj02".to_owned()),
        address: None,
        node_id: Some(node.id),
        node_path: node.path.clone(),
        unit_id: unit,
        supporting_unit_id: None,
        demonstration: false,
        attributes: BTreeMap::from([("length_m".to_owned(), "1234.5600".parse().unwrap())]),
        practice: None,
        active: true,
        version: 1,
    }
}

pub fn a_visit(round: RoundId, site: SiteId, minutes: i64) -> Visit {
    Visit {
        id: id(),
        round_id: round,
        site_id: site,
        state: VisitState::Submitted,
        started_at: at(minutes - 20),
        submitted_at: at(minutes),
        received_at: at(minutes + 1),
        lon: Some(114.05),
        lat: Some(38.0),
        accuracy_m: Some(12.5),
        altitude_m: None,
        datum: Some("wgs84".to_owned()),
        inspector_ids: vec![id(), id()],
        body_sha256: "ab".repeat(32),
        remark: None,
        door_reason: None,
        void_reason: None,
        voided_by: None,
        voided_at: None,
        replaces_id: None,
    }
}

pub fn an_observation(visit: VisitId, item: &str, passed: bool) -> ObservationRow {
    ObservationRow {
        id: id(),
        visit_id: visit,
        item_code: item.to_owned(),
        outcome: Outcome::Read { reading: Reading::Passed(passed), passed: None },
        remark: String::new(),
        lost: Some(if passed { Exact::from(0_i64) } else { "2/3".parse().unwrap() }),
        full: Some(Exact::from(2_i64)),
    }
}

pub fn a_lost_point(visit: &Visit, observation: &ObservationRow, site: &Site) -> LostPointRow {
    LostPointRow {
        id: id(),
        observation_id: observation.id,
        visit_id: visit.id,
        round_id: visit.round_id,
        site_id: visit.site_id,
        node_id: site.node_id,
        type_code: site.type_code.clone(),
        item_code: observation.item_code.clone(),
        lost: "2/3".parse().unwrap(),
        unit_id: site.unit_id,
        case_id: None,
        created_at: visit.submitted_at,
    }
}

pub fn office() -> By {
    By { user_id: Some(id()), name: "创城办".to_owned(), units: Vec::new() }
}

pub fn a_case(site: &Site, minutes: i64) -> Case {
    let report = Report {
        id: id(),
        source: Source::DailyPatrol,
        finder_level: FinderLevel::District,
        round_id: None,
        site_id: Some(site.id),
        node_id: site.node_id,
        node_path: site.node_path.clone(),
        item_code: Some("M01".to_owned()),
        edition_id: None,
        type_code: Some(site.type_code.clone()),
        description: "垃圾桶满溢 Bin overflows".to_owned(),
        quantity: 2,
        lon: site.lon,
        lat: site.lat,
        severity: wangge_domain::case::CaseSeverity::Ordinary,
        rebound: None,
    };
    let by = office();
    Case::report(report, Step { by: &by, at: at(minutes), now: at(minutes) }).unwrap().0
}

pub fn an_event(kind: &str, subject: Uuid, n: i64) -> NewEvent {
    NewEvent {
        id: id(),
        subject_kind: kind.to_owned(),
        subject_id: subject,
        at: at(n),
        actor_id: None,
        actor_name: "系统".to_owned(),
        kind: format!("{kind}_changed"),
        payload: serde_json::json!({ "z": n, "a": { "文": "字", "k": [1, 2] } }),
    }
}

/// Two streets with a community each, a unit for each street, a site in each community, one open round.
pub struct District {
    pub units: Vec<Unit>,
    pub nodes: Vec<Node>,
    pub sites: Vec<Site>,
    pub inspector: Person,
    pub edition: EditionRow,
    pub round: Round,
}

impl District {
    /// The street of a number, 0 or 1.
    pub fn street(&self, n: usize) -> &Node {
        &self.nodes[1 + 2 * n]
    }

    pub async fn found(store: &Store) -> Self {
        let units = vec![a_unit("U1"), a_unit("U2")];
        let root = a_node("130107", 1, None);
        let mut nodes = vec![root];
        for (n, unit) in units.iter().enumerate() {
            // The codes are prefixes of one another on purpose: a subtree must not take its neighbour along.
            let mut street = a_node(["13010700", "130107001"][n], 2, Some(&nodes[0]));
            street.unit_id = Some(unit.id);
            let community = a_node(&format!("C{n}"), 3, Some(&street));
            nodes.extend([street, community]);
        }
        let sites = vec![a_site("S1", &nodes[2], Some(units[0].id)), a_site("S2", &nodes[4], Some(units[1].id))];
        let inspector = a_person("P1");
        let edition = EditionRow {
            id: id(),
            standard_code: "sample".to_owned(),
            version: "2026".to_owned(),
            state: EditionState::Draft,
            document: "{\"b\": 1,  \"a\": 2}".to_owned(),
            sha256: "00".repeat(32),
            created_at: at(0),
            published_at: None,
        };
        let round = Round {
            id: id(),
            kind: RoundKind::Mock,
            number: 1,
            name: Wording::new("第一次模拟测评", "First mock assessment"),
            edition_id: edition.id,
            opens_on: day("2026-11-16"),
            closes_on: day("2026-11-20"),
            state: RoundState::Open,
            closed_at: None,
            settings: wangge_domain::round::RoundSettings::default(),
            module_values: BTreeMap::from([("materials".to_owned(), "58.50".parse().unwrap())]),
            version: 1,
        };
        let district = Self { units, nodes, sites, inspector, edition, round };
        district.store(store).await.unwrap();
        district
    }

    async fn store(&self, store: &Store) -> Result<()> {
        let (units, nodes, sites) = (self.units.clone(), self.nodes.clone(), self.sites.clone());
        let (person, edition, round) = (self.inspector.clone(), self.edition.clone(), self.round.clone());
        store
            .write(move |tx| {
                Box::pin(async move {
                    unit::insert_many(tx, &units).await?;
                    node::insert_many(tx, &nodes).await?;
                    site::insert_many(tx, &sites).await?;
                    person::insert(tx, &person).await?;
                    edition::insert(tx, &edition).await?;
                    round::insert(tx, &round).await?;
                    let drawn: Vec<_> = sites.iter().map(|site| site.id).collect();
                    let assigned =
                        round::RoundInspector { round_id: round.id, site_id: sites[0].id, person_id: person.id };
                    round::replace_sites(tx, round.id, &drawn, &[assigned]).await?;
                    Ok::<_, StorageError>(())
                })
            })
            .await
    }
}

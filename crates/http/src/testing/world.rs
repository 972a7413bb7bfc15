//! A small district: two streets with a community each, the units and people that answer for them, three
//! sites, and a published edition to judge them by.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use wangge_domain::grid::{Duty, Level, Node, NodeKind, NodePerson, NodeRole};
use wangge_domain::ids::{EditionId, NodeId, PersonId, SiteId, UnitId};
use wangge_domain::person::Person;
use wangge_domain::site::Site;
use wangge_domain::standard::Edition;
use wangge_domain::text::Wording;
use wangge_domain::unit::{Unit, UnitClass, UnitHead};
use wangge_storage::edition::{EditionRow, EditionState, StandardRow};
use wangge_storage::node::NodeBoundary;
use wangge_storage::{edition, node, person, site, unit};

use super::Desk;

/// The edition every world is judged by.
const EDITION: &str = include_str!("../../../../standards/sample-monthly.toml");

/// The identities of what stands in the district.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) district: NodeId,
    pub(crate) west_street: NodeId,
    pub(crate) east_street: NodeId,
    pub(crate) west_community: NodeId,
    pub(crate) east_community: NodeId,
    pub(crate) west_office: UnitId,
    pub(crate) east_office: UnitId,
    pub(crate) urban_management: UnitId,
    pub(crate) inspector: PersonId,
    pub(crate) edition: EditionId,
    /// A road in the west.
    pub(crate) road: SiteId,
    /// An estate in the west.
    pub(crate) estate: SiteId,
    /// A market in the east.
    pub(crate) market: SiteId,
}

impl World {
    fn new(desk: &Desk) -> Self {
        let app = &desk.app;
        Self {
            district: app.new_id(),
            west_street: app.new_id(),
            east_street: app.new_id(),
            west_community: app.new_id(),
            east_community: app.new_id(),
            west_office: app.new_id(),
            east_office: app.new_id(),
            urban_management: app.new_id(),
            inspector: app.new_id(),
            edition: app.new_id(),
            road: app.new_id(),
            estate: app.new_id(),
            market: app.new_id(),
        }
    }

    fn nodes(&self) -> Vec<Node> {
        let row = |id, code: &str, level, name: (&str, &str), parent_id, path: &str, unit_id| Node {
            id,
            code: code.to_owned(),
            level: Level(level),
            kind: NodeKind::Territory,
            name: Wording::new(name.0, name.1),
            parent_id,
            path: path.to_owned(),
            unit_id,
            area_m2: None,
            label_lon: None,
            label_lat: None,
            active: true,
            version: 1,
        };
        let (west, east) = (Some(self.west_street), Some(self.east_street));
        vec![
            row(self.district, "9999", 1, ("云岭区", "Yunling"), None, "/9999/", None),
            row(
                self.west_street,
                "999901",
                2,
                ("西山街道", "Xishan Street"),
                Some(self.district),
                "/9999/999901/",
                Some(self.west_office),
            ),
            row(
                self.east_street,
                "999902",
                2,
                ("东河街道", "Donghe Street"),
                Some(self.district),
                "/9999/999902/",
                Some(self.east_office),
            ),
            row(self.west_community, "99990101", 3, ("石桥社区", "Shiqiao"), west, "/9999/999901/99990101/", None),
            row(self.east_community, "99990201", 3, ("柳岸社区", "Liu'an"), east, "/9999/999902/99990201/", None),
        ]
    }

    /// The district is a rectangle, its streets the halves of it.
    fn boundaries(&self) -> Vec<NodeBoundary> {
        let boundary = |node_id, west: f64, east: f64| {
            let ring = [[west, 37.8], [east, 37.8], [east, 38.0], [west, 38.0], [west, 37.8]];
            let geojson = serde_json::json!({ "type": "MultiPolygon", "coordinates": [[ring]] }).to_string();
            NodeBoundary { node_id, geojson, source_datum: "wgs84".to_owned(), sha256: format!("{west}-{east}") }
        };
        vec![
            boundary(self.district, 114.0, 114.2),
            boundary(self.west_street, 114.0, 114.1),
            boundary(self.east_street, 114.1, 114.2),
            boundary(self.west_community, 114.0, 114.1),
            boundary(self.east_community, 114.1, 114.2),
        ]
    }

    fn units(&self) -> Vec<Unit> {
        let row = |id, code: &str, name: (&str, &str), class, group: &str, node_id| Unit {
            id,
            code: code.to_owned(),
            name: Wording::new(name.0, name.1),
            class,
            peer_group: Some(group.to_owned()),
            parent_id: None,
            node_id,
            active: true,
            version: 1,
        };
        let (street, department) = (UnitClass::Street, UnitClass::Department);
        vec![
            row(
                self.west_office,
                "xishan",
                ("西山街道办事处", "Xishan Street Office"),
                street,
                "streets",
                Some(self.west_street),
            ),
            row(
                self.east_office,
                "donghe",
                ("东河街道办事处", "Donghe Street Office"),
                street,
                "streets",
                Some(self.east_street),
            ),
            row(
                self.urban_management,
                "urban-management",
                ("区城管局", "Urban Management"),
                department,
                "departments",
                None,
            ),
        ]
    }

    fn sites(&self) -> Vec<Site> {
        let row =
            |id, code: &str, name: (&str, &str), kind: &str, lon, node: (NodeId, &str), unit_id, demonstration| Site {
                id,
                code: code.to_owned(),
                name: Wording::new(name.0, name.1),
                type_code: kind.to_owned(),
                lon: Some(lon),
                lat: Some(37.9),
                datum: Some("wgs84".to_owned()),
                address: Some("人民路".to_owned()),
                node_id: Some(node.0),
                node_path: node.1.to_owned(),
                unit_id: Some(unit_id),
                supporting_unit_id: None,
                demonstration,
                attributes: BTreeMap::new(),
                practice: None,
                active: true,
                version: 1,
            };
        let west = (self.west_community, "/9999/999901/99990101/");
        let east = (self.east_community, "/9999/999902/99990201/");
        vec![
            row(self.road, "R-1", ("人民路西段", "Renmin Road West"), "road", 114.05, west, self.west_office, false),
            row(self.estate, "E-1", ("石桥小区", "Shiqiao Estate"), "estate", 114.06, west, self.west_office, false),
            row(self.market, "M-1", ("柳岸市场", "Liu'an Market"), "market", 114.15, east, self.east_office, true),
        ]
    }
}

fn person(desk: &Desk, id: Option<PersonId>, code: &str, name: &str, unit_id: Option<UnitId>) -> Person {
    Person {
        id: id.unwrap_or_else(|| desk.app.new_id()),
        code: code.to_owned(),
        name: name.to_owned(),
        unit_id,
        title: None,
        phone: Some("199-0000-0000".to_owned()),
        active: true,
        version: 1,
    }
}

impl Desk {
    /// A server over the small district.
    pub(crate) async fn with_world(store: wangge_storage::Store) -> (Self, World) {
        let desk = Self::open(store).await;
        let world = World::new(&desk);
        desk.settle(&world).await;
        (desk, world)
    }

    /// A second market beside the first, no demonstration site.
    pub(crate) async fn second_market(&self, world: &World, code: &str) {
        let market = site::get(&self.app.store.read(), world.market).await.unwrap().unwrap();
        let other = Site { id: self.app.new_id(), code: code.to_owned(), demonstration: false, ..market };
        let write = self.app.store.write(move |tx| Box::pin(async move { site::insert(tx, &other).await }));
        write.await.unwrap();
    }

    async fn settle(&self, world: &World) {
        let since = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let (nodes, boundaries) = (world.nodes(), world.boundaries());
        let (units, sites) = (world.units(), world.sites());
        let heads: Vec<Person> = units
            .iter()
            .map(|unit| {
                person(self, None, &format!("head-{}", unit.code), &format!("{}负责人", unit.name.zh), Some(unit.id))
            })
            .collect();
        let terms: Vec<UnitHead> = units
            .iter()
            .zip(&heads)
            .map(|(unit, head)| UnitHead { unit_id: unit.id, person_id: head.id, since, until: None })
            .collect();
        let leader = NodePerson {
            node_id: world.west_street,
            person_id: heads[0].id,
            role: NodeRole::Leader,
            since,
            until: None,
        };
        let duty = Duty {
            id: self.app.new_id(),
            node_id: world.west_street,
            position: 1,
            text: Wording::new("每日巡查一次", "Patrol once a day"),
        };
        let mut people = heads;
        people.push(person(self, Some(world.inspector), "lin", "林一舟", None));
        let (standard, edition_row) = self.edition(world);
        let world = world.clone();
        self.app
            .store
            .write(move |tx| {
                Box::pin(async move {
                    // Units and nodes refer to each other: units first stand without their territory.
                    let bare: Vec<Unit> = units.iter().cloned().map(|unit| Unit { node_id: None, ..unit }).collect();
                    unit::insert_many(tx, &bare).await?;
                    node::insert_many(tx, &nodes).await?;
                    for row in &units {
                        unit::update(tx, row).await?;
                    }
                    node::put_boundaries(tx, &boundaries).await?;
                    person::insert_many(tx, &people).await?;
                    unit::put_heads(tx, &terms).await?;
                    node::put_people(tx, &[leader]).await?;
                    node::replace_duties(tx, world.west_street, &[duty]).await?;
                    site::insert_many(tx, &sites).await?;
                    edition::put_standard(tx, &standard).await?;
                    edition::insert(tx, &edition_row).await
                })
            })
            .await
            .unwrap();
    }

    fn edition(&self, world: &World) -> (StandardRow, EditionRow) {
        let edition: Edition = toml::from_str(EDITION).unwrap();
        let standard = StandardRow {
            code: edition.standard.code.clone(),
            name_zh: edition.standard.name.zh.clone(),
            name_en: edition.standard.name.en.clone(),
        };
        let row = EditionRow {
            id: world.edition,
            standard_code: edition.standard.code.clone(),
            version: edition.edition.version.clone(),
            state: EditionState::Published,
            document: serde_json::to_string(&edition).unwrap(),
            sha256: "sample".to_owned(),
            created_at: self.app.now(),
            published_at: Some(self.app.now()),
        };
        (standard, row)
    }
}

//! A small district whose figures can be reckoned by hand.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate};
use rust_decimal::Decimal;
use uuid::Uuid;
use wangge_app::App;
use wangge_app::campaign::{self, BeginCampaign};
use wangge_app::context::{SeededEntropy, SetClock};
use wangge_domain::assessment::{Outcome, Reading, judge};
use wangge_domain::calendar::Calendar;
use wangge_domain::case::{Case, CaseState, FinderLevel, Source};
use wangge_domain::deadline::{Clock, Limit, WorkingSchedule, reckon};
use wangge_domain::grid::{Duty, Level, Node, NodeKind, NodePerson, NodeRole};
use wangge_domain::ids::{
    CaseId, DutyId, EditionId, LostPointId, NodeId, ObservationId, PersonId, RoundId, SiteId, UnitId, VisitId,
};
use wangge_domain::permission::{Actor, Grant, Role};
use wangge_domain::person::Person;
use wangge_domain::round::{Round, RoundKind, RoundState, Visit, VisitState};
use wangge_domain::routing::RoutingRule;
use wangge_domain::site::Site;
use wangge_domain::standard::{Edition, EditionIndex};
use wangge_domain::text::Wording;
use wangge_domain::time::{DEFAULT_ZONE, Timestamp};
use wangge_domain::unit::{Unit, UnitClass, UnitHead};
use wangge_storage::edition::{EditionRow, EditionState, StandardRow};
use wangge_storage::node::NodeBoundary;
use wangge_storage::visit::{LostPointRow, ObservationRow};
use wangge_storage::{StorageError, Store, case, edition, node, person, round, site, unit, visit};

pub const EDITION: &str = r#"{
  "standard": { "code": "s", "name": { "zh": "标准", "en": "Standard" } },
  "edition": { "version": "1", "full_mark": "100", "sample": true },
  "site_type": [
    { "code": "street", "name": { "zh": "街道", "en": "Street" }, "weight": "6" },
    { "code": "market", "name": { "zh": "市场", "en": "Market" }, "weight": "4" }
  ],
  "item": [
    { "code": "R1", "types": ["street", "market"], "name": { "zh": "整洁", "en": "Clean" }, "points": "2",
      "judging": { "kind": "pass_fail" } },
    { "code": "R2", "types": ["street"], "name": { "zh": "停车", "en": "Parking" }, "points": "4",
      "judging": { "kind": "count_deduct", "each": "0.5", "floor": "0" } },
    { "code": "M1", "types": ["market"], "name": { "zh": "公平秤", "en": "Scales" }, "points": "1",
      "judging": { "kind": "pass_fail" }, "department": "D1" }
  ]
}"#;

pub fn id<T: From<Uuid>>(number: u128) -> T {
    T::from(Uuid::from_u128(number))
}

pub fn at(text: &str) -> Timestamp {
    DateTime::parse_from_rfc3339(&format!("{text}:00+08:00")).unwrap().to_utc()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub struct World {
    pub app: App,
    pub clock: Arc<SetClock>,
}

pub const DISTRICT: u128 = 1;
pub const WEST: u128 = 2;
pub const EAST: u128 = 3;
pub const UNIT_WEST: u128 = 11;
pub const UNIT_EAST: u128 = 12;
pub const SITE_A: u128 = 21;
pub const SITE_B: u128 = 22;
pub const SITE_M: u128 = 23;
pub const ROUND: u128 = 31;
pub const INSPECTOR: u128 = 43;

pub fn actor(role: Role, node: Option<u128>, unit: Option<u128>) -> Actor {
    let person = (role == Role::Inspector).then(|| id(INSPECTOR));
    Actor {
        user_id: Some(id(91)),
        person_id: person,
        name: "某人".to_owned(),
        grants: vec![Grant::new(role, node.map(id::<NodeId>), unit.map(id::<UnitId>))],
    }
}

fn named(zh: &str, en: &str) -> Wording {
    Wording::new(zh, en)
}

fn node_row(number: u128, code: &str, level: i8, parent: Option<u128>, path: &str, unit: Option<u128>) -> Node {
    Node {
        id: id(number),
        code: code.to_owned(),
        level: Level(level),
        kind: NodeKind::Territory,
        name: named(&format!("{code}区域"), code),
        parent_id: parent.map(id),
        path: path.to_owned(),
        unit_id: unit.map(id),
        area_m2: None,
        label_lon: None,
        label_lat: None,
        active: true,
        version: 1,
    }
}

fn boundary(number: u128, west: f64, east: f64) -> NodeBoundary {
    let (south, north) = (30.0, 30.1);
    NodeBoundary {
        node_id: id(number),
        geojson: serde_json::json!({ "type": "MultiPolygon", "coordinates":
            [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]] })
        .to_string(),
        source_datum: "wgs84".to_owned(),
        sha256: format!("{number}"),
    }
}

fn unit_row(number: u128, code: &str, class: UnitClass, group: Option<&str>) -> Unit {
    Unit {
        id: id(number),
        code: code.to_owned(),
        name: named(&format!("{code}单位"), code),
        class,
        peer_group: group.map(str::to_owned),
        parent_id: None,
        node_id: None,
        active: true,
        version: 1,
    }
}

fn site_row(number: u128, code: &str, kind: &str, path: &str, node: u128, unit: u128, lon: f64) -> Site {
    Site {
        id: id(number),
        code: code.to_owned(),
        name: named(&format!("点位{code}"), &format!("Site {code}")),
        type_code: kind.to_owned(),
        lon: Some(lon),
        lat: Some(30.05),
        datum: None,
        address: None,
        node_id: Some(id(node)),
        node_path: path.to_owned(),
        unit_id: Some(id(unit)),
        supporting_unit_id: None,
        demonstration: false,
        attributes: BTreeMap::<String, Decimal>::new(),
        practice: None,
        active: true,
        version: 1,
    }
}

fn round_row(number: u128, nth: u32, state: RoundState, opens: &str, ends: &str, closed: Option<&str>) -> Round {
    Round {
        id: id(number),
        kind: RoundKind::Mock,
        number: nth,
        name: named(&format!("第{nth}轮"), &format!("Round {nth}")),
        edition_id: id(81),
        opens_on: day(opens),
        closes_on: day(ends),
        state,
        closed_at: closed.map(at),
        settings: wangge_domain::round::RoundSettings::default(),
        module_values: BTreeMap::new(),
        version: 1,
    }
}

fn person_row(number: u128, code: &str) -> Person {
    Person {
        id: id(number),
        code: code.to_owned(),
        name: format!("{code}同志"),
        unit_id: None,
        title: None,
        phone: None,
        active: true,
        version: 1,
    }
}

/// A visit with its observations and, for what was lost, lost points.
pub struct Visited {
    pub visit: Visit,
    pub observations: Vec<ObservationRow>,
    pub lost: Vec<LostPointRow>,
}

pub struct Seen<'a> {
    pub number: u128,
    pub round: u128,
    pub site: u128,
    pub kind: &'a str,
    pub unit: u128,
    pub at: &'a str,
    pub found: &'a [(&'a str, Reading, Option<u128>)],
}

pub fn visited(index: &EditionIndex, seen: &Seen<'_>) -> Visited {
    let visit = Visit {
        id: id(seen.number),
        round_id: id(seen.round),
        site_id: id(seen.site),
        state: VisitState::Submitted,
        started_at: at(seen.at),
        submitted_at: at(seen.at),
        received_at: at(seen.at),
        lon: None,
        lat: None,
        accuracy_m: None,
        altitude_m: None,
        datum: None,
        inspector_ids: vec![id(INSPECTOR)],
        body_sha256: String::new(),
        remark: None,
        door_reason: None,
        void_reason: None,
        voided_by: None,
        voided_at: None,
        replaces_id: None,
    };
    let (mut observations, mut lost) = (Vec::new(), Vec::new());
    for (place, (item, reading, case)) in (1..).zip(seen.found) {
        let outcome = Outcome::Read { reading: reading.clone(), passed: None };
        let judged = judge(index, seen.kind, item, &outcome).unwrap();
        let observation_id: ObservationId = id(seen.number * 100 + place);
        if !judged.lost.is_zero() {
            lost.push(LostPointRow {
                id: id::<LostPointId>(seen.number * 100 + place),
                observation_id,
                visit_id: id(seen.number),
                round_id: id(seen.round),
                site_id: id(seen.site),
                node_id: None,
                type_code: seen.kind.to_owned(),
                item_code: (*item).to_owned(),
                lost: judged.lost.clone(),
                unit_id: Some(id(seen.unit)),
                case_id: case.map(id),
                created_at: at(seen.at),
            });
        }
        observations.push(ObservationRow {
            id: observation_id,
            visit_id: id::<VisitId>(seen.number),
            item_code: (*item).to_owned(),
            outcome,
            remark: String::new(),
            lost: Some(judged.lost),
            full: Some(judged.full),
        });
    }
    Visited { visit, observations, lost }
}

pub fn case_row(number: u128, site: u128, path: &str, node: u128, item: &str, unit: u128) -> Case {
    let filed = at("2026-11-16T09:00");
    let limit = Limit { amount: 2, clock: Clock::CalendarDays };
    let deadline = reckon(filed, limit, &Calendar::default(), &WorkingSchedule::default(), DEFAULT_ZONE);
    Case {
        id: id(number),
        number: Some(format!("2026-{number:05}")),
        state: CaseState::InHand,
        source: Source::MockAssessment,
        finder_level: FinderLevel::District,
        round_id: Some(id(ROUND)),
        site_id: Some(id(site)),
        node_id: Some(id(node)),
        node_path: path.to_owned(),
        item_code: Some(item.to_owned()),
        edition_id: Some(id(81)),
        type_code: Some("street".to_owned()),
        description: format!("问题{number}"),
        quantity: 1,
        lon: None,
        lat: None,
        unit_id: Some(id(unit)),
        routed_by: Some(RoutingRule::SiteUnit),
        reported_at: filed,
        filed_at: Some(filed),
        dispatched_at: Some(filed),
        accepted_at: Some(filed),
        rectified_at: None,
        closed_at: None,
        limit: Some(limit),
        deadline: Some(deadline),
        paused_ms: 0,
        reminder_count: 0,
        reminded_at: None,
        supervision_count: 0,
        supervised_at: None,
        raised_at: None,
        extension_count: 0,
        merged_into: None,
        pending: None,
        hold: None,
        suspension_count: 0,
        appealed: false,
        exempt: false,
        rework_count: 0,
        rebound_of: None,
        severity: wangge_domain::case::CaseSeverity::Ordinary,
        fixed_on_spot: false,
        dispatched_by: None,
        rectified_by: None,
        checked_by: None,
        reason: None,
        moved_at: filed,
        version: 1,
    }
}

/// The district, with one closed round, two cases, and the clock on Thursday of week 47.
pub async fn world(store: Store) -> World {
    let clock = Arc::new(SetClock::at(at("2026-11-19T09:00")));
    let app = App::with(store, clock.clone(), Arc::new(SeededEntropy::new(1)));
    let begin = BeginCampaign {
        code: "t".to_owned(),
        name: named("某区创建", "A campaign"),
        acceptance_on: Some(day("2026-12-20")),
        demonstration: true,
    };
    campaign::begin(&app, &Actor::system("test"), begin).await.unwrap();
    app.store
        .write(|tx| {
            Box::pin(async move {
                register(tx).await?;
                facts(tx).await
            })
        })
        .await
        .unwrap();
    World { app, clock }
}

async fn register(tx: &wangge_storage::Tx) -> Result<(), StorageError> {
    let units = [
        unit_row(UNIT_WEST, "U1", UnitClass::Street, Some("街道组")),
        unit_row(UNIT_EAST, "U2", UnitClass::Street, Some("街道组")),
        unit_row(13, "D1", UnitClass::Department, None),
    ];
    unit::insert_many(tx, &units).await?;
    person::insert_many(tx, &[person_row(41, "P1"), person_row(42, "P2"), person_row(INSPECTOR, "P3")]).await?;
    let head =
        |unit, person| UnitHead { unit_id: id(unit), person_id: id(person), since: day("2026-01-01"), until: None };
    unit::put_heads(tx, &[head(UNIT_WEST, 41), head(UNIT_EAST, 42)]).await?;
    let nodes = [
        node_row(DISTRICT, "1", 1, None, "/1/", None),
        node_row(WEST, "11", 2, Some(DISTRICT), "/1/11/", Some(UNIT_WEST)),
        node_row(EAST, "12", 2, Some(DISTRICT), "/1/12/", Some(UNIT_EAST)),
    ];
    node::insert_many(tx, &nodes).await?;
    let boundaries = [boundary(DISTRICT, 120.0, 120.2), boundary(WEST, 120.0, 120.1), boundary(EAST, 120.1, 120.2)];
    node::put_boundaries(tx, &boundaries).await?;
    let leader = NodePerson {
        node_id: id(WEST),
        person_id: id::<PersonId>(41),
        role: NodeRole::Leader,
        since: day("2026-01-01"),
        until: None,
    };
    node::put_people(tx, &[leader]).await?;
    let duty = Duty { id: id::<DutyId>(51), node_id: id(WEST), position: 1, text: named("巡查", "Patrol") };
    node::replace_duties(tx, id(WEST), &[duty]).await?;
    let sites = [
        site_row(SITE_A, "A", "street", "/1/11/", WEST, UNIT_WEST, 120.05),
        site_row(SITE_B, "B", "street", "/1/12/", EAST, UNIT_EAST, 120.15),
        site_row(SITE_M, "M", "market", "/1/11/", WEST, UNIT_WEST, 120.06),
    ];
    site::insert_many(tx, &sites).await?;
    edition::put_standard(tx, &StandardRow { code: "s".into(), name_zh: "标准".into(), name_en: "Standard".into() })
        .await?;
    let row = EditionRow {
        id: id::<EditionId>(81),
        standard_code: "s".to_owned(),
        version: "1".to_owned(),
        state: EditionState::Published,
        document: EDITION.to_owned(),
        sha256: "x".to_owned(),
        created_at: at("2026-10-01T09:00"),
        published_at: Some(at("2026-10-01T09:00")),
    };
    edition::insert(tx, &row).await
}

pub fn index() -> EditionIndex {
    EditionIndex::new(serde_json::from_str::<Edition>(EDITION).unwrap()).unwrap()
}

fn dispatch_row(number: u128, case: &Case) -> case::DispatchRow {
    case::DispatchRow {
        id: id(number),
        case_id: case.id,
        unit_id: case.unit_id.unwrap(),
        role: case::DispatchRole::Main,
        rule: RoutingRule::SiteUnit,
        by_user: None,
        at: case.dispatched_at.unwrap(),
        accepted_at: case.accepted_at,
        returned_at: None,
        ended_at: case.closed_at,
    }
}

async fn facts(tx: &wangge_storage::Tx) -> Result<(), StorageError> {
    let closed = round_row(ROUND, 1, RoundState::Closed, "2026-11-16", "2026-11-17", Some("2026-11-17T18:00"));
    round::insert(tx, &closed).await?;
    round::insert(tx, &round_row(32, 2, RoundState::Planned, "2026-11-23", "2026-11-24", None)).await?;
    let sites: Vec<SiteId> = [SITE_A, SITE_B, SITE_M].map(id).to_vec();
    round::replace_sites(tx, id::<RoundId>(ROUND), &sites, &[]).await?;
    let mut fixed = case_row(61, SITE_A, "/1/11/", WEST, "R2", UNIT_WEST);
    fixed.state = CaseState::Closed;
    fixed.rectified_at = Some(at("2026-11-17T09:00"));
    fixed.closed_at = Some(at("2026-11-17T10:00"));
    let cases = [fixed, case_row(62, SITE_B, "/1/12/", EAST, "R1", UNIT_EAST)];
    case::insert_many(tx, &cases).await?;
    let dispatches: Vec<_> = cases.iter().zip([63, 64]).map(|(case, number)| dispatch_row(number, case)).collect();
    case::insert_dispatches(tx, &dispatches).await?;
    let rectified = case::RectificationRow {
        id: id(71),
        case_id: id::<CaseId>(61),
        unit_id: id(UNIT_WEST),
        by_user: None,
        by_person: None,
        at: at("2026-11-17T09:00"),
        measures: "清理".to_owned(),
        long_term_measures: None,
        evidence: Vec::new(),
        round_no: 1,
    };
    case::insert_rectification(tx, &rectified).await?;
    let index = index();
    let seen = [
        Seen {
            number: 1,
            round: ROUND,
            site: SITE_A,
            kind: "street",
            unit: UNIT_WEST,
            at: "2026-11-16T08:00",
            found: &[("R1", Reading::Passed(true), None), ("R2", Reading::Count(2), Some(61))],
        },
        Seen {
            number: 2,
            round: ROUND,
            site: SITE_B,
            kind: "street",
            unit: UNIT_EAST,
            at: "2026-11-16T08:10",
            found: &[("R1", Reading::Passed(false), Some(62)), ("R2", Reading::Count(0), None)],
        },
        Seen {
            number: 3,
            round: ROUND,
            site: SITE_M,
            kind: "market",
            unit: UNIT_WEST,
            at: "2026-11-16T08:20",
            found: &[("R1", Reading::Passed(true), None), ("M1", Reading::Passed(true), None)],
        },
    ];
    for seen in &seen {
        let Visited { visit, observations, lost } = visited(&index, seen);
        visit::insert(tx, &visit, &observations, &lost).await?;
    }
    Ok(())
}

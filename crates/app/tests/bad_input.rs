//! Every kind of bad input the office can be expected to send: each is refused with a sentence that says where
//! and what to do, in both languages, and the database is as it was.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

use std::sync::Arc;

use serde_json::{Value, json};
use wangge_app::campaign::{self, BeginCampaign};
use wangge_app::context::{SeededEntropy, SetClock};
use wangge_app::view::{
    ImportFault, ImportKind, ImportQuery, ImportReport, PlanRound, PublishBulletin, Severity, SubmitVisit,
};
use wangge_app::{App, AppError, edition, import, round, visit};
use wangge_domain::ids::{EditionId, RoundId};
use wangge_domain::permission::Actor;
use wangge_domain::text::{Lang, Message, Wording, render};
use wangge_domain::time::{Period, Timestamp};
use wangge_storage::reach::Reach;
use wangge_testkit::{Store, both_databases};

const NOW: &str = "2026-11-16T02:00:00Z";
const ROUND: &str = "01930000-0000-7000-8000-000000000001";

const GRID: &str = "\
code,level,name,parent_code
D1,1,试验区,
S1,2,东街街道,D1
C1,3,东社区,S1
";

const UNITS: &str = "\
code,name,class,peer_group,node
U1,东街街道办事处,街道,街道组,S1
U2,城管局,部门,部门组,
";

const PEOPLE: &str = "\
code,name,unit
P1,督查甲,
P2,督查乙,
";

const SITES: &str = "\
code,name,type,lon,lat,unit
A1,东大街,road,114.05,38.1,U1
A2,西大街,road,114.06,38.1,U1
";

const STANDARD: &str = r#"
[standard]
code = "trial"
name = { zh = "试验体系", en = "Trial standard" }

[edition]
version = "1"
full_mark = "100"

[[module]]
code = "field"
name = { zh = "实地", en = "On-site" }
weight = "100"
source = "observations"

[[site_type]]
code = "road"
name = { zh = "道路", en = "Road" }

[[item]]
code = "R1"
types = ["road"]
name = { zh = "路面整洁", en = "Clean carriageway" }
points = "2"
judging = { kind = "max_deduct", max = "2", step = "0.5" }
department = "U2"
limit = "4小时"

[[item]]
code = "R2"
types = ["road"]
name = { zh = "乱停车", en = "Parking" }
points = "5"
judging = { kind = "count_deduct", each = "1", floor = "0" }
"#;

fn square(code: &str, west: f64, south: f64, east: f64, north: f64) -> Value {
    let ring = json!([[west, south], [east, south], [east, north], [west, north], [west, south]]);
    feature(code, &json!([ring]))
}

fn feature(code: &str, rings: &Value) -> Value {
    json!({
        "type": "Feature",
        "properties": { "code": code },
        "geometry": { "type": "Polygon", "coordinates": rings },
    })
}

fn layer(features: &[Value]) -> String {
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

/// A small district with one open round on the first of its two sites.
struct World {
    app: App,
    office: Actor,
}

impl World {
    async fn make(store: Store) -> Self {
        let now: Timestamp = NOW.parse().unwrap();
        let app = App::with(store, Arc::new(SetClock::at(now)), Arc::new(SeededEntropy::new(7)));
        let world = Self { app, office: Actor::system("试验") };
        let begin = BeginCampaign {
            code: "trial".into(),
            name: Wording::new("试验", "Trial"),
            acceptance_on: None,
            demonstration: true,
        };
        campaign::begin(&world.app, &world.office, begin).await.unwrap();
        let boundaries = layer(&[
            square("D1", 114.0, 38.0, 114.2, 38.2),
            square("S1", 114.0, 38.0, 114.2, 38.2),
            square("C1", 114.0, 38.0, 114.2, 38.2),
        ]);
        for (kind, name, text) in [
            (ImportKind::Grid, "grid.csv", GRID),
            (ImportKind::Grid, "boundaries.geojson", &boundaries),
            (ImportKind::Units, "units.csv", UNITS),
            (ImportKind::People, "people.csv", PEOPLE),
            (ImportKind::Standard, "standard.toml", STANDARD),
        ] {
            world.imported(kind, name, text).await;
        }
        let edition = world.edition().await;
        edition::publish(&world.app, &world.office, Lang::En, edition).await.unwrap();
        world.imported(ImportKind::Sites, "sites.csv", SITES).await;
        world.open_round(edition).await;
        world
    }

    async fn imported(&self, kind: ImportKind, name: &str, text: &str) {
        let report = self.import(kind, name, text.as_bytes(), Lang::En).await;
        assert!(report.applied, "{name}: {:?}", report.faults);
    }

    async fn import(&self, kind: ImportKind, name: &str, bytes: &[u8], lang: Lang) -> ImportReport {
        let query = ImportQuery { filename: name.to_owned(), ..ImportQuery::default() };
        import::apply(&self.app, &self.office, lang, kind, query, bytes).await.unwrap()
    }

    async fn edition(&self) -> EditionId {
        wangge_storage::edition::list(&self.app.store.read()).await.unwrap()[0].id
    }

    async fn site(&self, code: &str) -> String {
        let site = wangge_storage::site::by_code(&self.app.store.read(), code).await.unwrap();
        site.unwrap().id.to_string()
    }

    async fn open_round(&self, edition: EditionId) {
        let inspector = self.inspector("P1").await;
        let site = self.site("A1").await;
        let plan: PlanRound = serde_json::from_value(json!({
            "id": ROUND,
            "kind": "mock",
            "number": 1,
            "name": { "zh": "第一次模拟测评", "en": "First mock assessment" },
            "edition_id": edition,
            "opens_on": "2026-11-16",
            "closes_on": "2026-11-20",
            "site_ids": [site],
            "assignments": [{ "site_id": site, "person_ids": [inspector] }],
        }))
        .unwrap();
        let planned = round::plan(&self.app, &self.office, Lang::En, plan).await.unwrap();
        round::open(&self.app, &self.office, Lang::En, round_id(), planned.round.version).await.unwrap();
    }

    async fn inspector(&self, code: &str) -> String {
        let person = wangge_storage::person::by_code(&self.app.store.read(), code).await.unwrap();
        person.unwrap().id.to_string()
    }

    /// A visit to the first site as its inspector submits it, with one thing changed.
    async fn visit(&self, change: impl FnOnce(&mut Value)) -> SubmitVisit {
        let mut body = json!({
            "id": "01930000-0000-7000-8000-0000000000aa",
            "site_id": self.site("A1").await,
            "started_at": "2026-11-16T01:00:00Z",
            "submitted_at": "2026-11-16T01:30:00Z",
            "inspector_ids": [self.inspector("P1").await],
            "observations": [{ "item": "R1", "deduction": "0.5" }, { "item": "R2", "count": 0 }],
        });
        change(&mut body);
        serde_json::from_value(body).unwrap()
    }

    async fn submit(&self, visit: SubmitVisit) -> Result<bool, AppError> {
        visit::submit(&self.app, &self.office, round_id(), visit).await.map(|(_, new)| new)
    }

    /// All that is stored, as far as an import or a submission could change it.
    async fn contents(&self) -> String {
        let db = &self.app.store.read();
        let all = Reach::everything();
        let ever = Period { from: Timestamp::UNIX_EPOCH, until: "2100-01-01T00:00:00Z".parse().unwrap() };
        let lost = wangge_storage::visit::LostPointFilter::default();
        let any = wangge_storage::case::CaseFilter::default();
        let cases = wangge_storage::case::count_by_state(db, &all, &any).await.unwrap();
        [
            format!("{:?}", wangge_storage::event::count(db, ever).await.unwrap()),
            format!("{:?}", wangge_storage::node::all(db).await.unwrap()),
            format!("{:?}", wangge_storage::node::boundary_digests(db).await.unwrap()),
            format!("{:?}", wangge_storage::node::people(db).await.unwrap()),
            format!("{:?}", wangge_storage::node::duties(db).await.unwrap()),
            format!("{:?}", wangge_storage::unit::all(db).await.unwrap()),
            format!("{:?}", wangge_storage::unit::heads(db).await.unwrap()),
            format!("{:?}", wangge_storage::person::all(db).await.unwrap()),
            format!("{:?}", wangge_storage::site::all(db).await.unwrap()),
            format!("{:?}", wangge_storage::edition::list(db).await.unwrap()),
            format!("{:?}", wangge_storage::calendar::days(db).await.unwrap()),
            format!("{:?}", wangge_storage::scheme_edition::all(db).await.unwrap()),
            format!("{:?}", wangge_storage::round::list(db).await.unwrap()),
            format!("{:?}", wangge_storage::visit::of_round(db, &all, round_id()).await.unwrap()),
            format!("{:?}", wangge_storage::visit::lost_points(db, &all, &lost).await.unwrap()),
            format!("{cases:?}"),
        ]
        .join("\n")
    }

    /// Asserts that a file is refused for a fault whose sentence names these words in both languages, and that
    /// nothing is stored; answers the faults in English.
    async fn refuses_file(&self, kind: ImportKind, name: &str, bytes: &[u8], words: &[&str]) -> Vec<ImportFault> {
        let before = self.contents().await;
        let mut errors = Vec::new();
        for lang in [Lang::Zh, Lang::En] {
            let report = self.import(kind, name, bytes, lang).await;
            assert!(!report.applied, "{name} was taken");
            errors = report.faults.into_iter().filter(|fault| fault.severity == Severity::Error).collect();
            let named = |fault: &ImportFault| words.iter().all(|word| fault.sentence.contains(word));
            assert!(errors.iter().any(named), "{name} in {lang:?}: {words:?} not in {errors:#?}");
            for fault in &errors {
                assert_eq!(fault.file, name);
                worded(&fault.sentence, lang);
            }
            assert_eq!(self.contents().await, before, "{name} left something behind");
        }
        errors
    }

    /// Asserts that a submission is refused with this code, naming these words, and that nothing is stored;
    /// answers the pointers of the fields at fault.
    async fn refuses_visit(&self, visit: SubmitVisit, code: &str, words: &[&str]) -> Vec<String> {
        let before = self.contents().await;
        let error = self.submit(visit).await.expect_err(code);
        assert_eq!(error.code(), code, "{error}");
        let messages: Vec<Message> = match &error {
            AppError::Invalid(faults) => faults.iter().map(|fault| fault.message.clone()).collect(),
            other => vec![other.message()],
        };
        for lang in [Lang::Zh, Lang::En] {
            let sentences: Vec<String> = messages.iter().map(|message| render(message, lang)).collect();
            for sentence in &sentences {
                worded(sentence, lang);
            }
            let told = sentences.join("\n");
            assert!(words.iter().all(|word| told.contains(word)), "{words:?} not in {told}");
        }
        assert_eq!(self.contents().await, before, "a refused visit left something behind");
        match error {
            AppError::Invalid(faults) => faults.into_iter().map(|fault| fault.pointer).collect(),
            _ => Vec::new(),
        }
    }
}

fn round_id() -> RoundId {
    ROUND.parse().unwrap()
}

/// A sentence is worded, not a catalogue key, and in its language.
fn worded(sentence: &str, lang: Lang) {
    let chinese = sentence.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    assert!(sentence.contains(' ') || chinese, "not worded: {sentence}");
    assert!(lang == Lang::En || chinese, "not Chinese: {sentence}");
}

/// Where the first fault stands: row and column.
fn place(faults: &[ImportFault]) -> (Option<u64>, Option<&str>) {
    let fault = faults.first().expect("a fault");
    (fault.row, fault.column.as_deref())
}

both_databases! {
    async fn a_file_in_a_broken_encoding(store: Store) {
        let world = World::make(store).await;
        let mut bytes = "code,level,name,parent_code\nS2,2,".as_bytes().to_vec();
        bytes.extend([0x81, 0x20, 0xff, 0xff, b',', b'D', b'1', b'\n']);
        world.refuses_file(ImportKind::Grid, "坏编码.csv", &bytes, &["UTF-8", "GBK"]).await;
    }

    async fn an_unknown_parent(store: Store) {
        let world = World::make(store).await;
        let text = "code,level,name,parent_code\nS2,2,西街街道,D1\nS3,2,南街街道,D7\n";
        let faults = world.refuses_file(ImportKind::Grid, "grid.csv", text.as_bytes(), &["S3", "D7"]).await;
        assert_eq!(place(&faults), (Some(3), Some("parent_code")));
    }

    async fn parents_in_a_circle(store: Store) {
        let world = World::make(store).await;
        let text = "code,level,name,parent_code\nX1,2,甲,X2\nX2,2,乙,X1\n";
        let faults = world.refuses_file(ImportKind::Grid, "grid.csv", text.as_bytes(), &["X1 → X2 → X1"]).await;
        assert_eq!(place(&faults), (Some(2), Some("parent_code")));
    }

    async fn a_code_that_stands_twice(store: Store) {
        let world = World::make(store).await;
        let text = "code,level,name,parent_code\nS2,2,西街街道,D1\nS2,2,南街街道,D1\n";
        let faults = world.refuses_file(ImportKind::Grid, "grid.csv", text.as_bytes(), &["S2"]).await;
        assert_eq!(place(&faults), (Some(3), Some("code")));
        let text = format!("{SITES}A1,又一条街,road,114.05,38.1,U1\n");
        let faults = world.refuses_file(ImportKind::Sites, "sites.csv", text.as_bytes(), &["A1"]).await;
        assert_eq!(place(&faults), (Some(4), Some("code")));
    }

    async fn a_polygon_that_crosses_itself(store: Store) {
        let world = World::make(store).await;
        let bow = json!([[[114.0, 38.0], [114.2, 38.2], [114.2, 38.0], [114.0, 38.2], [114.0, 38.0]]]);
        let text = layer(&[square("S1", 114.0, 38.0, 114.2, 38.2), feature("C1", &bow)]);
        let faults = world.refuses_file(ImportKind::Grid, "b.geojson", text.as_bytes(), &["114.1", "38.1"]).await;
        assert_eq!(faults[0].row, Some(2));
    }

    async fn longitude_and_latitude_exchanged(store: Store) {
        let world = World::make(store).await;
        let text = "code,name,type,lon,lat\nA3,南大街,road,38.1,114.05\n";
        let faults = world.refuses_file(ImportKind::Sites, "sites.csv", text.as_bytes(), &["38.1", "114.05"]).await;
        assert_eq!(faults[0].row, Some(2));
    }

    async fn a_place_outside_the_district(store: Store) {
        let world = World::make(store).await;
        let text = "code,name,type,lon,lat\nA3,南大街,road,114.05,38.1\nA4,外地,road,115.5,39.5\n";
        let faults = world.refuses_file(ImportKind::Sites, "sites.csv", text.as_bytes(), &["115.5", "39.5"]).await;
        assert_eq!(faults[0].row, Some(3));
    }

    async fn references_that_lead_nowhere_are_all_named_at_once(store: Store) {
        let world = World::make(store).await;
        let text = "code,name,type,lon,lat,unit\nA3,南大街,rood,114.05,38.1,U1\nA4,北大街,road,114.05,38.1,U9\n";
        let faults = world.refuses_file(ImportKind::Sites, "sites.csv", text.as_bytes(), &["U9"]).await;
        let rows: Vec<_> = faults.iter().map(|fault| fault.row).collect();
        assert_eq!(rows, [Some(2), Some(3)], "{faults:#?}");
        let text = "code,name,unit,node,role\nP9,丙,U8,C9,网格长\n";
        let faults = world.refuses_file(ImportKind::People, "people.csv", text.as_bytes(), &["U8"]).await;
        assert_eq!(faults.len(), 2, "{faults:#?}");
    }

    async fn a_published_edition_that_changed(store: Store) {
        let world = World::make(store).await;
        let text = STANDARD.replace("路面整洁", "路面洁净");
        world.refuses_file(ImportKind::Standard, "standard.toml", text.as_bytes(), &[]).await;
    }

    async fn an_item_that_is_not_in_the_edition(store: Store) {
        let world = World::make(store).await;
        let visit = world.visit(|body| body["observations"][1]["item"] = "R9".into()).await;
        let pointers = world.refuses_visit(visit, "invalid", &["R9"]).await;
        assert!(pointers[0].starts_with("/observations/1"), "{pointers:?}");
    }

    async fn a_deduction_over_its_maximum(store: Store) {
        let world = World::make(store).await;
        let visit = world.visit(|body| body["observations"][0]["deduction"] = "2.5".into()).await;
        let pointers = world.refuses_visit(visit, "invalid", &["R1", "2.5", "2"]).await;
        assert_eq!(pointers, ["/observations/0/deduction"]);
    }

    async fn a_count_on_a_passed_item(store: Store) {
        let world = World::make(store).await;
        let passed = json!({ "item": "R2", "count": 3, "passed": true });
        let visit = world.visit(|body| body["observations"][1] = passed).await;
        let pointers = world.refuses_visit(visit, "invalid", &["R2", "3"]).await;
        assert_eq!(pointers, ["/observations/1/count"]);
    }

    async fn every_observation_at_fault_is_named_at_once(store: Store) {
        let world = World::make(store).await;
        let wrong = json!([{ "item": "R1", "deduction": "2.5" }, { "item": "R9", "count": 1 }]);
        let visit = world.visit(|body| body["observations"] = wrong).await;
        assert_eq!(world.refuses_visit(visit, "invalid", &["R1", "R9"]).await.len(), 2);
    }

    async fn a_site_that_is_not_in_the_round(store: Store) {
        let world = World::make(store).await;
        let other = world.site("A2").await;
        let visit = world.visit(|body| body["site_id"] = other.into()).await;
        world.refuses_visit(visit, "site_not_in_round", &["A2"]).await;
    }

    async fn an_inspector_who_is_not_assigned(store: Store) {
        let world = World::make(store).await;
        let other = world.inspector("P2").await;
        let visit = world.visit(|body| body["inspector_ids"] = json!([other])).await;
        world.refuses_visit(visit, "inspector_not_assigned", &["A1"]).await;
    }

    async fn a_visit_that_is_locked(store: Store) {
        let world = World::make(store).await;
        assert!(world.submit(world.visit(|_| ()).await).await.unwrap());
        let stored = world.contents().await;
        assert!(!world.submit(world.visit(|_| ()).await).await.unwrap(), "a resend is no new visit");
        assert_eq!(world.contents().await, stored, "a resend leaves nothing behind");
        let other = world.visit(|body| body["observations"][0]["deduction"] = "1".into()).await;
        world.refuses_visit(other, "visit_locked", &["01930000-0000-7000-8000-0000000000aa"]).await;
    }

    async fn a_visit_sent_eight_times_at_once(store: Store) {
        let world = Arc::new(World::make(store).await);
        let visit = world.visit(|_| ()).await;
        let mut sending = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (world, visit) = (Arc::clone(&world), visit.clone());
            sending.spawn(async move { visit::submit(&world.app, &world.office, round_id(), visit).await.unwrap() });
        }
        let answers = sending.join_all().await;
        assert_eq!(answers.iter().filter(|(_, new)| *new).count(), 1, "one of them is new");
        assert!(answers.iter().all(|(receipt, _)| *receipt == answers[0].0), "{answers:#?}");
        let db = &world.app.store.read();
        let all = Reach::everything();
        assert_eq!(wangge_storage::visit::of_round(db, &all, round_id()).await.unwrap().len(), 1);
        let lost = wangge_storage::visit::LostPointFilter::default();
        assert_eq!(wangge_storage::visit::lost_points(db, &all, &lost).await.unwrap().len(), 1);
    }

    async fn a_file_of_visits_with_one_at_fault(store: Store) {
        let world = World::make(store).await;
        let text = "\
round,site,inspector,started_at,submitted_at,item,deduction,count
mock-1,A1,P1,2026-11-16 09:00,2026-11-16 09:30,R1,0.5,
mock-1,A1,P1,2026-11-16 09:00,2026-11-16 09:30,R2,,1
mock-1,A2,P1,2026-11-16 09:40,2026-11-16 09:50,R1,0.5,
";
        let faults = world.refuses_file(ImportKind::Visits, "visits.csv", text.as_bytes(), &["A2"]).await;
        assert_eq!(faults[0].row, Some(4));
        let text = text.replace("A2,P1", "A1,P1").replace("09:50,R1,0.5", "09:50,R1,2.5");
        let faults = world.refuses_file(ImportKind::Visits, "visits.csv", text.as_bytes(), &["R1", "2.5"]).await;
        assert_eq!(faults[0].row, Some(4));
    }

    async fn a_clock_that_runs_ahead(store: Store) {
        let world = World::make(store).await;
        let visit = world.visit(|body| body["submitted_at"] = "2026-11-16T03:00:00Z".into()).await;
        world.refuses_visit(visit, "future_clock", &["2026-11-16 11:00"]).await;
    }

    async fn a_visit_to_a_closed_round(store: Store) {
        let world = World::make(store).await;
        let open = wangge_storage::round::get(&world.app.store.read(), round_id()).await.unwrap().unwrap();
        round::close(&world.app, &world.office, Lang::En, round_id(), open.version).await.unwrap();
        world.refuses_visit(world.visit(|_| ()).await, "round_not_open", &["1"]).await;
    }
}

#[test]
fn a_week_that_does_not_exist() {
    for week in ["2026-W54", "2025-W53", "2026-W00", "W47", "next week"] {
        let body = json!({ "week": week, "lang": "zh-CN" });
        let error = serde_json::from_value::<PublishBulletin>(body).expect_err(week);
        assert!(error.to_string().contains(week) && error.to_string().contains("2026-W47"), "{error}");
    }
}

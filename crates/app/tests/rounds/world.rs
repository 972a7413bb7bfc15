//! A small district on a clock that is set by hand: two roads, a round, and everyone who has a part in it.

use std::sync::Arc;

use serde_json::{Value, json};
use uuid::Uuid;
use wangge_app::campaign::{self, BeginCampaign};
use wangge_app::context::{SeededEntropy, SetClock};
use wangge_app::view::{
    AcceptCase, CaseDetail, CheckCase, DispatchCase, FileCase, ImportKind, ImportQuery, PlanRound, RectifyCase,
    RoundDetail, SubmitVisit, VisitReceipt,
};
use wangge_app::{App, AppError, case, edition, import, round, visit};
use wangge_domain::case::{Case, CaseState};
use wangge_domain::ids::{CaseId, EditionId, PersonId, RoundId, SiteId, UnitId, UserId, VisitId};
use wangge_domain::permission::{Actor, Grant, Role};
use wangge_domain::text::{Lang, Wording};
use wangge_domain::time::{Period, Timestamp};
use wangge_storage::case::{CaseFilter, CasePage};
use wangge_storage::reach::Reach;
use wangge_storage::visit::{LostPointFilter, LostPointRow};
use wangge_testkit::Store;

pub const EN: Lang = Lang::En;

const GRID: &str = "code,level,name,parent_code\nD1,1,试验区,\nS1,2,东街街道,D1\n";
const UNITS: &str = "\
code,name,class,peer_group,node
U1,东街街道办事处,街道,街道组,S1
U2,城管局,部门,部门组,
";
const PEOPLE: &str = "code,name,unit\nP1,督查甲,\nP2,督查乙,\n";
const SITES: &str = "\
code,name,type,lon,lat,unit
A1,东大街,road,114.05,38.1,U1
A2,西大街,road,114.06,38.1,U1
";
const BOUNDARIES: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"D1"},"geometry":{"type":"Polygon","coordinates":[[[114.0,38.0],[114.2,38.0],[114.2,38.2],[114.0,38.2],[114.0,38.0]]]}},
{"type":"Feature","properties":{"code":"S1"},"geometry":{"type":"Polygon","coordinates":[[[114.0,38.0],[114.2,38.0],[114.2,38.2],[114.0,38.2],[114.0,38.0]]]}}
]}"#;

/// R1 falls to the department U2, R2 to the unit of the site.
pub const STANDARD: &str = r#"
[standard]
code = "trial"
name = { zh = "试验体系", en = "Trial standard" }

[edition]
version = "1"
full_mark = "100"

[[module]]
code = "field"
name = { zh = "实地", en = "On-site" }
weight = "80"
source = "observations"

[[module]]
code = "papers"
name = { zh = "材料", en = "Materials" }
weight = "20"
source = "given"
full = "50"

[[site_type]]
code = "road"
name = { zh = "道路", en = "Road" }

[[item]]
code = "R1"
types = ["road"]
name = { zh = "路面整洁", en = "Clean carriageway" }
points = "2"
judging = { kind = "max_deduct", max = "2", step = "0.5" }
phrases = [ { zh = "路面有散落垃圾", en = "Litter on the carriageway" } ]
department = "U2"
limit = "4小时"

[[item]]
code = "R2"
types = ["road"]
name = { zh = "乱停车", en = "Parking" }
points = "5"
judging = { kind = "count_deduct", each = "1", floor = "0" }
"#;

/// A moment of the tests, by the local clock.
pub fn at(text: &str) -> Timestamp {
    chrono::DateTime::parse_from_rfc3339(&format!("{text}:00+08:00")).unwrap().to_utc()
}

pub fn id<T: From<Uuid>>(number: u128) -> T {
    T::from(Uuid::from_u128(number))
}

pub struct World {
    pub app: App,
    pub clock: Arc<SetClock>,
    /// The operator who has brought the files in.
    operator: Actor,
    pub office: Actor,
    pub edition: EditionId,
}

impl World {
    /// Monday 16 November 2026, nine in the morning, with nothing planned.
    pub async fn make(store: Store) -> Self {
        let clock = Arc::new(SetClock::at(at("2026-11-16T09:00")));
        let app = App::with(store, clock.clone(), Arc::new(SeededEntropy::new(7)));
        let operator = Actor::system("试验");
        let begin = BeginCampaign {
            code: "trial".into(),
            name: Wording::new("试验", "Trial"),
            acceptance_on: None,
            demonstration: true,
        };
        campaign::begin(&app, &operator, begin).await.unwrap();
        let office = person(Role::Office, 1, None, None);
        let mut world = Self { app, clock, operator, office, edition: id(0) };
        for (kind, name, text) in [
            (ImportKind::Grid, "grid.csv", GRID),
            (ImportKind::Grid, "boundaries.geojson", BOUNDARIES),
            (ImportKind::Units, "units.csv", UNITS),
            (ImportKind::People, "people.csv", PEOPLE),
            (ImportKind::Standard, "standard.toml", STANDARD),
        ] {
            world.import(kind, name, text).await;
        }
        world.edition = wangge_storage::edition::list(&world.app.store.read()).await.unwrap()[0].id;
        edition::publish(&world.app, &world.operator, EN, world.edition).await.unwrap();
        world.import(ImportKind::Sites, "sites.csv", SITES).await;
        world
    }

    pub async fn import(&self, kind: ImportKind, name: &str, text: &str) {
        let query = ImportQuery { filename: name.to_owned(), ..ImportQuery::default() };
        let report = import::apply(&self.app, &self.operator, EN, kind, query, text.as_bytes()).await.unwrap();
        assert!(report.applied, "{name}: {:?}", report.faults);
    }

    pub async fn site(&self, code: &str) -> SiteId {
        wangge_storage::site::by_code(&self.app.store.read(), code).await.unwrap().unwrap().id
    }

    pub async fn person(&self, code: &str) -> PersonId {
        wangge_storage::person::by_code(&self.app.store.read(), code).await.unwrap().unwrap().id
    }

    pub async fn unit(&self, code: &str) -> UnitId {
        wangge_storage::unit::by_code(&self.app.store.read(), code).await.unwrap().unwrap().id
    }

    pub async fn inspector(&self, code: &str) -> Actor {
        person(Role::Inspector, 2, Some(self.person(code).await), None)
    }

    /// A plan of both sites, P1 on the first, with one thing changed.
    pub async fn plan(&self, number: u128, change: impl FnOnce(&mut Value)) -> PlanRound {
        let mut body = json!({
            "id": id::<RoundId>(number),
            "kind": "mock",
            "number": number,
            "name": { "zh": "模拟测评", "en": "Mock assessment" },
            "edition_id": self.edition,
            "opens_on": "2026-11-16",
            "closes_on": "2026-11-20",
            "all": true,
            "assignments": [{ "site_id": self.site("A1").await, "person_ids": [self.person("P1").await] }],
        });
        change(&mut body);
        serde_json::from_value(body).unwrap()
    }

    /// An open round of a kind on both sites.
    pub async fn open(&self, number: u128, kind: &str) -> RoundDetail {
        let plan = self.plan(number, |body| body["kind"] = kind.into()).await;
        let planned = round::plan(&self.app, &self.office, EN, plan).await.unwrap();
        round::open(&self.app, &self.office, EN, id(number), planned.round.version).await.unwrap()
    }

    pub async fn close(&self, number: u128) -> RoundDetail {
        let round = round::show(&self.app, &self.office, EN, id(number)).await.unwrap();
        round::close(&self.app, &self.office, EN, id(number), round.round.version).await.unwrap()
    }

    /// A visit to the first site as P1 submits it now.
    pub async fn visit(&self, number: u128, observations: Value) -> SubmitVisit {
        let now = self.app.now();
        serde_json::from_value(json!({
            "id": id::<VisitId>(number),
            "site_id": self.site("A1").await,
            "started_at": now - chrono::TimeDelta::minutes(20),
            "submitted_at": now,
            "inspector_ids": [self.person("P1").await],
            "observations": observations,
        }))
        .unwrap()
    }

    pub async fn submit(&self, round: u128, visit: SubmitVisit) -> Result<(VisitReceipt, bool), AppError> {
        visit::submit(&self.app, &self.office, id(round), visit).await
    }

    /// Submits a visit that must be taken.
    pub async fn submitted(&self, round: u128, number: u128, observations: Value) -> VisitId {
        let visit = self.visit(number, observations).await;
        let (receipt, new) = self.submit(round, visit).await.unwrap();
        assert!(new);
        receipt.id
    }

    /// All cases, the first reported first.
    pub async fn cases(&self) -> Vec<Case> {
        let page = CasePage { limit: 100, ..CasePage::default() };
        let all = Reach::everything();
        let found = wangge_storage::case::list(&self.app.store.read(), &all, &CaseFilter::default(), &page).await;
        let mut cases = found.unwrap();
        cases.sort_by_key(|case| (case.reported_at, case.item_code.clone()));
        cases
    }

    /// The lost points of visits that stand.
    pub async fn lost(&self) -> Vec<LostPointRow> {
        let all = Reach::everything();
        wangge_storage::visit::lost_points(&self.app.store.read(), &all, &LostPointFilter::default()).await.unwrap()
    }

    pub async fn events(&self) -> i64 {
        let always = Period { from: Timestamp::UNIX_EPOCH, until: at("2100-01-01T00:00") };
        wangge_storage::event::count(&self.app.store.read(), always).await.unwrap()
    }

    /// Takes a reported case all the way to its close-out; each step a minute after the one before.
    pub async fn close_case(&self, id: CaseId) {
        // Six steps in a row make a future too large for the stack.
        Box::pin(self.closed_step_by_step(id)).await;
    }

    async fn closed_step_by_step(&self, id: CaseId) {
        let (app, office) = (&self.app, &self.office);
        let seen = case::show(app, office, EN, id).await.unwrap();
        let filed = case::file(app, office, EN, id, seen.version, FileCase::default()).await.unwrap();
        let sent = case::dispatch(app, office, EN, id, filed.version, DispatchCase::default()).await.unwrap();
        let unit = sent.case.unit.as_ref().unwrap().id.into();
        let handler = person(Role::UnitHandler, 3, None, Some(unit));
        self.pass_minutes(1);
        let taken = case::accept(app, &handler, EN, id, sent.version, AcceptCase::default()).await.unwrap();
        let measures = RectifyCase {
            measures: "已清理".into(),
            long_term_measures: None,
            on_spot: false,
            photos: Vec::new(),
            act: None,
        };
        let rectified = case::rectify(app, &handler, EN, id, taken.version, measures).await.unwrap();
        self.pass_minutes(1);
        let checker = person(Role::Office, 4, None, None);
        let check = CheckCase { passed: true, reason: None, photos: Vec::new(), act: None };
        let closed: CaseDetail = case::check(app, &checker, EN, id, rectified.version, check).await.unwrap();
        assert_eq!(closed.case.state, CaseState::Closed);
    }

    pub fn pass_minutes(&self, minutes: i64) {
        self.clock.set(self.app.now() + chrono::TimeDelta::minutes(minutes));
    }
}

/// An account with one role.
pub fn person(role: Role, user: u128, person: Option<PersonId>, unit: Option<UnitId>) -> Actor {
    Actor {
        user_id: Some(id::<UserId>(user)),
        person_id: person,
        name: format!("{role}"),
        grants: vec![Grant::new(role, None, unit)],
    }
}

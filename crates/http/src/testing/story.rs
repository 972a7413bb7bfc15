//! What happens in the small district: rounds, visits, cases on their way, bulletins. Everything happens
//! over the interface, by whom it behoves.

use serde_json::{Value, json};
use uuid::Uuid;
use wangge_domain::ids::{BulletinId, CaseId, RoundId, SiteId, VisitId};
use wangge_domain::permission::Role;

use super::{Account, Desk, World};

/// The scheme every world is ranked by.
const SCHEME: &str = include_str!("../../../../standards/ranking-scheme.toml");

fn id<T: From<Uuid>>(value: &Value) -> T {
    T::from(value["id"].as_str().unwrap().parse::<Uuid>().unwrap())
}

impl Desk {
    /// The version of a thing, as its reader is given it.
    pub(crate) async fn version_of(&self, path: &str, reader: &Account) -> i64 {
        let reply = self.get(path).by(reader).reply().await;
        reply.header("etag").trim_matches('"').parse().unwrap()
    }

    /// A mock round over all sites, visited by the inspector, this week.
    pub(crate) fn round_plan(&self, world: &World, number: i64) -> Value {
        let sites = [world.road, world.estate, world.market];
        let assignments: Vec<Value> =
            sites.iter().map(|site| json!({ "site_id": site, "person_ids": [world.inspector] })).collect();
        json!({
            "id": self.app.new_id::<RoundId>(),
            "kind": "mock",
            "number": number,
            "name": { "zh": format!("第{number}次模拟测评"), "en": format!("Mock assessment {number}") },
            "edition_id": world.edition,
            "opens_on": "2026-11-23",
            "closes_on": "2026-11-29",
            "site_ids": sites,
            "assignments": assignments,
        })
    }

    /// A planned round.
    pub(crate) async fn planned_round(&self, world: &World, number: i64) -> RoundId {
        let office = self.account(Role::Office).await;
        let plan = self.round_plan(world, number);
        id(&self.post("/rounds").by(&office).with(&plan).reply().await.done())
    }

    /// An open round.
    pub(crate) async fn open_round(&self, world: &World, number: i64) -> RoundId {
        let round = self.planned_round(world, number).await;
        self.step(&format!("/rounds/{round}"), "opening", &json!({}), &self.account(Role::Office).await).await;
        round
    }

    /// A closed round in which the road lost 5 points by two findings and nothing else was found.
    pub(crate) async fn closed_round(&self, world: &World) -> RoundId {
        let round = self.open_round(world, 1).await;
        self.submitted_visit(world, round).await;
        for site in [world.estate, world.market] {
            self.submit(round, self.visit_of(site, world, &[json!({ "item": "A01", "count": 0 })]), world).await;
        }
        self.step(&format!("/rounds/{round}"), "closing", &json!({}), &self.account(Role::Office).await).await;
        round
    }

    /// A visit of now.
    pub(crate) fn visit_of(&self, site: SiteId, world: &World, observations: &[Value]) -> Value {
        let now = self.app.now();
        json!({
            "id": self.app.new_id::<VisitId>(),
            "site_id": site,
            "started_at": now - chrono::Duration::minutes(20),
            "submitted_at": now,
            "inspector_ids": [world.inspector],
            "observations": observations,
        })
    }

    /// The visit at which the road loses 4 points for rubbish and 1 for stains.
    pub(crate) async fn submitted_visit(&self, world: &World, round: RoundId) -> VisitId {
        let found =
            [json!({ "item": "A01", "count": 2, "remark": "两处暴露垃圾" }), json!({ "item": "A02", "count": 1 })];
        self.submit(round, self.visit_of(world.road, world, &found), world).await
    }

    async fn submit(&self, round: RoundId, visit: Value, world: &World) -> VisitId {
        self.after(chrono::Duration::minutes(30));
        let inspector = self.inspector(world).await;
        id(&self.post(&format!("/rounds/{round}/visits")).by(&inspector).with(&visit).reply().await.done())
    }

    /// A report of rubbish on the road.
    pub(crate) fn report_of(&self, world: &World) -> Value {
        json!({
            "id": self.app.new_id::<CaseId>(),
            "source": "daily_patrol",
            "finder_level": "district",
            "site_id": world.road,
            "item_code": "A01",
            "description": "路口有一堆建筑垃圾",
            "quantity": 1,
        })
    }

    /// A reported case.
    pub(crate) async fn reported_case(&self, world: &World) -> CaseId {
        let office = self.account(Role::Office).await;
        id(&self.post("/cases").by(&office).with(&self.report_of(world)).reply().await.done())
    }

    /// A filed case.
    pub(crate) async fn filed_case(&self, world: &World) -> CaseId {
        let case = self.reported_case(world).await;
        self.step(&format!("/cases/{case}"), "filing", &json!({}), &self.account(Role::Office).await).await;
        case
    }

    /// A case dispatched to the department of its item.
    pub(crate) async fn dispatched_case(&self, world: &World) -> CaseId {
        let case = self.filed_case(world).await;
        self.step(&format!("/cases/{case}"), "dispatch", &json!({}), &self.account(Role::Office).await).await;
        case
    }

    /// A case in the department's hand.
    pub(crate) async fn accepted_case(&self, world: &World) -> CaseId {
        let case = self.dispatched_case(world).await;
        let handler = self.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
        self.step(&format!("/cases/{case}"), "acceptance", &json!({}), &handler).await;
        case
    }

    /// A case reported as rectified.
    pub(crate) async fn rectified_case(&self, world: &World) -> CaseId {
        let case = self.accepted_case(world).await;
        let handler = self.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
        self.step(&format!("/cases/{case}"), "rectification", &json!({ "measures": "已清运" }), &handler).await;
        case
    }

    /// One step of something, on the version it has.
    pub(crate) async fn step(&self, path: &str, step: &str, body: &Value, by: &Account) {
        self.after(chrono::Duration::minutes(1));
        let version = self.version_of(path, by).await;
        self.post(&format!("{path}/{step}")).by(by).on_version(version).with(body).reply().await.done();
    }

    /// The scheme units are ranked by.
    pub(crate) async fn ranking_scheme(&self) {
        let office = self.account(Role::Office).await;
        let call = self.post("/imports/scheme?filename=ranking-scheme.toml").by(&office).bytes(SCHEME.as_bytes());
        assert_eq!(call.reply().await.done()["applied"], true);
    }

    /// The published bulletin of the week before.
    pub(crate) async fn published_bulletin(&self, _: &World) -> BulletinId {
        self.ranking_scheme().await;
        let office = self.account(Role::Office).await;
        let command = json!({ "week": "2026-W47", "lang": "zh-CN" });
        id(&self.post("/bulletins").by(&office).with(&command).reply().await.done())
    }
}

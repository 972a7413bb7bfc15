//! A desk to test at: the whole server over a database of its own, a clock that is set by hand, and
//! accounts of every role. Tests call it as a browser would and read what it answers.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod call;
mod everywhere;
mod photo;
mod story;
mod walk;
mod world;

pub(crate) use call::{Call, Reply};
pub(crate) use photo::{large_photo, photo};
pub(crate) use world::World;

use std::sync::Arc;

use axum::Router;
use axum::http::Method;
use chrono::{Duration, NaiveDate};
use uuid::Uuid;
use wangge_app::campaign::{self, BeginCampaign};
use wangge_app::context::{App, SeededEntropy, SetClock};
use wangge_domain::ids::{NodeId, UnitId, UserId};
use wangge_domain::permission::{Actor, Role};
use wangge_domain::person::Person;
use wangge_domain::text::Wording;
use wangge_domain::time::Timestamp;
use wangge_storage::session::SessionRow;
use wangge_storage::user::{GrantRow, UserRow};
use wangge_storage::{Store, person, session, user};

/// The moment every test begins at: a Monday morning in the district, in week 48 of 2026.
pub(crate) const BEGINNING: &str = "2026-11-23T02:00:00Z";

/// The server under test.
pub(crate) struct Desk {
    pub(crate) app: App,
    pub(crate) clock: Arc<SetClock>,
    router: Router,
}

/// An account signed in, with what it needs to call.
#[derive(Clone)]
pub(crate) struct Account {
    pub(crate) id: UserId,
    pub(crate) login: String,
    pub(crate) token: String,
}

impl Desk {
    /// A server whose campaign has begun and which has nothing else yet.
    pub(crate) async fn open(store: Store) -> Self {
        let clock = Arc::new(SetClock::at(BEGINNING.parse().unwrap()));
        let app = App::with(store, clock.clone(), Arc::new(SeededEntropy::new(20)));
        let begun = BeginCampaign {
            code: "yunling".to_owned(),
            name: Wording::new("云岭区文明城区创建", "Yunling civilised district campaign"),
            acceptance_on: NaiveDate::from_ymd_opt(2027, 1, 17),
            demonstration: true,
        };
        campaign::begin(&app, &Actor::system("test"), begun).await.unwrap();
        Self { router: crate::router(app.clone()), app, clock }
    }

    /// A signed-in account with a role that reaches everywhere, or what is assigned to it.
    pub(crate) async fn account(&self, role: Role) -> Account {
        self.account_at(role, None, None).await
    }

    /// A signed-in account with a role in a node's subtree or for a unit.
    pub(crate) async fn account_at(&self, role: Role, node_id: Option<NodeId>, unit_id: Option<UnitId>) -> Account {
        self.make_account(role, node_id, unit_id, false).await
    }

    /// A signed-in account that has not changed its first password.
    pub(crate) async fn newcomer(&self, role: Role) -> Account {
        self.make_account(role, None, None, true).await
    }

    /// The account's password is no password: signing in is tested where it belongs, and costs its time only there.
    async fn make_account(
        &self,
        role: Role,
        node_id: Option<NodeId>,
        unit_id: Option<UnitId>,
        must_change_password: bool,
    ) -> Account {
        let person = Person {
            id: self.app.new_id(),
            code: format!("person-{}", self.app.new_id::<Uuid>()),
            name: role.as_str().to_owned(),
            unit_id,
            title: None,
            phone: None,
            active: true,
            version: 1,
        };
        self.make_account_of(person, true, (role, node_id, unit_id), must_change_password).await
    }

    /// A signed-in inspector who is this person.
    pub(crate) async fn inspector(&self, world: &World) -> Account {
        let read = self.app.store.read();
        let person = person::get(&read, world.inspector).await.unwrap().unwrap();
        self.make_account_of(person, false, (Role::Inspector, None, None), false).await
    }

    async fn make_account_of(
        &self,
        person: Person,
        new: bool,
        (role, node_id, unit_id): (Role, Option<NodeId>, Option<UnitId>),
        must_change_password: bool,
    ) -> Account {
        let id: UserId = self.app.new_id();
        let login = format!("{}-{}", role.as_str(), &id.to_string()[30..]);
        let row = UserRow {
            id,
            login: login.clone(),
            password_hash: "none".to_owned(),
            person_id: Some(person.id),
            name: role.as_str().to_owned(),
            must_change_password,
            active: true,
            failed_count: 0,
            locked_until: None,
            lang: "zh-CN".to_owned(),
            version: 1,
        };
        let grant = GrantRow { id: self.app.new_id(), user_id: id, role, node_id, unit_id };
        let token = wangge_domain::event::sha256_hex(&self.app.secret::<32>());
        let sitting = self.session(id, &token);
        self.app
            .store
            .write(move |tx| {
                Box::pin(async move {
                    if new {
                        person::insert(tx, &person).await?;
                    }
                    user::insert(tx, &row).await?;
                    user::insert_grants(tx, &[grant]).await?;
                    session::insert(tx, &sitting).await
                })
            })
            .await
            .unwrap();
        Account { id, login, token }
    }

    fn session(&self, user_id: UserId, token: &str) -> SessionRow {
        let now = self.app.now();
        SessionRow {
            token_sha256: wangge_domain::event::sha256_hex(token.as_bytes()),
            user_id,
            created_at: now,
            expires_at: now + Duration::hours(12),
            last_seen_at: now,
            user_agent: "test".to_owned(),
        }
    }

    /// Moves the clock on.
    pub(crate) fn after(&self, span: Duration) -> Timestamp {
        self.clock.set(self.app.now() + span);
        self.app.now()
    }

    /// A call to the interface, by its path under `/api/v1`.
    pub(crate) fn call(&self, method: Method, path: &str) -> Call {
        Call::new(self.router.clone(), method, format!("/api/v1{path}"))
    }

    /// Reads something of the interface.
    pub(crate) fn get(&self, path: &str) -> Call {
        self.call(Method::GET, path)
    }

    /// Posts something to the interface.
    pub(crate) fn post(&self, path: &str) -> Call {
        self.call(Method::POST, path)
    }

    /// Reads any address of the server.
    pub(crate) fn page(&self, path: &str) -> Call {
        Call::new(self.router.clone(), Method::GET, path.to_owned())
    }
}

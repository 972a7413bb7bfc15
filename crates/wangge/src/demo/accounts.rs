//! The accounts of the demonstration: one for every role and every unit, all with the same known password.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use wangge_app::view::{CreateUser, GrantRole};
use wangge_app::{App, session, user};
use wangge_domain::ids::{NodeId, PersonId, UnitId};
use wangge_domain::permission::{Actor, Grant, Role};
use wangge_storage::{node, person, unit};

use super::content::{Content, Person};

/// The password of every account of the demonstration.
pub const PASSWORD: &str = "Wangge-2026";

/// Who acts in the history, and how they are found.
#[derive(Debug)]
pub struct Cast {
    /// The office's staff: the first files and dispatches, the others check.
    pub office: Vec<Actor>,
    /// Inspectors.
    pub inspectors: Vec<Actor>,
    /// The handler of each unit.
    pub handlers: BTreeMap<UnitId, Actor>,
    /// Grid workers.
    pub workers: Vec<Actor>,
    /// The leader of each community, with an account or without.
    pub leaders: BTreeMap<NodeId, Actor>,
    /// What is printed: role in Chinese and English, login.
    pub shown: Vec<(&'static str, &'static str, String)>,
}

/// The identities of what was imported, by code.
#[derive(Debug)]
pub struct Known {
    /// People.
    pub people: BTreeMap<String, PersonId>,
    /// Units.
    pub units: BTreeMap<String, UnitId>,
    /// Nodes.
    pub nodes: BTreeMap<String, NodeId>,
}

/// Looks up what the imports made.
///
/// # Errors
/// When the store fails.
pub async fn known(app: &App) -> Result<Known> {
    let read = app.store.read();
    let everything = wangge_storage::reach::Reach::everything();
    Ok(Known {
        people: person::all(&read).await?.into_iter().map(|p| (p.code, p.id)).collect(),
        units: unit::list(&read, &everything).await?.into_iter().map(|u| (u.code, u.id)).collect(),
        nodes: node::list(&read, &everything).await?.into_iter().map(|n| (n.code, n.id)).collect(),
    })
}

/// Makes the accounts.
///
/// # Errors
/// When an account is refused.
pub async fn open(app: &App, content: &Content, known: &Known) -> Result<Cast> {
    let system = Actor::system("示范");
    let mut cast = Cast {
        office: Vec::new(),
        inspectors: Vec::new(),
        handlers: BTreeMap::new(),
        workers: Vec::new(),
        leaders: BTreeMap::new(),
        shown: Vec::new(),
    };
    let of = |role: &str| content.people.iter().filter(|p| p.role == role).collect::<Vec<&Person>>();
    let everywhere = |role| GrantRole { role, node_id: None, unit_id: None };
    for (i, person) in of("office").into_iter().enumerate() {
        let login = if i == 0 { "office".to_owned() } else { format!("office{}", i + 1) };
        cast.office.push(account(app, &system, known, person, &login, everywhere(Role::Office)).await?);
    }
    for (i, person) in of("inspector").into_iter().enumerate() {
        let login = if i == 0 { "inspector".to_owned() } else { format!("inspector{}", i + 1) };
        cast.inspectors.push(account(app, &system, known, person, &login, everywhere(Role::Inspector)).await?);
    }
    for role in ["leader", "auditor", "system_administrator"] {
        let granted: Role = role.parse()?;
        let login = if granted == Role::SystemAdministrator { "admin" } else { role };
        for person in of(role) {
            account(app, &system, known, person, login, everywhere(granted)).await?;
        }
    }
    for (i, person) in of("community_leader").into_iter().enumerate() {
        let node = *known.nodes.get(&person.community).context("community")?;
        let leader = if i < 5 {
            let login = if i == 0 { "worker".to_owned() } else { format!("worker{}", i + 1) };
            let grant = GrantRole { role: Role::GridWorker, node_id: Some(node), unit_id: None };
            let actor = account(app, &system, known, person, &login, grant).await?;
            cast.workers.push(actor.clone());
            actor
        } else {
            let grants = vec![Grant::new(Role::GridWorker, Some(node), None)];
            let person_id = known.people.get(&person.code).copied();
            Actor { user_id: None, person_id, name: person.name.zh.clone(), grants }
        };
        cast.leaders.insert(node, leader);
    }
    for unit in &content.units.units {
        let id = *known.units.get(&unit.code).context("unit")?;
        let head = content.people.iter().find(|p| p.code == unit.head).context("head")?;
        let grant = GrantRole { role: Role::UnitHandler, node_id: None, unit_id: Some(id) };
        cast.handlers.insert(id, account(app, &system, known, head, &unit.code, grant).await?);
    }
    cast.shown = shown();
    Ok(cast)
}

/// One login of every role, as it is printed.
pub fn shown() -> Vec<(&'static str, &'static str, String)> {
    [
        ("创城办", "campaign office", "office"),
        ("督查员", "inspector", "inspector"),
        ("责任单位（城管局）", "unit handler (urban management)", "urban-management"),
        ("网格长", "grid worker", "worker"),
        ("指挥部领导", "leader", "leader"),
        ("审计员", "auditor", "auditor"),
        ("系统管理员", "system administrator", "admin"),
    ]
    .map(|(zh, en, login)| (zh, en, login.to_owned()))
    .to_vec()
}

async fn account(
    app: &App,
    system: &Actor,
    known: &Known,
    person: &Person,
    login: &str,
    grant: GrantRole,
) -> Result<Actor> {
    let command = CreateUser {
        id: app.new_id(),
        login: login.to_owned(),
        name: person.name.zh.clone(),
        person_id: known.people.get(&person.code).copied(),
        roles: vec![grant],
    };
    let row = user::add(app, system, &command, PASSWORD.to_owned(), false)
        .await
        .with_context(|| format!("account {login}"))?;
    let grants = wangge_storage::user::grants_of(&app.store.read(), row.id).await?;
    Ok(session::actor_of(&row, &grants))
}

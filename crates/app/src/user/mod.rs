//! User accounts 账号: making them, their roles, and new one-time passwords. Only the system administrator
//! does this, and never learns a password in use.

mod permissions;

use serde_json::json;
use wangge_domain::ids::UserId;
use wangge_domain::permission::{Action, Actor, Role};
use wangge_domain::text::{Lang, Message};
use wangge_storage::user::{GrantRow, UserRow};
use wangge_storage::{node, person, session as sessions, unit, user};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::record::{self, By};
use crate::session::{self, password};
use crate::view::{AmendUser, CreateUser, GrantRole, List, Ref, UserView, UserWithPassword};

pub use permissions::permissions;

fn require(actor: &Actor) -> Answer<()> {
    actor.may(Action::ManageUsers).map(|_| ()).ok_or(AppError::Forbidden(Action::ManageUsers))
}

/// All accounts, by login name.
///
/// # Errors
/// [`AppError::Forbidden`] for all but system administrators.
pub async fn list(app: &App, actor: &Actor, lang: Lang) -> Answer<List<UserView>> {
    require(actor)?;
    let read = app.store.read();
    let (rows, grants) = (user::list(&read).await?, user::grants(&read).await?);
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let own: Vec<GrantRow> = grants.iter().filter(|g| g.user_id == row.id).cloned().collect();
        items.push(view_of(app, row, &own, lang).await?);
    }
    Ok(List { total: u64::try_from(items.len()).ok(), items, next: None })
}

async fn view_of(app: &App, row: UserRow, grants: &[GrantRow], lang: Lang) -> Answer<UserView> {
    let person = match row.person_id {
        Some(id) => person::get(&app.store.read(), id).await?,
        None => None,
    };
    Ok(UserView {
        id: row.id,
        login: row.login,
        name: row.name,
        person: person.map(|p| Ref { id: p.id.0, code: p.code, name: p.name }),
        roles: session::roles_held(app, grants, lang).await?,
        active: row.active,
        must_change_password: row.must_change_password,
        locked_until: row.locked_until,
        lang: Lang::from_tag(&row.lang),
        version: row.version,
    })
}

/// Checks that roles have the place they need, that the place exists, and that duties are separated.
async fn check_roles(app: &App, roles: &[GrantRole]) -> Answer<()> {
    for (i, grant) in roles.iter().enumerate() {
        let at = format!("/roles/{i}");
        let needs_unit = grant.role == Role::UnitHandler && grant.unit_id.is_none();
        if needs_unit {
            return Err(AppError::invalid(at, Message::new("app-role-needs-unit").arg("role", grant.role)));
        }
        if grant.role == Role::GridWorker && grant.node_id.is_none() {
            return Err(AppError::invalid(at, Message::new("app-role-needs-node").arg("role", grant.role)));
        }
        if let Some(id) = grant.node_id {
            node::get(&app.store.read(), id).await?.ok_or_else(|| AppError::not_found("node", id))?;
        }
        if let Some(id) = grant.unit_id {
            unit::get(&app.store.read(), id).await?.ok_or_else(|| AppError::not_found("unit", id))?;
        }
        if let Some(other) = roles.iter().find(|other| session::separated(grant.role, other.role)) {
            let message = Message::new("app-duties-separated").arg("one", grant.role).arg("other", other.role);
            return Err(AppError::invalid(at, message));
        }
    }
    Ok(())
}

fn grant_rows(app: &App, user_id: UserId, roles: &[GrantRole]) -> Vec<GrantRow> {
    let row =
        |g: &GrantRole| GrantRow { id: app.new_id(), user_id, role: g.role, node_id: g.node_id, unit_id: g.unit_id };
    roles.iter().map(row).collect()
}

fn check_login(login: &str) -> Answer<()> {
    let fits = (2..=32).contains(&login.len())
        && login.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    fits.then_some(()).ok_or_else(|| AppError::invalid("/login", Message::new("app-login-form")))
}

/// Makes an account with a one-time password.
///
/// # Errors
/// When the login is taken or malformed, a role lacks its place, or duties are not separated.
pub async fn create(app: &App, actor: &Actor, lang: Lang, command: CreateUser) -> Answer<UserWithPassword> {
    require(actor)?;
    let one_time = password::one_time(&app.secret());
    let row = add(app, actor, &command, one_time.clone(), true).await?;
    let grants = user::grants_of(&app.store.read(), row.id).await?;
    Ok(UserWithPassword { user: view_of(app, row, &grants, lang).await?, one_time_password: one_time })
}

/// Makes an account with a given password: for the first administrator, the command line and the
/// demonstration, never over HTTP.
///
/// # Errors
/// As for [`create`].
pub async fn add(
    app: &App,
    actor: &Actor,
    command: &CreateUser,
    password: String,
    must_change: bool,
) -> Answer<UserRow> {
    check_login(&command.login)?;
    check_roles(app, &command.roles).await?;
    if user::by_login(&app.store.read(), &command.login).await?.is_some() {
        let message = Message::new("app-login-taken").arg("login", &command.login);
        return Err(AppError::invalid("/login", message));
    }
    let row = UserRow {
        id: command.id,
        login: command.login.clone(),
        password_hash: session::hashed(password, app.secret()).await?,
        person_id: command.person_id,
        name: command.name.clone(),
        must_change_password: must_change,
        active: true,
        failed_count: 0,
        locked_until: None,
        lang: Lang::Zh.tag().to_owned(),
        version: 1,
    };
    let (kept, grants, by) = (row.clone(), grant_rows(app, row.id, &command.roles), By::of(app, actor));
    let payload = json!({ "login": row.login, "name": row.name, "roles": command.roles });
    app.store
        .write(move |tx| {
            Box::pin(async move {
                user::insert(tx, &kept).await?;
                user::insert_grants(tx, &grants).await?;
                record::event(tx, by, "user", kept.id.0, "created", payload).await
            })
        })
        .await?;
    Ok(row)
}

/// Changes an account's name, roles or whether it may sign in. Closing it ends its sessions.
///
/// # Errors
/// [`AppError::Conflict`] when it was changed meanwhile; refuses to close oneself or drop one's own administration.
pub async fn amend(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: UserId,
    if_match: i64,
    command: AmendUser,
) -> Answer<UserView> {
    require(actor)?;
    let mut row = load(app, id).await?;
    if row.version != if_match {
        return Err(AppError::Conflict { current: row.version });
    }
    let drops = command.roles.as_ref().is_some_and(|r| r.iter().all(|g| g.role != Role::SystemAdministrator));
    if actor.user_id == Some(id) && (command.active == Some(false) || drops) {
        return Err(AppError::refused("own_account", Message::new("app-own-account")));
    }
    check_roles(app, command.roles.as_deref().unwrap_or_default()).await?;
    row.name = command.name.clone().unwrap_or(row.name);
    row.active = command.active.unwrap_or(row.active);
    let grants = command.roles.as_ref().map(|roles| grant_rows(app, id, roles));
    let (by, payload, changed) = (By::of(app, actor), json!(command), row.clone());
    app.store
        .write(move |tx| {
            Box::pin(async move {
                user::update(tx, &changed).await?;
                if let Some(grants) = &grants {
                    user::replace_grants(tx, id, grants).await?;
                }
                if !changed.active {
                    sessions::delete_of(tx, id).await?;
                }
                record::event(tx, by, "user", id.0, "amended", payload).await
            })
        })
        .await?;
    let row = load(app, id).await?;
    let grants = user::grants_of(&app.store.read(), id).await?;
    view_of(app, row, &grants, lang).await
}

/// Gives an account a new one-time password and ends its sessions.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown account.
pub async fn reset_password(app: &App, actor: &Actor, lang: Lang, id: UserId) -> Answer<UserWithPassword> {
    require(actor)?;
    let mut row = load(app, id).await?;
    let one_time = password::one_time(&app.secret());
    row.password_hash = session::hashed(one_time.clone(), app.secret()).await?;
    row.must_change_password = true;
    row.locked_until = None;
    row.failed_count = 0;
    let (by, changed) = (By::of(app, actor), row);
    app.store
        .write(move |tx| {
            Box::pin(async move {
                user::update(tx, &changed).await?;
                sessions::delete_of(tx, id).await?;
                record::event(tx, by, "user", id.0, "password_reset", json!({})).await
            })
        })
        .await?;
    let row = load(app, id).await?;
    let grants = user::grants_of(&app.store.read(), id).await?;
    Ok(UserWithPassword { user: view_of(app, row, &grants, lang).await?, one_time_password: one_time })
}

async fn load(app: &App, id: UserId) -> Answer<UserRow> {
    user::get(&app.store.read(), id).await?.ok_or_else(|| AppError::not_found("user", id))
}

/// Makes the first administrator when there is no account yet, and answers its login and one-time password.
///
/// # Errors
/// When the store fails.
pub async fn first_administrator(app: &App) -> Answer<Option<(String, String)>> {
    if user::count(&app.store.read()).await? > 0 {
        return Ok(None);
    }
    let one_time = password::one_time(&app.secret());
    let command = CreateUser {
        id: app.new_id(),
        login: "admin".to_owned(),
        name: "系统管理员".to_owned(),
        person_id: None,
        roles: vec![GrantRole { role: Role::SystemAdministrator, node_id: None, unit_id: None }],
    };
    add(app, &Actor::system("system"), &command, one_time.clone(), true).await?;
    Ok(Some((command.login, one_time)))
}

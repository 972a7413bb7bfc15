//! Sessions: signing in and out, and who is asking. A session's token is a random 256-bit number; only its
//! digest is kept, so that a stolen database opens no session.

pub mod password;

use chrono::Duration;
use wangge_domain::event::sha256_hex;
use wangge_domain::ids::UserId;
use wangge_domain::permission::{Action, Actor, Grant, Role};
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::Timestamp;
use wangge_storage::session::SessionRow;
use wangge_storage::user::{GrantRow, UserRow};
use wangge_storage::{node, session, unit, user};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::record;
use crate::view::{self, Credentials, LangChoice, Me, PasswordChange, Ref, RoleHeld};

/// How long a session lasts without being used.
const IDLE: Duration = Duration::hours(12);

/// How long after its last noting a session's use is noted again, to spare the disk.
const NOTED_EVERY: Duration = Duration::minutes(10);

/// How many wrong passwords in a row lock an account.
const FAILURES: i64 = 5;

/// How long a locked account rests.
const REST: Duration = Duration::minutes(15);

/// A session just opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The token for the cookie; it is shown nowhere else.
    pub token: String,
    /// When it ends if it is not used.
    pub expires_at: Timestamp,
    /// Who signed in.
    pub actor: Actor,
    /// The language of the account.
    pub lang: Lang,
}

/// Who is behind a token.
#[derive(Clone, Debug)]
pub struct Present {
    /// Who asks.
    pub actor: Actor,
    /// The login name.
    pub login: String,
    /// The language of the account.
    pub lang: Lang,
    /// Whether the password must be changed before anything else.
    pub must_change_password: bool,
}

fn digest(token: &str) -> String {
    sha256_hex(token.as_bytes())
}

/// The actor of an account.
pub fn actor_of(user: &UserRow, grants: &[GrantRow]) -> Actor {
    Actor {
        user_id: Some(user.id),
        person_id: user.person_id,
        name: user.name.clone(),
        grants: grants.iter().map(|g| Grant::new(g.role, g.node_id, g.unit_id)).collect(),
    }
}

/// Signs in.
///
/// # Errors
/// [`AppError::LoginRefused`] without saying which of the two was wrong; [`AppError::AccountLocked`] after
/// five wrong passwords in a row.
pub async fn open(app: &App, given: Credentials, user_agent: Option<&str>) -> Answer<Opened> {
    let now = app.now();
    let found = user::by_login(&app.store.read(), given.login.trim()).await?;
    let Some(account) = found.filter(|u| u.active) else {
        // The same work as for a known login, so that time does not tell which logins exist.
        verify(given.password, UNKNOWN.to_owned()).await;
        return Err(AppError::LoginRefused);
    };
    if let Some(until) = account.locked_until.filter(|until| *until > now) {
        return Err(AppError::AccountLocked { minutes: (until - now).num_minutes() + 1 });
    }
    let right = verify(given.password, account.password_hash.clone()).await;
    if !right {
        return Err(note_failure(app, &account, now).await?);
    }
    begin(app, account, user_agent.unwrap_or_default(), now).await
}

/// A hash no password matches, to verify against for logins that do not exist.
const UNKNOWN: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashing takes tens of milliseconds of a core, so it leaves the asynchronous threads alone.
async fn verify(given: String, hash: String) -> bool {
    tokio::task::spawn_blocking(move || password::matches(&given, &hash)).await.unwrap_or(false)
}

async fn note_failure(app: &App, account: &UserRow, now: Timestamp) -> Answer<AppError> {
    let failures = account.failed_count + 1;
    let locked = failures >= FAILURES;
    let (count, until) = if locked { (0, Some(now + REST)) } else { (failures, None) };
    let (id, name) = (account.id, account.name.clone());
    let event = app.new_id();
    app.store
        .write(move |tx| {
            Box::pin(async move {
                user::note_sign_in(tx, id, count, until).await?;
                let by = record::By { id: event, at: now, actor: Some(id), name };
                record::event(tx, by, "user", id.0, "login_refused", serde_json::json!({ "locked": locked })).await
            })
        })
        .await?;
    Ok(if locked { AppError::AccountLocked { minutes: REST.num_minutes() } } else { AppError::LoginRefused })
}

async fn begin(app: &App, account: UserRow, user_agent: &str, now: Timestamp) -> Answer<Opened> {
    let token = hex(&app.secret::<32>());
    let expires_at = now + IDLE;
    let row = SessionRow {
        token_sha256: digest(&token),
        user_id: account.id,
        created_at: now,
        expires_at,
        last_seen_at: now,
        user_agent: user_agent.chars().take(200).collect(),
    };
    let (id, name, event) = (account.id, account.name.clone(), app.new_id());
    app.store
        .write(move |tx| {
            Box::pin(async move {
                session::delete_expired(tx, now).await?;
                user::note_sign_in(tx, id, 0, None).await?;
                session::insert(tx, &row).await?;
                let by = record::By { id: event, at: now, actor: Some(id), name };
                record::event(tx, by, "user", id.0, "signed_in", serde_json::json!({})).await
            })
        })
        .await?;
    let grants = user::grants_of(&app.store.read(), account.id).await?;
    Ok(Opened { token, expires_at, actor: actor_of(&account, &grants), lang: Lang::from_tag(&account.lang) })
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Who is behind a token, and notes that the session is used.
///
/// # Errors
/// [`AppError::Unauthenticated`] for an unknown token, a session that is over or an account that was closed.
pub async fn present(app: &App, token: &str) -> Answer<Present> {
    let (now, key, read) = (app.now(), digest(token), app.store.read());
    let row = session::get(&read, &key).await?.filter(|s| s.expires_at > now).ok_or(AppError::Unauthenticated)?;
    let account = user::get(&read, row.user_id).await?.filter(|u| u.active).ok_or(AppError::Unauthenticated)?;
    let grants = user::grants_of(&read, account.id).await?;
    if now - row.last_seen_at > NOTED_EVERY {
        app.store.write(move |tx| Box::pin(async move { session::touch(tx, &key, now, now + IDLE).await })).await?;
    }
    Ok(Present {
        actor: actor_of(&account, &grants),
        login: account.login.clone(),
        lang: Lang::from_tag(&account.lang),
        must_change_password: account.must_change_password,
    })
}

/// Who is behind a token now, without counting as a use of the session; none when it is over.
///
/// # Errors
/// When the store fails.
pub async fn standing(app: &App, token: &str) -> Answer<Option<Actor>> {
    let (now, read) = (app.now(), app.store.read());
    let Some(row) = session::get(&read, &digest(token)).await?.filter(|s| s.expires_at > now) else { return Ok(None) };
    let Some(account) = user::get(&read, row.user_id).await?.filter(|u| u.active) else { return Ok(None) };
    let grants = user::grants_of(&read, account.id).await?;
    Ok((!account.must_change_password).then(|| actor_of(&account, &grants)))
}

/// Signs out. A token that opens nothing is no error.
///
/// # Errors
/// When the store fails.
pub async fn close(app: &App, token: &str) -> Answer<()> {
    let key = digest(token);
    Ok(app.store.write(move |tx| Box::pin(async move { session::delete(tx, &key).await })).await?)
}

/// Who is signed in, and what they may do.
///
/// # Errors
/// [`AppError::Unauthenticated`] for an actor without an account.
pub async fn me(app: &App, actor: &Actor, lang: Lang) -> Answer<Me> {
    let account = account_of(app, actor).await?;
    let grants = user::grants_of(&app.store.read(), account.id).await?;
    Ok(Me {
        user_id: account.id,
        person_id: actor.person_id,
        login: account.login,
        name: account.name,
        must_change_password: account.must_change_password,
        lang: Lang::from_tag(&account.lang),
        roles: roles_held(app, &grants, lang).await?,
        may: Action::ALL.iter().copied().filter(|action| actor.may(*action).is_some()).collect(),
        campaign: crate::campaign::show(app, lang).await?,
    })
}

/// The roles of an account with the names of where they hold.
///
/// # Errors
/// When the store fails.
pub async fn roles_held(app: &App, grants: &[GrantRow], lang: Lang) -> Answer<Vec<RoleHeld>> {
    let read = app.store.read();
    let mut held = Vec::with_capacity(grants.len());
    for grant in grants {
        let node = match grant.node_id {
            Some(id) => node::get(&read, id).await?.map(|n| view::Ref {
                id: n.id.0,
                name: n.name.get(lang).to_owned(),
                code: n.code,
            }),
            None => None,
        };
        let unit: Option<Ref> = match grant.unit_id {
            Some(id) => unit::get(&read, id).await?.map(|u| view::Ref {
                id: u.id.0,
                name: u.name.get(lang).to_owned(),
                code: u.code,
            }),
            None => None,
        };
        held.push(RoleHeld { role: grant.role, role_name: grant.role.wording(lang), node, unit });
    }
    Ok(held)
}

async fn account_of(app: &App, actor: &Actor) -> Answer<UserRow> {
    let id: UserId = actor.user_id.ok_or(AppError::Unauthenticated)?;
    user::get(&app.store.read(), id).await?.ok_or(AppError::Unauthenticated)
}

/// Changes one's own password. This session goes on; all others of the account end.
///
/// # Errors
/// When the present password is wrong, or the new one is weak or the same.
pub async fn change_password(app: &App, actor: &Actor, token: &str, change: PasswordChange) -> Answer<()> {
    let mut account = account_of(app, actor).await?;
    password::check_strength(&change.new)?;
    if change.new == change.current {
        return Err(AppError::refused("password_same", Message::new("app-password-same")));
    }
    if !verify(change.current, account.password_hash.clone()).await {
        return Err(AppError::refused("password_wrong", Message::new("app-password-wrong")));
    }
    let salt = app.secret::<16>();
    account.password_hash = hashed(change.new, salt).await?;
    account.must_change_password = false;
    let kept = session::get(&app.store.read(), &digest(token)).await?;
    let (id, by) = (account.id, record::By::of(app, actor));
    app.store
        .write(move |tx| {
            Box::pin(async move {
                user::update(tx, &account).await?;
                session::delete_of(tx, id).await?;
                if let Some(row) = &kept {
                    session::insert(tx, row).await?;
                }
                record::event(tx, by, "user", id.0, "password_changed", serde_json::json!({})).await
            })
        })
        .await?;
    Ok(())
}

/// Hashes a password away from the asynchronous threads.
///
/// # Errors
/// When hashing fails.
pub async fn hashed(new: String, salt: [u8; 16]) -> Answer<String> {
    let hashing = tokio::task::spawn_blocking(move || password::hash(&new, &salt)).await;
    hashing.unwrap_or_else(|_| Err(AppError::refused("password_unusable", Message::new("app-internal"))))
}

/// Chooses the language one is spoken to.
///
/// # Errors
/// When the store fails.
pub async fn choose_lang(app: &App, actor: &Actor, choice: LangChoice) -> Answer<()> {
    let mut account = account_of(app, actor).await?;
    choice.lang.tag().clone_into(&mut account.lang);
    Ok(app.store.write(move |tx| Box::pin(async move { user::update(tx, &account).await })).await?)
}

/// Whether two roles may not be one account's: system administration, daily business and audit are separate
/// (三员分立, GB/T 22239 level 3).
pub fn separated(one: Role, other: Role) -> bool {
    let branch = |role: Role| match role {
        Role::SystemAdministrator => 0,
        Role::Auditor => 1,
        _ => 2,
    };
    branch(one) != branch(other)
}

//! User accounts 账号 and what they may do where.

use std::collections::HashMap;

use sea_orm::sea_query::{Condition, Order};
use uuid::Uuid;
use wangge_domain::ids::{NodeId, PersonId, UnitId, UserId};
use wangge_domain::permission::Role;
use wangge_domain::time::Timestamp;

use crate::error::Result;
use crate::row::{self, Cell, Versioned, sql};
use crate::{ConnectionTrait, Tx};

stored_as_word!(Role);

table! {
    /// An account.
    pub struct UserRow in "users" as col key(id) {
        /// Its identity.
        id: UserId,
        /// The name it signs in with, unique.
        login: String,
        /// The argon2id hash of its password.
        password_hash: String,
        /// The person behind it.
        person_id: Option<PersonId>,
        /// The name shown in the record.
        name: String,
        /// Whether the password must be changed before anything else.
        must_change_password: bool,
        /// Whether it may sign in.
        active: bool,
        /// How often in a row a wrong password was given.
        failed_count: i64,
        /// Until when no password is taken.
        locked_until: Option<Timestamp>,
        /// The language tag of its screens.
        lang: String,
        /// Counts its edits.
        version: i64,
    }
}

table! {
    /// A role in a scope, given to an account.
    pub struct GrantRow in "grants" as grant_col key(id) {
        /// Its identity.
        id: Uuid,
        /// The account.
        user_id: UserId,
        /// The role.
        role: Role,
        /// The node whose subtree it holds in.
        node_id: Option<NodeId>,
        /// The unit it holds for.
        unit_id: Option<UnitId>,
    }
}

impl Versioned for UserRow {
    fn version(&self) -> i64 {
        self.version
    }

    fn key_text(&self) -> String {
        self.id.to_string()
    }
}

/// Adds an account.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when the login is taken.
pub async fn insert(tx: &Tx, user: &UserRow) -> Result<()> {
    row::insert(tx, user).await
}

/// Adds accounts, many at once.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when a login is taken.
pub async fn insert_many(tx: &Tx, users: &[UserRow]) -> Result<()> {
    row::insert_many(tx, users).await
}

/// Writes a changed account; its version counts up by one.
///
/// # Errors
/// [`crate::StorageError::Conflict`] when it was changed since it was read.
pub async fn update(tx: &Tx, user: &UserRow) -> Result<()> {
    row::update(tx, user).await
}

/// An account.
///
/// # Errors
/// When the database cannot be read.
pub async fn get(db: &impl ConnectionTrait, id: UserId) -> Result<Option<UserRow>> {
    row::by(db, col::id, id).await
}

/// The account of a login.
///
/// # Errors
/// When the database cannot be read.
pub async fn by_login(db: &impl ConnectionTrait, login: &str) -> Result<Option<UserRow>> {
    row::by(db, col::login, login.to_owned()).await
}

/// All accounts, by login.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<UserRow>> {
    let mut statement = row::select::<UserRow>();
    statement.order_by(col::login, Order::Asc);
    row::all(db, &statement).await
}

/// The names of some accounts, for saying who did something.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn names(db: &impl ConnectionTrait, ids: &[UserId]) -> Result<HashMap<UserId, String>> {
    let mut statement = row::select::<UserRow>();
    statement.and_where(row::among(col::id, ids));
    Ok(row::all::<UserRow>(db, &statement).await?.into_iter().map(|user| (user.id, user.name)).collect())
}

/// How many accounts there are.
///
/// # Errors
/// When the database cannot be read.
pub async fn count(db: &impl ConnectionTrait) -> Result<i64> {
    row::count(db, "SELECT COUNT(*) FROM users", Vec::new()).await
}

/// Notes a wrong or right password: the count of failures in a row and until when none is taken.
/// The version stays, since nobody edited the account.
///
/// # Errors
/// When the database cannot be written.
pub async fn note_sign_in(tx: &Tx, id: UserId, failed_count: i64, locked_until: Option<Timestamp>) -> Result<()> {
    let text = "UPDATE users SET failed_count = $1, locked_until = $2 WHERE id = $3";
    tx.execute_raw(sql(tx, text, vec![failed_count.into(), locked_until.value(), id.value()])).await?;
    Ok(())
}

/// What an account may do where.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn grants_of(db: &impl ConnectionTrait, user: UserId) -> Result<Vec<GrantRow>> {
    row::list(db, row::equals(grant_col::user_id, &user)).await
}

/// What all accounts may do where.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn grants(db: &impl ConnectionTrait) -> Result<Vec<GrantRow>> {
    row::list(db, Condition::all()).await
}

/// Replaces what an account may do.
///
/// # Errors
/// [`crate::StorageError::NoSuchReference`] when the account does not exist.
pub async fn replace_grants(tx: &Tx, user: UserId, grants: &[GrantRow]) -> Result<()> {
    row::delete(tx, "grants", grant_col::user_id, &user).await?;
    row::insert_many(tx, grants).await
}

/// Adds grants, many at once.
///
/// # Errors
/// [`crate::StorageError::NoSuchReference`] when an account does not exist.
pub async fn insert_grants(tx: &Tx, grants: &[GrantRow]) -> Result<()> {
    row::insert_many(tx, grants).await
}

/// The people behind the active accounts that have a role.
///
/// # Errors
/// When the database cannot be read.
pub async fn people_with(db: &impl ConnectionTrait, role: Role) -> Result<Vec<PersonId>> {
    let text = "SELECT DISTINCT u.person_id FROM users u JOIN grants g ON g.user_id = u.id \
        WHERE g.role = $1 AND u.active AND u.person_id IS NOT NULL";
    let mut found = Vec::new();
    for row in db.query_all_raw(sql(db, text, vec![role.value()])).await? {
        found.push(PersonId(row.try_get_by_index(0)?));
    }
    Ok(found)
}

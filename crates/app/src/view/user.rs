//! User accounts 账号.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::{NodeId, PersonId, UnitId, UserId};
use wangge_domain::permission::Role;
use wangge_domain::text::Lang;
use wangge_domain::time::Timestamp;

use super::{Coded, Ref, RoleHeld};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UserView {
    /// The account.
    pub id: UserId,
    /// Its login name.
    pub login: String,
    /// The name shown.
    pub name: String,
    /// The person it belongs to.
    pub person: Option<Ref>,
    /// Its roles.
    pub roles: Vec<RoleHeld>,
    /// Whether it may sign in.
    pub active: bool,
    /// Whether its password must be changed first.
    pub must_change_password: bool,
    /// Until when it is locked after too many wrong passwords.
    pub locked_until: Option<Timestamp>,
    /// Its language.
    pub lang: Lang,
    /// The version, for `If-Match`.
    pub version: i64,
}

/// A role to hold, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantRole {
    /// The role.
    pub role: Role,
    /// The node at the top of its reach.
    #[serde(default)]
    pub node_id: Option<NodeId>,
    /// The unit it reaches.
    #[serde(default)]
    pub unit_id: Option<UnitId>,
}

/// An account to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateUser {
    /// Its identity, made by the client.
    pub id: UserId,
    /// Its login name: 2 to 32 letters, digits, dots, hyphens or underscores.
    pub login: String,
    /// The name shown.
    pub name: String,
    /// The person it belongs to.
    #[serde(default)]
    pub person_id: Option<PersonId>,
    /// Its roles.
    pub roles: Vec<GrantRole>,
}

/// What to change of an account; what is not said stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendUser {
    /// The name shown.
    #[serde(default)]
    pub name: Option<String>,
    /// Whether it may sign in.
    #[serde(default)]
    pub active: Option<bool>,
    /// All its roles, in place of those before.
    #[serde(default)]
    pub roles: Option<Vec<GrantRole>>,
}

/// An account with the one-time password it was just given.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UserWithPassword {
    /// The account.
    #[serde(flatten)]
    pub user: UserView,
    /// The one-time password, shown this once; it must be changed at the first sign-in.
    pub one_time_password: String,
}

impl std::fmt::Debug for UserWithPassword {
    /// Never shows the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UserWithPassword").field("user", &self.user).finish_non_exhaustive()
    }
}

/// Who may do what: the one table of the whole system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Permissions {
    /// The roles, in the order of their columns.
    pub roles: Vec<Coded>,
    /// The actions with the roles that may do them.
    pub actions: Vec<Permission>,
    /// The roles that one account never holds together.
    pub separated: Vec<[Coded; 2]>,
}

/// Who may do one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Permission {
    /// What.
    pub action: Coded,
    /// The codes of the roles that may.
    pub roles: Vec<String>,
}

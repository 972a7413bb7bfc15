//! Signing in, and who one is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::{PersonId, UserId};
use wangge_domain::permission::{Action, Role};
use wangge_domain::text::Lang;

use super::{Campaign, Ref};

/// What one signs in with.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// The login name.
    pub login: String,
    /// The password.
    pub password: String,
}

impl std::fmt::Debug for Credentials {
    /// Never shows the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").field("login", &self.login).finish_non_exhaustive()
    }
}

/// A change of one's own password.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The present password.
    pub current: String,
    /// The new password: at least ten characters.
    pub new: String,
}

impl std::fmt::Debug for PasswordChange {
    /// Never shows either password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PasswordChange").finish_non_exhaustive()
    }
}

/// The language one wants to be spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LangChoice {
    /// The language.
    pub lang: Lang,
}

/// Who is signed in, and what they may do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Me {
    /// The account.
    pub user_id: UserId,
    /// The person it belongs to; null for an account of no person.
    pub person_id: Option<PersonId>,
    /// Its login name.
    pub login: String,
    /// The name shown.
    pub name: String,
    /// Whether nothing else may be done before the password is changed.
    pub must_change_password: bool,
    /// The language chosen.
    pub lang: Lang,
    /// The roles held, each with where.
    pub roles: Vec<RoleHeld>,
    /// Every action some role allows; where it may be done is decided at each thing.
    pub may: Vec<Action>,
    /// The campaign.
    pub campaign: Campaign,
}

/// A role held somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoleHeld {
    /// The role.
    pub role: Role,
    /// Its name.
    pub role_name: String,
    /// The node at the top of its reach; null where it reaches everywhere or one unit.
    pub node: Option<Ref>,
    /// The unit it reaches; null where it reaches a subtree or everywhere.
    pub unit: Option<Ref>,
}

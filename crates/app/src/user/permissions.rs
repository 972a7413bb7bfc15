//! Who may do what, as the one table of permissions says it.

use wangge_domain::permission::{Action, Actor, Role, allows};
use wangge_domain::text::Lang;

use crate::context::Answer;
use crate::session;
use crate::view::{Coded, Permission, Permissions};

/// The table, worded. It is no secret: whoever works here may know who may do what.
///
/// # Errors
/// None yet; everyone who is signed in may ask.
pub fn permissions(_: &Actor, lang: Lang) -> Answer<Permissions> {
    let role = |role: Role| Coded::new(role.as_str(), role.wording(lang));
    let action = |action: &Action| Permission {
        action: Coded::new(action.as_str(), action.wording(lang)),
        roles: Role::ALL.iter().filter(|role| allows(**role, *action)).map(|role| role.as_str().to_owned()).collect(),
    };
    let pairs =
        Role::ALL.iter().enumerate().flat_map(|(n, one)| Role::ALL[n + 1..].iter().map(move |other| (*one, *other)));
    Ok(Permissions {
        roles: Role::ALL.iter().copied().map(role).collect(),
        actions: Action::ALL.iter().map(action).collect(),
        separated: pairs
            .filter(|(one, other)| session::separated(*one, *other))
            .map(|(a, b)| [role(a), role(b)])
            .collect(),
    })
}

//! People 人员 who work for the campaign. Members of the public are never people here.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{PersonId, UnitId};

/// A person 人员 with a part in the work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// Their identity.
    pub id: PersonId,
    /// Their code, unique in the campaign.
    pub code: String,
    /// Their name as written.
    pub name: String,
    /// The unit they belong to.
    pub unit_id: Option<UnitId>,
    /// Their office or post.
    pub title: Option<String>,
    /// The work telephone.
    pub phone: Option<String>,
    /// Whether they still work here.
    pub active: bool,
    /// Counts their edits.
    pub version: i64,
}

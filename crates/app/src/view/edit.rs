//! Edits in place: what is changed of a node, a unit or a person. What is not said stays; what is null is emptied.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use wangge_domain::grid::NodeRole;
use wangge_domain::ids::{DutyId, NodeId, PersonId, UnitId};
use wangge_domain::text::Wording;
use wangge_domain::unit::UnitClass;

#[expect(clippy::option_option, reason = "not said, emptied and filled are three things")]
/// Tells a field that is null from one that is not there.
pub(super) fn said<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// What is changed of a node.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendNode {
    /// Its name in both languages.
    pub name: Option<Wording>,
    /// The unit that answers for it; null for none.
    #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<UnitId>")]
    pub unit_id: Option<Option<UnitId>>,
    /// Whether it is in use.
    pub active: Option<bool>,
}

/// The duties of a node, all of them, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplaceDuties {
    /// The duties.
    pub duties: Vec<DutyDraft>,
}

/// A duty as it is to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DutyDraft {
    /// The duty it was, when it is one of those before.
    pub id: Option<DutyId>,
    /// What is to be done.
    pub text: Wording,
}

/// A person takes up a part in a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Appointment {
    /// The part.
    pub role: NodeRole,
    /// The person.
    pub person_id: PersonId,
    /// The first day.
    pub since: NaiveDate,
    /// Whom they replace in it; these end the day before.
    #[serde(default)]
    pub replaces: Vec<PersonId>,
}

/// A person's part in a node gets its last day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Departure {
    /// The part.
    pub role: NodeRole,
    /// The person.
    pub person_id: PersonId,
    /// The first day of that term.
    pub since: NaiveDate,
    /// The last day; null when they stay after all.
    pub until: Option<NaiveDate>,
}

/// An appointment that begins today or later is taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    /// The part.
    pub role: NodeRole,
    /// The person.
    pub person_id: PersonId,
    /// The first day of that term.
    pub since: NaiveDate,
    /// Who goes on in their place: somebody who ended the day before.
    pub restores: Option<PersonId>,
}

/// What is changed of a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendUnit {
    /// Its name in both languages.
    pub name: Option<Wording>,
    /// Its class.
    pub class: Option<UnitClass>,
    /// The peer group it is ranked in; null for none.
    #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub peer_group: Option<Option<String>>,
    /// Whether it is in use.
    pub active: Option<bool>,
}

/// A person becomes first responsible person 第一责任人; whoever was before ends the day before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeadAppointment {
    /// The person.
    pub person_id: PersonId,
    /// The first day.
    pub since: NaiveDate,
}

/// A first responsible person's term gets its last day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeadDeparture {
    /// The person.
    pub person_id: PersonId,
    /// The first day of that term.
    pub since: NaiveDate,
    /// The last day; null when they stay after all.
    pub until: Option<NaiveDate>,
}

/// A headship that begins today or later is taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeadWithdrawal {
    /// The person.
    pub person_id: PersonId,
    /// The first day of that term.
    pub since: NaiveDate,
    /// Who goes on in their place: somebody who ended the day before.
    pub restores: Option<PersonId>,
}

/// A person to add.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreatePerson {
    /// Their identity, made by the client.
    pub id: PersonId,
    /// Their code, unique in the campaign.
    pub code: String,
    /// Their name.
    pub name: String,
    /// Their unit.
    pub unit_id: Option<UnitId>,
    /// Their title.
    pub title: Option<String>,
    /// Their work telephone.
    pub phone: Option<String>,
}

/// What is changed of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendPerson {
    /// Their name.
    pub name: Option<String>,
    /// Their title; null for none.
    #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub title: Option<Option<String>>,
    /// Their work telephone; null for none.
    #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub phone: Option<Option<String>>,
    /// Their unit; null for none.
    #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<UnitId>")]
    pub unit_id: Option<Option<UnitId>>,
    /// Whether they are at work.
    pub active: Option<bool>,
}

/// Which nodes a page of boards or a chart is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BoardQuery {
    /// The node; the whole district when not said.
    pub node: Option<NodeId>,
    /// Also all nodes below it.
    #[serde(default)]
    pub below: bool,
    /// Of those below, only this level.
    pub level: Option<i8>,
}

//! Editing a node: its name, unit, duties and whether it is in use.

use serde_json::{Value, json};
use wangge_domain::grid::{Duty, Node, NodePerson};
use wangge_domain::ids::{DutyId, NodeId, UnitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::retire::{RetireRefusal, retire_node};
use wangge_domain::text::{Lang, Message, Wording};
use wangge_storage::{ConnectionTrait, StorageError, Tx, node};

use super::show;
use crate::context::{Answer, App};
use crate::error::{AppError, FieldFault};
use crate::reading::{Register, reach};
use crate::record::{self, By};
use crate::view::{AmendNode, DutyDraft, NodeDetail, ReplaceDuties};

/// The longest name, in characters.
pub const NAME_MOST: usize = 100;
/// The longest duty, in characters.
const DUTY_MOST: usize = 500;

/// The node, if the actor may edit it and it still stands at the version it was read at.
pub(super) async fn at_version(db: &impl ConnectionTrait, actor: &Actor, id: NodeId, if_match: i64) -> Answer<Node> {
    let reach = reach(db, actor, Action::EditGrid).await?;
    let found = node::list(db, &reach).await?.into_iter().find(|node| node.id == id);
    let node = found.ok_or_else(|| AppError::not_found("node", id))?;
    if node.version == if_match { Ok(node) } else { Err(AppError::Conflict { current: node.version }) }
}

/// A refusal to take something out of use.
pub fn kept(refusal: &RetireRefusal) -> AppError {
    AppError::refused(refusal.code(), refusal.message())
}

/// A name as it is kept: without blanks around it, in Chinese at least.
///
/// # Errors
/// [`AppError::Invalid`] for one that is empty or too long.
pub fn named(wording: &Wording) -> Answer<Wording> {
    let wording = Wording::new(wording.zh.trim(), wording.en.trim());
    if wording.zh.is_empty() {
        return Err(AppError::invalid("/name/zh", Message::new("grid-name-missing")));
    }
    for (pointer, text) in [("/name/zh", &wording.zh), ("/name/en", &wording.en)] {
        if text.chars().count() > NAME_MOST {
            return Err(AppError::invalid(pointer, Message::new("grid-name-too-long").arg("most", NAME_MOST)));
        }
    }
    Ok(wording)
}

/// A unit that may be given something: it exists and is in use.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown one, [`AppError::Invalid`] for one out of use.
pub fn unit_in_use(register: &Register, id: UnitId, pointer: &str, lang: Lang) -> Answer<UnitId> {
    let unit = register.units.get(&id).ok_or_else(|| AppError::not_found("unit", id))?;
    if unit.active {
        return Ok(id);
    }
    Err(AppError::invalid(pointer, Message::new("grid-unit-inactive").arg("name", unit.name.get(lang))))
}

/// Changes a node's name, unit or whether it is in use.
///
/// # Errors
/// [`AppError::Conflict`] when it was changed meanwhile; refuses to retire what others still rest on.
pub async fn amend(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: NodeId,
    if_match: i64,
    command: AmendNode,
) -> Answer<NodeDetail> {
    let db = app.store.read();
    let before = at_version(&db, actor, id, if_match).await?;
    let register = Register::load(app, &db).await?;
    let mut after = before.clone();
    if let Some(name) = &command.name {
        after.name = named(name)?;
    }
    if let Some(unit) = command.unit_id {
        after.unit_id = unit.map(|unit| unit_in_use(&register, unit, "/unit_id", lang)).transpose()?;
    }
    if let Some(active) = command.active.filter(|active| *active != before.active) {
        may_turn(&register, &before, active)?;
        after.active = active;
    }
    if after != before {
        let payload = difference(&before, &after);
        write(app, actor, after, Beside::default(), "edited", payload).await?;
    }
    show(app, actor, lang, id).await
}

/// Whether a node may be taken out of use, or back into it.
fn may_turn(register: &Register, node: &Node, active: bool) -> Answer<()> {
    if active {
        let above = node.parent_id.and_then(|parent| register.nodes.get(&parent));
        return if above.is_none_or(|above| above.active) { Ok(()) } else { Err(kept(&RetireRefusal::AboveRetired)) };
    }
    let below = register.nodes.values().filter(|other| other.active && other.parent_id == Some(node.id)).count();
    let sites = register.sites.values().filter(|site| site.active && site.node_id == Some(node.id)).count();
    retire_node(below, sites).map_err(|refusal| kept(&refusal))
}

/// What an edit changed, old and new, for the record.
pub(crate) fn difference(before: &Node, after: &Node) -> Value {
    let mut changed = serde_json::Map::new();
    let mut note = |key: &str, old: Value, new: Value| {
        if old != new {
            changed.insert(key.to_owned(), json!({ "old": old, "new": new }));
        }
    };
    note("name", json!(before.name), json!(after.name));
    note("unit_id", json!(before.unit_id), json!(after.unit_id));
    note("active", json!(before.active), json!(after.active));
    Value::Object(changed)
}

/// What is written beside a node's own row.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    /// Its duties, in place of those before.
    pub duties: Option<Vec<Duty>>,
    /// People's parts that are new or have a new last day.
    pub put: Vec<NodePerson>,
    /// A part taken back.
    pub gone: Option<NodePerson>,
}

impl Beside {
    async fn write(&self, tx: &Tx, id: NodeId) -> Result<(), StorageError> {
        if let Some(duties) = &self.duties {
            node::replace_duties(tx, id, duties).await?;
        }
        if let Some(part) = &self.gone {
            node::withdraw_part(tx, part).await?;
        }
        node::put_people(tx, &self.put).await
    }
}

/// Writes a node's next version with what belongs to the change, and its event.
pub(super) async fn write(
    app: &App,
    actor: &Actor,
    node: Node,
    beside: Beside,
    kind: &'static str,
    payload: Value,
) -> Answer<()> {
    let by = By::of(app, actor);
    app.store
        .write(move |tx| {
            Box::pin(async move {
                node::update(tx, &node).await?;
                beside.write(tx, node.id).await?;
                Ok::<_, AppError>(record::event(tx, by, "node", node.id.0, kind, payload).await?)
            })
        })
        .await
}

/// Replaces the duties of a node: added, reworded, put in another order, removed.
///
/// # Errors
/// [`AppError::Conflict`] when the node was changed meanwhile; [`AppError::Invalid`] with every duty that is
/// empty, too long or stands twice.
pub async fn replace_duties(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: NodeId,
    if_match: i64,
    command: ReplaceDuties,
) -> Answer<NodeDetail> {
    let db = app.store.read();
    let row = at_version(&db, actor, id, if_match).await?;
    let before = node::duties_of(&db, id).await?;
    let after = drafted(app, id, &before, &command.duties)?;
    if after != before {
        let texts = |duties: &[Duty]| duties.iter().map(|duty| duty.text.clone()).collect::<Vec<_>>();
        let payload = json!({ "old": texts(&before), "new": texts(&after) });
        let beside = Beside { duties: Some(after), ..Beside::default() };
        write(app, actor, row, beside, "duties", payload).await?;
    }
    show(app, actor, lang, id).await
}

/// The duties as they are to stand; one that was before keeps its identity.
fn drafted(app: &App, node_id: NodeId, before: &[Duty], drafts: &[DutyDraft]) -> Answer<Vec<Duty>> {
    let mut faults = Vec::new();
    let mut duties: Vec<Duty> = Vec::with_capacity(drafts.len());
    for (index, draft) in drafts.iter().enumerate() {
        let text = Wording::new(draft.text.zh.trim(), draft.text.en.trim());
        if let Err(message) = acceptable(&text, &duties) {
            faults.push(FieldFault { pointer: format!("/duties/{index}/text/zh"), message });
        }
        let kept = draft.id.filter(|id| before.iter().any(|duty| duty.id == *id));
        let fresh = kept.filter(|id| duties.iter().all(|duty| duty.id != *id));
        let id = fresh.unwrap_or_else(|| app.new_id::<DutyId>());
        duties.push(Duty { id, node_id, position: u32::try_from(index + 1).unwrap_or(u32::MAX), text });
    }
    if faults.is_empty() { Ok(duties) } else { Err(AppError::Invalid(faults)) }
}

fn acceptable(text: &Wording, earlier: &[Duty]) -> Result<(), Message> {
    if text.zh.is_empty() {
        return Err(Message::new("grid-duty-missing"));
    }
    if text.zh.chars().count().max(text.en.chars().count()) > DUTY_MOST {
        return Err(Message::new("grid-duty-too-long").arg("most", DUTY_MOST));
    }
    match earlier.iter().position(|duty| duty.text.zh == text.zh) {
        Some(first) => Err(Message::new("grid-duty-twice").arg("first", first + 1)),
        None => Ok(()),
    }
}

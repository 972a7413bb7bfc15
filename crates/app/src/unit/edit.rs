//! Editing a unit: its name, class, peer group and whether it is in use.

use serde_json::{Value, json};
use wangge_domain::ids::UnitId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::retire::retire_unit;
use wangge_domain::text::Lang;
use wangge_domain::unit::{Unit, UnitHead};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, StorageError, Tx, case, unit};

use super::show;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::node::edit::{kept, named};
use crate::reading::{Register, reach, shown};
use crate::record::{self, By};
use crate::view::{AmendUnit, UnitDetail};

/// The unit, if the actor may edit it and it still stands at the version it was read at.
pub(super) async fn at_version(db: &impl ConnectionTrait, actor: &Actor, id: UnitId, if_match: i64) -> Answer<Unit> {
    let reach = reach(db, actor, Action::EditGrid).await?;
    let found = unit::list(db, &reach).await?.into_iter().find(|unit| unit.id == id);
    let unit = found.ok_or_else(|| AppError::not_found("unit", id))?;
    if unit.version == if_match { Ok(unit) } else { Err(AppError::Conflict { current: unit.version }) }
}

/// Changes a unit's name, class, peer group or whether it is in use.
///
/// # Errors
/// [`AppError::Conflict`] when it was changed meanwhile; refuses to retire what others still rest on.
pub async fn amend(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: UnitId,
    if_match: i64,
    command: AmendUnit,
) -> Answer<UnitDetail> {
    let db = app.store.read();
    let before = at_version(&db, actor, id, if_match).await?;
    let mut after = before.clone();
    if let Some(name) = &command.name {
        after.name = named(name)?;
    }
    after.class = command.class.unwrap_or(before.class);
    if let Some(group) = &command.peer_group {
        after.peer_group = group.as_deref().map(str::trim).filter(|group| !group.is_empty()).map(str::to_owned);
    }
    after.active = command.active.unwrap_or(before.active);
    if before.active && !after.active {
        may_retire(app, &db, id).await?;
    }
    if after != before {
        let payload = difference(&before, &after);
        write(app, actor, after, Beside::default(), "edited", payload).await?;
    }
    show(app, actor, lang, id).await
}

async fn may_retire(app: &App, db: &impl ConnectionTrait, id: UnitId) -> Answer<()> {
    let register = Register::load(app, db).await?;
    let nodes = register.nodes.values().filter(|node| node.active && node.unit_id == Some(id)).count();
    let standings = case::standings(db, &Reach::everything(), app.now()).await?;
    let open = standings.iter().filter(|standing| standing.unit_id == Some(id)).map(|standing| shown(standing.open));
    retire_unit(nodes, open.sum()).map_err(|refusal| kept(&refusal))
}

/// What an edit changed, old and new, for the record.
fn difference(before: &Unit, after: &Unit) -> Value {
    let mut changed = serde_json::Map::new();
    let mut note = |key: &str, old: Value, new: Value| {
        if old != new {
            changed.insert(key.to_owned(), json!({ "old": old, "new": new }));
        }
    };
    note("name", json!(before.name), json!(after.name));
    note("class", json!(before.class), json!(after.class));
    note("peer_group", json!(before.peer_group), json!(after.peer_group));
    note("active", json!(before.active), json!(after.active));
    Value::Object(changed)
}

/// What is written beside a unit's own row.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    /// Terms of office that are new or have a new last day.
    pub put: Vec<UnitHead>,
    /// A term taken back.
    pub gone: Option<UnitHead>,
}

impl Beside {
    async fn write(&self, tx: &Tx) -> Result<(), StorageError> {
        if let Some(head) = &self.gone {
            unit::withdraw_head(tx, head).await?;
        }
        unit::put_heads(tx, &self.put).await
    }
}

/// Writes a unit's next version with what belongs to the change, and its event.
pub(super) async fn write(
    app: &App,
    actor: &Actor,
    row: Unit,
    beside: Beside,
    kind: &'static str,
    payload: Value,
) -> Answer<()> {
    let by = By::of(app, actor);
    app.store
        .write(move |tx| {
            Box::pin(async move {
                unit::update(tx, &row).await?;
                beside.write(tx).await?;
                Ok::<_, AppError>(record::event(tx, by, "unit", row.id.0, kind, payload).await?)
            })
        })
        .await
}

//! The table of rules: reading it, keeping a new version.

use std::collections::HashMap;

use serde_json::{Value, json};
use uuid::Uuid;
use wangge_domain::campaign::Campaign;
use wangge_domain::ids::{NodeId, RoutingRuleId, UnitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::routing::{Known, Rule, RuleTable, UnitRef};
use wangge_domain::text::{Lang, render};
use wangge_domain::time::local_day;
use wangge_storage::routing::RoutingTableRow;
use wangge_storage::{ConnectionTrait, StorageError, routing as store};

use super::words::Words;
use crate::context::{Answer, App};
use crate::error::{AppError, FieldFault};
use crate::reading::{Wordbook, may_everywhere, needs_everywhere, reach};
use crate::record::{self, By};
use crate::view::{RoutingHint, RoutingRules, RuleView, SaveRules};

/// The table in force; the order in the settings while nobody edited it.
///
/// # Errors
/// When the store fails.
pub async fn load(db: &impl ConnectionTrait, campaign: &Campaign) -> Answer<RuleTable> {
    let kept = store::latest(db).await?;
    Ok(kept.map_or_else(|| RuleTable::from(&campaign.settings.routing), RuleTable::from))
}

/// The table in force, each rule in words and with what is to be known of it.
///
/// # Errors
/// [`AppError::Forbidden`] for those who may not see it.
pub async fn show(app: &App, actor: &Actor, lang: Lang) -> Answer<RoutingRules> {
    let db = app.store.read();
    reach(&db, actor, Action::ViewRouting).await?;
    let book = Wordbook::open(app, &db, lang).await?;
    let campaign = crate::campaign::load(&db).await?;
    let kept = store::latest(&db).await?;
    let saved = kept.as_ref().map(|row| (row.saved_at, row.saved_name.clone()));
    let table = kept.map_or_else(|| RuleTable::from(&campaign.settings.routing), RuleTable::from);
    let (saved_at, saved_by) = saved.unzip();
    Ok(RoutingRules {
        rules: views(app, &book, &campaign, &table),
        territory_assists: table.territory_assists,
        saved_at,
        saved_by,
        may_edit: may_everywhere(actor, Action::EditRouting),
        today: local_day(app.now(), campaign.tz()),
        version: table.version,
    })
}

/// Keeps a new version of the table.
///
/// # Errors
/// [`AppError::Forbidden`] for whoever does not answer for the whole district; [`AppError::Conflict`] when somebody saved it
/// meanwhile; [`AppError::Invalid`] with everything wrong with it.
pub async fn save(app: &App, actor: &Actor, lang: Lang, if_match: i64, command: SaveRules) -> Answer<RoutingRules> {
    let db = app.store.read();
    needs_everywhere(actor, Action::EditRouting)?;
    let campaign = crate::campaign::load(&db).await?;
    let before = load(&db, &campaign).await?;
    if before.version != if_match {
        return Err(AppError::Conflict { current: before.version });
    }
    let book = Wordbook::open(app, &db, lang).await?;
    let next = before.version + 1;
    let after = drafted(&book, next, command.rules, command.territory_assists)?;
    if after.rules != before.rules || after.territory_assists != before.territory_assists {
        let (by, payload) = (By::of(app, actor), difference(&before, &after));
        let row = RoutingTableRow {
            version: next,
            saved_at: by.at,
            saved_by: actor.user_id,
            saved_name: actor.name.clone(),
            territory_assists: after.territory_assists,
            rules: after.rules,
        };
        let written: Answer<()> = app
            .store
            .write(move |tx| {
                Box::pin(async move {
                    store::insert(tx, &row).await?;
                    record::event(tx, by, "routing", Uuid::nil(), "amended", payload).await?;
                    Ok(())
                })
            })
            .await;
        written.map_err(|error| match error {
            // Two saved the same version at once: the other was first.
            AppError::Storage(StorageError::AlreadyThere(_)) => AppError::Conflict { current: next },
            other => other,
        })?;
    }
    show(app, actor, lang).await
}

/// A table as it is given, its texts trimmed.
///
/// # Errors
/// [`AppError::Invalid`] with everything wrong with it.
pub(super) fn drafted(
    book: &Wordbook,
    version: i64,
    mut rules: Vec<Rule>,
    territory_assists: bool,
) -> Answer<RuleTable> {
    for rule in &mut rules {
        rule.name = rule.name.trim().to_owned();
        rule.basis = rule.basis.trim().to_owned();
        for code in &mut rule.conditions.items {
            *code = code.trim().to_owned();
        }
    }
    let table = RuleTable { version, rules, territory_assists };
    let faults = known(book, |known| table.faults(known));
    if faults.is_empty() {
        return Ok(table);
    }
    let fault =
        |fault: wangge_domain::routing::TableFault| FieldFault { pointer: fault.pointer, message: fault.message };
    Err(AppError::Invalid(faults.into_iter().map(fault).collect()))
}

/// Asks the domain with what the campaign knows.
pub(super) fn known<R>(book: &Wordbook, then: impl FnOnce(&Known<'_>) -> R) -> R {
    let unit = |id: UnitId| {
        let unit = book.register.units.get(&id)?;
        Some(UnitRef { id, name: unit.name.get(book.lang).to_owned(), active: unit.active })
    };
    let node = |id: NodeId| {
        let node = book.register.nodes.get(&id)?;
        Some((node.name.get(book.lang).to_owned(), node.active))
    };
    let item = |pattern: &str| {
        let (_, index) = book.edition.as_ref()?;
        let fits = |code: &str| match pattern.strip_suffix('*') {
            Some(beginning) => code.starts_with(beginning),
            None => code == pattern,
        };
        Some(index.edition().items.iter().any(|item| fits(&item.code)))
    };
    then(&Known { unit: &unit, node: &node, item: &item })
}

/// The rules of a table as they are shown.
pub(super) fn views(app: &App, book: &Wordbook, campaign: &Campaign, table: &RuleTable) -> Vec<RuleView> {
    let today = local_day(app.now(), campaign.tz());
    let hints = known(book, |known| table.hints(known, today));
    let words = Words { book };
    let rows = (1_u32..).zip(&table.rules).zip(hints);
    rows.map(|((number, rule), hints)| RuleView {
        number,
        name: rule.name(book.lang),
        target_name: rule.target.wording(book.lang),
        unit: book.unit(rule.unit_id),
        assisting: rule.assisting.iter().filter_map(|id| book.unit(Some(*id))).collect(),
        conditions: words.conditions(&rule.conditions),
        in_force: rule.in_force(today),
        hints: hints
            .into_iter()
            .map(|hint| RoutingHint {
                kind: hint.kind,
                name: hint.kind.wording(book.lang),
                grave: hint.kind.grave(),
                sentence: render(&hint.message, book.lang),
            })
            .collect(),
        rule: rule.clone(),
    })
    .collect()
}

/// What a new version changed, for the record: rules added and taken out, those that say something else, the order.
fn difference(before: &RuleTable, after: &RuleTable) -> Value {
    let of = |table: &RuleTable| table.rules.iter().map(|rule| (rule.id, rule.clone())).collect::<HashMap<_, _>>();
    let (old, new): (HashMap<RoutingRuleId, Rule>, _) = (of(before), of(after));
    let added: Vec<&Rule> = after.rules.iter().filter(|rule| !old.contains_key(&rule.id)).collect();
    let removed: Vec<&Rule> = before.rules.iter().filter(|rule| !new.contains_key(&rule.id)).collect();
    let edited = after.rules.iter().filter_map(|rule| {
        let was = old.get(&rule.id).filter(|was| *was != rule)?;
        Some(json!({ "id": rule.id, "name": rule.name, "changed": changed(was, rule) }))
    });
    let mut payload = json!({
        "version": after.version, "added": added, "removed": removed, "edited": edited.collect::<Vec<_>>(),
    });
    let order = |table: &RuleTable, among: &HashMap<RoutingRuleId, Rule>| {
        table.rules.iter().map(|rule| rule.id).filter(|id| among.contains_key(id)).collect::<Vec<_>>()
    };
    if order(before, &new) != order(after, &old) {
        let names = |table: &RuleTable| table.rules.iter().map(|rule| rule.name(Lang::Zh)).collect::<Vec<_>>();
        payload["order"] = json!({ "old": names(before), "new": names(after) });
    }
    if before.territory_assists != after.territory_assists {
        payload["territory_assists"] = json!({ "old": before.territory_assists, "new": after.territory_assists });
    }
    payload
}

/// The fields of a rule that say something else, old and new.
fn changed(was: &Rule, is: &Rule) -> Value {
    let (Value::Object(old), Value::Object(new)) = (json!(was), json!(is)) else { return Value::Null };
    let differs = |(field, value): (String, Value)| {
        let before = old.get(&field).cloned().unwrap_or_default();
        (before != value).then(|| (field, json!({ "old": before, "new": value })))
    };
    Value::Object(new.into_iter().filter_map(differs).collect())
}

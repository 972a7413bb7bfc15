//! The settings 设置 of the campaign, as the office reads and changes them.

use chrono::{Datelike, Months};
use serde_json::{Value, json};
use uuid::Uuid;
use wangge_domain::campaign::Campaign;
use wangge_domain::case::StageLimits;
use wangge_domain::deadline::WorkingTime;
use wangge_domain::grid::Level;
use wangge_domain::patrol::settings_fault;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::local_day;
use wangge_storage::{calendar, campaign};

use super::load;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::node::edit::named;
use crate::reading::needs_everywhere;
use crate::record::{self, By};
use crate::view::{AmendSettings, KnownYear, LevelName, SettingsView};

/// The longest a rebound is watched for, in days.
const REBOUND_DAYS_MOST: u32 = 365;

/// The lowest mark a site can be held to, in percent: below it every site would meet the mark.
const MARK_LEAST: u8 = 50;

/// The longest a unit has for its report, in days.
const FEEDBACK_DAYS_MOST: u32 = 60;

/// So many months ahead a year without its holidays is warned about: they are announced in November.
const WARNED_MONTHS: Months = Months::new(3);

/// The settings, for everyone who works here; the key of a base map only for whoever may change it.
///
/// # Errors
/// [`AppError::Forbidden`] for those who see no grid.
pub async fn show(app: &App, actor: &Actor, lang: Lang) -> Answer<SettingsView> {
    actor.may(Action::ViewGrid).ok_or(AppError::Forbidden(Action::ViewGrid))?;
    let db = app.store.read();
    let campaign = load(&db).await?;
    let today = local_day(app.now(), campaign.tz());
    let table = crate::routing::load(&db, &campaign).await?;
    let routing = table.rules.iter().filter(|rule| rule.in_force(today)).map(|rule| rule.name(lang)).collect();
    let known = calendar::years(&db).await?;
    let needed = [today, today + WARNED_MONTHS].map(|day| i64::from(day.year()));
    let mut missing: Vec<i64> =
        needed.into_iter().filter(|year| known.iter().all(|known| known.year != *year)).collect();
    missing.dedup();
    let settings = campaign.settings;
    let base_map = settings.base_map.map(|mut base| {
        if actor.may(Action::EditSettings).is_none() {
            base.key = None;
        }
        base
    });
    let level = |number: i8| LevelName { level: number, name: settings.levels.name(Level(number), lang) };
    Ok(SettingsView {
        name: campaign.name,
        zone: campaign.zone,
        acceptance_on: campaign.acceptance_on,
        working_time: settings.working_time.usual.into(),
        working_seasons: settings.working_time.seasons,
        limits: settings.limits,
        default_limit: settings.default_limit,
        stages: settings.stages,
        suggested_stages: StageLimits::suggested(),
        rebound_days: settings.rebound_days,
        rebound: settings.rebound,
        feedback_days: settings.feedback_days,
        base_map,
        patrol: settings.patrol,
        mark_percent: settings.replication.mark_percent,
        escalation_rules: settings.escalation.rules.iter().map(|rule| rule.wording(lang)).collect(),
        escalation: settings.escalation,
        levels: (1..=4).map(level).collect(),
        routing,
        ranking_scheme: settings.ranking_scheme,
        years: known.into_iter().map(|year| KnownYear { year: year.year, source: year.source }).collect(),
        missing_years: missing,
        version: campaign.version,
    })
}

/// Changes settings on the version they were read at. A deadline that stands is never moved by it.
///
/// # Errors
/// [`AppError::Conflict`] when they were changed meanwhile; [`AppError::Invalid`] with every field that is wrong.
pub async fn amend(
    app: &App,
    actor: &Actor,
    lang: Lang,
    if_match: i64,
    command: AmendSettings,
) -> Answer<SettingsView> {
    needs_everywhere(actor, Action::EditSettings)?;
    let before = load(&app.store.read()).await?;
    if before.version != if_match {
        return Err(AppError::Conflict { current: before.version });
    }
    let after = amended(&before, command)?;
    if after != before {
        let (by, payload) = (By::of(app, actor), difference(&before, &after));
        app.store
            .write(move |tx| {
                Box::pin(async move {
                    campaign::update(tx, &after).await?;
                    record::event(tx, by, "campaign", Uuid::nil(), "amended", payload).await
                })
            })
            .await?;
    }
    show(app, actor, lang).await
}

fn amended(before: &Campaign, command: AmendSettings) -> Answer<Campaign> {
    let mut after = before.clone();
    if let Some(name) = &command.name {
        after.name = named(name)?;
    }
    if let Some(day) = command.acceptance_on {
        after.acceptance_on = day;
    }
    let settings = &mut after.settings;
    if let Some(spans) = command.working_time {
        settings.working_time.usual =
            WorkingTime::try_from(spans).map_err(|refusal| AppError::invalid("/working_time", refusal.message()))?;
    }
    if let Some(seasons) = command.working_seasons {
        settings.working_time.seasons = seasons;
        if let Some((n, field, message)) = settings.working_time.fault() {
            return Err(AppError::invalid(format!("/working_seasons/{n}/{field}"), message));
        }
    }
    if let Some(limits) = command.limits {
        if let Some((n, field, message)) = limits.fault() {
            return Err(AppError::invalid(format!("/limits/{n}/{field}"), message));
        }
        settings.limits = limits;
    }
    settings.default_limit = command.default_limit.unwrap_or(settings.default_limit);
    settings.stages = command.stages.unwrap_or(settings.stages);
    if let Some(days) = command.rebound_days {
        settings.rebound_days = within("/rebound_days", days, REBOUND_DAYS_MOST)?;
    }
    if let Some(rebound) = command.rebound {
        if let Some((field, message)) = wangge_domain::rebound::settings_fault(&rebound) {
            return Err(AppError::invalid(format!("/rebound/{field}"), message));
        }
        settings.rebound = rebound;
    }
    if let Some(days) = command.feedback_days {
        settings.feedback_days = within("/feedback_days", days, FEEDBACK_DAYS_MOST)?;
    }
    if let Some(patrol) = command.patrol {
        if let Some((field, message)) = settings_fault(&patrol) {
            return Err(AppError::invalid(format!("/patrol/{field}"), message));
        }
        settings.patrol = patrol;
    }
    if let Some(mark) = command.mark_percent {
        if !(MARK_LEAST..=100).contains(&mark) {
            let message = Message::new("replication-mark-out-of-range").arg("least", i64::from(MARK_LEAST));
            return Err(AppError::invalid("/mark_percent", message));
        }
        settings.replication.mark_percent = mark;
    }
    if let Some(escalation) = command.escalation {
        if let Some(fault) = escalation.fault() {
            return Err(AppError::invalid(format!("/escalation{}", fault.pointer), fault.message));
        }
        settings.escalation = escalation;
    }
    if let Some(base) = command.base_map {
        if let Some(base) = &base {
            let field = |refusal: wangge_domain::base_map::BaseMapRefusal| format!("/base_map/{}", refusal.field());
            base.check().map_err(|refusal| AppError::invalid(field(refusal), refusal.message()))?;
        }
        settings.base_map = base;
    }
    Ok(after)
}

fn within(pointer: &str, days: u32, most: u32) -> Answer<u32> {
    if (1..=most).contains(&days) {
        return Ok(days);
    }
    Err(AppError::invalid(pointer, Message::new("app-days-out-of-range").arg("most", most)))
}

/// What an edit changed, old and new, for the record; a key never stands in it.
pub(super) fn difference(before: &Campaign, after: &Campaign) -> Value {
    let mut changed = serde_json::Map::new();
    let mut note = |key: &str, old: Value, new: Value| {
        if old != new {
            changed.insert(key.to_owned(), json!({ "old": old, "new": new }));
        }
    };
    let (old, new) = (&before.settings, &after.settings);
    note("name", json!(before.name), json!(after.name));
    note("acceptance_on", json!(before.acceptance_on), json!(after.acceptance_on));
    note("working_time", json!(old.working_time), json!(new.working_time));
    note("limits", json!(old.limits), json!(new.limits));
    note("stages", json!(old.stages), json!(new.stages));
    note("default_limit", json!(old.default_limit), json!(new.default_limit));
    note("rebound_days", json!(old.rebound_days), json!(new.rebound_days));
    note("rebound", json!(old.rebound), json!(new.rebound));
    note("feedback_days", json!(old.feedback_days), json!(new.feedback_days));
    note("patrol", json!(old.patrol), json!(new.patrol));
    note("mark_percent", json!(old.replication.mark_percent), json!(new.replication.mark_percent));
    note("escalation", json!(old.escalation), json!(new.escalation));
    let shown = |base: &Option<wangge_domain::base_map::BaseMap>| {
        json!(base.as_ref().map(|base| {
            json!({ "kind": base.kind, "template": base.template, "datum": base.datum, "attribution": base.attribution })
        }))
    };
    note("base_map", shown(&old.base_map), shown(&new.base_map));
    let key =
        |settings: &wangge_domain::campaign::Settings| settings.base_map.as_ref().and_then(|base| base.key.clone());
    if key(old) != key(new) {
        // That it changed is recorded; what it is, never.
        changed.insert("base_map_key_changed".to_owned(), json!(true));
    }
    Value::Object(changed)
}

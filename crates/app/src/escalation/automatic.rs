//! What rules do by themselves.

use chrono_tz::Tz;
use wangge_domain::case::{By, Case, Step};
use wangge_domain::escalation::{Asked, EscalationRule, Pressing, due};
use wangge_domain::ids::{CaseId, EscalationId, EventId};
use wangge_domain::text::{Lang, word};
use wangge_storage::{StorageError, case, escalation, event};

use super::{draw_number, line};
use crate::case::recorded;
use crate::context::{Answer, App};
use crate::error::AppError;

/// Presses every unit that a rule says is to be pressed now, and says how many cases that were. Nothing happens in quiet
/// hours, nor while the office has not switched the rules on.
///
/// # Errors
/// When the store fails.
pub async fn press_due(app: &App) -> Answer<usize> {
    let campaign = crate::campaign::load(&app.store.read()).await?;
    let (zone, settings) = (campaign.tz(), campaign.settings.escalation);
    let now = app.now();
    let quiet = settings.quiet.is_some_and(|quiet| quiet.hold(now.with_timezone(&zone).time()));
    if !settings.automatic || quiet || settings.rules.is_empty() {
        return Ok(0);
    }
    let found = escalation::candidates(&app.store.read(), &Asked::of(&settings.rules, now)).await?;
    let due_now: Vec<(Case, (EscalationRule, String))> = found
        .into_iter()
        .filter_map(|case| {
            let rule = due(&case, &settings.rules, now)?;
            Some((case, rule))
        })
        .collect();
    let ids: Vec<CaseId> = due_now.iter().map(|(case, _)| case.id).collect();
    let done = escalation::done(&app.store.read(), &ids).await?;
    let mut pressed = 0;
    for (case, (rule, once)) in due_now.into_iter().filter(|(_, (_, once))| !done.contains(once)) {
        let id = case.id;
        match press(app, case, rule, once, (&settings.number_prefix, zone)).await {
            Ok(()) => pressed += 1,
            // Another server did it, or somebody took the case a step on in this very moment: the next look will tell.
            Err(AppError::Conflict { .. } | AppError::Storage(StorageError::AlreadyThere { .. })) => {}
            Err(AppError::Refused { code, .. }) => tracing::warn!(code, case = %id, "a rule could not press a unit"),
            Err(error) => return Err(error),
        }
    }
    Ok(pressed)
}

async fn press(app: &App, case: Case, rule: EscalationRule, once: String, (prefix, zone): (&str, Tz)) -> Answer<()> {
    let by = By { name: word("app-system", Lang::Zh), ..By::default() };
    let at = app.now();
    let (escalation_id, event_id): (EscalationId, EventId) = (app.new_id(), app.new_id());
    let prefix = prefix.to_owned();
    app.store
        .write(move |tx| {
            let (case, by, once, prefix) = (case.clone(), by.clone(), once.clone(), prefix.clone());
            Box::pin(async move {
                let number = draw_number(tx, &prefix, rule.measure, at, zone).await?;
                let pressing = Pressing { number, text: String::new(), rule: Some(rule) };
                let read = case.version;
                let (moved, happened) = case
                    .press(rule.measure, pressing, Step { by: &by, at, now: at })
                    .map_err(|refusal| AppError::refused(refusal.code(), refusal.message(Lang::Zh)))?;
                case::update(tx, &moved, read).await?;
                if let Some(line) = line(escalation_id, &happened, Some(once)) {
                    escalation::insert(tx, &line).await?;
                }
                event::append(tx, vec![recorded(event_id, &happened)]).await?;
                Ok::<(), AppError>(())
            })
        })
        .await
}

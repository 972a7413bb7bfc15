//! Entering by hand and reversing by hand: the office gives or takes what a rule of the scheme says, with its basis.

use chrono::NaiveDate;
use wangge_domain::ids::{ScoreEntryId, UnitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::score_ledger::{APPEAL_TEXT_MOST, EntryFigure, ScoreEntry, ScoreRule, ScoreTrigger};
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::local_day;
use wangge_storage::reach::Reach;
use wangge_storage::score_ledger as store;

use super::facts::Pricing;
use super::list::{scheme_name, show, signed, speaks_for};
use super::post::post_beside;
use super::write::keep;
use crate::context::{Answer, App};
use crate::error::{AppError, FieldFault};
use crate::reading::{Register, needs_everywhere, reckoned};
use crate::record::By;
use crate::view::{Coded, EnterScore, ReverseScore, ScoreAmount, ScoreEntryView, ScoreRuleByHand, ScoreRuleQuery};

/// A text that says why, trimmed.
///
/// # Errors
/// [`AppError::Invalid`] when it is empty or too long.
pub(super) fn said(text: &str) -> Answer<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(AppError::invalid("/text", Message::new("score-text-missing")));
    }
    if text.chars().count() > APPEAL_TEXT_MOST {
        return Err(AppError::invalid("/text", Message::new("score-text-long").arg("most", APPEAL_TEXT_MOST)));
    }
    Ok(text.to_owned())
}

/// Lets pass only who does not speak for the unit: nobody gives to or takes from their own.
fn others(actor: &Actor, unit: UnitId) -> Answer<()> {
    if speaks_for(actor, unit) {
        return Err(AppError::refused("score_entry_conflict", Message::new("score-entry-conflict")));
    }
    Ok(())
}

/// The rules by which the office may enter by hand for a unit on a day; none where no scheme has any.
///
/// # Errors
/// [`AppError::Forbidden`] for whoever may not enter.
pub async fn rules_by_hand(
    app: &App,
    actor: &Actor,
    lang: Lang,
    query: ScoreRuleQuery,
) -> Answer<Vec<ScoreRuleByHand>> {
    needs_everywhere(actor, Action::EditScoreLedger)?;
    let pricing = Pricing::load(app, &app.store.read()).await?;
    let day = query.on_day.unwrap_or_else(|| local_day(app.now(), pricing.zone));
    let Some(edition) = pricing.edition(query.unit, day) else { return Ok(Vec::new()) };
    let rules = edition.scheme.scoring.iter().flat_map(|scoring| &scoring.rules);
    let view = |rule: &ScoreRule| ScoreRuleByHand {
        rule: Coded::new(&rule.code, rule.name.get(lang)),
        scheme: scheme_name(Some(edition.scheme.name.get(lang)), edition.edition, lang),
        amounts: rule
            .amounts
            .iter()
            .map(|(level, amount)| ScoreAmount {
                level: *level,
                level_name: level.wording(lang),
                amount: signed(amount),
            })
            .collect(),
    };
    Ok(rules.filter(|rule| rule.trigger == ScoreTrigger::ByHand).map(view).collect())
}

/// Enters by hand. The same entry sent again answers as the first did.
///
/// # Errors
/// [`AppError::Invalid`] with everything wrong with it.
pub async fn enter(app: &App, actor: &Actor, lang: Lang, command: EnterScore) -> Answer<(ScoreEntryView, bool)> {
    needs_everywhere(actor, Action::EditScoreLedger)?;
    let db = app.store.read();
    if store::find(&db, &Reach::everything(), command.id).await?.is_some() {
        return Ok((show(app, actor, lang, command.id).await?, false));
    }
    others(actor, command.unit_id)?;
    let register = Register::load(app, &db).await?;
    let pricing = Pricing::load(app, &db).await?;
    let by = By::of(app, actor);
    let mut faults = Vec::new();
    let mut fault = |pointer: &str, message: Message| faults.push(FieldFault { pointer: pointer.to_owned(), message });
    let text = said(&command.text).map_err(|error| match error {
        AppError::Invalid(found) => found,
        _ => Vec::new(),
    });
    if let Err(found) = &text {
        for one in found {
            fault(&one.pointer, one.message.clone());
        }
    }
    if !register.units.contains_key(&command.unit_id) {
        fault("/unit_id", Message::new("score-unit-unknown"));
    }
    if reckoned("/on_day", Some(command.on_day)).is_err() {
        fault("/on_day", Message::new("app-day-out-of-range"));
    } else if command.on_day > local_day(by.at, pricing.zone) {
        fault("/on_day", Message::new("score-entry-future"));
    }
    let priced = priced(&pricing, command.unit_id, command.on_day, &command, lang);
    if let Err((pointer, message)) = &priced {
        fault(pointer, message.clone());
    }
    let ((edition, rule, amount), text) = match (priced, text) {
        (Ok(priced), Ok(text)) if faults.is_empty() => (priced, text),
        _ => return Err(AppError::Invalid(faults)),
    };
    let entry = ScoreEntry {
        id: command.id,
        number: 0,
        unit_id: command.unit_id,
        on_day: command.on_day,
        scheme_code: edition.0,
        scheme_edition: edition.1,
        rule_code: rule.code.clone(),
        rule_name: rule.name.clone(),
        trigger: ScoreTrigger::ByHand,
        level: command.level,
        share: None,
        figure: EntryFigure { amount: amount.clone(), factors: Vec::new() },
        amount,
        fact_key: format!("by_hand:{}", command.id),
        case_id: None,
        round_id: None,
        site_id: None,
        text,
        reverses: None,
        posted_at: by.at,
        by_user: by.actor,
        by_name: by.name.clone(),
        once: format!("by_hand:{}", command.id),
    };
    let new = keep(app, vec![entry], by).await?;
    Ok((show(app, actor, lang, command.id).await?, new))
}

type Priced = ((String, i32), ScoreRule, wangge_domain::figure::Exact);

fn priced(
    pricing: &Pricing,
    unit: UnitId,
    day: NaiveDate,
    command: &EnterScore,
    lang: Lang,
) -> Result<Priced, (&'static str, Message)> {
    let edition = pricing.edition(unit, day);
    let scored = edition.and_then(|edition| Some((edition, edition.scheme.scoring.as_ref()?)));
    let (edition, scoring) = scored.ok_or_else(|| ("/on_day", Message::new("score-entry-no-scheme")))?;
    let mut rules = scoring.rules.iter().filter(|rule| rule.trigger == ScoreTrigger::ByHand);
    let rule = rules
        .find(|rule| rule.code == command.rule)
        .ok_or_else(|| ("/rule", Message::new("score-entry-unknown-rule").arg("code", &command.rule)))?;
    let amount = rule.amounts.get(&command.level).filter(|amount| !amount.is_zero()).ok_or_else(|| {
        let message = Message::new("score-entry-level").arg("rule", rule.name.get(lang));
        ("/level", message.arg("level", command.level.wording(lang)))
    })?;
    Ok(((edition.code.clone(), edition.edition), rule.clone(), amount.clone()))
}

/// Takes an entry back by hand, with the reason; no rule enters it again.
///
/// # Errors
/// [`AppError::Refused`] for what was taken back already or is itself a reversal.
pub async fn reverse(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: ScoreEntryId,
    command: ReverseScore,
) -> Answer<ScoreEntryView> {
    needs_everywhere(actor, Action::EditScoreLedger)?;
    let db = app.store.read();
    let entry = store::find(&db, &Reach::everything(), id).await?;
    let entry = entry.ok_or_else(|| AppError::not_found("score entry", id))?;
    others(actor, entry.unit_id)?;
    let text = said(&command.text)?;
    let by = By::of(app, actor);
    let reversal = reversal(app, &entry, text, &by)?;
    if store::reversals(&db, &[id]).await?.contains_key(&id) || !keep(app, vec![reversal], by).await? {
        return Err(AppError::refused("score_entry_reversed", Message::new("score-entry-reversed")));
    }
    post_beside(app, &entry).await;
    show(app, actor, lang, id).await
}

/// The entry by which a person takes another back.
pub(super) fn reversal(app: &App, entry: &ScoreEntry, text: String, by: &By) -> Answer<ScoreEntry> {
    if entry.reverses.is_some() {
        return Err(AppError::refused("score_entry_is_reversal", Message::new("score-entry-is-reversal")));
    }
    Ok(ScoreEntry { text, by_user: by.actor, by_name: by.name.clone(), ..entry.reversal(app.new_id(), by.at) })
}

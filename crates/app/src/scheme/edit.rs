//! Drafts and editions.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::ranking::{Scheme, SchemeEdition, SchemeRefusal, Schemes};
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::local_day;
use wangge_storage::{ConnectionTrait, StorageError, scheme_edition as store, score_ledger};

use crate::context::{Answer, App};
use crate::error::{AppError, FieldFault};
use crate::reading::{Register, may_everywhere, needs_everywhere, reckoned};
use crate::record::{self, By};
use crate::unit::peer_group;
use crate::view::{BindScheme, Coded, SaveScheme, SchemeEditionList, SchemeEditionState, SchemeEditionView};

/// The longest code.
const CODE_MOST: usize = 40;

/// All editions, by code, the latest of each first.
///
/// # Errors
/// [`AppError::Forbidden`] for those who see no rankings.
pub async fn list(app: &App, actor: &Actor, lang: Lang) -> Answer<SchemeEditionList> {
    actor.may(Action::ViewRanking).ok_or(AppError::Forbidden(Action::ViewRanking))?;
    let db = app.store.read();
    let schemes = store::all(&db).await?;
    let campaign = crate::campaign::load(&db).await?;
    let today = local_day(app.now(), campaign.tz());
    let may_edit = may_everywhere(actor, Action::EditRankingScheme);
    let in_force: BTreeSet<(String, i32)> =
        schemes.on(today).into_iter().map(|edition| (edition.code.clone(), edition.edition)).collect();
    let view = |edition: &SchemeEdition| SchemeEditionView {
        code: edition.code.clone(),
        edition: edition.edition,
        name: edition.scheme.name.get(lang).to_owned(),
        state: match edition.effective_from {
            None => SchemeEditionState::Draft,
            Some(from) if from > today => SchemeEditionState::Scheduled,
            Some(_) if in_force.contains(&(edition.code.clone(), edition.edition)) => SchemeEditionState::InForce,
            Some(_) => SchemeEditionState::Superseded,
        },
        effective_from: edition.effective_from,
        saved_at: edition.saved_at,
        saved_by: edition.saved_name.clone(),
        version: edition.version,
        scheme: edition.scheme.clone(),
    };
    // A draft binds nobody and is nobody's to read but those who write it.
    let seen = schemes.all().iter().filter(|edition| may_edit || edition.effective_from.is_some());
    let mut items: Vec<SchemeEditionView> = seen.map(view).collect();
    items.sort_by(|a, b| a.code.cmp(&b.code).then_with(|| b.edition.cmp(&a.edition)));
    Ok(SchemeEditionList {
        items,
        groups: groups(app, &db).await?.iter().map(|code| peer_group(code, lang)).collect::<Vec<Coded>>(),
        today,
        may_edit,
        suggested: Scheme::suggested(),
    })
}

/// The peer groups there are.
pub(crate) async fn groups(app: &App, db: &impl ConnectionTrait) -> Answer<BTreeSet<String>> {
    let register = Register::load(app, db).await?;
    Ok(register.units.values().filter_map(|unit| unit.peer_group.clone()).collect())
}

/// What is wrong with a scheme, by field.
pub(crate) fn faults(scheme: &Scheme, groups: &BTreeSet<String>, lang: Lang) -> Vec<FieldFault> {
    let mut found = Vec::new();
    let mut add =
        |pointer: String, message: Message| found.push(FieldFault { pointer: format!("/scheme{pointer}"), message });
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
    if scheme.code.is_empty() || scheme.code.len() > CODE_MOST || !scheme.code.chars().all(plain) {
        add("/code".to_owned(), Message::new("score-scheme-code"));
    }
    if scheme.name.get(Lang::Zh).trim().is_empty() {
        add("/name".to_owned(), Message::new("score-scheme-name"));
    }
    for (place, group) in scheme.groups.iter().enumerate().filter(|(_, group)| !groups.contains(*group)) {
        add(format!("/groups/{place}"), Message::new("score-scheme-group").arg("group", group));
    }
    for refusal in scheme.check() {
        let pointer = match &refusal {
            SchemeRefusal::Scoring(wrong) => format!("/scoring{}", wrong.pointer),
            SchemeRefusal::NoIndicator => "/indicator".to_owned(),
            SchemeRefusal::Twice { indicator }
            | SchemeRefusal::Weight { indicator }
            | SchemeRefusal::Scale { indicator }
            | SchemeRefusal::NotARate { indicator }
            | SchemeRefusal::NoScoring { indicator } => {
                let place = scheme.indicators.iter().rposition(|one| one.code == *indicator);
                format!("/indicator/{}", place.unwrap_or_default())
            }
        };
        add(pointer, refusal.message(lang));
    }
    found
}

/// Saves the draft of a scheme's next edition.
///
/// # Errors
/// [`AppError::Invalid`] with everything wrong with it; [`AppError::Conflict`] when the draft was changed meanwhile.
pub async fn save(app: &App, actor: &Actor, lang: Lang, command: SaveScheme) -> Answer<SchemeEditionList> {
    needs_everywhere(actor, Action::EditRankingScheme)?;
    let db = app.store.read();
    let wrong = faults(&command.scheme, &groups(app, &db).await?, lang);
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    let schemes = store::all(&db).await?;
    let of_code = || schemes.all().iter().filter(|edition| edition.code == command.scheme.code);
    let draft = of_code().find(|edition| edition.effective_from.is_none());
    if draft.map(|draft| draft.version) != command.version {
        return Err(AppError::Conflict { current: draft.map_or(0, |draft| draft.version) });
    }
    let by = By::of(app, actor);
    let edition = SchemeEdition {
        code: command.scheme.code.clone(),
        edition: draft.map_or_else(|| of_code().map(|one| one.edition).max().unwrap_or(0) + 1, |draft| draft.edition),
        effective_from: None,
        scheme: command.scheme,
        saved_at: by.at,
        saved_by: by.actor,
        saved_name: by.name.clone(),
        version: draft.map_or(1, |draft| draft.version),
    };
    keep(app, edition, draft.is_none(), by).await?;
    list(app, actor, lang).await
}

async fn keep(app: &App, edition: SchemeEdition, new: bool, by: By) -> Answer<()> {
    let document = serde_json::to_string(&edition.scheme).map_err(|error| StorageError::Inconsistency {
        table: "scheme_editions",
        row: edition.code.clone(),
        reason: error.to_string(),
    })?;
    let payload = json!({
        "code": edition.code, "edition": edition.edition, "effective_from": edition.effective_from, "document": document,
    });
    let kind = if edition.effective_from.is_some() { "bound" } else { "drafted" };
    let code = edition.code.clone();
    let ready = Arc::new((edition, payload, by));
    let kept = app
        .store
        .write(move |tx| {
            let ready = Arc::clone(&ready);
            Box::pin(async move {
                let (edition, payload, by) = &*ready;
                if new {
                    store::insert(tx, edition).await?;
                } else {
                    store::update(tx, edition).await?;
                }
                if edition.effective_from.is_some() {
                    // What counts from a day gone by is entered at the next look.
                    score_ledger::forget_posted(tx).await?;
                }
                record::event(tx, by.clone(), "ranking_scheme", Uuid::nil(), kind, payload.clone()).await?;
                Ok::<(), AppError>(())
            })
        })
        .await;
    match kept {
        Err(AppError::Storage(StorageError::AlreadyThere { .. })) => {
            tracing::debug!(code, "somebody saved this edition at the same moment");
            Err(AppError::Conflict { current: 1 })
        }
        other => other,
    }
}

/// Whether an edition may hold from a day.
///
/// # Errors
/// [`AppError::Invalid`] with the reason.
pub(crate) fn may_hold_from(
    schemes: &Schemes,
    (code, scheme): (&str, &Scheme),
    from: NaiveDate,
    today: NaiveDate,
    lang: Lang,
) -> Result<(), Message> {
    let bound = |one: &&SchemeEdition| one.effective_from.is_some();
    let of_code: Vec<&SchemeEdition> = schemes.all().iter().filter(|one| one.code == code).filter(bound).collect();
    // A day gone by is only free where no scheme held for any of its groups: what was ranked and entered stays as it was.
    let covers = |other: &SchemeEdition| {
        let (own, others) = (&scheme.groups, &other.scheme.groups);
        own.is_empty() || others.is_empty() || own.iter().any(|group| others.contains(group))
    };
    let held = schemes.all().iter().any(|other| other.effective_from.is_some_and(|day| day <= today) && covers(other));
    if held && from < today {
        return Err(Message::new("score-scheme-past").arg("today", today));
    }
    if let Some(same) = of_code.iter().find(|one| one.effective_from == Some(from) && from > today) {
        return Err(Message::new("score-scheme-same-day").arg("edition", same.edition));
    }
    // What another scheme is set to hold later would clash as much as what it holds on that day.
    let later = schemes.all().iter().filter(|other| other.effective_from.is_some_and(|day| day > from));
    for other in schemes.on(from).into_iter().chain(later).filter(|other| other.code != code) {
        if scheme.groups.is_empty() && other.scheme.groups.is_empty() {
            return Err(Message::new("score-scheme-for-all-taken").arg("scheme", other.scheme.name.get(lang)));
        }
        if let Some(group) = scheme.groups.iter().find(|group| other.scheme.groups.contains(group)) {
            let message = Message::new("score-scheme-group-taken").arg("group", peer_group(group, lang).name);
            return Err(message.arg("scheme", other.scheme.name.get(lang)));
        }
    }
    Ok(())
}

/// Lets a draft hold from a day.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown edition; [`AppError::Refused`] for one that holds already; [`AppError::Invalid`] for
/// a day it cannot hold from; [`AppError::Conflict`] when the draft was changed meanwhile.
pub async fn bind(
    app: &App,
    actor: &Actor,
    lang: Lang,
    code: String,
    command: BindScheme,
) -> Answer<SchemeEditionList> {
    needs_everywhere(actor, Action::EditRankingScheme)?;
    let db = app.store.read();
    let schemes = store::all(&db).await?;
    let draft = schemes.edition(&code, command.edition).ok_or_else(|| AppError::not_found("scheme", &code))?;
    if draft.effective_from.is_some() {
        return Err(AppError::refused("scheme_bound", Message::new("score-scheme-bound")));
    }
    if draft.version != command.version {
        return Err(AppError::Conflict { current: draft.version });
    }
    reckoned("/effective_from", Some(command.effective_from))?;
    let by = By::of(app, actor);
    let today = local_day(by.at, crate::campaign::load(&db).await?.tz());
    may_hold_from(&schemes, (&code, &draft.scheme), command.effective_from, today, lang)
        .map_err(|message| AppError::invalid("/effective_from", message))?;
    let bound = SchemeEdition {
        effective_from: Some(command.effective_from),
        saved_at: by.at,
        saved_by: by.actor,
        saved_name: by.name.clone(),
        ..draft.clone()
    };
    keep(app, bound, false, by).await?;
    list(app, actor, lang).await
}

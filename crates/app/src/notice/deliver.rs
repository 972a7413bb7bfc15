//! Sending what is due, and what became of it.

use std::collections::HashMap;

use chrono::TimeDelta;
use serde_json::json;
use tokio::task::JoinSet;
use wangge_channel::Outgoing;
use wangge_domain::ids::{DeliveryId, UserId};
use wangge_domain::notice::{Channel, Delivery, DeliveryState, wait_after};
use wangge_domain::permission::Actor;
use wangge_domain::text::{Lang, Message, render, word};
use wangge_storage::{delivery, user};

use super::channel::require;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::record::{self, By};
use crate::view::{Coded, DeliveryList, DeliveryQuery, DeliveryView, PAGE_ITEMS_MAX};

/// So many messages are looked at in one go.
const AT_ONCE: u64 = 200;

/// How long a message is another server's after it took it.
const CLAIMED: TimeDelta = TimeDelta::minutes(2);

/// Sends every message that is due, channel beside channel, and says how many were taken by the other side.
///
/// # Errors
/// When the store fails. That a message was not taken is no error: it is noted with it.
pub async fn deliver_due(app: &App) -> Answer<usize> {
    let db = app.store.read();
    let due = delivery::due(&db, app.now(), AT_ONCE).await?;
    if due.is_empty() {
        return Ok(0);
    }
    let channels: HashMap<String, Channel> =
        delivery::channels(&db).await?.into_iter().map(|channel| (channel.code.clone(), channel)).collect();
    let mut by_channel: HashMap<String, Vec<Delivery>> = HashMap::new();
    for one in due {
        by_channel.entry(one.channel.clone()).or_default().push(one);
    }
    let mut sending = JoinSet::new();
    for (code, messages) in by_channel {
        let (app, channel) = (app.clone(), channels.get(&code).cloned());
        sending.spawn(async move { send_all(&app, channel.as_ref(), messages).await });
    }
    let mut taken = 0;
    while let Some(done) = sending.join_next().await {
        match done {
            Ok(sent) => taken += sent?,
            Err(error) => tracing::warn!(%error, "a channel stopped sending"),
        }
    }
    Ok(taken)
}

/// Sends the messages of one channel, one after another.
async fn send_all(app: &App, channel: Option<&Channel>, messages: Vec<Delivery>) -> Answer<usize> {
    let mut taken = 0;
    for message in messages {
        let until = app.now() + CLAIMED;
        let claimed = {
            let message = message.clone();
            app.store.write(move |tx| {
                let message = message.clone();
                Box::pin(async move { Ok::<bool, AppError>(delivery::claim(tx, &message, until).await?) })
            })
        };
        if !claimed.await? {
            continue;
        }
        let tried = Delivery { tries: message.tries + 1, ..message };
        let failed = match channel.filter(|channel| channel.active) {
            None => Some((word("notice-unsent-channel", Lang::Zh), false)),
            Some(channel) => match app.gate()?.send(&channel.settings, &outgoing(&tried, app)).await {
                Ok(()) => None,
                Err(error) => Some((render(&error.message(), Lang::Zh), true)),
            },
        };
        taken += usize::from(failed.is_none());
        let now = app.now();
        let after = match failed {
            None => Delivery { state: DeliveryState::Sent, ended_at: Some(now), error: None, ..tried },
            Some((error, again)) => match wait_after(tried.tries).filter(|_| again) {
                Some(wait) => Delivery { next_at: now + wait, error: Some(error), ..tried },
                None => Delivery { state: DeliveryState::Dead, ended_at: Some(now), error: Some(error), ..tried },
            },
        };
        app.store
            .write(move |tx| {
                let after = after.clone();
                Box::pin(async move {
                    delivery::put(tx, &after).await?;
                    Ok::<(), AppError>(())
                })
            })
            .await?;
    }
    Ok(taken)
}

fn outgoing(delivery: &Delivery, app: &App) -> Outgoing {
    Outgoing {
        id: delivery.id.to_string(),
        address: delivery.address.clone(),
        subject: delivery.subject.clone(),
        body: delivery.body.clone(),
        facts: delivery.facts.clone(),
        at: app.now(),
    }
}

/// Messages and what became of them, the latest first.
///
/// # Errors
/// [`AppError::Forbidden`] for all but system administrators.
pub async fn deliveries(app: &App, actor: &Actor, lang: Lang, query: DeliveryQuery) -> Answer<DeliveryList> {
    require(actor)?;
    let db = app.store.read();
    let most = u64::from(query.limit.unwrap_or(PAGE_ITEMS_MAX).clamp(1, PAGE_ITEMS_MAX));
    let found = delivery::list(&db, query.state, most).await?;
    let users: Vec<UserId> = found.iter().filter_map(|one| one.user_id).collect();
    let names = user::names(&db, &users).await?;
    let counts = delivery::counts(&db).await?;
    let count = |wanted: DeliveryState| {
        let found = counts.iter().find(|(state, _)| *state == wanted);
        found.and_then(|(_, count)| u64::try_from(*count).ok()).unwrap_or_default()
    };
    Ok(DeliveryList {
        items: found.into_iter().map(|one| view(one, &names, lang)).collect(),
        queued: count(DeliveryState::Queued),
        sent: count(DeliveryState::Sent),
        dead: count(DeliveryState::Dead),
    })
}

/// Sends a message that was given up again, from its first try on.
///
/// # Errors
/// When it was not given up.
pub async fn retry(app: &App, actor: &Actor, lang: Lang, id: DeliveryId) -> Answer<DeliveryView> {
    require(actor)?;
    let found = delivery::get(&app.store.read(), id).await?.ok_or_else(|| AppError::not_found("delivery", id))?;
    if found.state != DeliveryState::Dead {
        return Err(AppError::refused("not_dead", Message::new("notice-not-dead")));
    }
    let (by, now) = (By::of(app, actor), app.now());
    let again = Delivery { state: DeliveryState::Queued, tries: 0, next_at: now, ended_at: None, ..found };
    let written = again.clone();
    app.store
        .write(move |tx| {
            let (written, by) = (written.clone(), by.clone());
            Box::pin(async move {
                delivery::put(tx, &written).await?;
                let payload = json!({ "channel": written.channel, "made_at": written.made_at });
                record::event(tx, by, "delivery", id.0, "retried", payload).await?;
                Ok::<(), AppError>(())
            })
        })
        .await?;
    let names = user::names(&app.store.read(), again.user_id.as_slice()).await?;
    Ok(view(again, &names, lang))
}

fn view(one: Delivery, names: &HashMap<UserId, String>, lang: Lang) -> DeliveryView {
    DeliveryView {
        id: one.id,
        channel: one.channel,
        kind: Coded::new(one.kind.as_str(), one.kind.wording(lang)),
        to: one.user_id.and_then(|user| names.get(&user).cloned()),
        address: one.address,
        subject: one.subject,
        state: one.state,
        state_name: one.state.wording(lang),
        tries: one.tries,
        next_at: (one.state == DeliveryState::Queued).then_some(one.next_at),
        error: one.error,
        made_at: one.made_at,
        ended_at: one.ended_at,
    }
}

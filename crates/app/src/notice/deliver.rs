//! Sending what is due, and what became of it.

use std::collections::HashMap;

use chrono::TimeDelta;
use serde_json::json;
use tokio::task::JoinSet;
use wangge_channel::{Outgoing, Unsent};
use wangge_domain::ids::{DeliveryId, UserId};
use wangge_domain::notice::{Channel, ChannelKind, Delivery, DeliveryState, wait_after};
use wangge_domain::permission::Actor;
use wangge_domain::text::{Lang, Message, render, word};
use wangge_domain::time::Timestamp;
use wangge_storage::{delivery, user};

use super::channel::require;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::record::{self, By};
use crate::view::{Coded, DeliveryList, DeliveryQuery, DeliveryView, PAGE_ITEMS_MAX};

/// So many messages of a channel are looked at in one go.
const AT_ONCE: u64 = 100;

/// How long a message is another server's after it took it.
const CLAIMED: TimeDelta = TimeDelta::minutes(2);

/// Sends every message that is due, channel beside channel, and says how many were taken by the other side.
///
/// # Errors
/// When the store fails. That a message was not taken is no error: it is noted with it.
pub async fn deliver_due(app: &App) -> Answer<usize> {
    let db = app.store.read();
    let mut sending = JoinSet::new();
    for channel in delivery::channels(&db).await? {
        let due = delivery::due(&db, &channel.code, app.now(), AT_ONCE).await?;
        if !due.is_empty() {
            let app = app.clone();
            sending.spawn(async move { send_all(&app, &channel, due).await });
        }
    }
    let (mut taken, mut failed) = (0, None);
    // The others go on when one stops: what is handed over must be noted, or it is handed over twice.
    while let Some(done) = sending.join_next().await {
        match done {
            Ok(Ok(sent)) => taken += sent,
            Ok(Err(error)) => failed = Some(error),
            Err(error) => tracing::warn!(%error, "a channel stopped sending"),
        }
    }
    failed.map_or(Ok(taken), Err)
}

/// Sends the messages of one channel, one after another, until one shows that the other side cannot be reached now.
async fn send_all(app: &App, channel: &Channel, messages: Vec<Delivery>) -> Answer<usize> {
    let gate = app.gate()?;
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
        let sent = if channel.active {
            gate.send(&channel.settings, &outgoing(&tried, app).await?).await.map_err(Failed::Unsent)
        } else {
            Err(Failed::Off)
        };
        taken += usize::from(sent.is_ok());
        let unreachable = matches!(sent, Err(Failed::Unsent(Unsent::Unreachable(_))));
        if matches!(sent, Err(Failed::Unsent(Unsent::Gone))) {
            super::push::forget(app, &tried).await?;
        }
        let after = noted(tried, sent, app.now());
        app.store
            .write(move |tx| {
                let after = after.clone();
                Box::pin(async move {
                    delivery::put(tx, &after).await?;
                    Ok::<(), AppError>(())
                })
            })
            .await?;
        if unreachable {
            // A gateway that does not answer takes its whole patience for each of hundreds.
            break;
        }
    }
    Ok(taken)
}

/// Why a message did not go.
enum Failed {
    /// Its channel is not used.
    Off,
    /// It was not taken.
    Unsent(Unsent),
}

/// A message after a try.
fn noted(tried: Delivery, sent: Result<(), Failed>, now: Timestamp) -> Delivery {
    let (error, wait) = match sent {
        Ok(()) => return Delivery { state: DeliveryState::Sent, ended_at: Some(now), error: None, ..tried },
        Err(Failed::Off) => (word("notice-unsent-channel", Lang::Zh), None),
        // Nothing brings a browser back that is gone.
        Err(Failed::Unsent(error @ Unsent::Gone)) => (render(&error.message(), Lang::Zh), None),
        Err(Failed::Unsent(error)) => (render(&error.message(), Lang::Zh), wait_after(tried.tries)),
    };
    match wait {
        Some(wait) => Delivery { next_at: now + wait, error: Some(error), ..tried },
        None => Delivery { state: DeliveryState::Dead, ended_at: Some(now), error: Some(error), ..tried },
    }
}

async fn outgoing(delivery: &Delivery, app: &App) -> Answer<Outgoing> {
    Ok(Outgoing {
        id: delivery.id.to_string(),
        address: delivery.address.clone(),
        subject: delivery.subject.clone(),
        body: delivery.body.clone(),
        facts: delivery.facts.clone(),
        browser: super::push::browser_of(&app.store.read(), delivery).await?,
        at: app.now(),
    })
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
    let browsers = super::push::named(&db, &found).await?;
    let count = |wanted: DeliveryState| {
        let found = counts.iter().find(|(state, _)| *state == wanted);
        found.and_then(|(_, count)| u64::try_from(*count).ok()).unwrap_or_default()
    };
    Ok(DeliveryList {
        items: found.into_iter().map(|one| view(one, &names, &browsers, lang)).collect(),
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
    let db = app.store.read();
    let names = user::names(&db, again.user_id.as_slice()).await?;
    let browsers = super::push::named(&db, std::slice::from_ref(&again)).await?;
    Ok(view(again, &names, &browsers, lang))
}

fn view(
    one: Delivery,
    names: &HashMap<UserId, String>,
    browsers: &HashMap<String, String>,
    lang: Lang,
) -> DeliveryView {
    let address = match one.kind {
        // The identity of a subscription tells nobody anything.
        ChannelKind::WebPush => browsers.get(&one.address).cloned().unwrap_or_else(|| "—".to_owned()),
        _ => one.address,
    };
    DeliveryView {
        id: one.id,
        channel: one.channel,
        kind: Coded::new(one.kind.as_str(), one.kind.wording(lang)),
        to: one.user_id.and_then(|user| names.get(&user).cloned()),
        address,
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

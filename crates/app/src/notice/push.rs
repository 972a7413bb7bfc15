//! Browsers that take pushed messages 推送订阅.

use std::collections::HashMap;

use serde_json::json;
use wangge_channel::push::{PushFault, SigningKey, carried_by};
use wangge_channel::{Outgoing, Unsent};
use wangge_domain::ids::{EventId, PushSubscriptionId};
use wangge_domain::notice::{Channel, ChannelKind, ChannelSettings, Delivery, PushSubscription};
use wangge_domain::permission::Actor;
use wangge_domain::text::{Lang, Message, render, word};
use wangge_storage::{ConnectionTrait, delivery, notice};

use super::announce::marked;
use super::inbox::own;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::view::{CreatePushSubscription, PushSubscriptionView, PushSubscriptions};

/// The longest name a browser may give itself.
const BROWSER_MOST: usize = 80;

/// One's browsers, and what a further one needs to be added.
///
/// # Errors
/// When the store fails.
pub async fn push_subscriptions(app: &App, actor: &Actor) -> Answer<PushSubscriptions> {
    let (db, user) = (app.store.read(), own(actor)?);
    let items = notice::subscriptions(&db, user).await?.into_iter().map(|one| PushSubscriptionView {
        id: one.id,
        endpoint: one.endpoint,
        browser: one.browser,
        made_at: one.made_at,
    });
    let channel = channel(&db).await?;
    let public_key = channel.and_then(|channel| match channel.settings {
        ChannelSettings::WebPush { public_key, .. } => public_key,
        _ => None,
    });
    Ok(PushSubscriptions { items: items.collect(), public_key })
}

/// Adds a browser; again, it changes nothing. Under another account before, it is now this one's.
///
/// # Errors
/// [`AppError::Invalid`] when its service is not allowed or its keys are none; refused where no channel pushes.
pub async fn subscribe(app: &App, actor: &Actor, command: CreatePushSubscription) -> Answer<PushSubscriptions> {
    let (db, user) = (app.store.read(), own(actor)?);
    let settings = channel(&db).await?.map(|channel| channel.settings);
    let Some(ChannelSettings::WebPush { services, .. }) = settings else {
        return Err(AppError::refused("push_off", Message::new("notice-push-off")));
    };
    let known = notice::subscriptions(&db, user).await?.into_iter().find(|one| one.endpoint == command.endpoint);
    let browser = command.browser.chars().filter(|c| !c.is_control()).take(BROWSER_MOST).collect();
    let subscription = PushSubscription {
        id: known.as_ref().map_or_else(|| app.new_id(), |one| one.id),
        user_id: user,
        endpoint: command.endpoint,
        p256dh: command.p256dh,
        auth: command.auth,
        browser,
        made_at: known.map_or_else(|| app.now(), |one| one.made_at),
    };
    carried_by(&subscription, &services).map_err(|fault| match fault {
        PushFault::Service(host) => {
            AppError::invalid("/endpoint", Message::new("notice-push-service").arg("host", host))
        }
        PushFault::Keys => AppError::invalid("/p256dh", Message::new("notice-push-keys")),
    })?;
    app.store
        .write(move |tx| {
            let subscription = subscription.clone();
            Box::pin(async move {
                notice::subscribe(tx, &subscription).await?;
                Ok::<(), AppError>(())
            })
        })
        .await?;
    push_subscriptions(app, actor).await
}

/// Forgets one of one's browsers.
///
/// # Errors
/// [`AppError::NotFound`] when it is not one's own.
pub async fn unsubscribe(app: &App, actor: &Actor, id: PushSubscriptionId) -> Answer<PushSubscriptions> {
    let found = of_own(app, actor, id).await?;
    app.store
        .write(move |tx| {
            Box::pin(async move {
                notice::unsubscribe(tx, found.id).await?;
                Ok::<(), AppError>(())
            })
        })
        .await?;
    push_subscriptions(app, actor).await
}

/// Pushes a message to one of one's browsers at once, so that its reader sees whether it works.
///
/// # Errors
/// [`AppError::NotFound`] when it is not one's own; what its service answered.
pub async fn try_push(app: &App, actor: &Actor, lang: Lang, id: PushSubscriptionId) -> Answer<()> {
    let (db, found) = (app.store.read(), of_own(app, actor, id).await?);
    let channel = channel(&db).await?.ok_or_else(|| AppError::refused("push_off", Message::new("notice-push-off")))?;
    let campaign = crate::campaign::load(&db).await?;
    let body = render(&Message::new("notice-test-body").arg("name", &channel.name), lang);
    let message = Outgoing {
        id: app.new_id::<EventId>().to_string(),
        address: String::new(),
        subject: word("notice-test-subject", lang),
        body: marked(&campaign, body, lang),
        facts: json!({ "kind": "test" }).to_string(),
        browser: Some(found),
        at: app.now(),
    };
    let sent = app.gate()?.send(&channel.settings, &message).await;
    if matches!(sent, Err(Unsent::Gone)) {
        unsubscribe(app, actor, id).await?;
    }
    sent.map_err(|error| AppError::refused("not_sent", error.message()))
}

/// Settings of a new channel with a key of their own, where they need one. There is one channel that pushes: a browser
/// has one subscription, which is bound to one key.
pub(super) async fn with_key(app: &App, settings: ChannelSettings) -> Answer<ChannelSettings> {
    let ChannelSettings::WebPush { contact, services, .. } = settings else { return Ok(settings) };
    let all = delivery::channels(&app.store.read()).await?;
    if all.iter().any(|channel| channel.settings.kind() == ChannelKind::WebPush) {
        return Err(AppError::invalid("/settings/kind", Message::new("notice-push-one")));
    }
    let key = SigningKey::make().map_err(|error| AppError::refused("not_sent", error.message()))?;
    Ok(ChannelSettings::WebPush { contact, services, private_key: Some(key.private), public_key: Some(key.public) })
}

/// The browser a message is pushed to; none where it goes elsewhere, or the browser is gone.
pub(super) async fn browser_of(db: &impl ConnectionTrait, delivery: &Delivery) -> Answer<Option<PushSubscription>> {
    if delivery.kind != ChannelKind::WebPush {
        return Ok(None);
    }
    let Ok(id) = delivery.address.parse::<PushSubscriptionId>() else { return Ok(None) };
    // It may be another's since: what was meant for one account is not shown to the next.
    let found = notice::subscription(db, id).await?;
    Ok(found.filter(|one| Some(one.user_id) == delivery.user_id))
}

/// What the browsers of messages call themselves, by what stands as their address.
pub(super) async fn named(db: &impl ConnectionTrait, all: &[Delivery]) -> Answer<HashMap<String, String>> {
    if !all.iter().any(|one| one.kind == ChannelKind::WebPush) {
        return Ok(HashMap::new());
    }
    let known = notice::all_subscriptions(db).await?;
    Ok(known.into_iter().map(|one| (one.id.to_string(), one.browser)).collect())
}

/// Forgets the browser of a message, whose service says it is gone.
pub(super) async fn forget(app: &App, delivery: &Delivery) -> Answer<()> {
    let Ok(id) = delivery.address.parse::<PushSubscriptionId>() else { return Ok(()) };
    app.store
        .write(move |tx| {
            Box::pin(async move {
                notice::unsubscribe(tx, id).await?;
                Ok::<(), AppError>(())
            })
        })
        .await
}

async fn of_own(app: &App, actor: &Actor, id: PushSubscriptionId) -> Answer<PushSubscription> {
    let user = own(actor)?;
    let found = notice::subscription(&app.store.read(), id).await?.filter(|one| one.user_id == user);
    found.ok_or_else(|| AppError::not_found("push subscription", id))
}

async fn channel(db: &impl ConnectionTrait) -> Answer<Option<Channel>> {
    let pushes = |channel: &Channel| channel.active && channel.settings.kind() == ChannelKind::WebPush;
    Ok(delivery::channels(db).await?.into_iter().find(pushes))
}

//! Channels 通知渠道, as the system administrator sets them up.

use serde_json::json;
use uuid::Uuid;
use wangge_channel::Outgoing;
use wangge_domain::ids::EventId;
use wangge_domain::notice::{Channel, ChannelKind};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message, render, word};
use wangge_storage::{StorageError, delivery};

use super::announce::marked;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::record::{self, By};
use crate::view::{AmendChannel, ChannelView, Coded, CreateChannel, List, TryChannel};

pub(super) fn require(actor: &Actor) -> Answer<()> {
    actor.may(Action::ManageChannels).map(|_| ()).ok_or(AppError::Forbidden(Action::ManageChannels))
}

/// All channels, without their secrets.
///
/// # Errors
/// [`AppError::Forbidden`] for all but system administrators.
pub async fn channels(app: &App, actor: &Actor, lang: Lang) -> Answer<List<ChannelView>> {
    require(actor)?;
    let found = delivery::channels(&app.store.read()).await?;
    let items: Vec<ChannelView> = found.into_iter().map(|channel| view(channel, lang)).collect();
    Ok(List { total: u64::try_from(items.len()).ok(), items, next: None })
}

/// Sets a channel up.
///
/// # Errors
/// [`AppError::Invalid`] with the field that is wrong, or a code that is taken.
pub async fn create(app: &App, actor: &Actor, lang: Lang, command: CreateChannel) -> Answer<ChannelView> {
    require(actor)?;
    let settings = super::push::with_key(app, command.settings).await?;
    let channel = Channel {
        code: command.code.trim().to_owned(),
        name: command.name.trim().to_owned(),
        settings,
        kinds: command.kinds,
        active: true,
        version: 1,
    };
    checked(&channel)?;
    let (by, written) = (By::of(app, actor), channel.clone());
    let kept = app.store.write(move |tx| {
        let (by, channel) = (by.clone(), written.clone());
        Box::pin(async move {
            delivery::insert_channel(tx, &channel).await?;
            record::event(tx, by, "channel", identity(&channel.code), "created", payload(&channel)).await?;
            Ok::<(), AppError>(())
        })
    });
    match kept.await {
        Err(AppError::Storage(StorageError::AlreadyThere { .. })) => {
            Err(AppError::invalid("/code", Message::new("notice-channel-taken")))
        }
        kept => kept,
    }?;
    Ok(view(channel, lang))
}

/// Changes a channel. Secrets that come back empty stay as they are.
///
/// # Errors
/// [`AppError::Conflict`] when it was changed meanwhile; its kind does not change.
pub async fn amend(
    app: &App,
    actor: &Actor,
    lang: Lang,
    code: &str,
    if_match: i64,
    command: AmendChannel,
) -> Answer<ChannelView> {
    let before = known(app, actor, code).await?;
    if before.version != if_match {
        return Err(AppError::Conflict { current: before.version });
    }
    if command.settings.kind() != before.settings.kind() {
        return Err(AppError::invalid("/settings/kind", Message::new("notice-channel-kind-fixed")));
    }
    let after = Channel {
        name: command.name.trim().to_owned(),
        settings: command.settings.with_secrets_of(&before.settings),
        kinds: command.kinds,
        active: command.active,
        ..before
    };
    checked(&after)?;
    let (by, written) = (By::of(app, actor), after.clone());
    app.store
        .write(move |tx| {
            let (by, channel) = (by.clone(), written.clone());
            Box::pin(async move {
                delivery::update_channel(tx, &channel).await?;
                record::event(tx, by, "channel", identity(&channel.code), "amended", payload(&channel)).await?;
                Ok::<(), AppError>(())
            })
        })
        .await?;
    Ok(view(Channel { version: after.version + 1, ..after }, lang))
}

/// Sends a message through a channel at once, so that whoever sets it up sees whether it works.
///
/// # Errors
/// What the other side answered.
pub async fn try_out(app: &App, actor: &Actor, lang: Lang, code: &str, command: TryChannel) -> Answer<()> {
    let channel = known(app, actor, code).await?;
    if channel.settings.kind() == ChannelKind::WebPush {
        // Only a person's own browser can say that it showed a message.
        return Err(AppError::refused("push_is_tried_by_its_reader", Message::new("notice-push-try")));
    }
    let address = command.address.unwrap_or_default().trim().to_owned();
    if channel.settings.kind().personal() && address.is_empty() {
        return Err(AppError::invalid("/address", Message::new("notice-no-address")));
    }
    let campaign = crate::campaign::load(&app.store.read()).await?;
    let body = render(&Message::new("notice-test-body").arg("name", &channel.name), lang);
    let message = Outgoing {
        id: app.new_id::<EventId>().to_string(),
        address,
        subject: word("notice-test-subject", lang),
        body: marked(&campaign, body, lang),
        facts: json!({ "kind": "test" }).to_string(),
        browser: None,
        at: app.now(),
    };
    let sent = app.gate()?.send(&channel.settings, &message).await;
    sent.map_err(|error| AppError::refused("not_sent", error.message()))
}

async fn known(app: &App, actor: &Actor, code: &str) -> Answer<Channel> {
    require(actor)?;
    delivery::channel(&app.store.read(), code).await?.ok_or_else(|| AppError::not_found("channel", code))
}

fn checked(channel: &Channel) -> Answer<()> {
    channel.fault().map_or(Ok(()), |fault| Err(AppError::invalid(fault.pointer, fault.message)))
}

/// What the record keeps of a channel: never a secret.
fn payload(channel: &Channel) -> serde_json::Value {
    json!({ "code": channel.code, "name": channel.name, "settings": channel.settings.shown(), "kinds": channel.kinds,
        "active": channel.active })
}

/// The identity of a channel in the record, made from its code.
fn identity(code: &str) -> Uuid {
    crate::import::identity_of(&format!("channel {code}"))
}

fn view(channel: Channel, lang: Lang) -> ChannelView {
    let kind = channel.settings.kind();
    ChannelView {
        code: channel.code,
        name: channel.name,
        kind: Coded::new(kind.as_str(), kind.wording(lang)),
        personal: kind.personal(),
        settings: channel.settings.shown(),
        kinds: channel.kinds,
        active: channel.active,
        version: channel.version,
    }
}

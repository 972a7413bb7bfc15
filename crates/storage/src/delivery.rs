//! Channels 通知渠道, and messages on their way out of the program: one outbox, tried again until taken or given up.

use sea_orm::sea_query::{Expr, ExprTrait as _, Order};
use wangge_domain::ids::DeliveryId;
use wangge_domain::notice::{Channel, ChannelKind, ChannelSettings, Delivery, DeliveryState, NoticeKind};
use wangge_domain::time::Timestamp;

use crate::error::Result;
use crate::row::{self, Cell, Versioned, sql};
use crate::{ConnectionTrait, Tx};

/// Kinds of notices, kept as JSON.
type Kinds = Vec<NoticeKind>;

stored_as_word!(ChannelKind, DeliveryState);
stored_as_json_text!(ChannelSettings, Kinds);

table! {
    of Channel(channel) in "channels" as channel_col key(code) {
        code = channel.code,
        name = channel.name,
        settings = channel.settings,
        kinds = channel.kinds,
        active = channel.active,
        version = channel.version,
    }
    make { code, name, settings, kinds, active, version }
}

table! {
    of Delivery(delivery) in "deliveries" as col key(id) {
        id = delivery.id,
        channel = delivery.channel,
        kind = delivery.kind,
        user_id = delivery.user_id,
        address = delivery.address,
        subject = delivery.subject,
        body = delivery.body,
        facts = delivery.facts,
        state = delivery.state,
        tries = delivery.tries,
        next_at = delivery.next_at,
        error = delivery.error,
        made_at = delivery.made_at,
        ended_at = delivery.ended_at,
    }
    make { id, channel, kind, user_id, address, subject, body, facts, state, tries, next_at, error, made_at, ended_at }
}

impl Versioned for Channel {
    fn version(&self) -> i64 {
        self.version
    }

    fn key_text(&self) -> String {
        self.code.clone()
    }
}

/// All channels, by code.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn channels(db: &impl ConnectionTrait) -> Result<Vec<Channel>> {
    let mut statement = row::select::<Channel>();
    statement.order_by(channel_col::code, Order::Asc);
    row::all(db, &statement).await
}

/// A channel.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn channel(db: &impl ConnectionTrait, code: &str) -> Result<Option<Channel>> {
    row::by(db, channel_col::code, code.to_owned()).await
}

/// Adds a channel.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when its code is taken.
pub async fn insert_channel(tx: &Tx, channel: &Channel) -> Result<()> {
    row::insert(tx, channel).await
}

/// Writes a changed channel.
///
/// # Errors
/// [`crate::StorageError::Conflict`] when it was changed since it was read.
pub async fn update_channel(tx: &Tx, channel: &Channel) -> Result<()> {
    row::update(tx, channel).await
}

/// Adds messages.
///
/// # Errors
/// When the database cannot be written.
pub async fn insert_many(tx: &Tx, deliveries: &[Delivery]) -> Result<()> {
    row::insert_many(tx, deliveries).await
}

/// The messages of a channel that are due, the earliest first, at most so many: each channel has its own share, so that
/// none keeps the others waiting. A row that says what cannot be is passed over with a warning.
///
/// # Errors
/// When the database cannot be read.
pub async fn due(db: &impl ConnectionTrait, channel: &str, now: Timestamp, most: u64) -> Result<Vec<Delivery>> {
    let mut statement = row::select::<Delivery>();
    statement
        .and_where(row::equals(col::state, &DeliveryState::Queued))
        .and_where(row::equals(col::channel, &channel.to_owned()))
        .and_where(Expr::col(col::next_at).lte(now.value()))
        .order_by(col::next_at, Order::Asc)
        .order_by(col::id, Order::Asc)
        .limit(most);
    row::possible(db, &statement).await
}

/// Takes a due message to send it: until `until` nobody else does. False when somebody was first. A server that dies while
/// sending leaves the message to whoever looks after that.
///
/// # Errors
/// When the database cannot be written.
pub async fn claim(tx: &Tx, delivery: &Delivery, until: Timestamp) -> Result<bool> {
    let text = "UPDATE deliveries SET next_at = $1, tries = tries + 1 \
                WHERE id = $2 AND state = $3 AND tries = $4 AND next_at = $5";
    let values = vec![
        until.value(),
        delivery.id.value(),
        DeliveryState::Queued.value(),
        delivery.tries.value(),
        delivery.next_at.value(),
    ];
    Ok(tx.execute_raw(sql(tx, text, values)).await?.rows_affected() > 0)
}

/// Writes where a message stands after a try.
///
/// # Errors
/// When the database cannot be written.
pub async fn put(tx: &Tx, delivery: &Delivery) -> Result<()> {
    row::put_many(tx, std::slice::from_ref(delivery)).await
}

/// A message.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn get(db: &impl ConnectionTrait, id: DeliveryId) -> Result<Option<Delivery>> {
    row::by(db, col::id, id).await
}

/// Messages of one state or of all, the latest first, at most so many.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn list(db: &impl ConnectionTrait, state: Option<DeliveryState>, most: u64) -> Result<Vec<Delivery>> {
    let mut statement = row::select::<Delivery>();
    statement.order_by(col::made_at, Order::Desc).order_by(col::id, Order::Desc).limit(most);
    if let Some(state) = state {
        statement.and_where(row::equals(col::state, &state));
    }
    row::all(db, &statement).await
}

/// How many messages there are of each state.
///
/// # Errors
/// When the database cannot be read.
pub async fn counts(db: &impl ConnectionTrait) -> Result<Vec<(DeliveryState, i64)>> {
    let mut counts = Vec::new();
    for state in DeliveryState::ALL {
        let text = "SELECT COUNT(*) FROM deliveries WHERE state = $1";
        counts.push((*state, row::count(db, text, vec![state.value()]).await?));
    }
    Ok(counts)
}

/// Removes messages that ended before a moment; says how many.
///
/// # Errors
/// When the database cannot be written.
pub async fn remove_ended(tx: &Tx, before: Timestamp) -> Result<u64> {
    let text = "DELETE FROM deliveries WHERE ended_at < $1 AND state = $2";
    let values = vec![before.value(), DeliveryState::Sent.value()];
    Ok(tx.execute_raw(sql(tx, text, values)).await?.rows_affected())
}

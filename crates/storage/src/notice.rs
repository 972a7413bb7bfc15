//! Notices 通知: events still to be told, what was told to whom, and what people want.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveTime;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Order};
use wangge_domain::event::EventRecord;
use wangge_domain::ids::{EventId, NoticeId, PushSubscriptionId, UserId};
use wangge_domain::notice::{BROWSERS_MOST, Muted, Notice, NoticeKind, NoticePreferences, PushSubscription};
use wangge_domain::time::Timestamp;

use crate::error::Result;
use crate::row::{self, Cell, Versioned, sql};
use crate::{ConnectionTrait, Tx};

/// What a sentence is filled with, kept as JSON.
type Args = BTreeMap<String, String>;
/// What is not wanted, kept as JSON.
type Unwanted = BTreeSet<Muted>;

stored_as_word!(NoticeKind);
stored_as_json_text!(Args, Unwanted, NaiveTime);

table! {
    /// An event that is still to be told.
    pub struct UntoldEvent in "untold_events" as untold_col key(event_id) {
        /// The event.
        event_id: EventId,
        /// When it happened.
        at: Timestamp,
    }
}

table! {
    of Notice(notice) in "notices" as col key(id) {
        id = notice.id,
        user_id = notice.user_id,
        event_id = notice.event_id,
        kind = notice.kind,
        subject_kind = notice.subject_kind,
        subject_id = notice.subject_id,
        at = notice.at,
        args = notice.args,
        read_at = notice.read_at,
    }
    make { id, user_id, event_id, kind, subject_kind, subject_id, at, args, read_at }
}

table! {
    of NoticePreferences(wanted) in "notice_preferences" as preference_col key(user_id) {
        user_id = wanted.user_id,
        email = wanted.email,
        mobile = wanted.mobile,
        muted = wanted.muted,
        digest_at = wanted.digest_at,
        digested_at = wanted.digested_at,
        version = wanted.version,
    }
    make { user_id, email, mobile, muted, digest_at, digested_at, version }
}

table! {
    of PushSubscription(subscription) in "push_subscriptions" as subscription_col key(id) {
        id = subscription.id,
        user_id = subscription.user_id,
        endpoint = subscription.endpoint,
        p256dh = subscription.p256dh,
        auth = subscription.auth,
        browser = subscription.browser,
        made_at = subscription.made_at,
    }
    make { id, user_id, endpoint, p256dh, auth, browser, made_at }
}

impl Versioned for NoticePreferences {
    fn version(&self) -> i64 {
        self.version
    }

    fn key_text(&self) -> String {
        self.user_id.to_string()
    }
}

/// Keeps which of these events are to be told, in the transaction that records them: none is told that did not happen, and
/// none that happened is forgotten.
pub(crate) async fn keep_untold(tx: &Tx, events: &[EventRecord]) -> Result<()> {
    let told = |event: &&EventRecord| NoticeKind::of(&event.body.subject_kind, &event.body.kind).is_some();
    let rows: Vec<UntoldEvent> =
        events.iter().filter(told).map(|event| UntoldEvent { event_id: event.id, at: event.body.at }).collect();
    row::insert_many(tx, &rows).await
}

/// The events still to be told, the earliest first, at most so many.
///
/// # Errors
/// When the database cannot be read.
pub async fn untold(db: &impl ConnectionTrait, most: u64) -> Result<Vec<EventId>> {
    let mut statement = row::select::<UntoldEvent>();
    statement.order_by(untold_col::at, Order::Asc).order_by(untold_col::event_id, Order::Asc).limit(most);
    Ok(row::all::<UntoldEvent>(db, &statement).await?.into_iter().map(|row| row.event_id).collect())
}

/// Takes an event off those to be told; false when another server has taken it.
///
/// # Errors
/// When the database cannot be written.
pub async fn take(tx: &Tx, event: EventId) -> Result<bool> {
    Ok(row::delete(tx, "untold_events", untold_col::event_id, &event).await? > 0)
}

/// Adds notices; one about the same event to the same account stays. The accounts are told over the stream.
///
/// # Errors
/// When the database cannot be written.
pub async fn insert_many(tx: &Tx, notices: &[Notice]) -> Result<()> {
    row::add_new(tx, notices).await?;
    tx.note(notices.iter().map(|notice| crate::Notice {
        id: EventId(notice.id.0),
        subject_kind: "notice".to_owned(),
        subject_id: notice.user_id.0,
        at: notice.at,
        actor_id: None,
        actor_name: String::new(),
        kind: notice.kind.as_str().to_owned(),
    }));
    Ok(())
}

/// An account's unread notices that no daily e-mail told yet, the earliest first, at most so many.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn unsummed(db: &impl ConnectionTrait, user: UserId, most: u64) -> Result<Vec<Notice>> {
    let mut statement = row::select::<Notice>();
    statement
        .and_where(row::equals(col::user_id, &user))
        .and_where(Expr::col(col::read_at).is_null())
        .and_where(Expr::col("summed_at").is_null())
        .order_by(col::at, Order::Asc)
        .order_by(col::id, Order::Asc)
        .limit(most);
    row::all(db, &statement).await
}

/// Notes that these notices of an account, or all it has, were told by e-mail.
///
/// # Errors
/// When the database cannot be written.
pub async fn mark_summed(tx: &Tx, user: UserId, ids: Option<&[NoticeId]>, at: Timestamp) -> Result<()> {
    match ids {
        None => {
            let text = "UPDATE notices SET summed_at = $1 WHERE user_id = $2 AND summed_at IS NULL";
            tx.execute_raw(sql(tx, text, vec![at.value(), user.value()])).await?;
        }
        Some(ids) => {
            let text = "UPDATE notices SET summed_at = $1 WHERE user_id = $2 AND id = $3";
            for id in ids {
                tx.execute_raw(sql(tx, text, vec![at.value(), user.value(), id.value()])).await?;
            }
        }
    }
    Ok(())
}

/// An account's notices, the latest first: those before a moment and identity, only unread ones where that is wanted.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn of_user(
    db: &impl ConnectionTrait,
    user: UserId,
    unread: bool,
    before: Option<(Timestamp, NoticeId)>,
    most: u64,
) -> Result<Vec<Notice>> {
    let mut statement = row::select::<Notice>();
    statement
        .and_where(row::equals(col::user_id, &user))
        .order_by(col::at, Order::Desc)
        .order_by(col::id, Order::Desc)
        .limit(most);
    if unread {
        statement.and_where(Expr::col(col::read_at).is_null());
    }
    if let Some((at, id)) = before {
        let earlier = Expr::col(col::at).lt(at.value());
        let same = Expr::col(col::at).eq(at.value()).and(Expr::col(col::id).lt(id.value()));
        statement.cond_where(Condition::any().add(earlier).add(same));
    }
    row::all(db, &statement).await
}

/// How many notices an account has not read.
///
/// # Errors
/// When the database cannot be read.
pub async fn unread(db: &impl ConnectionTrait, user: UserId) -> Result<i64> {
    let text = "SELECT COUNT(*) FROM notices WHERE user_id = $1 AND read_at IS NULL";
    row::count(db, text, vec![user.value()]).await
}

/// Marks notices of an account as read; all up to a moment where none are named.
///
/// # Errors
/// When the database cannot be written.
pub async fn mark_read(tx: &Tx, user: UserId, ids: Option<&[NoticeId]>, at: Timestamp) -> Result<()> {
    match ids {
        None => {
            let text = "UPDATE notices SET read_at = $1 WHERE user_id = $2 AND read_at IS NULL AND at <= $1";
            tx.execute_raw(sql(tx, text, vec![at.value(), user.value()])).await?;
        }
        Some(ids) => {
            let text = "UPDATE notices SET read_at = $1 WHERE user_id = $2 AND read_at IS NULL AND id = $3";
            for id in ids {
                tx.execute_raw(sql(tx, text, vec![at.value(), user.value(), id.value()])).await?;
            }
        }
    }
    Ok(())
}

/// Removes notices that were read before a moment; says how many.
///
/// # Errors
/// When the database cannot be written.
pub async fn remove_read(tx: &Tx, before: Timestamp) -> Result<u64> {
    let text = "DELETE FROM notices WHERE read_at < $1";
    Ok(tx.execute_raw(sql(tx, text, vec![before.value()])).await?.rows_affected())
}

/// What an account wants; none where it never said.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn preferences(db: &impl ConnectionTrait, user: UserId) -> Result<Option<NoticePreferences>> {
    row::by(db, preference_col::user_id, user).await
}

/// What all accounts want.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn all_preferences(db: &impl ConnectionTrait) -> Result<HashMap<UserId, NoticePreferences>> {
    let all: Vec<NoticePreferences> = row::list(db, Condition::all()).await?;
    Ok(all.into_iter().map(|one| (one.user_id, one)).collect())
}

/// Writes what an account wants: for the first time when its version is 0, else a change of that version.
///
/// # Errors
/// [`crate::StorageError::Conflict`] or [`crate::StorageError::AlreadyThere`] when it was changed meanwhile.
pub async fn put_preferences(tx: &Tx, wanted: &NoticePreferences) -> Result<()> {
    if wanted.version == 0 {
        row::insert(tx, &NoticePreferences { version: 1, ..wanted.clone() }).await
    } else {
        row::update(tx, wanted).await
    }
}

/// Notes when an account's daily e-mail was made; false when another server made it since.
///
/// # Errors
/// When the database cannot be written.
pub async fn note_digest(tx: &Tx, user: UserId, last: Option<Timestamp>, at: Timestamp) -> Result<bool> {
    let (text, mut values) =
        ("UPDATE notice_preferences SET digested_at = $1 WHERE user_id = $2", vec![at.value(), user.value()]);
    let text = if let Some(last) = last {
        values.push(last.value());
        format!("{text} AND digested_at = $3")
    } else {
        format!("{text} AND digested_at IS NULL")
    };
    Ok(tx.execute_raw(sql(tx, text, values)).await?.rows_affected() > 0)
}

/// The browsers of an account, the earliest first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn subscriptions(db: &impl ConnectionTrait, user: UserId) -> Result<Vec<PushSubscription>> {
    let mut statement = row::select::<PushSubscription>();
    statement
        .and_where(row::equals(subscription_col::user_id, &user))
        .order_by(subscription_col::made_at, Order::Asc)
        .order_by(subscription_col::id, Order::Asc);
    row::all(db, &statement).await
}

/// The browsers of all accounts.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn all_subscriptions(db: &impl ConnectionTrait) -> Result<Vec<PushSubscription>> {
    row::list(db, Condition::all()).await
}

/// A browser's subscription.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn subscription(db: &impl ConnectionTrait, id: PushSubscriptionId) -> Result<Option<PushSubscription>> {
    row::by(db, subscription_col::id, id).await
}

/// Keeps a browser's subscription. The same browser under another account leaves that one: it has one reader at a time.
/// Beyond [`BROWSERS_MOST`] the account's oldest is dropped.
///
/// # Errors
/// When the database cannot be written.
pub async fn subscribe(tx: &Tx, subscription: &PushSubscription) -> Result<()> {
    row::delete(tx, "push_subscriptions", subscription_col::endpoint, &subscription.endpoint).await?;
    row::insert(tx, subscription).await?;
    let all = subscriptions(tx, subscription.user_id).await?;
    for old in all.iter().take(all.len().saturating_sub(BROWSERS_MOST)) {
        unsubscribe(tx, old.id).await?;
    }
    Ok(())
}

/// Forgets a browser; whether it was known.
///
/// # Errors
/// When the database cannot be written.
pub async fn unsubscribe(tx: &Tx, id: PushSubscriptionId) -> Result<bool> {
    Ok(row::delete(tx, "push_subscriptions", subscription_col::id, &id).await? > 0)
}

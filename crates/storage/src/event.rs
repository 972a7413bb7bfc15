//! Events: the append-only record, one hash chain for each subject.
//!
//! The head of a chain is a row of its own that a writer locks while it appends, so that a chain has no gaps
//! and no forks however many write at once. The head only saves looking the last event up; what counts is
//! the chain itself, and [`broken_heads`] finds a head that does not fit it.

use std::collections::BTreeMap;

use sea_orm::Value;
use sea_orm::sea_query::{Expr, ExprTrait as _, LikeExpr, Order};
use uuid::Uuid;
use wangge_domain::event::{EventBody, EventRecord, GENESIS, canonical_json, chain_hash};
use wangge_domain::ids::{EventId, UserId};
use wangge_domain::time::{Period, Timestamp, cut};

use crate::error::Result;
use crate::row::{self, Cell, push_places, sql};
use crate::{ConnectionTrait, Notice, StorageError, Tx};

/// How many events verification reads at once.
const EVENTS_AT_ONCE: u64 = 5_000;

/// An event that has happened and is to be recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEvent {
    /// Its identity.
    pub id: EventId,
    /// The noun of its subject: `case`, `visit`, `node` …
    pub subject_kind: String,
    /// The subject.
    pub subject_id: Uuid,
    /// When it happened.
    pub at: Timestamp,
    /// By which account; none for the system.
    pub actor_id: Option<UserId>,
    /// By whom, as shown.
    pub actor_name: String,
    /// What happened: `case_filed`.
    pub kind: String,
    /// The details. Fractions belong in text.
    pub payload: serde_json::Value,
}

table! {
    of EventRecord(event) in "events" as col key(id) {
        id = event.id,
        subject_kind = event.body.subject_kind,
        subject_id = event.body.subject_id,
        seq = event.body.seq,
        at = event.body.at,
        actor_id = event.body.actor_id,
        actor_name = event.body.actor_name,
        kind = event.body.kind,
        payload = canonical_json(&event.body.payload),
        prev_hash = event.prev_hash,
        hash = event.hash,
    }
    make {
        id,
        body: EventBody {
            subject_kind,
            subject_id,
            seq,
            at,
            actor_id,
            actor_name,
            kind,
            payload: {
                // A payload that is no JSON any more was tampered with; kept as text, its hash will not fit.
                let text: String = payload;
                serde_json::from_str(&text).unwrap_or(serde_json::Value::String(text))
            },
        },
        prev_hash,
        hash,
    }
}

type Subject = (String, Uuid);

/// The subjects of some nouns to which something was recorded since an event, itself excluded, each once.
///
/// # Errors
/// When the database cannot be read.
pub async fn subjects_since(db: &impl ConnectionTrait, nouns: &[&str], after: EventId) -> Result<Vec<(String, Uuid)>> {
    let mut statement = sea_orm::sea_query::Query::select();
    statement
        .distinct()
        .columns([col::subject_kind, col::subject_id])
        .from("events")
        .and_where(Expr::col(col::id).gt(after.value()))
        .and_where(Expr::col(col::subject_kind).is_in(nouns.iter().copied()));
    db.query_all(&statement).await?.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// Records events, each at the end of its subject's chain, in the order given.
///
/// # Errors
/// When the database cannot be written.
pub async fn append(tx: &Tx, events: Vec<NewEvent>) -> Result<Vec<EventRecord>> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let mut counts: BTreeMap<Subject, i64> = BTreeMap::new();
    for event in &events {
        *counts.entry((event.subject_kind.clone(), event.subject_id)).or_default() += 1;
    }
    let mut heads = lock_heads(tx, &counts).await?;
    let mut records = Vec::with_capacity(events.len());
    for event in events {
        let subject = (event.subject_kind.clone(), event.subject_id);
        let Some((seq, hash)) = heads.get_mut(&subject) else {
            return Err(StorageError::Inconsistency {
                table: "chains",
                row: format!("{} {}", subject.0, subject.1),
                reason: "the head of the chain was not returned".to_owned(),
            });
        };
        let body = EventBody {
            subject_kind: event.subject_kind,
            subject_id: event.subject_id,
            seq: *seq + 1,
            at: cut(event.at),
            actor_id: event.actor_id,
            actor_name: event.actor_name,
            kind: event.kind,
            payload: event.payload,
        };
        let prev_hash = std::mem::replace(hash, chain_hash(hash, &body));
        *seq += 1;
        records.push(EventRecord { id: event.id, body, prev_hash, hash: hash.clone() });
    }
    row::insert_many(tx, &records).await?;
    crate::notice::keep_untold(tx, &records).await?;
    move_heads(tx, &heads).await?;
    tx.note(records.iter().map(Notice::from));
    Ok(records)
}

/// Locks the heads of chains, making those that do not exist yet, and returns where each chain ended before.
/// They are locked in one order, so that two writers with the same subjects cannot wait for each other.
async fn lock_heads(tx: &Tx, counts: &BTreeMap<Subject, i64>) -> Result<BTreeMap<Subject, (i64, String)>> {
    let mut heads = BTreeMap::new();
    let subjects: Vec<_> = counts.iter().collect();
    for chunk in subjects.chunks(500) {
        let mut text = String::from("INSERT INTO chains (subject_kind, subject_id, seq, hash) VALUES ");
        push_places(&mut text, chunk.len(), 4);
        text.push_str(
            " ON CONFLICT (subject_kind, subject_id) DO UPDATE SET seq = chains.seq + excluded.seq \
             RETURNING subject_kind, subject_id, seq, hash",
        );
        let mut values: Vec<Value> = Vec::with_capacity(chunk.len() * 4);
        for ((kind, id), count) in chunk {
            values.extend([kind.value(), id.value(), (**count).into(), GENESIS.into()]);
        }
        for row in tx.query_all_raw(sql(tx, text, values)).await? {
            let subject: Subject = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let (last, hash): (i64, String) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
            let before = last - counts.get(&subject).copied().unwrap_or_default();
            heads.insert(subject, (before, hash));
        }
    }
    Ok(heads)
}

async fn move_heads(tx: &Tx, heads: &BTreeMap<Subject, (i64, String)>) -> Result<()> {
    let heads: Vec<_> = heads.iter().collect();
    for chunk in heads.chunks(500) {
        let mut text = String::from("INSERT INTO chains (subject_kind, subject_id, seq, hash) VALUES ");
        push_places(&mut text, chunk.len(), 4);
        text.push_str(" ON CONFLICT (subject_kind, subject_id) DO UPDATE SET hash = excluded.hash");
        let mut values: Vec<Value> = Vec::with_capacity(chunk.len() * 4);
        for ((kind, id), (seq, hash)) in chunk {
            values.extend([kind.value(), id.value(), (*seq).into(), hash.value()]);
        }
        tx.execute_raw(sql(tx, text, values)).await?;
    }
    Ok(())
}

/// The events of one subject, from the first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn of_subject(db: &impl ConnectionTrait, kind: &str, id: Uuid) -> Result<Vec<EventRecord>> {
    let mut statement = row::select::<EventRecord>();
    statement
        .and_where(Expr::col(col::subject_kind).eq(kind))
        .and_where(row::equals(col::subject_id, &id))
        .order_by(col::seq, Order::Asc);
    row::all(db, &statement).await
}

/// The events of a kind about several subjects of one noun, each subject's in their order.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn of_kind(db: &impl ConnectionTrait, noun: &str, kind: &str, subjects: &[Uuid]) -> Result<Vec<EventRecord>> {
    let mut found = Vec::new();
    for chunk in subjects.chunks(1_000) {
        let mut statement = row::select::<EventRecord>();
        statement
            .and_where(Expr::col(col::subject_kind).eq(noun))
            .and_where(Expr::col(col::kind).eq(kind))
            .and_where(row::among(col::subject_id, chunk))
            .order_by(col::subject_id, Order::Asc)
            .order_by(col::seq, Order::Asc);
        found.extend(row::all::<EventRecord>(db, &statement).await?);
    }
    Ok(found)
}

/// The events of some kinds about the subjects of a noun in a period, the earliest first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn of_kinds_in(
    db: &impl ConnectionTrait,
    noun: &str,
    kinds: &[&str],
    period: Period,
) -> Result<Vec<EventRecord>> {
    let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
    let mut statement = row::select::<EventRecord>();
    statement
        .and_where(Expr::col(col::at).gte(period.from.value()))
        .and_where(Expr::col(col::at).lt(period.until.value()))
        .and_where(Expr::col(col::subject_kind).eq(noun))
        .and_where(row::among(col::kind, &kinds))
        .order_by(col::at, Order::Asc)
        .order_by(col::id, Order::Asc);
    row::all(db, &statement).await
}

/// The latest events of all subjects, the latest first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn latest(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<EventRecord>> {
    let mut statement = row::select::<EventRecord>();
    statement.order_by(col::at, Order::Desc).order_by(col::id, Order::Desc).limit(limit);
    row::all(db, &statement).await
}

/// An event by its identity.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn get(db: &impl ConnectionTrait, id: EventId) -> Result<Option<EventRecord>> {
    row::by(db, col::id, id).await
}

/// The latest events from a moment on, at most so many, the earliest of them first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn since(db: &impl ConnectionTrait, from: Option<Timestamp>, limit: u64) -> Result<Vec<EventRecord>> {
    let mut statement = row::select::<EventRecord>();
    if let Some(from) = from {
        statement.and_where(Expr::col(col::at).gte(from.value()));
    }
    statement.order_by(col::at, Order::Desc).order_by(col::id, Order::Desc).limit(limit);
    let mut found: Vec<EventRecord> = row::all(db, &statement).await?;
    found.reverse();
    Ok(found)
}

/// Hands over all events chain by chain, each chain from its first event, in parts of bounded size.
/// A chain may go on in the next part.
///
/// # Errors
/// When the database cannot be read or a row is impossible, or whatever `take` refuses.
pub async fn each<E: From<StorageError>>(
    db: &impl ConnectionTrait,
    mut take: impl FnMut(Vec<EventRecord>) -> std::result::Result<(), E> + Send,
) -> std::result::Result<(), E> {
    let mut after: Option<(String, Uuid, i64)> = None;
    loop {
        let from = after.as_ref().map(|(kind, id, seq)| (kind, *id, *seq));
        let events = in_chains(db, from, EVENTS_AT_ONCE).await?;
        let Some(last) = events.last() else { return Ok(()) };
        after = Some((last.body.subject_kind.clone(), last.body.subject_id, last.body.seq));
        take(events)?;
    }
}

/// Some whole chains after a subject's, each from its first event: so many events or a few more, for the last
/// chain is read to its end. None when no chain comes after.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn chains_after(
    db: &impl ConnectionTrait,
    after: Option<&(String, Uuid)>,
    events: u64,
) -> Result<Vec<EventRecord>> {
    let mut found: Vec<EventRecord> = in_chains(db, after.map(|(kind, id)| (kind, *id, i64::MAX)), events).await?;
    if let Some(last) = found.last().filter(|_| found.len() as u64 == events) {
        let (kind, id, seq) = (last.body.subject_kind.clone(), last.body.subject_id, last.body.seq);
        let mut rest = of_subject(db, &kind, id).await?;
        rest.retain(|event| event.body.seq > seq);
        found.append(&mut rest);
    }
    Ok(found)
}

/// Events chain by chain, from the one after a place.
async fn in_chains(
    db: &impl ConnectionTrait,
    after: Option<(&String, Uuid, i64)>,
    limit: u64,
) -> Result<Vec<EventRecord>> {
    let mut statement = row::select::<EventRecord>();
    if let Some((kind, id, seq)) = after {
        let place = Expr::tuple([Expr::col(col::subject_kind), Expr::col(col::subject_id), Expr::col(col::seq)]);
        let last = Expr::tuple([kind.value().into(), id.value().into(), seq.into()]);
        statement.and_where(place.gt(last));
    }
    statement
        .order_by(col::subject_kind, Order::Asc)
        .order_by(col::subject_id, Order::Asc)
        .order_by(col::seq, Order::Asc)
        .limit(limit);
    row::all(db, &statement).await
}

/// Which events are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// About subjects of this kind.
    pub subject_kind: Option<String>,
    /// About this subject.
    pub subject_id: Option<Uuid>,
    /// Of this kind.
    pub kind: Option<String>,
    /// By whoever has this in their name.
    pub actor: Option<String>,
    /// From this moment on.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
}

/// A page of events, the latest first, after an event by its moment and identity.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: &EventFilter,
    after: Option<(Timestamp, EventId)>,
    limit: u64,
) -> Result<Vec<EventRecord>> {
    let mut statement = row::select::<EventRecord>();
    if let Some(kind) = &filter.subject_kind {
        statement.and_where(Expr::col(col::subject_kind).eq(kind));
    }
    if let Some(id) = &filter.subject_id {
        statement.and_where(row::equals(col::subject_id, id));
    }
    if let Some(kind) = &filter.kind {
        statement.and_where(Expr::col(col::kind).eq(kind));
    }
    if let Some(actor) = &filter.actor {
        let pattern = actor.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        statement.and_where(Expr::col(col::actor_name).like(LikeExpr::new(format!("%{pattern}%")).escape('\\')));
    }
    if let Some(from) = &filter.from {
        statement.and_where(Expr::col(col::at).gte(from.value()));
    }
    if let Some(until) = &filter.until {
        statement.and_where(Expr::col(col::at).lt(until.value()));
    }
    if let Some((at, id)) = &after {
        let place = Expr::tuple([Expr::col(col::at), Expr::col(col::id)]);
        statement.and_where(place.lt(Expr::tuple([at.value().into(), id.value().into()])));
    }
    statement.order_by(col::at, Order::Desc).order_by(col::id, Order::Desc).limit(limit);
    row::all(db, &statement).await
}

/// What the record has events of: the kinds of subjects, and what happened to each kind.
///
/// # Errors
/// When the database cannot be read.
pub async fn kinds(db: &impl ConnectionTrait) -> Result<Vec<(String, String)>> {
    let text = "SELECT DISTINCT subject_kind, kind FROM events ORDER BY subject_kind, kind";
    let rows = db.query_all_raw(sql(db, text, Vec::new())).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// How many events there are in all.
///
/// # Errors
/// When the database cannot be read.
pub async fn total(db: &impl ConnectionTrait) -> Result<i64> {
    row::count(db, "SELECT COUNT(*) FROM events", Vec::new()).await
}

/// The chains whose head does not fit their last event: subject, then how many events the head counts.
///
/// # Errors
/// When the database cannot be read.
pub async fn broken_heads(db: &impl ConnectionTrait) -> Result<Vec<(String, Uuid, i64)>> {
    let text = "SELECT c.subject_kind, c.subject_id, c.seq FROM chains c \
        LEFT JOIN events e ON e.subject_kind = c.subject_kind AND e.subject_id = c.subject_id AND e.seq = c.seq \
        WHERE e.hash IS NULL OR e.hash <> c.hash ORDER BY c.subject_kind, c.subject_id";
    db.query_all_raw(sql(db, text, Vec::new()))
        .await?
        .iter()
        .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?)))
        .collect()
}

/// What a daily root is made of: of every chain that grew in the period, the hash of its last event in it.
///
/// # Errors
/// When the database cannot be read.
pub async fn tips(db: &impl ConnectionTrait, period: Period) -> Result<Vec<(String, Uuid, String)>> {
    let text = "SELECT subject_kind, subject_id, hash FROM (\
          SELECT subject_kind, subject_id, hash, \
            ROW_NUMBER() OVER (PARTITION BY subject_kind, subject_id ORDER BY seq DESC) AS place \
          FROM events WHERE at >= $1 AND at < $2\
        ) AS t WHERE place = 1 ORDER BY subject_kind, subject_id";
    db.query_all_raw(sql(db, text, vec![period.from.value(), period.until.value()]))
        .await?
        .iter()
        .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?)))
        .collect()
}

/// How many events happened in a period.
///
/// # Errors
/// When the database cannot be read.
pub async fn count(db: &impl ConnectionTrait, period: Period) -> Result<i64> {
    let text = "SELECT COUNT(*) FROM events WHERE at >= $1 AND at < $2";
    row::count(db, text, vec![period.from.value(), period.until.value()]).await
}

/// The moment of the first event there is.
///
/// # Errors
/// When the database cannot be read.
pub async fn first_at(db: &impl ConnectionTrait) -> Result<Option<Timestamp>> {
    let mut statement = row::select::<EventRecord>();
    statement.order_by(col::at, Order::Asc).limit(1);
    let first: Option<EventRecord> = row::one(db, &statement).await?;
    Ok(first.map(|event| event.body.at))
}

table! {
    /// The root of a day: one hash over the chains that grew on it and the root before.
    pub struct DailyRoot in "daily_roots" as root_col key(day) {
        /// The local day.
        day: chrono::NaiveDate,
        /// The root.
        root: String,
        /// How many events happened on the day.
        event_count: i64,
        /// The root before it.
        previous_root: String,
        /// When it was made.
        made_at: Timestamp,
    }
}

/// Keeps the root of a day.
///
/// # Errors
/// [`StorageError::AlreadyThere`] when the day has one: a root is never replaced.
pub async fn insert_root(tx: &Tx, root: &DailyRoot) -> Result<()> {
    row::insert(tx, root).await
}

/// All daily roots, from the first day.
///
/// # Errors
/// When the database cannot be read.
pub async fn roots(db: &impl ConnectionTrait) -> Result<Vec<DailyRoot>> {
    row::list(db, sea_orm::sea_query::Condition::all()).await
}

/// The last daily root.
///
/// # Errors
/// When the database cannot be read.
pub async fn last_root(db: &impl ConnectionTrait) -> Result<Option<DailyRoot>> {
    let mut statement = row::select::<DailyRoot>();
    statement.order_by(root_col::day, Order::Desc).limit(1);
    row::one(db, &statement).await
}

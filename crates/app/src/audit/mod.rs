//! The record: reading it, sealing each day under a root, and verifying every chain and root.

mod events;
mod part;

use chrono::{Days, Duration};
use wangge_domain::event::{EventRecord, GENESIS, daily_root, verify_chain};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message, render};
use wangge_domain::time::{Period, local_day, start_of_day};
use wangge_storage::{ConnectionTrait, StorageError, event};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::view::{Break, Verification};

pub use events::{event_kinds, events};
pub use part::verify_part;

/// How long after midnight a day is sealed at the earliest, so that writes under way at midnight are in it.
const SEAL_AFTER: Duration = Duration::minutes(5);

/// Seals every local day that is over and has no root yet, in order, and answers how many it sealed.
///
/// # Errors
/// When the store fails.
pub async fn seal_days(app: &App) -> Answer<u64> {
    let zone = crate::campaign::load(&app.store.read()).await?.tz();
    let today = local_day(app.now() - SEAL_AFTER, zone);
    let read = app.store.read();
    let last = event::last_root(&read).await?;
    let first = match &last {
        Some(root) => Some(root.day + Days::new(1)),
        None => event::first_at(&read).await?.map(|at| local_day(at, zone)),
    };
    let Some(mut day) = first else { return Ok(0) };
    let mut previous = last.map_or_else(|| GENESIS.to_owned(), |root| root.root);
    let mut sealed = 0;
    while day < today {
        let period = day_period(day, zone);
        let root = event::DailyRoot {
            day,
            root: daily_root(&previous, event::tips(&read, period).await?),
            event_count: event::count(&read, period).await?,
            previous_root: previous,
            made_at: app.now(),
        };
        previous = root.root.clone();
        let kept = app.store.write(move |tx| Box::pin(async move { event::insert_root(tx, &root).await })).await;
        match kept {
            // Another server on the same database sealed the day in between.
            Err(StorageError::AlreadyThere(_)) => return Ok(sealed),
            other => other?,
        }
        sealed += 1;
        day = day + Days::new(1);
    }
    Ok(sealed)
}

fn day_period(day: chrono::NaiveDate, zone: chrono_tz::Tz) -> Period {
    Period { from: start_of_day(day, zone), until: start_of_day(day + Days::new(1), zone) }
}

/// Verifies every chain and every daily root and names the first break found.
///
/// # Errors
/// [`AppError::Forbidden`] for all but auditors.
pub async fn verify(app: &App, actor: &Actor, lang: Lang) -> Answer<Verification> {
    actor.may(Action::VerifyAudit).ok_or(AppError::Forbidden(Action::VerifyAudit))?;
    let snapshot = app.store.snapshot().await?;
    let mut chains = Chains::default();
    event::each(&snapshot, |events| {
        for event in events {
            chains.take(event, lang);
        }
        Ok::<(), AppError>(())
    })
    .await?;
    chains.end(lang);
    if chains.broken.is_none() {
        chains.broken = broken_head(&snapshot, lang).await?;
    }
    let mut roots = 0;
    if chains.broken.is_none() {
        (roots, chains.broken) = check_roots(&snapshot, lang).await?;
    }
    Ok(Verification {
        ok: chains.broken.is_none(),
        events: chains.events,
        chains: chains.ended,
        roots,
        broken: chains.broken,
    })
}

/// Chains as they are read: one at a time is held.
#[derive(Default)]
struct Chains {
    current: Vec<EventRecord>,
    events: u64,
    ended: u64,
    broken: Option<Break>,
}

impl Chains {
    fn take(&mut self, event: EventRecord, lang: Lang) {
        self.events += 1;
        let same = self.current.last().is_some_and(|last| {
            (&last.body.subject_kind, last.body.subject_id) == (&event.body.subject_kind, event.body.subject_id)
        });
        if !same {
            self.end(lang);
        }
        self.current.push(event);
    }

    fn end(&mut self, lang: Lang) {
        if self.current.is_empty() {
            return;
        }
        self.ended += 1;
        if let (None, Err(broken)) = (&self.broken, verify_chain(&self.current)) {
            self.broken = Some(Break {
                subject_kind: Some(broken.subject_kind.clone()),
                subject_id: Some(broken.subject_id.to_string()),
                seq: Some(broken.seq),
                day: None,
                sentence: render(&broken.message(), lang),
            });
        }
        self.current.clear();
    }
}

async fn broken_head(db: &impl ConnectionTrait, lang: Lang) -> Answer<Option<Break>> {
    let first = event::broken_heads(db).await?.into_iter().next();
    Ok(first.map(|(kind, id, seq)| {
        let message = Message::new("app-chain-cut").arg("kind", &kind).arg("subject", id).arg("seq", seq);
        Break {
            subject_kind: Some(kind),
            subject_id: Some(id.to_string()),
            seq: Some(seq),
            day: None,
            sentence: render(&message, lang),
        }
    }))
}

async fn check_roots(db: &impl ConnectionTrait, lang: Lang) -> Answer<(u64, Option<Break>)> {
    let zone = crate::campaign::load(db).await?.tz();
    let mut previous = GENESIS.to_owned();
    let mut checked = 0;
    for root in event::roots(db).await? {
        let made = daily_root(&previous, event::tips(db, day_period(root.day, zone)).await?);
        if made != root.root || previous != root.previous_root {
            let message = Message::new("app-root-broken").arg("day", root.day);
            let sentence = render(&message, lang);
            let broken = Break { subject_kind: None, subject_id: None, seq: None, day: Some(root.day), sentence };
            return Ok((checked, Some(broken)));
        }
        checked += 1;
        previous = root.root;
    }
    Ok((checked, None))
}

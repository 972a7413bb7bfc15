//! What was committed, told to whoever listens: at once what this process wrote, and within seconds what
//! another process wrote into the same database.
//!
//! Invariants: nothing is told before it is durable; what is told once is not told again. A transaction of
//! another process that stays open longer than [`WINDOW`] may go untold; a listener that needs to be sure
//! reads anew when it begins. The clock is not asked: the window is measured from the latest event there is.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;
use sea_orm::DatabaseConnection;
use tokio::sync::broadcast;
use uuid::Uuid;
use wangge_domain::event::EventRecord;
use wangge_domain::ids::{EventId, UserId};
use wangge_domain::time::Timestamp;

use crate::error::Result;
use crate::event;

/// How many notices wait for a slow listener; it is told when it has missed some.
const WAITING: usize = 1024;

/// How often the database is asked what others wrote.
const POLL: Duration = Duration::from_secs(2);

/// How far behind the latest event an event of another process is still noticed.
const WINDOW: TimeDelta = TimeDelta::seconds(30);

/// How many events of the window are looked at; a flood from elsewhere ends there.
const MOST: u64 = 2_000;

/// How many told events are remembered before the old ones are forgotten.
const REMEMBERED: usize = 8_192;

/// That something happened, without its details.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The event.
    pub id: EventId,
    /// The noun of its subject.
    pub subject_kind: String,
    /// The subject.
    pub subject_id: Uuid,
    /// When.
    pub at: Timestamp,
    /// By which account; none for the system.
    pub actor_id: Option<UserId>,
    /// By whom, as shown.
    pub actor_name: String,
    /// What happened.
    pub kind: String,
}

impl From<&EventRecord> for Notice {
    fn from(event: &EventRecord) -> Self {
        Self {
            id: event.id,
            subject_kind: event.body.subject_kind.clone(),
            subject_id: event.body.subject_id,
            at: event.body.at,
            actor_id: event.body.actor_id,
            actor_name: event.body.actor_name.clone(),
            kind: event.body.kind.clone(),
        }
    }
}

/// Tells what was committed.
#[derive(Debug)]
pub(super) struct Feed {
    told: broadcast::Sender<Arc<Notice>>,
    seen: Mutex<Seen>,
    polling: AtomicBool,
}

/// The events told already, by when they happened.
#[derive(Debug, Default)]
struct Seen {
    events: HashMap<EventId, Timestamp>,
    latest: Option<Timestamp>,
}

impl Seen {
    /// Remembers an event, and says whether it is new.
    fn note(&mut self, notice: &Notice) -> bool {
        let new = self.events.insert(notice.id, notice.at).is_none();
        self.latest = self.latest.max(Some(notice.at));
        if self.events.len() > REMEMBERED
            && let Some(latest) = self.latest
        {
            self.events.retain(|_, at| *at >= latest - WINDOW * 2);
        }
        new
    }
}

impl Feed {
    pub(super) fn new() -> Arc<Self> {
        let (told, _) = broadcast::channel(WAITING);
        Arc::new(Self { told, seen: Mutex::default(), polling: AtomicBool::new(false) })
    }

    /// Tells what is new of these notices, in their order.
    pub(super) fn tell(&self, notices: Vec<Notice>) {
        if notices.is_empty() || self.told.receiver_count() == 0 {
            return;
        }
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        for notice in notices {
            if seen.note(&notice) {
                // Whoever listened may be gone by now; that is no failure.
                let _ = self.told.send(Arc::new(notice));
            }
        }
    }

    /// Listens from now on.
    pub(super) async fn listen(self: &Arc<Self>, db: &DatabaseConnection) -> Result<broadcast::Receiver<Arc<Notice>>> {
        let listener = self.told.subscribe();
        if !self.polling.swap(true, Ordering::SeqCst) {
            if let Err(error) = self.begin(db).await {
                self.polling.store(false, Ordering::SeqCst);
                return Err(error);
            }
            tokio::spawn(poll(Arc::clone(self), db.clone()));
        }
        Ok(listener)
    }

    /// What has happened before anybody listened is not news.
    async fn begin(&self, db: &DatabaseConnection) -> Result<()> {
        let past = event::latest(db, 1).await?;
        let from = past.first().map(|event| event.body.at - WINDOW);
        let past = event::since(db, from, MOST).await?;
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        for event in &past {
            seen.note(&Notice::from(event));
        }
        Ok(())
    }

    async fn look(&self, db: &DatabaseConnection) -> Result<()> {
        let latest = self.seen.lock().unwrap_or_else(PoisonError::into_inner).latest;
        let found = event::since(db, latest.map(|at| at - WINDOW), MOST).await?;
        self.tell(found.iter().map(Notice::from).collect());
        Ok(())
    }
}

/// Looks for what others wrote for as long as somebody listens and the database answers.
async fn poll(feed: Arc<Feed>, db: DatabaseConnection) {
    loop {
        tokio::time::sleep(POLL).await;
        if feed.told.receiver_count() == 0 {
            feed.polling.store(false, Ordering::SeqCst);
            // Whoever began to listen in this very moment found the task running.
            if feed.told.receiver_count() == 0 || feed.polling.swap(true, Ordering::SeqCst) {
                return;
            }
        }
        if let Err(error) = feed.look(&db).await {
            tracing::warn!(%error, "looking for what others wrote");
        }
    }
}

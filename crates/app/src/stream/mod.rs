//! The live stream: what was committed, told to whoever may know of it.
//!
//! Invariants: a change is told only after it is durable, and only when the reader's reach holds its subject
//! at that moment; it says that something happened, never what it holds. A reader who was away names the
//! last event they heard of and is told what came since, at least once; where that is too much or unknown,
//! they are told to read anew. The stream ends with the session and with the server.

mod sight;

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::{broadcast, watch};
use tokio::time::{Instant, timeout_at};
use wangge_domain::ids::EventId;
use wangge_domain::permission::Actor;
use wangge_storage::{Notice, event};

use crate::context::{Answer, App};
use crate::session;
use crate::view::Change;

pub use sight::{Subject, known};

/// How long nothing is said before the reader is told that the line still stands.
const BEAT: Duration = Duration::from_secs(15);

/// How long changes are gathered before they are told together.
const GATHERED: Duration = Duration::from_millis(200);

/// More changes than this at once are not listed: the reader is to read anew.
const MOST: usize = 200;

/// How far before the reader's last event a resumed stream looks again: transactions are not durable in the
/// order their events happened.
const MARGIN: TimeDelta = TimeDelta::seconds(10);

/// What the stream says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// These things changed.
    Changes(Vec<Change>),
    /// So much changed, or so much was missed, that everything shown may be old.
    Lost(Option<EventId>),
    /// The line stands; everything up to this event has been told.
    Beat(Option<EventId>),
}

/// One reader's stream.
pub struct Stream {
    app: App,
    token: String,
    actor: Actor,
    heard: broadcast::Receiver<Arc<Notice>>,
    closing: watch::Receiver<bool>,
    upto: Option<EventId>,
    /// What is told before anything new.
    first: Option<Told>,
}

/// Begins a stream for whoever holds a session, after the last event they heard of, if any.
///
/// # Errors
/// When the store fails.
pub async fn open(app: &App, actor: Actor, token: String, after: Option<EventId>) -> Answer<Stream> {
    let heard = app.store.listen().await?;
    let mut stream = Stream { closing: app.closing(), app: app.clone(), token, actor, heard, upto: after, first: None };
    stream.first = Some(if let Some(after) = after {
        stream.missed(after).await?
    } else {
        stream.upto = event::latest(&app.store.read(), 1).await?.first().map(|event| event.id);
        Told::Beat(stream.upto)
    });
    Ok(stream)
}

impl Stream {
    /// What is to be told next; none when the session or the server ends.
    pub async fn next(&mut self) -> Option<Told> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        loop {
            let heard = tokio::select! {
                _ = self.closing.wait_for(|closing| *closing) => return None,
                heard = gathered(&mut self.heard) => heard,
            };
            self.actor = session::standing(&self.app, &self.token).await.ok()??;
            match heard {
                Heard::Silence => return Some(Told::Beat(self.upto)),
                Heard::Closed => return None,
                Heard::TooMuch => return Some(self.lost()),
                Heard::Notices(notices) => match self.tell(&notices).await {
                    Ok(changes) if changes.is_empty() => {}
                    Ok(changes) => return Some(Told::Changes(changes)),
                    Err(error) => {
                        tracing::warn!(%error, "telling changes");
                        return Some(self.lost());
                    }
                },
            }
        }
    }

    fn lost(&self) -> Told {
        Told::Lost(self.upto)
    }

    /// What came after an event, as far as the reader may know.
    async fn missed(&mut self, after: EventId) -> Answer<Told> {
        let db = self.app.store.read();
        let Some(last) = event::get(&db, after).await? else {
            self.upto = event::latest(&db, 1).await?.first().map(|event| event.id);
            return Ok(self.lost());
        };
        let since = event::since(&db, Some(last.body.at - MARGIN), MOST as u64 + 1).await?;
        let too_many = since.len() > MOST;
        let notices: Vec<Arc<Notice>> =
            since.iter().filter(|event| event.id != after).map(|event| Arc::new(event.into())).collect();
        let changes = self.tell(&notices).await?;
        if too_many {
            return Ok(self.lost());
        }
        Ok(if changes.is_empty() { Told::Beat(self.upto) } else { Told::Changes(changes) })
    }

    async fn tell(&mut self, notices: &[Arc<Notice>]) -> Answer<Vec<Change>> {
        let db = self.app.store.read();
        let subjects = notices.iter().map(|notice| (notice.subject_kind.clone(), notice.subject_id));
        let known = known(&db, &self.actor, subjects).await?;
        // A notice is no event of the record; a reader who was away cannot go on from it.
        let events = notices.iter().rev().find(|notice| notice.subject_kind != "notice");
        self.upto = events.map(|event| event.id).or(self.upto);
        let told = notices.iter().filter(|n| known.contains(&(n.subject_kind.clone(), n.subject_id)));
        Ok(told.map(|notice| self.change(notice)).collect())
    }

    fn change(&self, notice: &Notice) -> Change {
        Change {
            event: notice.id,
            noun: notice.subject_kind.clone(),
            id: notice.subject_id,
            kind: notice.kind.clone(),
            actor: notice.actor_name.clone(),
            own: notice.actor_id.is_some() && notice.actor_id == self.actor.user_id,
            at: notice.at,
        }
    }
}

enum Heard {
    Notices(Vec<Arc<Notice>>),
    TooMuch,
    Silence,
    Closed,
}

/// Waits for the next notices and gathers those that follow at once.
async fn gathered(heard: &mut broadcast::Receiver<Arc<Notice>>) -> Heard {
    let first = match timeout_at(Instant::now() + BEAT, heard.recv()).await {
        Err(_) => return Heard::Silence,
        Ok(Err(broadcast::error::RecvError::Closed)) => return Heard::Closed,
        Ok(Err(broadcast::error::RecvError::Lagged(_))) => return Heard::TooMuch,
        Ok(Ok(first)) => first,
    };
    let mut notices = vec![first];
    let until = Instant::now() + GATHERED;
    while let Ok(next) = timeout_at(until, heard.recv()).await {
        match next {
            Ok(notice) if notices.len() < MOST => notices.push(notice),
            Err(broadcast::error::RecvError::Closed) => break,
            Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => return Heard::TooMuch,
        }
    }
    Heard::Notices(notices)
}

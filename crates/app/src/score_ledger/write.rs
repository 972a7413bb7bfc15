//! Writing entries with their events.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;
use wangge_domain::ids::{EventId, UnitId};
use wangge_domain::score_ledger::{Posting, ScoreEntry};
use wangge_domain::time::Timestamp;
use wangge_storage::event::NewEvent;
use wangge_storage::{StorageError, Tx, event, score_ledger as store};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::record::By;

/// Entries to be written, with the identities of their events, all made before the transaction.
pub(super) struct Ready {
    entries: Vec<ScoreEntry>,
    events: BTreeMap<UnitId, EventId>,
    by: By,
}

impl Ready {
    /// These entries, by whoever is named.
    pub(super) fn new(app: &App, entries: Vec<ScoreEntry>, by: By) -> Self {
        let units = entries.iter().map(|entry| entry.unit_id);
        let events = units.map(|unit| (unit, app.new_id())).collect();
        Self { entries, events, by }
    }

    /// Appends the entries and, for each unit, one event that names them.
    ///
    /// # Errors
    /// [`StorageError::AlreadyThere`] when another server entered one of them.
    pub(super) async fn write(&self, tx: &Tx) -> Result<(), StorageError> {
        let mut entries = self.entries.clone();
        store::append(tx, &mut entries).await?;
        let mut told: BTreeMap<UnitId, Vec<serde_json::Value>> = BTreeMap::new();
        for entry in &entries {
            told.entry(entry.unit_id).or_default().push(json!({
                "id": entry.id, "number": entry.number, "on_day": entry.on_day, "rule": entry.rule_code,
                "edition": format!("{} {}", entry.scheme_code, entry.scheme_edition),
                "amount": entry.amount.to_string(), "fact": entry.fact_key, "reverses": entry.reverses, "text": entry.text,
            }));
        }
        let events = told.into_iter().filter_map(|(unit, entries)| {
            Some(NewEvent {
                id: *self.events.get(&unit)?,
                subject_kind: "score_ledger".to_owned(),
                subject_id: unit.0,
                at: self.by.at,
                actor_id: self.by.actor,
                actor_name: self.by.name.clone(),
                kind: "entered".to_owned(),
                payload: json!({ "entries": entries }),
            })
        });
        event::append(tx, events.collect()).await?;
        Ok(())
    }
}

/// Makes entries of what is due. `all` are the entries there are about the same facts.
pub(super) fn entries(app: &App, postings: Vec<Posting>, all: &[ScoreEntry], at: Timestamp) -> Vec<ScoreEntry> {
    let entry = |posting| match posting {
        Posting::Reverse(id) => Some(all.iter().find(|entry| entry.id == id)?.reversal(app.new_id(), at)),
        Posting::Enter(new) => Some(ScoreEntry {
            id: app.new_id(),
            number: 0,
            unit_id: new.unit_id,
            on_day: new.on_day,
            scheme_code: new.edition.0,
            scheme_edition: new.edition.1,
            rule_code: new.rule.0,
            rule_name: new.rule.1,
            trigger: new.trigger,
            level: new.level,
            share: new.share,
            amount: new.figure.total(),
            figure: new.figure,
            fact_key: new.fact_key,
            case_id: new.subject.case_id,
            round_id: new.subject.round_id,
            site_id: new.subject.site_id,
            text: String::new(),
            reverses: None,
            posted_at: at,
            by_user: None,
            by_name: String::new(),
            once: new.once,
        }),
    };
    postings.into_iter().filter_map(entry).collect()
}

/// Writes entries in a transaction of their own; false when another server was quicker.
///
/// # Errors
/// When the store fails.
pub(super) async fn keep(app: &App, entries: Vec<ScoreEntry>, by: By) -> Answer<bool> {
    if entries.is_empty() {
        return Ok(true);
    }
    let ready = Arc::new(Ready::new(app, entries, by));
    let written = app
        .store
        .write(move |tx| {
            let ready = Arc::clone(&ready);
            Box::pin(async move {
                ready.write(tx).await?;
                Ok::<(), AppError>(())
            })
        })
        .await;
    match written {
        Ok(()) => Ok(true),
        Err(AppError::Storage(error)) if store::entered_elsewhere(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

//! Attaching photographs to what they prove, and finding them there again.

use std::collections::HashMap;

use uuid::Uuid;
use wangge_domain::evidence::{EvidenceHash, Subject, admit};
use wangge_domain::ids::{CaseId, VisitId};
use wangge_domain::permission::Actor;
use wangge_domain::text::Message;
use wangge_domain::time::Timestamp;
use wangge_storage::evidence::{self, Attached, AttachmentRow};
use wangge_storage::{ConnectionTrait, StorageError, Tx};

use super::show::may_see;
use crate::context::Answer;
use crate::error::{AppError, FieldFault};
use crate::view::Photo;

/// What is wrong with photographs that are to be attached; the field is named by its pointer.
///
/// # Errors
/// When the store fails.
pub(crate) async fn admitted(
    db: &impl ConnectionTrait,
    actor: &Actor,
    pointer: &str,
    photos: &[EvidenceHash],
) -> Answer<Vec<FieldFault>> {
    if let Err(refusal) = admit(photos) {
        return Ok(vec![FieldFault { pointer: pointer.to_owned(), message: refusal.message() }]);
    }
    let mut faults = Vec::new();
    for (place, photo) in photos.iter().enumerate() {
        if evidence::get(db, photo).await?.is_none() || !may_see(db, actor, photo).await? {
            faults
                .push(FieldFault { pointer: format!("{pointer}/{place}"), message: Message::new("evidence-unknown") });
        }
    }
    Ok(faults)
}

/// The rows that attach photographs to a thing of a visit or a case.
pub(crate) fn attached_to(
    (subject_kind, subject_id): (Subject, Uuid),
    photos: &[EvidenceHash],
    (visit_id, case_id): (Option<VisitId>, Option<CaseId>),
    at: Timestamp,
) -> Vec<AttachmentRow> {
    let row = |(place, photo): (usize, &EvidenceHash)| AttachmentRow {
        subject_kind,
        subject_id,
        sha256: photo.clone(),
        position: u32::try_from(place).unwrap_or(u32::MAX),
        visit_id,
        case_id,
        at,
    };
    photos.iter().enumerate().map(row).collect()
}

/// Attaches photographs that were admitted.
///
/// # Errors
/// When one was collected since, for it had been attached to nothing for too long; when the store fails.
pub(crate) async fn attach(tx: &Tx, rows: &[AttachmentRow]) -> Answer<()> {
    match evidence::attach(tx, rows).await {
        Err(StorageError::NoSuchReference(_)) => Err(AppError::invalid("/photos", Message::new("evidence-unknown"))),
        other => Ok(other?),
    }
}

/// Photographs by what they are attached to, for putting each where it belongs.
#[derive(Debug, Default)]
pub(crate) struct Album(HashMap<Uuid, Vec<Photo>>);

impl Album {
    /// The photographs of visits' observations.
    pub(crate) async fn of_visits(db: &impl ConnectionTrait, visits: &[VisitId]) -> Result<Self, StorageError> {
        Ok(Self::of(evidence::of_visits(db, visits).await?))
    }

    /// The photographs of cases' reports, rectifications and checks.
    pub(crate) async fn of_cases(db: &impl ConnectionTrait, cases: &[CaseId]) -> Result<Self, StorageError> {
        Ok(Self::of(evidence::of_cases(db, cases).await?))
    }

    /// The photographs of things by their identity: observations, measures of a practice card.
    pub(crate) async fn of_subjects(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Self, StorageError> {
        Ok(Self::of(evidence::of_subjects(db, ids).await?))
    }

    fn of(found: Vec<Attached>) -> Self {
        let mut album = Self::default();
        for Attached { row, width, height } in found {
            let photo = Photo { sha256: row.sha256, width, height, at: row.at };
            album.0.entry(row.subject_id).or_default().push(photo);
        }
        album
    }

    /// The photographs of one thing, in their order.
    pub(crate) fn photos(&self, of: impl Into<Uuid>) -> Vec<Photo> {
        self.0.get(&of.into()).cloned().unwrap_or_default()
    }
}

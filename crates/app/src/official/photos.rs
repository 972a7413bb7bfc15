//! Photographs of cases, before and after, for printed documents.

use std::collections::HashMap;

use wangge_documents::official::Photo;
use wangge_domain::evidence::{EvidenceHash, Subject};
use wangge_domain::ids::CaseId;
use wangge_domain::time::Timestamp;
use wangge_pictures::Size;
use wangge_storage::evidence::Attached;
use wangge_storage::{ConnectionTrait, StorageError, evidence, visit};

use crate::context::App;

/// The photographs of cases until a moment: as they were found and as they were put right.
#[derive(Debug, Default)]
pub(crate) struct CasePhotos {
    before: HashMap<CaseId, Vec<EvidenceHash>>,
    after: HashMap<CaseId, Vec<EvidenceHash>>,
}

impl CasePhotos {
    /// Looks the photographs of cases up.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn of(
        db: &impl ConnectionTrait,
        cases: &[CaseId],
        until: Timestamp,
    ) -> Result<Self, StorageError> {
        let mut found = evidence::of_cases(db, cases).await?;
        let points = visit::lost_points_of_cases(db, cases).await?;
        let seen: HashMap<_, _> =
            points.into_iter().filter_map(|point| Some((point.observation_id.0, point.case_id?))).collect();
        let mut observations: Vec<_> = seen.keys().copied().collect();
        observations.sort_unstable();
        found.extend(evidence::of_subjects(db, &observations).await?);
        found.retain(|photo| photo.row.at <= until);
        found.sort_by_key(|photo| (photo.row.at, photo.row.position, photo.row.sha256.to_string()));
        let mut photos = Self::default();
        for Attached { row, .. } in found {
            let case = row.case_id.or_else(|| seen.get(&row.subject_id).copied());
            let side = match row.subject_kind {
                Subject::Case | Subject::Observation => &mut photos.before,
                Subject::Rectification => &mut photos.after,
                _ => continue,
            };
            if let Some(case) = case {
                side.entry(case).or_default().push(row.sha256);
            }
        }
        Ok(photos)
    }

    /// The first photograph of a case as it was found.
    pub(crate) fn before(&self, case: CaseId) -> Option<&EvidenceHash> {
        self.before.get(&case)?.first()
    }

    /// The last photograph of a case as it was put right: an earlier one may have been sent back.
    pub(crate) fn after(&self, case: CaseId) -> Option<&EvidenceHash> {
        self.after.get(&case)?.last()
    }
}

/// A photograph for print; nothing where its file is missing or does not open, so that one picture never stops a
/// document.
pub(crate) async fn printed(app: &App, hash: Option<&EvidenceHash>, words: &str) -> Option<Photo> {
    let jpeg = match crate::evidence::made(app, hash?, Size::Print).await {
        Ok(jpeg) => jpeg,
        Err(error) => {
            tracing::warn!(?error, "a photograph is left out of a document");
            return None;
        }
    };
    Some(Photo { jpeg, words: words.to_owned() })
}

//! An edition of a standard, as a draft.

use serde_json::json;
use wangge_documents::{Fault, Place, read_standard};
use wangge_domain::event::sha256_hex;
use wangge_domain::text::Message;
use wangge_storage::edition::{EditionRow, EditionState, StandardRow, by_version, standards};
use wangge_storage::{ConnectionTrait, StorageError};

use super::plan::Plan;
use crate::context::Answer;

/// Plans an edition: a new one becomes a draft, a draft takes the new document, a published one never changes.
pub(super) async fn plan(plan: &mut Plan<'_>, db: &impl ConnectionTrait) -> Answer<()> {
    let file = read_standard(&plan.source());
    plan.faults.extend(file.faults);
    let Some(edition) = file.edition.filter(|_| !plan.refused()) else { return Ok(()) };
    let (code, version) = (edition.standard.code.clone(), edition.edition.version.clone());
    let broken = |error: serde_json::Error| StorageError::Inconsistency {
        table: "editions",
        row: format!("{code} {version}"),
        reason: error.to_string(),
    };
    let document = serde_json::to_string(&edition).map_err(broken)?;
    let sha256 = sha256_hex(document.as_bytes());
    let name = edition.standard.name.clone();
    let row = StandardRow { code: code.clone(), name_zh: name.zh, name_en: name.en };
    let told = json!({ "standard": code, "version": version, "sha256": sha256, "file": plan.query.filename });
    match by_version(db, &code, &version).await? {
        None => {
            let new = EditionRow {
                id: plan.app.new_id(),
                standard_code: code,
                version,
                state: EditionState::Draft,
                document,
                sha256,
                published_at: None,
                created_at: plan.app.now(),
            };
            plan.told.push(("edition", new.id.0, "created", told));
            plan.writes.edition = Some(new);
            plan.summary.created += 1;
        }
        Some(standing) if standing.sha256 == sha256 => {
            plan.summary.unchanged += 1;
            return Ok(());
        }
        Some(standing) if standing.state == EditionState::Published => {
            let message = Message::new("import-edition-published").arg("standard", &code).arg("version", &version);
            plan.faults.push(Fault::error(Place::file(&plan.query.filename), message).value(version));
            return Ok(());
        }
        Some(standing) => {
            plan.told.push(("edition", standing.id.0, "amended", told));
            plan.writes.redrafted = Some(EditionRow { document, sha256, ..standing });
            plan.summary.changed += 1;
        }
    }
    if !standards(db).await?.contains(&row) {
        plan.writes.standard = Some(row);
    }
    Ok(())
}

//! An edition as a file that reads back as the same edition.

use wangge_documents::{standard_to_toml, standard_to_xlsx};
use wangge_domain::ids::EditionId;
use wangge_domain::permission::{Action, Actor};
use wangge_storage::StorageError;

use super::{load, permitted};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::index_of;
use crate::view::{EditionFormat, NamedFile};

/// The file of an edition.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown one, [`AppError::Forbidden`] for those who may not export.
pub async fn file(app: &App, actor: &Actor, id: EditionId, format: EditionFormat) -> Answer<NamedFile> {
    permitted(actor)?;
    actor.may(Action::Export).ok_or(AppError::Forbidden(Action::Export))?;
    let row = load(app, id).await?;
    let edition = index_of(&row)?.into_edition();
    let broken = |reason: String| StorageError::Inconsistency { table: "editions", row: id.to_string(), reason };
    let (bytes, ending, media_type) = match format {
        EditionFormat::Toml => {
            let text = standard_to_toml(&edition).map_err(|error| broken(error.to_string()))?;
            (text.into_bytes(), "toml", "application/toml")
        }
        EditionFormat::Xlsx => {
            let bytes = standard_to_xlsx(&edition).map_err(|error| broken(error.to_string()))?;
            (bytes, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        }
    };
    Ok(NamedFile { name: format!("{}-{}.{ending}", row.standard_code, row.version), media_type, bytes })
}

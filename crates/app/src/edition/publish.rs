//! Publishing an edition: from then on it never changes.

use serde_json::json;
use wangge_domain::ids::EditionId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message};
use wangge_storage::StorageError;
use wangge_storage::edition::{self, EditionState};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::index_of;
use crate::record::{self, By};
use crate::view::EditionDetail;

/// Publishes a draft: rounds may be planned on it, and nobody can change it any more.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown one; refuses one that is published already, and a document that is no
/// faultless edition.
pub async fn publish(app: &App, actor: &Actor, lang: Lang, id: EditionId) -> Answer<EditionDetail> {
    actor.may(Action::PublishStandard).ok_or(AppError::Forbidden(Action::PublishStandard))?;
    let row = edition::get(&app.store.read(), id).await?.ok_or_else(|| AppError::not_found("edition", id))?;
    if row.state == EditionState::Published {
        return Err(published_already(&row.version));
    }
    index_of(&row)?;
    let by = By::of(app, actor);
    let payload = json!({ "standard": row.standard_code, "version": row.version, "sha256": row.sha256 });
    let sha256 = row.sha256.clone();
    let done = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                // What is published must be what was judged faultless, not a draft put in its place meanwhile.
                let now = edition::get(tx, id).await?;
                if now.is_none_or(|now| now.state == EditionState::Published || now.sha256 != sha256) {
                    return Ok(false);
                }
                edition::publish(tx, id, by.at).await?;
                record::event(tx, by, "edition", id.0, "published", payload).await?;
                Ok::<bool, StorageError>(true)
            })
        })
        .await?;
    if !done {
        return Err(AppError::refused("edition_changed", Message::new("app-edition-changed")));
    }
    super::show(app, actor, lang, id).await
}

fn published_already(version: &str) -> AppError {
    AppError::refused("edition_published", Message::new("app-edition-published-already").arg("version", version))
}

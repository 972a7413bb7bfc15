//! Two editions compared, field by field.

use wangge_domain::ids::EditionId;
use wangge_domain::permission::Actor;
use wangge_domain::standard::{Changed, Compared, FieldChange, difference as compared};
use wangge_domain::text::{Lang, Message, word};

use super::{Used, load, permitted};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{index_of, many};
use crate::view::{ChangedView, Coded, ComparedView, DifferenceQuery, EditionDifferenceView, FieldChangeView};

/// How two editions differ; the one imported first stands as the earlier.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown edition; [`AppError::Invalid`] when both are the same.
pub async fn difference(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: EditionId,
    query: DifferenceQuery,
) -> Answer<EditionDifferenceView> {
    permitted(actor)?;
    if id == query.with {
        return Err(AppError::invalid("/with", Message::new("app-edition-same")));
    }
    let (one, other) = (load(app, id).await?, load(app, query.with).await?);
    let (a, b) = if (one.created_at, one.id) <= (other.created_at, other.id) { (one, other) } else { (other, one) };
    let (earlier, later) = (index_of(&a)?, index_of(&b)?);
    let found = compared(earlier.edition(), later.edition(), lang);
    let used = Used::load(&app.store.read()).await?;
    Ok(EditionDifferenceView {
        a: used.summary(&a, earlier.edition(), lang),
        b: used.summary(&b, later.edition(), lang),
        head: found.head.into_iter().map(|change| field(change, lang)).collect(),
        types: view(found.types, lang),
        items: view(found.items, lang),
    })
}

fn view(found: Compared, lang: Lang) -> ComparedView {
    let coded = |list: Vec<(String, String)>| list.into_iter().map(|(code, name)| Coded::new(code, name)).collect();
    let changed = |one: Changed| ChangedView {
        of: Coded::new(one.code, one.name),
        fields: one.fields.into_iter().map(|change| field(change, lang)).collect(),
    };
    ComparedView {
        added: coded(found.added),
        dropped: coded(found.dropped),
        changed: found.changed.into_iter().map(changed).collect(),
        unchanged: many(found.unchanged),
    }
}

fn field(change: FieldChange, lang: Lang) -> FieldChangeView {
    FieldChangeView {
        name: word(&format!("app-edition-field-{}", change.field), lang),
        field: change.field.to_owned(),
        before: change.before,
        after: change.after,
    }
}

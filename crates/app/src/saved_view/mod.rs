//! Saved views 视图: filters of a list under a name. One's own are one's own affair; the office may share some with all.

use wangge_domain::ids::SavedViewId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Message;
use wangge_storage::saved_view::{self, SavedViewRow};
use wangge_storage::user;

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::view::{KeepView, SavedView, SavedViewList, ViewedList};

/// The longest name, in characters.
const LONGEST_NAME: usize = 40;
/// The longest filter, in characters.
const LONGEST_QUERY: usize = 2_000;

const fn stored(list: ViewedList) -> &'static str {
    match list {
        ViewedList::Cases => "cases",
        ViewedList::Sites => "sites",
    }
}

/// The views of a list that the reader sees: their own and the shared ones.
///
/// # Errors
/// When the store fails.
pub async fn list(app: &App, actor: &Actor, list: ViewedList) -> Answer<SavedViewList> {
    let reader = actor.user_id.ok_or(AppError::Unauthenticated)?;
    let db = app.store.read();
    let rows = saved_view::of(&db, reader, stored(list)).await?;
    let owners: Vec<_> = rows.iter().map(|row| row.owner).collect();
    let names = user::names(&db, &owners).await?;
    let view = |row: SavedViewRow| SavedView {
        id: row.id,
        name: row.name,
        query: row.query,
        shared: row.shared,
        own: row.owner == reader,
        by: names.get(&row.owner).cloned().unwrap_or_default(),
    };
    Ok(SavedViewList { items: rows.into_iter().map(view).collect() })
}

/// Keeps a view and answers all of its list.
///
/// # Errors
/// Without a name or filter, when either is too long, and for whoever shares without being the office.
pub async fn keep(app: &App, actor: &Actor, command: KeepView) -> Answer<SavedViewList> {
    let owner = actor.user_id.ok_or(AppError::Unauthenticated)?;
    if command.shared && actor.may(Action::EditSettings).is_none() {
        return Err(AppError::Forbidden(Action::EditSettings));
    }
    let (name, query) = (command.name.trim(), command.query.trim());
    let (named, filtered) = (name.chars().count(), query.chars().count());
    if named == 0 || named > LONGEST_NAME || filtered == 0 || filtered > LONGEST_QUERY {
        let message = Message::new("app-view-shape").arg("name", LONGEST_NAME).arg("query", LONGEST_QUERY);
        return Err(AppError::refused("view_shape", message));
    }
    let row = SavedViewRow {
        id: app.new_id(),
        owner,
        list: stored(command.list).to_owned(),
        name: name.to_owned(),
        query: query.to_owned(),
        shared: command.shared,
        at: app.now(),
    };
    app.store.write(move |tx| Box::pin(async move { Ok::<(), AppError>(saved_view::put(tx, &row).await?) })).await?;
    list(app, actor, command.list).await
}

/// Removes one of the reader's own views.
///
/// # Errors
/// [`AppError::NotFound`] for a view that is not theirs.
pub async fn remove(app: &App, actor: &Actor, id: SavedViewId) -> Answer<()> {
    let owner = actor.user_id.ok_or(AppError::Unauthenticated)?;
    let gone = app
        .store
        .write(move |tx| Box::pin(async move { Ok::<bool, AppError>(saved_view::remove(tx, owner, id).await?) }))
        .await?;
    if gone { Ok(()) } else { Err(AppError::not_found("view", id)) }
}

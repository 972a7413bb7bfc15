//! Saved views 视图: filters of a list under a name, of one account or shared with everybody.
//! A convenience of whoever reads: no fact of the campaign, and so without an event.

use sea_orm::sea_query::{ExprTrait as _, Order};
use wangge_domain::ids::{SavedViewId, UserId};
use wangge_domain::time::Timestamp;

use crate::error::Result;
use crate::row::{self, Cell, sql};
use crate::{ConnectionTrait, Tx};

table! {
    /// A saved view.
    pub struct SavedViewRow in "saved_views" as col key(id) {
        /// Its identity.
        id: SavedViewId,
        /// Whose it is.
        owner: UserId,
        /// Of which list, such as `cases`.
        list: String,
        /// Its name, once for an owner and list.
        name: String,
        /// The filter, as the query of the list's address.
        query: String,
        /// Whether everybody sees it.
        shared: bool,
        /// When it was kept.
        at: Timestamp,
    }
}

/// The views of a list that an account sees: its own and the shared ones, by name.
///
/// # Errors
/// When the database cannot be read.
pub async fn of(db: &impl ConnectionTrait, user: UserId, list: &str) -> Result<Vec<SavedViewRow>> {
    let mut statement = row::select::<SavedViewRow>();
    statement
        .and_where(row::equals(col::list, &list.to_owned()))
        .and_where(row::equals(col::owner, &user).or(row::equals(col::shared, &true)))
        .order_by(col::name, Order::Asc)
        .order_by(col::id, Order::Asc);
    row::all(db, &statement).await
}

/// Keeps a view; one of the same name of the same owner and list takes its filter.
///
/// # Errors
/// When the database cannot be written.
pub async fn put(tx: &Tx, view: &SavedViewRow) -> Result<()> {
    let text = "INSERT INTO saved_views (id, owner, list, name, query, shared, at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
        ON CONFLICT (owner, list, name) DO UPDATE SET query = excluded.query, shared = excluded.shared, at = excluded.at";
    let values = vec![
        view.id.value(),
        view.owner.value(),
        view.list.value(),
        view.name.value(),
        view.query.value(),
        view.shared.value(),
        view.at.value(),
    ];
    tx.execute_raw(sql(tx, text, values)).await?;
    Ok(())
}

/// Removes a view of an owner; whether there was one.
///
/// # Errors
/// When the database cannot be written.
pub async fn remove(tx: &Tx, owner: UserId, id: SavedViewId) -> Result<bool> {
    let text = "DELETE FROM saved_views WHERE id = $1 AND owner = $2";
    Ok(tx.execute_raw(sql(tx, text, vec![id.value(), owner.value()])).await?.rows_affected() > 0)
}

//! Demonstration and replication 示范复制: practice cards, and the sites that are to take them over.

use sea_orm::sea_query::{Condition, Expr, ExprTrait as _};
use wangge_domain::ids::{PracticeCardId, ReplicationId, SiteId};
use wangge_domain::replication::{Adoption, Measure, PracticeCard, Replication};

use crate::error::Result;
use crate::row::{self, Versioned};
use crate::{ConnectionTrait, Tx};

/// The measures of a card, kept as JSON.
type Measures = Vec<Measure>;

stored_as_json_text!(Measures, Adoption);

table! {
    of PracticeCard(card) in "practice_cards" as card_col key(id) {
        id = card.id,
        site_id = card.site_id,
        type_code = card.type_code,
        title = card.title,
        summary = card.summary,
        measures = card.measures,
        contact_id = card.contact_id,
        round_id = card.round_id,
        written_by = card.written_by,
        written_name = card.written_name,
        written_at = card.written_at,
        version = card.version,
    }
    make {
        id, site_id, type_code, title, summary, measures, contact_id, round_id, written_by, written_name, written_at,
        version,
    }
}

table! {
    of Replication(replication) in "replications" as col key(id) {
        id = replication.id,
        card_id = replication.card_id,
        site_id = replication.site_id,
        due_on = replication.due_on,
        planned_at = replication.planned_at,
        adopted = replication.adopted,
        cancelled = replication.cancelled,
        version = replication.version,
    }
    make { id, card_id, site_id, due_on, planned_at, adopted, cancelled, version }
}

impl Versioned for PracticeCard {
    fn version(&self) -> i64 {
        self.version
    }

    fn key_text(&self) -> String {
        self.id.to_string()
    }
}

impl Versioned for Replication {
    fn version(&self) -> i64 {
        self.version
    }

    fn key_text(&self) -> String {
        self.id.to_string()
    }
}

/// Adds a card.
///
/// # Errors
/// [`crate::StorageError::NoSuchReference`] when its site, round or contact does not exist.
pub async fn insert_card(tx: &Tx, card: &PracticeCard) -> Result<()> {
    row::insert(tx, card).await
}

/// Writes an edited card.
///
/// # Errors
/// [`crate::StorageError::Conflict`] when it was changed since it was read.
pub async fn update_card(tx: &Tx, card: &PracticeCard) -> Result<()> {
    row::update(tx, card).await
}

/// A card.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn card(db: &impl ConnectionTrait, id: PracticeCardId) -> Result<Option<PracticeCard>> {
    row::by(db, card_col::id, id).await
}

/// All cards.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn cards(db: &impl ConnectionTrait) -> Result<Vec<PracticeCard>> {
    row::list(db, Condition::all()).await
}

/// Adds replications. A site already planned with a card is refused by the use case that reads them first in the same
/// transaction.
///
/// # Errors
/// [`crate::StorageError::NoSuchReference`] when the card or a site does not exist.
pub async fn insert_many(tx: &Tx, replications: &[Replication]) -> Result<()> {
    row::insert_many(tx, replications).await
}

/// Writes a replication after a step.
///
/// # Errors
/// [`crate::StorageError::Conflict`] when it was changed since it was read.
pub async fn update(tx: &Tx, replication: &Replication) -> Result<()> {
    row::update(tx, replication).await
}

/// A replication.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn get(db: &impl ConnectionTrait, id: ReplicationId) -> Result<Option<Replication>> {
    row::by(db, col::id, id).await
}

/// All replications.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Replication>> {
    row::list(db, Condition::all()).await
}

/// The sites planned with a card and not taken back. Until the transaction ends no other plan with it is made.
///
/// # Errors
/// When the database cannot be read.
pub async fn planned(tx: &Tx, card: PracticeCardId) -> Result<Vec<SiteId>> {
    // The embedded database has one writer and needs no locks.
    if tx.get_database_backend() == sea_orm::DbBackend::Postgres {
        let text = "SELECT id FROM practice_cards WHERE id = $1 FOR UPDATE";
        tx.query_one_raw(row::sql(tx, text, vec![row::Cell::value(&card)])).await?;
    }
    let standing = Condition::all().add(row::equals(col::card_id, &card)).add(Expr::col(col::cancelled).is_null());
    let found: Vec<Replication> = row::list(tx, standing).await?;
    Ok(found.into_iter().map(|one| one.site_id).collect())
}

//! Editions of ranking schemes 考核方案, each with the day it holds from.

use sea_orm::sea_query::Condition;
use wangge_domain::ranking::{Scheme, SchemeEdition, Schemes};

use crate::error::Result;
use crate::row::{self, Versioned};
use crate::{ConnectionTrait, Tx};

stored_as_json_text!(Scheme);

table! {
    of SchemeEdition(edition) in "scheme_editions" as col key(code, edition) {
        code = edition.code,
        edition = edition.edition,
        effective_from = edition.effective_from,
        document = edition.scheme,
        saved_at = edition.saved_at,
        saved_by = edition.saved_by,
        saved_name = edition.saved_name,
        version = edition.version,
    }
    make { code, edition, effective_from, scheme: document, saved_at, saved_by, saved_name, version }
}

impl Versioned for SchemeEdition {
    fn version(&self) -> i64 {
        self.version
    }

    fn key_text(&self) -> String {
        format!("{} {}", self.code, self.edition)
    }
}

/// All editions.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn all(db: &impl ConnectionTrait) -> Result<Schemes> {
    Ok(Schemes::new(row::list(db, Condition::all()).await?))
}

/// Adds an edition.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when somebody saved this edition before.
pub async fn insert(tx: &Tx, edition: &SchemeEdition) -> Result<()> {
    row::insert(tx, edition).await
}

/// Writes a changed edition.
///
/// # Errors
/// [`crate::StorageError::Conflict`] when it was changed since it was read.
pub async fn update(tx: &Tx, edition: &SchemeEdition) -> Result<()> {
    row::update(tx, edition).await
}

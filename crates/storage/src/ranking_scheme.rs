//! Ranking schemes 考核办法, kept as the documents they were imported as.

use sea_orm::sea_query::Condition;

use crate::error::Result;
use crate::row;
use crate::{ConnectionTrait, Tx};

table! {
    /// A ranking scheme.
    pub struct RankingSchemeRow in "ranking_schemes" as col key(code) {
        /// Its code.
        code: String,
        /// The scheme, whole, as JSON text.
        document: String,
    }
}

/// The scheme of a code.
///
/// # Errors
/// When the database cannot be read.
pub async fn get(db: &impl ConnectionTrait, code: &str) -> Result<Option<RankingSchemeRow>> {
    row::by(db, col::code, code.to_owned()).await
}

/// All schemes, by code.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<RankingSchemeRow>> {
    row::list(db, Condition::all()).await
}

/// Writes a scheme; one of the same code takes the new document.
///
/// # Errors
/// When the database cannot be written.
pub async fn put(tx: &Tx, scheme: &RankingSchemeRow) -> Result<()> {
    row::put_many(tx, std::slice::from_ref(scheme)).await
}

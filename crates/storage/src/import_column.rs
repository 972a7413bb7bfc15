//! What the headings of files were matched to, by kind of file, so that the next file of an office is read alike.
//! A convenience of whoever imports: no fact of the campaign, and so without an event.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::row;
use crate::{ConnectionTrait, Tx};

table! {
    /// What a heading meant.
    pub struct ImportColumn in "import_columns" as col key(kind, heading) {
        /// The kind of file.
        kind: String,
        /// The heading as the file worded it.
        heading: String,
        /// The key of the form's column; empty where it was passed over.
        column_key: String,
    }
}

/// What headings of a kind of file meant when they were last matched.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_kind(db: &impl ConnectionTrait, kind: &str) -> Result<BTreeMap<String, String>> {
    let rows: Vec<ImportColumn> = row::list(db, row::equals(col::kind, &kind.to_owned())).await?;
    Ok(rows.into_iter().map(|row| (row.heading, row.column_key)).collect())
}

/// The kinds of files of which something is kept, in their order.
///
/// # Errors
/// When the database cannot be read.
pub async fn kinds(db: &impl ConnectionTrait) -> Result<Vec<String>> {
    let text = "SELECT DISTINCT kind FROM import_columns ORDER BY kind";
    let rows = db.query_all_raw(row::sql(db, text, Vec::new())).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// Keeps what headings meant, in place of what they meant before.
///
/// # Errors
/// When the database cannot be written.
pub async fn put(tx: &Tx, rows: &[ImportColumn]) -> Result<()> {
    row::put_many(tx, rows).await
}

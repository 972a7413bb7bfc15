//! The index of what cases are called by, for searches of two Chinese characters among a million; see `case::words`.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::sea_orm::{ConnectionTrait as _, DbBackend, TransactionTrait as _};

use crate::case::catch_up;

#[derive(DeriveMigrationName)]
pub(super) struct Step;

/// `case_word_index` keeps no texts of its own: its rows are numbered by `case_words`.
const EMBEDDED: [&str; 2] = [
    "CREATE TABLE IF NOT EXISTS case_words \
     (n INTEGER PRIMARY KEY, case_id uuid_text NOT NULL UNIQUE REFERENCES cases (id) ON DELETE RESTRICT)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS case_word_index \
     USING fts5 (words, content='', contentless_delete=1, detail=none, tokenize='ascii')",
];

const SERVER: [&str; 2] = [
    "CREATE TABLE IF NOT EXISTS case_words \
     (case_id uuid PRIMARY KEY REFERENCES cases (id) ON DELETE RESTRICT, words text[] COLLATE \"C\" NOT NULL)",
    "CREATE INDEX IF NOT EXISTS case_words_by_words ON case_words USING gin (words)",
];

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let embedded = connection.get_database_backend() != DbBackend::Postgres;
        for text in if embedded { EMBEDDED } else { SERVER } {
            connection.execute_unprepared(text).await?;
        }
        // A step broken off goes on where it was.
        loop {
            let part = connection.begin().await?;
            let more = catch_up(&part).await.map_err(|reason| DbErr::Custom(reason.to_string()))?;
            part.commit().await?;
            if !more {
                return Ok(());
            }
        }
    }
}

//! Editions of ranking schemes 考核方案, the score ledger 考核台账, and appeals against its entries.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    big_integer, date, date_null, integer, pk_uuid, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};
use sea_orm_migration::sea_orm::{ConnectionTrait as _, Statement};

use super::columns::{create, index, key, refers, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        editions(manager).await?;
        entries(manager).await?;
        let mut appeals = table(
            "score_appeals",
            [
                pk_uuid("id"),
                uuid("entry_id"),
                uuid("unit_id"),
                text("state"),
                text("text"),
                timestamp_with_time_zone("at"),
                uuid_null("by_user"),
                text("by_name"),
                text("ruling"),
                timestamp_with_time_zone_null("ruled_at"),
                text("ruled_name"),
                big_integer("version"),
            ],
        );
        refers(&mut appeals, "score_appeals", "entry_id", "score_entries");
        create(manager, appeals).await?;
        unique(manager, "score_appeals", &["entry_id"]).await?;
        let mut postings = table("score_postings", [text("ledger"), timestamp_with_time_zone("until")]);
        key(&mut postings, &["ledger"]);
        create(manager, postings).await
    }
}

/// The schemes there were hold since ever, as they did.
async fn editions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut editions = table(
        "scheme_editions",
        [
            text("code"),
            integer("edition"),
            date_null("effective_from"),
            text("document"),
            timestamp_with_time_zone("saved_at"),
            uuid_null("saved_by"),
            text("saved_name"),
            big_integer("version"),
        ],
    );
    key(&mut editions, &["code", "edition"]);
    create(manager, editions).await?;
    let connection = manager.get_connection();
    let long_ago = chrono::DateTime::UNIX_EPOCH;
    let copy = Statement::from_sql_and_values(
        connection.get_database_backend(),
        "INSERT INTO scheme_editions (code, edition, effective_from, document, saved_at, saved_by, saved_name, version) \
         SELECT code, 1, $1, document, $2, NULL, '', 1 FROM ranking_schemes",
        [long_ago.date_naive().into(), long_ago.into()],
    );
    connection.execute_raw(copy).await?;
    connection.execute_unprepared("DROP TABLE ranking_schemes").await?;
    Ok(())
}

async fn entries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut entries = table(
        "score_entries",
        vec![
            pk_uuid("id"),
            big_integer("number"),
            uuid("unit_id"),
            date("on_day"),
            text("month"),
            text("scheme_code"),
            integer("scheme_edition"),
            text("rule_code"),
            text("rule_name"),
            text("trigger"),
            text("level"),
            text_null("share"),
            text("figure"),
            big_integer("milli"),
            text("fact_key"),
            uuid_null("case_id"),
            uuid_null("round_id"),
            uuid_null("site_id"),
            text("text"),
            uuid_null("reverses"),
            timestamp_with_time_zone("posted_at"),
            uuid_null("by_user"),
            text("by_name"),
            text("once"),
        ],
    );
    refers(&mut entries, "score_entries", "unit_id", "units");
    create(manager, entries).await?;
    unique(manager, "score_entries", &["number"]).await?;
    unique(manager, "score_entries", &["once"]).await?;
    index(manager, "score_entries", &["month", "unit_id"]).await?;
    index(manager, "score_entries", &["unit_id", "number"]).await?;
    index(manager, "score_entries", &["case_id"]).await?;
    index(manager, "score_entries", &["round_id"]).await?;
    index(manager, "score_entries", &["reverses"]).await
}

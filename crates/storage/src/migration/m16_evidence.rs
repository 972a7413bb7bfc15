//! Evidence 证据照片: what was sent, by whom, and what it is attached to; and from which demonstration site a
//! site's practice 做法 was copied.

use sea_orm_migration::prelude::{
    ColumnDef, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table, async_trait,
};
use sea_orm_migration::schema::{big_integer, date_null, text, text_null, timestamp_with_time_zone, uuid, uuid_null};

use super::columns::{create, index, key, table};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        evidence(manager).await?;
        for column in [uuid_null("practice_from"), date_null("practice_since"), text_null("practice_by")] {
            add(manager, column).await?;
        }
        index(manager, "sites", &["practice_from"]).await
    }
}

async fn evidence(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut hash = text("sha256");
    hash.primary_key();
    let columns = [
        hash,
        text("media"),
        big_integer("size_bytes"),
        big_integer("width"),
        big_integer("height"),
        timestamp_with_time_zone("received_at"),
    ];
    create(manager, table("evidence", columns)).await?;
    // An account of zeros stands for the system.
    let mut senders = table("evidence_senders", [text("sha256"), uuid("user_id"), timestamp_with_time_zone("at")]);
    key(&mut senders, &["sha256", "user_id"]);
    create(manager, senders).await?;
    let mut attachments = table(
        "attachments",
        [
            text("subject_kind"),
            uuid("subject_id"),
            text("sha256"),
            big_integer("position"),
            uuid_null("visit_id"),
            uuid_null("case_id"),
            timestamp_with_time_zone("at"),
        ],
    );
    key(&mut attachments, &["subject_kind", "subject_id", "sha256"]);
    create(manager, attachments).await?;
    for column in ["sha256", "visit_id", "case_id"] {
        index(manager, "attachments", &[column]).await?;
    }
    Ok(())
}

/// The embedded database takes one new column at a time.
async fn add(manager: &SchemaManager<'_>, column: ColumnDef) -> Result<(), DbErr> {
    let mut table = Table::alter();
    table.table("sites").add_column(column);
    manager.alter_table(table).await
}

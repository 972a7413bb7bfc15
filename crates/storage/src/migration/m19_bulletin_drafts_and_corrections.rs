//! What the office adds to a bulletin before it is published, and issues that put an earlier one right.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table, async_trait};
use sea_orm_migration::schema::{big_integer, pk_uuid, text, text_null, timestamp_with_time_zone, uuid_null};

use super::columns::{create, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            table(
                "bulletin_drafts",
                [
                    pk_uuid("id"),
                    text("week"),
                    text("lang"),
                    text("requirements"),
                    text("remarks"),
                    timestamp_with_time_zone("edited_at"),
                    uuid_null("edited_by"),
                    big_integer("version"),
                ],
            ),
        )
        .await?;
        unique(manager, "bulletin_drafts", &["week", "lang"]).await?;
        // One column a statement: SQLite adds no two at once.
        for column in [uuid_null("corrects"), text_null("reason")] {
            manager.alter_table(Table::alter().table("bulletins").add_column(column).to_owned()).await?;
        }
        Ok(())
    }
}

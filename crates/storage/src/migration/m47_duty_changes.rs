//! Duty changes 职责变更: planned for a day, and what became of them.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    big_integer, date, pk_uuid, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid_null,
};

use super::columns::{create, index, refers, table};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut changes = table(
            "duty_changes",
            [
                pk_uuid("id"),
                // Of the two exactly one is set.
                uuid_null("node_id"),
                uuid_null("site_id"),
                text("part"),
                uuid_null("unit_id"),
                date("effective_on"),
                text("basis"),
                uuid_null("planned_by"),
                text("planned_name"),
                timestamp_with_time_zone("planned_at"),
                text("state"),
                uuid_null("from_unit_id"),
                text_null("failure"),
                text_null("ended_name"),
                timestamp_with_time_zone_null("ended_at"),
                big_integer("version"),
            ],
        );
        refers(&mut changes, "duty_changes", "node_id", "nodes");
        refers(&mut changes, "duty_changes", "site_id", "sites");
        refers(&mut changes, "duty_changes", "unit_id", "units");
        refers(&mut changes, "duty_changes", "from_unit_id", "units");
        create(manager, changes).await?;
        index(manager, "duty_changes", &["state", "effective_on"]).await?;
        index(manager, "duty_changes", &["node_id"]).await?;
        index(manager, "duty_changes", &["site_id"]).await
    }

    /// All of it or nothing, on either database.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

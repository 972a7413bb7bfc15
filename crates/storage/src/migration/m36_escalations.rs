//! Reminders, supervision orders and raises 催办督办, and what they leave on a case.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    big_integer, pk_uuid, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

use super::columns::{add, create, index, refers, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut count = big_integer("supervision_count");
        count.default(0);
        add(manager, "cases", count).await?;
        for name in ["supervised_at", "raised_at"] {
            add(manager, "cases", timestamp_with_time_zone_null(name)).await?;
        }
        let mut escalations = table(
            "escalations",
            [
                pk_uuid("id"),
                text("number"),
                text("measure"),
                uuid("case_id"),
                uuid("unit_id"),
                timestamp_with_time_zone("at"),
                uuid_null("by_user"),
                text("by_name"),
                text("text"),
                text_null("rule"),
                text_null("once"),
            ],
        );
        refers(&mut escalations, "escalations", "case_id", "cases");
        refers(&mut escalations, "escalations", "unit_id", "units");
        create(manager, escalations).await?;
        unique(manager, "escalations", &["once"]).await?;
        unique(manager, "escalations", &["number"]).await?;
        index(manager, "escalations", &["case_id"]).await?;
        index(manager, "escalations", &["at", "id"]).await
    }
}

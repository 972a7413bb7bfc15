//! The stages 环节 of cases, each with its own clock.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    big_integer, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

use super::columns::{create, index, key, refers, table};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut stages = table(
            "case_stages",
            [
                uuid("case_id"),
                big_integer("number"),
                text("stage"),
                uuid_null("unit_id"),
                timestamp_with_time_zone("started_at"),
                timestamp_with_time_zone_null("due_at"),
                text_null("basis"),
                timestamp_with_time_zone_null("ended_at"),
            ],
        );
        key(&mut stages, &["case_id", "number"]);
        refers(&mut stages, "case_stages", "case_id", "cases");
        create(manager, stages).await?;
        index(manager, "case_stages", &["ended_at", "due_at"]).await
    }
}

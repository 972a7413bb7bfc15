//! What is asked about a case beside its steps: reminders 催办, extensions 延期, and the case it was merged 合并 into.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{big_integer, timestamp_with_time_zone_null, uuid_null};

use super::columns::{add, index};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["reminder_count", "extension_count"] {
            let mut count = big_integer(name);
            count.default(0);
            add(manager, "cases", count).await?;
        }
        add(manager, "cases", timestamp_with_time_zone_null("reminded_at")).await?;
        add(manager, "cases", uuid_null("merged_into")).await?;
        index(manager, "cases", &["merged_into"]).await?;
        // What is near in place is looked for within a narrow band of latitude.
        index(manager, "cases", &["lat", "lon"]).await
    }
}

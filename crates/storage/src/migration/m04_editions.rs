//! Standards 测评体系 and their editions 版本, each kept byte for byte with its digest.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{pk_uuid, text, timestamp_with_time_zone, timestamp_with_time_zone_null};

use super::columns::{create, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut code = text("code");
        code.primary_key();
        create(manager, table("standards", [code, text("name_zh"), text("name_en")])).await?;
        create(
            manager,
            table(
                "editions",
                [
                    pk_uuid("id"),
                    text("standard_code"),
                    text("version"),
                    text("state"),
                    text("document"),
                    text("sha256"),
                    timestamp_with_time_zone("created_at"),
                    timestamp_with_time_zone_null("published_at"),
                ],
            ),
        )
        .await?;
        unique(manager, "editions", &["standard_code", "version"]).await?;
        Ok(())
    }
}

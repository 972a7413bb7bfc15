//! The campaign 创建周期 (one row), and the series that give gapless numbers.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{big_integer, boolean, date_null, json_binary, text};

use super::columns::{create, table};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut code = text("code");
        code.primary_key();
        create(
            manager,
            table(
                "campaigns",
                [
                    code,
                    text("name_zh"),
                    text("name_en"),
                    text("zone"),
                    date_null("acceptance_on"),
                    boolean("demonstration"),
                    json_binary("settings"),
                    big_integer("version"),
                ],
            ),
        )
        .await?;
        let mut key = text("key");
        key.primary_key();
        create(manager, table("series", [key, big_integer("last")])).await?;
        Ok(())
    }
}

//! Ranking schemes 考核办法 and published bulletins 通报.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{big_integer, pk_uuid, text, timestamp_with_time_zone, uuid_null};

use super::columns::{create, index, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut code = text("code");
        code.primary_key();
        create(manager, table("ranking_schemes", [code, text("document")])).await?;
        create(
            manager,
            table(
                "bulletins",
                [
                    pk_uuid("id"),
                    big_integer("number"),
                    big_integer("year"),
                    text("week"),
                    text("lang"),
                    text("title"),
                    text("html"),
                    text("facts"),
                    text("root"),
                    timestamp_with_time_zone("published_at"),
                    uuid_null("published_by"),
                ],
            ),
        )
        .await?;
        unique(manager, "bulletins", &["year", "number", "lang"]).await?;
        index(manager, "bulletins", &["week"]).await?;
        Ok(())
    }
}

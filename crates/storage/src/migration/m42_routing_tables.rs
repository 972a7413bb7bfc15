//! The routing table 派遣规则 in all its versions. Before the first there is the order the campaign's settings hold.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{big_integer, boolean, text, timestamp_with_time_zone, uuid_null};

use super::columns::{create, key, table};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut tables = table(
            "routing_tables",
            [
                big_integer("version"),
                timestamp_with_time_zone("saved_at"),
                uuid_null("saved_by"),
                text("saved_name"),
                boolean("territory_assists"),
                text("rules"),
            ],
        );
        key(&mut tables, &["version"]);
        create(manager, tables).await
    }
}

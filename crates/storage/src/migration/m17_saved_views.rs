//! Filters of lists under a name: of one account, or shared in the office.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{boolean, pk_uuid, text, timestamp_with_time_zone, uuid};

use super::columns::{create, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            pk_uuid("id"),
            uuid("owner"),
            text("list"),
            text("name"),
            text("query"),
            boolean("shared"),
            timestamp_with_time_zone("at"),
        ];
        create(manager, table("saved_views", columns)).await?;
        unique(manager, "saved_views", &["owner", "list", "name"]).await
    }
}

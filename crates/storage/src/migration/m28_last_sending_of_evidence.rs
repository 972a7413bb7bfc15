//! When a photograph last came: one sent again is wanted, however long ago it came first.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::timestamp_with_time_zone_null;

use super::columns::add;

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "evidence", timestamp_with_time_zone_null("last_sent_at")).await
    }
}

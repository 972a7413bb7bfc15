//! When each account last looked 上次查看 at what had changed.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{timestamp_with_time_zone, uuid};

use super::columns::{create, table};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut user = uuid("user_id");
        user.primary_key();
        create(manager, table("last_looks", [user, timestamp_with_time_zone("at")])).await
    }
}

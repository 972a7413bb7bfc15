//! What a district of a million cases, nearly all of them ended, is asked every morning: the open ones by report or
//! deadline, and what was handed over in a week.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::boolean;
use sea_orm_migration::sea_orm::ConnectionTrait as _;

use super::columns::{add, index};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut ended = boolean("ended");
        ended.default(false);
        add(manager, "cases", ended).await?;
        let text = "UPDATE cases SET ended = TRUE WHERE state IN ('closed', 'declined', 'merged', 'voided')";
        manager.get_connection().execute_unprepared(text).await?;
        index(manager, "cases", &["ended", "reported_at", "id"]).await?;
        index(manager, "cases", &["ended", "deadline_at", "id"]).await?;
        index(manager, "cases", &["dispatched_at"]).await
    }
}

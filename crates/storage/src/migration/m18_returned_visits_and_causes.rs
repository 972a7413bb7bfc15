//! Which returned visit a visit takes the place of, and the causes 原因 given to lost points 丢分项.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table, async_trait};
use sea_orm_migration::schema::{pk_uuid, text, timestamp_with_time_zone, uuid_null};

use super::columns::{create, index, refers, table};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut visits = Table::alter();
        visits.table("visits").add_column(uuid_null("replaces_id"));
        manager.alter_table(visits).await?;
        index(manager, "visits", &["replaces_id"]).await?;
        let columns = [
            pk_uuid("lost_point_id"),
            text("cause"),
            uuid_null("assigned_by"),
            timestamp_with_time_zone("assigned_at"),
        ];
        let mut causes = table("lost_point_causes", columns);
        refers(&mut causes, "lost_point_causes", "lost_point_id", "lost_points");
        create(manager, causes).await?;
        Ok(())
    }
}

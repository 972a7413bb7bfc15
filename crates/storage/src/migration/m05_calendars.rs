//! The holiday calendar: days that differ from their weekday, and the years it knows.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{big_integer, boolean, date, text, timestamp_with_time_zone};

use super::columns::{create, table};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut day = date("day");
        day.primary_key();
        create(manager, table("calendar_days", [day, boolean("off"), text("name")])).await?;
        let mut year = big_integer("year");
        year.primary_key();
        create(manager, table("calendar_years", [year, text("source"), timestamp_with_time_zone("imported_at")]))
            .await?;
        Ok(())
    }
}

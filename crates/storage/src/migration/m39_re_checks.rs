//! Re-checks 回头看 of closed cases, and the severity that a rebound raises.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    big_integer, double_null, pk_uuid, text, text_null, timestamp_with_time_zone, uuid, uuid_null,
};

use super::columns::{add, create, index, refers, table};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut severity = text("severity");
        severity.default("ordinary");
        add(manager, "cases", severity).await?;
        index(manager, "cases", &["rebound_of"]).await?;
        let mut re_checks = table(
            "re_checks",
            [
                pk_uuid("id"),
                uuid("case_id"),
                timestamp_with_time_zone("at"),
                timestamp_with_time_zone("received_at"),
                big_integer("days_after"),
                text("result"),
                text_null("note"),
                double_null("lon"),
                double_null("lat"),
                uuid_null("user_id"),
                uuid_null("person_id"),
                text("by_name"),
                uuid_null("found_case_id"),
            ],
        );
        refers(&mut re_checks, "re_checks", "case_id", "cases");
        refers(&mut re_checks, "re_checks", "found_case_id", "cases");
        create(manager, re_checks).await?;
        index(manager, "re_checks", &["case_id", "days_after"]).await?;
        index(manager, "re_checks", &["at"]).await
    }
}

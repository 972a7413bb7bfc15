//! Visits 实地考察, their observations 判定 and lost points 丢分项.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    double_null, json_binary, pk_uuid, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
    uuid_null, uuid_uniq,
};

use super::columns::{create, index, refers, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut visits = table(
            "visits",
            [
                pk_uuid("id"),
                uuid("round_id"),
                uuid("site_id"),
                text("state"),
                timestamp_with_time_zone("started_at"),
                timestamp_with_time_zone("submitted_at"),
                timestamp_with_time_zone("received_at"),
                double_null("lon"),
                double_null("lat"),
                text_null("datum"),
                json_binary("inspector_ids"),
                text("body_sha256"),
                text_null("remark"),
                text_null("void_reason"),
                uuid_null("voided_by"),
                timestamp_with_time_zone_null("voided_at"),
            ],
        );
        refers(&mut visits, "visits", "round_id", "rounds");
        refers(&mut visits, "visits", "site_id", "sites");
        create(manager, visits).await?;
        index(manager, "visits", &["round_id", "site_id"]).await?;
        index(manager, "visits", &["site_id", "submitted_at"]).await?;
        let mut observations = table(
            "observations",
            [
                pk_uuid("id"),
                uuid("visit_id"),
                text("item_code"),
                text("outcome"),
                text("remark"),
                text_null("lost"),
                text_null("full"),
            ],
        );
        refers(&mut observations, "observations", "visit_id", "visits");
        create(manager, observations).await?;
        unique(manager, "observations", &["visit_id", "item_code"]).await?;
        let mut lost = table(
            "lost_points",
            [
                pk_uuid("id"),
                uuid_uniq("observation_id"),
                uuid("visit_id"),
                uuid("round_id"),
                uuid("site_id"),
                uuid_null("node_id"),
                text("type_code"),
                text("item_code"),
                text("lost"),
                uuid_null("unit_id"),
                uuid_null("case_id"),
                timestamp_with_time_zone("created_at"),
            ],
        );
        refers(&mut lost, "lost_points", "observation_id", "observations");
        create(manager, lost).await?;
        index(manager, "lost_points", &["round_id", "site_id"]).await?;
        index(manager, "lost_points", &["visit_id"]).await?;
        index(manager, "lost_points", &["site_id"]).await?;
        index(manager, "lost_points", &["unit_id", "created_at"]).await?;
        index(manager, "lost_points", &["case_id"]).await?;
        Ok(())
    }
}

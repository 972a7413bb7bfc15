//! What photographs say of themselves: what the camera wrote, a fingerprint by which a like one is found, and when
//! and where whoever sent it says it was taken.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{big_integer_null, double_null, text_null, timestamp_with_time_zone_null};

use super::columns::{add, index};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // A photograph from before has no capture until the server has read it anew.
        for column in [text_null("capture"), big_integer_null("likeness")] {
            add(manager, "evidence", column).await?;
        }
        for column in [
            timestamp_with_time_zone_null("taken_at"),
            double_null("lon"),
            double_null("lat"),
            double_null("accuracy_m"),
        ] {
            add(manager, "evidence_senders", column).await?;
        }
        index(manager, "evidence", &["received_at"]).await
    }
}

//! Dispatch meetings 调度会 and what they resolve 议定事项.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    big_integer, big_integer_null, date, pk_uuid, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};

use super::columns::{create, index, refers, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let meetings = table(
            "meetings",
            [
                pk_uuid("id"),
                big_integer_null("number"),
                date("meets_on"),
                text("week"),
                text("place"),
                text("chair"),
                text("attendees"),
                text("state"),
                text("agenda"),
                text_null("reason"),
                timestamp_with_time_zone_null("held_at"),
                timestamp_with_time_zone("made_at"),
                big_integer("version"),
            ],
        );
        create(manager, meetings).await?;
        index(manager, "meetings", &["meets_on"]).await?;
        let mut resolutions = table(
            "resolutions",
            [
                pk_uuid("id"),
                uuid("meeting_id"),
                big_integer("ordinal"),
                uuid_null("point_id"),
                text("text"),
                uuid("unit_id"),
                uuid_null("person_id"),
                date("due_on"),
                uuid_null("case_id"),
                text("state"),
                text_null("report"),
                text_null("reason"),
                timestamp_with_time_zone("made_at"),
                timestamp_with_time_zone_null("ended_at"),
                big_integer("version"),
            ],
        );
        refers(&mut resolutions, "resolutions", "meeting_id", "meetings");
        refers(&mut resolutions, "resolutions", "unit_id", "units");
        refers(&mut resolutions, "resolutions", "person_id", "people");
        refers(&mut resolutions, "resolutions", "case_id", "cases");
        create(manager, resolutions).await?;
        index(manager, "resolutions", &["unit_id", "state"]).await?;
        index(manager, "resolutions", &["state", "due_on"]).await?;
        // Two resolved at once do not both have one number.
        unique(manager, "resolutions", &["meeting_id", "ordinal"]).await
    }
}

//! Notices 通知: events still to be told, what was told to whom, what people want, channels, and messages on their way.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    big_integer, boolean, pk_uuid, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
    uuid_null,
};

use super::columns::{create, index, key, refers, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut untold = table("untold_events", [uuid("event_id"), timestamp_with_time_zone("at")]);
        key(&mut untold, &["event_id"]);
        create(manager, untold).await?;
        let mut notices = table(
            "notices",
            [
                pk_uuid("id"),
                uuid("user_id"),
                uuid("event_id"),
                text("kind"),
                text("subject_kind"),
                uuid("subject_id"),
                timestamp_with_time_zone("at"),
                text("args"),
                timestamp_with_time_zone_null("read_at"),
            ],
        );
        refers(&mut notices, "notices", "user_id", "users");
        create(manager, notices).await?;
        unique(manager, "notices", &["user_id", "event_id"]).await?;
        index(manager, "notices", &["user_id", "at", "id"]).await?;
        let mut preferences = table(
            "notice_preferences",
            [
                uuid("user_id"),
                text_null("email"),
                text_null("mobile"),
                text("muted"),
                text_null("digest_at"),
                timestamp_with_time_zone_null("digested_at"),
                big_integer("version"),
            ],
        );
        key(&mut preferences, &["user_id"]);
        refers(&mut preferences, "notice_preferences", "user_id", "users");
        create(manager, preferences).await?;
        let mut channels = table(
            "channels",
            [text("code"), text("name"), text("settings"), text("kinds"), boolean("active"), big_integer("version")],
        );
        key(&mut channels, &["code"]);
        create(manager, channels).await?;
        let deliveries = table(
            "deliveries",
            [
                pk_uuid("id"),
                text("channel"),
                text("kind"),
                uuid_null("user_id"),
                text("address"),
                text("subject"),
                text("body"),
                text("facts"),
                text("state"),
                big_integer("tries"),
                timestamp_with_time_zone("next_at"),
                text_null("error"),
                timestamp_with_time_zone("made_at"),
                timestamp_with_time_zone_null("ended_at"),
            ],
        );
        create(manager, deliveries).await?;
        index(manager, "deliveries", &["state", "next_at"]).await?;
        index(manager, "deliveries", &["made_at", "id"]).await
    }
}

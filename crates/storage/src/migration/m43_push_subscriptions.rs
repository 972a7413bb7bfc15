//! Browsers that take pushed messages 推送订阅, and which notices a daily e-mail told.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{pk_uuid, text, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid};
use sea_orm_migration::sea_orm::ConnectionTrait as _;

use super::columns::{add, create, index, refers, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // What went out alone, or in an e-mail of its day, is not told again.
        add(manager, "notices", timestamp_with_time_zone_null("summed_at")).await?;
        let told = "UPDATE notices SET summed_at = at WHERE NOT EXISTS (SELECT 1 FROM notice_preferences p \
                    WHERE p.user_id = notices.user_id AND p.digested_at < notices.at)";
        manager.get_connection().execute_unprepared(told).await?;
        let mut subscriptions = table(
            "push_subscriptions",
            [
                pk_uuid("id"),
                uuid("user_id"),
                text("endpoint"),
                text("p256dh"),
                text("auth"),
                text("browser"),
                timestamp_with_time_zone("made_at"),
            ],
        );
        refers(&mut subscriptions, "push_subscriptions", "user_id", "users");
        create(manager, subscriptions).await?;
        unique(manager, "push_subscriptions", &["endpoint"]).await?;
        index(manager, "push_subscriptions", &["user_id"]).await
    }
}

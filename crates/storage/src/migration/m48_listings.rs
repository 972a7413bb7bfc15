//! Listings 红黑榜 and the rules they are drafted by.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    big_integer, date, pk_uuid, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid_null,
};

use super::columns::{create, index, key, refers, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut listings = table(
            "listings",
            [
                pk_uuid("id"),
                text("period"),
                big_integer("edition"),
                date("ends_on"),
                text("content"),
                uuid_null("corrects"),
                text("state"),
                text_null("returned"),
                text_null("submitted"),
                text_null("approved"),
                text_null("published"),
                timestamp_with_time_zone_null("publish_at"),
                timestamp_with_time_zone_null("released_at"),
                text_null("frozen"),
                timestamp_with_time_zone("made_at"),
                big_integer("version"),
            ],
        );
        refers(&mut listings, "listings", "corrects", "listings");
        create(manager, listings).await?;
        // One listing a period, and one correction of each edition, whoever drafts at once.
        unique(manager, "listings", &["period", "edition"]).await?;
        index(manager, "listings", &["state", "publish_at"]).await?;
        let mut rules = table(
            "listing_rules",
            [
                big_integer("version"),
                timestamp_with_time_zone("saved_at"),
                uuid_null("saved_by"),
                text("saved_name"),
                text("rules"),
            ],
        );
        key(&mut rules, &["version"]);
        create(manager, rules).await
    }
}

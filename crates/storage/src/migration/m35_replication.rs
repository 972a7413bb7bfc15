//! Demonstration and replication 示范复制: practice cards, and the sites that are to take them over.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    big_integer, date, pk_uuid, text, text_null, timestamp_with_time_zone, uuid, uuid_null,
};

use super::columns::{create, index, refers, table};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut cards = table(
            "practice_cards",
            [
                pk_uuid("id"),
                uuid("site_id"),
                text("type_code"),
                text("title"),
                text("summary"),
                text("measures"),
                uuid_null("contact_id"),
                uuid("round_id"),
                uuid_null("written_by"),
                text("written_name"),
                timestamp_with_time_zone("written_at"),
                big_integer("version"),
            ],
        );
        refers(&mut cards, "practice_cards", "site_id", "sites");
        refers(&mut cards, "practice_cards", "contact_id", "people");
        refers(&mut cards, "practice_cards", "round_id", "rounds");
        create(manager, cards).await?;
        index(manager, "practice_cards", &["site_id"]).await?;
        let mut replications = table(
            "replications",
            [
                pk_uuid("id"),
                uuid("card_id"),
                uuid("site_id"),
                date("due_on"),
                timestamp_with_time_zone("planned_at"),
                text_null("adopted"),
                text_null("cancelled"),
                big_integer("version"),
            ],
        );
        refers(&mut replications, "replications", "card_id", "practice_cards");
        refers(&mut replications, "replications", "site_id", "sites");
        create(manager, replications).await?;
        index(manager, "replications", &["card_id"]).await?;
        index(manager, "replications", &["site_id"]).await
    }
}

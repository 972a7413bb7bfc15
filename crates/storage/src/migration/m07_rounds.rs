//! Rounds 测评轮次, their sites and inspectors.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{big_integer, date, json_binary, pk_uuid, text, timestamp_with_time_zone_null, uuid};

use super::columns::{create, index, key, refers, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut rounds = table(
            "rounds",
            [
                pk_uuid("id"),
                text("kind"),
                big_integer("number"),
                text("name_zh"),
                text("name_en"),
                uuid("edition_id"),
                date("opens_on"),
                date("closes_on"),
                text("state"),
                timestamp_with_time_zone_null("closed_at"),
                json_binary("module_values"),
                big_integer("version"),
            ],
        );
        refers(&mut rounds, "rounds", "edition_id", "editions");
        create(manager, rounds).await?;
        unique(manager, "rounds", &["kind", "number"]).await?;
        let mut sites = table("round_sites", [uuid("round_id"), uuid("site_id")]);
        key(&mut sites, &["round_id", "site_id"]);
        refers(&mut sites, "round_sites", "round_id", "rounds");
        refers(&mut sites, "round_sites", "site_id", "sites");
        create(manager, sites).await?;
        index(manager, "round_sites", &["site_id"]).await?;
        let mut inspectors = table("round_inspectors", [uuid("round_id"), uuid("site_id"), uuid("person_id")]);
        key(&mut inspectors, &["round_id", "site_id", "person_id"]);
        refers(&mut inspectors, "round_inspectors", "round_id", "rounds");
        refers(&mut inspectors, "round_inspectors", "site_id", "sites");
        refers(&mut inspectors, "round_inspectors", "person_id", "people");
        create(manager, inspectors).await?;
        index(manager, "round_inspectors", &["person_id"]).await?;
        Ok(())
    }
}

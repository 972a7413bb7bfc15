//! Sites 点位 and the ownership records 权属记录 that decide who answers for them.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    big_integer, boolean, double_null, json_binary, pk_uuid, text, text_null, text_uniq, uuid, uuid_null,
};

use super::columns::{create, index, key, refers, table};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut sites = table(
            "sites",
            [
                pk_uuid("id"),
                text_uniq("code"),
                text("name_zh"),
                text("name_en"),
                text("type_code"),
                double_null("lon"),
                double_null("lat"),
                text_null("datum"),
                text_null("address"),
                uuid_null("node_id"),
                text("node_path"),
                uuid_null("unit_id"),
                uuid_null("supporting_unit_id"),
                boolean("demonstration"),
                json_binary("attributes"),
                boolean("active"),
                big_integer("version"),
            ],
        );
        refers(&mut sites, "sites", "node_id", "nodes");
        refers(&mut sites, "sites", "unit_id", "units");
        create(manager, sites).await?;
        index(manager, "sites", &["node_path"]).await?;
        index(manager, "sites", &["unit_id"]).await?;
        index(manager, "sites", &["type_code"]).await?;
        let mut ownerships = table("ownerships", [uuid("site_id"), text("item_code"), uuid("unit_id"), text("basis")]);
        // An empty item code stands for all items.
        key(&mut ownerships, &["site_id", "item_code"]);
        refers(&mut ownerships, "ownerships", "site_id", "sites");
        refers(&mut ownerships, "ownerships", "unit_id", "units");
        create(manager, ownerships).await?;
        Ok(())
    }
}

//! Merchants 商户.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    big_integer, boolean, date_null, double_null, pk_uuid, text, text_null, text_uniq, uuid_null,
};

use super::columns::{create, index, refers, table};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut merchants = table(
            "merchants",
            [
                pk_uuid("id"),
                text_uniq("code"),
                text("name_zh"),
                text("name_en"),
                text("kind"),
                text_null("legal_person"),
                text_null("address"),
                double_null("lon"),
                double_null("lat"),
                text_null("datum"),
                uuid_null("node_id"),
                text("node_path"),
                date_null("pledged_on"),
                boolean("active"),
                big_integer("version"),
            ],
        );
        refers(&mut merchants, "merchants", "node_id", "nodes");
        create(manager, merchants).await?;
        index(manager, "merchants", &["node_path"]).await
    }
}

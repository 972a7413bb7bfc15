//! Units 单位, their first responsible persons with history, and people 人员.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    big_integer, boolean, date, date_null, pk_uuid, text, text_null, text_uniq, uuid, uuid_null,
};

use super::columns::{create, index, key, refers, table};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            table(
                "units",
                [
                    pk_uuid("id"),
                    text_uniq("code"),
                    text("name_zh"),
                    text("name_en"),
                    text("class"),
                    text_null("peer_group"),
                    uuid_null("parent_id"),
                    uuid_null("node_id"),
                    boolean("active"),
                    big_integer("version"),
                ],
            ),
        )
        .await?;
        create(
            manager,
            table(
                "people",
                [
                    pk_uuid("id"),
                    text_uniq("code"),
                    text("name"),
                    uuid_null("unit_id"),
                    text_null("title"),
                    text_null("phone"),
                    boolean("active"),
                    big_integer("version"),
                ],
            ),
        )
        .await?;
        let mut heads = table("unit_heads", [uuid("unit_id"), uuid("person_id"), date("since"), date_null("until")]);
        key(&mut heads, &["unit_id", "person_id", "since"]);
        refers(&mut heads, "unit_heads", "unit_id", "units");
        refers(&mut heads, "unit_heads", "person_id", "people");
        create(manager, heads).await?;
        index(manager, "unit_heads", &["unit_id", "since"]).await?;
        Ok(())
    }
}

//! Nodes 网格: the tree, its boundaries, people and duties 职责.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, date, date_null, double_null, integer, pk_uuid, text, text_uniq, uuid,
    uuid_null,
};

use super::columns::{create, index, key, refers, table};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut nodes = table(
            "nodes",
            [
                pk_uuid("id"),
                text_uniq("code"),
                integer("level"),
                text("kind"),
                text("name_zh"),
                text("name_en"),
                uuid_null("parent_id"),
                text("path"),
                uuid_null("unit_id"),
                big_integer_null("area_m2"),
                double_null("label_lon"),
                double_null("label_lat"),
                boolean("active"),
                big_integer("version"),
            ],
        );
        refers(&mut nodes, "nodes", "unit_id", "units");
        create(manager, nodes).await?;
        index(manager, "nodes", &["path"]).await?;
        index(manager, "nodes", &["parent_id"]).await?;
        index(manager, "nodes", &["unit_id"]).await?;
        let mut node_id = uuid("node_id");
        node_id.primary_key();
        let mut boundaries = table("node_boundaries", [node_id, text("geojson"), text("source_datum"), text("sha256")]);
        refers(&mut boundaries, "node_boundaries", "node_id", "nodes");
        create(manager, boundaries).await?;
        let mut people =
            table("node_people", [uuid("node_id"), uuid("person_id"), text("role"), date("since"), date_null("until")]);
        key(&mut people, &["node_id", "person_id", "role", "since"]);
        refers(&mut people, "node_people", "node_id", "nodes");
        refers(&mut people, "node_people", "person_id", "people");
        create(manager, people).await?;
        index(manager, "node_people", &["node_id", "role"]).await?;
        index(manager, "node_people", &["person_id"]).await?;
        let mut duties = table(
            "duties",
            [pk_uuid("id"), uuid("node_id"), big_integer("position"), text("text_zh"), text("text_en")],
        );
        refers(&mut duties, "duties", "node_id", "nodes");
        create(manager, duties).await?;
        index(manager, "duties", &["node_id", "position"]).await?;
        Ok(())
    }
}

//! What headings of files meant when they were last imported.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::text;

use super::columns::{create, key, table};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut columns = table("import_columns", [text("kind"), text("heading"), text("column_key")]);
        key(&mut columns, &["kind", "heading"]);
        create(manager, columns).await
    }
}

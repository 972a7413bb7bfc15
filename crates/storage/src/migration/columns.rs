//! The few ways a table is laid down here, so that both databases compare and keep values alike.

use sea_orm::{ConnectionTrait, DbBackend};
use sea_orm_migration::prelude::{
    ColumnDef, DbErr, ForeignKey, ForeignKeyAction, Index, SchemaManager, Table, TableCreateStatement, TableRef,
};

/// Starts a table.
pub(super) fn table(name: &'static str, columns: impl IntoIterator<Item = ColumnDef>) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(name);
    for column in columns {
        table.col(column);
    }
    table
}

/// Makes the table. On PostgreSQL its texts are then set to compare byte by byte, as they do on SQLite:
/// prefixes of paths and page keys depend on it, and a database's own collation would change their order.
pub(super) async fn create(manager: &SchemaManager<'_>, table: TableCreateStatement) -> Result<(), DbErr> {
    let columns: Vec<String> = table
        .get_columns()
        .iter()
        .filter(|c| matches!(c.get_column_type(), Some(sea_orm_migration::prelude::ColumnType::Text)))
        .map(|c| format!("ALTER COLUMN \"{0}\" TYPE text COLLATE \"C\"", c.get_column_name()))
        .collect();
    let name = match table.get_table_name() {
        Some(TableRef::Table(name, _)) => Some(name.1.to_string()),
        _ => None,
    };
    manager.create_table(table).await?;
    let connection = manager.get_connection();
    if let (DbBackend::Postgres, Some(name), false) = (connection.get_database_backend(), name, columns.is_empty()) {
        connection.execute_unprepared(&format!("ALTER TABLE \"{name}\" {}", columns.join(", "))).await?;
    }
    Ok(())
}

/// Adds a column. The embedded database takes one at a time.
pub(super) async fn add(manager: &SchemaManager<'_>, name: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    let mut table = Table::alter();
    table.table(name).add_column(column);
    manager.alter_table(table).await
}

/// Makes an index named after its table and columns.
pub(super) async fn index(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    manager.create_index(named_index(table, columns)).await
}

/// Makes an index that lets each value stand only once.
pub(super) async fn unique(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    let mut index = named_index(table, columns);
    index.unique();
    manager.create_index(index).await
}

fn named_index(table: &'static str, columns: &[&'static str]) -> sea_orm_migration::prelude::IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("{table}_by_{}", columns.join("_"))).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}

/// Adds a primary key over several columns.
pub(super) fn key(table: &mut TableCreateStatement, columns: &[&'static str]) {
    let mut index = Index::create();
    for column in columns {
        index.col(*column);
    }
    table.primary_key(&mut index);
}

/// Adds a reference to the `id` of another table, which cannot be deleted while it is referred to.
pub(super) fn refers(table: &mut TableCreateStatement, from: &'static str, column: &'static str, to: &'static str) {
    let mut reference = ForeignKey::create();
    reference.name(format!("{from}_{column}")).from(from, column).to(to, "id").on_delete(ForeignKeyAction::Restrict);
    table.foreign_key(&mut reference);
}

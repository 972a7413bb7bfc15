//! The days of ownership records 权属记录, who noted them and when. Records of before stay, without days: they hold on
//! any day, as they did.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    big_integer, date_null, pk_uuid, text, text_null, timestamp_with_time_zone_null, uuid,
};
use sea_orm_migration::sea_orm::{ConnectionTrait as _, Statement};
use uuid::Uuid;
use wangge_domain::event::sha256_hex;

use super::columns::{create, index, refers, table};

/// The table as it is made, before it takes the name of the one it replaces.
const DATED: &str = "dated_ownerships";

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut dated = table(
            DATED,
            [
                pk_uuid("id"),
                uuid("site_id"),
                text_null("item_code"),
                uuid("unit_id"),
                text("basis"),
                date_null("valid_from"),
                date_null("valid_until"),
                text("noted_name"),
                timestamp_with_time_zone_null("noted_at"),
                big_integer("version"),
            ],
        );
        refers(&mut dated, DATED, "site_id", "sites");
        refers(&mut dated, DATED, "unit_id", "units");
        create(manager, dated).await?;
        let connection = manager.get_connection();
        let backend = connection.get_database_backend();
        let read = Statement::from_string(backend, "SELECT site_id, item_code FROM ownerships");
        for row in connection.query_all_raw(read).await? {
            let (site, item): (Uuid, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let text = "INSERT INTO dated_ownerships (id, site_id, item_code, unit_id, basis, noted_name, version) \
                SELECT $1, site_id, NULLIF(item_code, ''), unit_id, basis, '', 1 FROM ownerships \
                WHERE site_id = $2 AND item_code = $3";
            let values = [identity(site, &item).into(), site.into(), item.into()];
            connection.execute_raw(Statement::from_sql_and_values(backend, text, values)).await?;
        }
        connection.execute_unprepared("DROP TABLE ownerships").await?;
        connection.execute_unprepared("ALTER TABLE dated_ownerships RENAME TO ownerships").await?;
        index(manager, "ownerships", &["site_id"]).await?;
        index(manager, "ownerships", &["unit_id"]).await
    }

    /// All of it or nothing, on either database: in between the records would stand in no table of their name.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// What told the records apart until now, as an identity.
fn identity(site: Uuid, item: &str) -> Uuid {
    let digest = sha256_hex(format!("ownership {site} {item}").as_bytes());
    digest.get(..32).and_then(|half| Uuid::try_parse(half).ok()).unwrap_or_default()
}

//! Cases 案卷, their dispatches 派遣, rectifications 整改 and checks 核查.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, double_null, json_binary, pk_uuid, text, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

use super::columns::{create, index, refers, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        cases(manager).await?;
        dispatches(manager).await?;
        rectifications(manager).await?;
        Ok(())
    }
}

async fn cases(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        pk_uuid("id"),
        text_null("number"),
        text("state"),
        text("source"),
        text("finder_level"),
        uuid_null("round_id"),
        uuid_null("site_id"),
        uuid_null("node_id"),
        text("node_path"),
        text_null("item_code"),
        uuid_null("edition_id"),
        text_null("type_code"),
        text("description"),
        big_integer("quantity"),
        double_null("lon"),
        double_null("lat"),
        uuid_null("unit_id"),
        text_null("routed_by"),
        timestamp_with_time_zone("reported_at"),
        timestamp_with_time_zone_null("filed_at"),
        timestamp_with_time_zone_null("dispatched_at"),
        timestamp_with_time_zone_null("accepted_at"),
        timestamp_with_time_zone_null("rectified_at"),
        timestamp_with_time_zone_null("closed_at"),
        timestamp_with_time_zone_null("deadline_at"),
        text_null("deadline_basis"),
        big_integer_null("limit_amount"),
        text_null("limit_clock"),
        big_integer("paused_ms"),
        big_integer("rework_count"),
        uuid_null("rebound_of"),
        boolean("fixed_on_spot"),
        uuid_null("dispatched_by"),
        uuid_null("rectified_by"),
        uuid_null("checked_by"),
        text_null("reason"),
        timestamp_with_time_zone("moved_at"),
        big_integer("version"),
    ];
    create(manager, table("cases", columns)).await?;
    unique(manager, "cases", &["number"]).await?;
    for columns in [
        ["state", "reported_at", "id"].as_slice(),
        &["unit_id", "reported_at", "id"],
        &["node_path", "reported_at", "id"],
        &["site_id", "item_code"],
        &["round_id", "reported_at", "id"],
        &["item_code", "reported_at", "id"],
        &["reported_at", "id"],
        &["deadline_at", "id"],
        &["rectified_at"],
        &["closed_at"],
    ] {
        index(manager, "cases", columns).await?;
    }
    Ok(())
}

async fn dispatches(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut dispatches = table(
        "dispatches",
        [
            pk_uuid("id"),
            uuid("case_id"),
            uuid("unit_id"),
            text("role"),
            text("rule"),
            uuid_null("by_user"),
            timestamp_with_time_zone("at"),
            timestamp_with_time_zone_null("accepted_at"),
            timestamp_with_time_zone_null("returned_at"),
            timestamp_with_time_zone_null("ended_at"),
        ],
    );
    refers(&mut dispatches, "dispatches", "case_id", "cases");
    refers(&mut dispatches, "dispatches", "unit_id", "units");
    create(manager, dispatches).await?;
    index(manager, "dispatches", &["case_id", "at"]).await?;
    index(manager, "dispatches", &["unit_id", "at"]).await
}

async fn rectifications(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut rectifications = table(
        "rectifications",
        [
            pk_uuid("id"),
            uuid("case_id"),
            uuid("unit_id"),
            uuid_null("by_user"),
            uuid_null("by_person"),
            timestamp_with_time_zone("at"),
            text("measures"),
            text_null("long_term_measures"),
            json_binary("evidence"),
            big_integer("round_no"),
        ],
    );
    refers(&mut rectifications, "rectifications", "case_id", "cases");
    refers(&mut rectifications, "rectifications", "unit_id", "units");
    create(manager, rectifications).await?;
    index(manager, "rectifications", &["case_id", "at"]).await?;
    let mut checks = table(
        "checks",
        [
            pk_uuid("id"),
            uuid("case_id"),
            uuid("rectification_id"),
            uuid_null("by_user"),
            timestamp_with_time_zone("at"),
            boolean("passed"),
            text("reason"),
        ],
    );
    refers(&mut checks, "checks", "case_id", "cases");
    refers(&mut checks, "checks", "rectification_id", "rectifications");
    create(manager, checks).await?;
    index(manager, "checks", &["case_id", "at"]).await?;
    index(manager, "checks", &["at"]).await
}

//! Drives 专项行动: what is planned where, what was reported, and dead corners 死角死面 with what was done about them.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    big_integer, date, double_null, integer, pk_uuid, text, text_null, timestamp_with_time_zone, uuid, uuid_null,
};

use super::columns::{create, index, key, refers, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drives = table(
            "drives",
            [
                pk_uuid("id"),
                text("name_zh"),
                text("name_en"),
                text("kind"),
                date("begins_on"),
                date("ends_on"),
                text("measures"),
                big_integer("recheck_days"),
                timestamp_with_time_zone("made_at"),
                big_integer("version"),
            ],
        );
        create(manager, drives).await?;
        let mut targets =
            table("drive_targets", [uuid("drive_id"), uuid("node_id"), text("measure"), text("quantity")]);
        key(&mut targets, &["drive_id", "node_id", "measure"]);
        refers(&mut targets, "drive_targets", "drive_id", "drives");
        refers(&mut targets, "drive_targets", "node_id", "nodes");
        create(manager, targets).await?;
        reports(manager).await?;
        corners(manager).await
    }
}

async fn reports(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut reports = table(
        "drive_reports",
        [
            pk_uuid("id"),
            uuid("drive_id"),
            uuid("node_id"),
            text("measure"),
            date("done_on"),
            text("quantity"),
            text("note"),
            double_null("lon"),
            double_null("lat"),
            text_null("papers"),
            uuid("before_id"),
            uuid("after_id"),
            uuid("papers_id"),
            uuid_null("replaces_id"),
            uuid_null("reported_by"),
            text("reporter"),
            timestamp_with_time_zone("reported_at"),
        ],
    );
    refers(&mut reports, "drive_reports", "drive_id", "drives");
    refers(&mut reports, "drive_reports", "node_id", "nodes");
    refers(&mut reports, "drive_reports", "replaces_id", "drive_reports");
    create(manager, reports).await?;
    index(manager, "drive_reports", &["drive_id", "done_on"]).await?;
    for photographs in ["before_id", "after_id", "papers_id"] {
        index(manager, "drive_reports", &[photographs]).await?;
    }
    // Of two corrections of one report at once only one is taken.
    unique(manager, "drive_reports", &["replaces_id"]).await
}

async fn corners(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut corners = table(
        "dead_corners",
        [
            pk_uuid("id"),
            uuid("drive_id"),
            uuid("node_id"),
            text("place"),
            double_null("lon"),
            double_null("lat"),
            uuid_null("case_id"),
            big_integer("version"),
        ],
    );
    refers(&mut corners, "dead_corners", "drive_id", "drives");
    refers(&mut corners, "dead_corners", "node_id", "nodes");
    refers(&mut corners, "dead_corners", "case_id", "cases");
    create(manager, corners).await?;
    index(manager, "dead_corners", &["drive_id"]).await?;
    let mut acts = table(
        "dead_corner_acts",
        [
            pk_uuid("id"),
            uuid("corner_id"),
            integer("number"),
            text("kind"),
            uuid_null("by_user"),
            text("by_name"),
            timestamp_with_time_zone("at"),
            text("note"),
        ],
    );
    refers(&mut acts, "dead_corner_acts", "corner_id", "dead_corners");
    create(manager, acts).await?;
    // Two who act on one corner at once do not both count.
    unique(manager, "dead_corner_acts", &["corner_id", "number"]).await
}

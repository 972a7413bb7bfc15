//! Requests 申请 about cases with their rulings, and what an approved one leaves on the case: a clock that stands, an
//! exemption from statistics.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    big_integer, boolean, pk_uuid, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
    uuid_null,
};

use super::columns::{add, create, index, table};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "cases", text_null("pending")).await?;
        add(manager, "cases", text_null("hold")).await?;
        add(manager, "cases", timestamp_with_time_zone_null("hold_until")).await?;
        let mut count = big_integer("suspension_count");
        count.default(0);
        add(manager, "cases", count).await?;
        for name in ["appealed", "exempt"] {
            let mut flag = boolean(name);
            flag.default(false);
            add(manager, "cases", flag).await?;
        }
        index(manager, "cases", &["pending", "id"]).await?;
        index(manager, "cases", &["hold_until"]).await?;
        let columns = [
            pk_uuid("id"),
            uuid("case_id"),
            text("kind"),
            text("state"),
            uuid("unit_id"),
            uuid_null("by_user"),
            text("by_name"),
            timestamp_with_time_zone("made_at"),
            text("reason"),
            timestamp_with_time_zone_null("until"),
            uuid_null("proposed_unit"),
            text("plan"),
            text_null("lasting_measures"),
            text("rulings"),
        ];
        create(manager, table("case_requests", columns)).await?;
        index(manager, "case_requests", &["case_id", "made_at"]).await
    }
}

//! What a round lets inspectors see and prints on their photographs; and what a visit says besides: why there is no
//! door-head photograph, and how high the phone thought it was.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{boolean, double_null, text_null};

use super::columns::add;

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut hints = boolean("hints");
        hints.default(false);
        add(manager, "rounds", hints).await?;
        // A round of before prints everything, as it did.
        add(manager, "rounds", text_null("watermark")).await?;
        add(manager, "visits", text_null("door_reason")).await?;
        add(manager, "visits", double_null("altitude_m")).await
    }
}

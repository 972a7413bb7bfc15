//! Events in hash chains, the head of each chain, and the daily roots that tie the chains together.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{big_integer, date, pk_uuid, text, timestamp_with_time_zone, uuid, uuid_null};

use super::columns::{create, index, key, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            table(
                "events",
                [
                    pk_uuid("id"),
                    text("subject_kind"),
                    uuid("subject_id"),
                    big_integer("seq"),
                    timestamp_with_time_zone("at"),
                    uuid_null("actor_id"),
                    text("actor_name"),
                    text("kind"),
                    text("payload"),
                    text("prev_hash"),
                    text("hash"),
                ],
            ),
        )
        .await?;
        unique(manager, "events", &["subject_kind", "subject_id", "seq"]).await?;
        index(manager, "events", &["at"]).await?;
        // The head is what concurrent writers of one chain lock; the chain itself stays in `events`.
        let mut chains = table("chains", [text("subject_kind"), uuid("subject_id"), big_integer("seq"), text("hash")]);
        key(&mut chains, &["subject_kind", "subject_id"]);
        create(manager, chains).await?;
        let mut day = date("day");
        day.primary_key();
        create(
            manager,
            table(
                "daily_roots",
                [
                    day,
                    text("root"),
                    big_integer("event_count"),
                    text("previous_root"),
                    timestamp_with_time_zone("made_at"),
                ],
            ),
        )
        .await?;
        Ok(())
    }
}

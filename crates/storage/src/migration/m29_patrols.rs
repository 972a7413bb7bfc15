//! Patrols 巡查: what each came to, the pieces of its track, the cases found on it, and the coverage of weeks whose
//! tracks are gone.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    big_integer, pk_uuid, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

use super::columns::{create, index, key, refers, table};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut patrols = table(
            "patrols",
            [
                pk_uuid("id"),
                uuid("node_id"),
                uuid_null("person_id"),
                uuid_null("user_id"),
                text("walker"),
                timestamp_with_time_zone("begun_at"),
                timestamp_with_time_zone_null("ended_at"),
                timestamp_with_time_zone("received_at"),
                big_integer("fixes"),
                big_integer("length_m"),
                big_integer("covered"),
                big_integer("cells_of"),
                text_null("cells"),
                timestamp_with_time_zone_null("track_removed_at"),
                big_integer("version"),
            ],
        );
        refers(&mut patrols, "patrols", "node_id", "nodes");
        refers(&mut patrols, "patrols", "person_id", "people");
        create(manager, patrols).await?;
        index(manager, "patrols", &["begun_at"]).await?;
        index(manager, "patrols", &["node_id", "begun_at"]).await?;
        let mut pieces = table("patrol_pieces", [uuid("patrol_id"), text("sha256"), text("fixes")]);
        key(&mut pieces, &["patrol_id", "sha256"]);
        refers(&mut pieces, "patrol_pieces", "patrol_id", "patrols");
        create(manager, pieces).await?;
        // A case may arrive after the patrol that found it: its report waits in the phone for its photographs.
        let mut cases = table("patrol_cases", [uuid("patrol_id"), uuid("case_id")]);
        key(&mut cases, &["patrol_id", "case_id"]);
        refers(&mut cases, "patrol_cases", "patrol_id", "patrols");
        create(manager, cases).await?;
        let mut weeks =
            table("patrol_weeks", [uuid("node_id"), text("week"), big_integer("covered"), big_integer("cells_of")]);
        key(&mut weeks, &["node_id", "week"]);
        refers(&mut weeks, "patrol_weeks", "node_id", "nodes");
        create(manager, weeks).await
    }
}

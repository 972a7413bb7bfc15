//! User accounts 账号, what they may do where, and their sessions.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};
use sea_orm_migration::schema::{
    big_integer, boolean, pk_uuid, text, text_uniq, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
    uuid_null,
};

use super::columns::{create, index, refers, table};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            table(
                "users",
                [
                    pk_uuid("id"),
                    text_uniq("login"),
                    text("password_hash"),
                    uuid_null("person_id"),
                    text("name"),
                    boolean("must_change_password"),
                    boolean("active"),
                    big_integer("failed_count"),
                    timestamp_with_time_zone_null("locked_until"),
                    text("lang"),
                    big_integer("version"),
                ],
            ),
        )
        .await?;
        let mut grants =
            table("grants", [pk_uuid("id"), uuid("user_id"), text("role"), uuid_null("node_id"), uuid_null("unit_id")]);
        refers(&mut grants, "grants", "user_id", "users");
        create(manager, grants).await?;
        index(manager, "grants", &["user_id"]).await?;
        let mut token = text("token_sha256");
        token.primary_key();
        let mut sessions = table(
            "sessions",
            [
                token,
                uuid("user_id"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("expires_at"),
                timestamp_with_time_zone("last_seen_at"),
                text("user_agent"),
            ],
        );
        refers(&mut sessions, "sessions", "user_id", "users");
        create(manager, sessions).await?;
        index(manager, "sessions", &["user_id"]).await?;
        index(manager, "sessions", &["expires_at"]).await?;
        Ok(())
    }
}

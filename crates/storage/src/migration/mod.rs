//! The steps that bring a database to the present form: forward only, embedded, the same names on both
//! databases, one step a noun. Never content: standards, calendars and places are imported.

mod columns;
mod m01_campaigns;
mod m02_units_and_people;
mod m03_nodes;
mod m04_editions;
mod m05_calendars;
mod m06_sites;
mod m07_rounds;
mod m08_visits;
mod m09_cases;
mod m10_events;
mod m11_users;
mod m12_rankings_and_bulletins;
mod m13_last_looks;
mod m14_merchants;
mod m15_import_columns;
mod m16_evidence;
mod m17_saved_views;
mod m18_returned_visits_and_causes;
mod m19_bulletin_drafts_and_corrections;
mod m20_case_requests;
mod m22_what_photographs_say;
mod m23_open_cases;
mod m24_dispatches_by_day;
mod m25_case_words;
mod m26_accuracy_of_visits;
mod m27_what_a_round_shows;
mod m28_last_sending_of_evidence;
mod m29_patrols;
mod m30_requests_on_cases;
mod m35_replication;
mod m36_escalations;
mod m37_notices;
mod m39_re_checks;
mod m40_drives;
mod m41_case_stages;
mod m42_routing_tables;
mod m43_push_subscriptions;
mod m44_days_of_ownerships;
mod m45_meetings;
mod m46_score_ledger;
mod m47_duty_changes;
mod m48_listings;

use sea_orm::{ConnectionTrait, DatabaseConnection};
use sea_orm_migration::{MigrationTrait, MigratorTrait};

use crate::error::Result;

/// The steps in their order.
#[derive(Debug)]
pub struct Migrations;

impl MigratorTrait for Migrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m01_campaigns::Step),
            Box::new(m02_units_and_people::Step),
            Box::new(m03_nodes::Step),
            Box::new(m04_editions::Step),
            Box::new(m05_calendars::Step),
            Box::new(m06_sites::Step),
            Box::new(m07_rounds::Step),
            Box::new(m08_visits::Step),
            Box::new(m09_cases::Step),
            Box::new(m10_events::Step),
            Box::new(m11_users::Step),
            Box::new(m12_rankings_and_bulletins::Step),
            Box::new(m14_merchants::Step),
            Box::new(m15_import_columns::Step),
            Box::new(m16_evidence::Step),
            Box::new(m18_returned_visits_and_causes::Step),
            Box::new(m19_bulletin_drafts_and_corrections::Step),
            Box::new(m13_last_looks::Step),
            Box::new(m22_what_photographs_say::Step),
            Box::new(m20_case_requests::Step),
            Box::new(m17_saved_views::Step),
            Box::new(m23_open_cases::Step),
            Box::new(m24_dispatches_by_day::Step),
            Box::new(m25_case_words::Step),
            Box::new(m26_accuracy_of_visits::Step),
            Box::new(m27_what_a_round_shows::Step),
            Box::new(m28_last_sending_of_evidence::Step),
            Box::new(m29_patrols::Step),
            Box::new(m30_requests_on_cases::Step),
            Box::new(m35_replication::Step),
            Box::new(m36_escalations::Step),
            Box::new(m37_notices::Step),
            Box::new(m39_re_checks::Step),
            Box::new(m40_drives::Step),
            Box::new(m41_case_stages::Step),
            Box::new(m42_routing_tables::Step),
            Box::new(m43_push_subscriptions::Step),
            Box::new(m44_days_of_ownerships::Step),
            Box::new(m45_meetings::Step),
            Box::new(m46_score_ledger::Step),
            Box::new(m47_duty_changes::Step),
            Box::new(m48_listings::Step),
        ]
    }
}

/// Applies the steps this database has not seen, one after another.
///
/// Two servers starting at once on one PostgreSQL wait for each other here.
pub(crate) async fn apply(connection: &DatabaseConnection) -> Result<()> {
    use sea_orm::TransactionTrait;
    let lock = match connection.get_database_backend() {
        sea_orm::DbBackend::Postgres => {
            let lock = connection.begin().await?;
            // The number only has to be the same in every Wangge and unlikely elsewhere.
            lock.execute_unprepared("SELECT pg_advisory_xact_lock(8226310426)").await?;
            Some(lock)
        }
        _ => None,
    };
    Migrations::up(connection, None).await?;
    if let Some(lock) = lock {
        lock.commit().await?;
    }
    Ok(())
}

/// The names of the steps applied to a database, in their order, and whether any is still to come.
///
/// # Errors
/// When the database cannot be read.
pub async fn applied(db: &impl ConnectionTrait) -> Result<Vec<String>> {
    let steps = Migrations::get_migration_with_status_read_only(db).await?;
    Ok(steps
        .iter()
        .filter(|step| step.status() == sea_orm_migration::MigrationStatus::Applied)
        .map(|step| step.name().to_owned())
        .collect())
}

/// Applies the steps a store has not seen, as opening it does; on one that has seen them all, nothing.
///
/// # Errors
/// When the database cannot be written.
pub async fn reapply(store: &crate::Store) -> Result<()> {
    store.migrate().await
}

/// The names of all steps this program knows, in their order.
pub fn known() -> Vec<String> {
    Migrations::migrations().iter().map(|step| step.name().to_owned()).collect()
}

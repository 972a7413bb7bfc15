//! Both databases for every test.
//!
//! A test asks for a [`Databases`] of its own: a fresh folder for the embedded database, or a fresh PostgreSQL
//! database made from a migrated template. Where `WANGGE_TEST_POSTGRES` names a server it is used
//! (`scripts/with-postgres` starts one for a whole run); otherwise this process starts a private cluster and
//! stops it when it ends. There is no skipping: without PostgreSQL 15 on the machine the tests fail.

pub mod browser;
mod bucket;
mod cluster;
mod database;
mod faulty;
pub mod receiver;

pub use bucket::TestBucket;
pub use database::{Database, Kind};
pub use faulty::FaultyPlace;

/// Writes one test for each of the two databases.
///
/// ```ignore
/// wangge_testkit::both_databases! {
///     async fn a_closed_round_stays_closed(store: Store) { … }
/// }
/// ```
/// makes the tests `a_closed_round_stays_closed::sqlite` and `a_closed_round_stays_closed::postgres`.
#[macro_export]
macro_rules! both_databases {
    ($($(#[$attribute:meta])* async fn $name:ident($store:ident: Store) $body:block)+) => {$(
        $(#[$attribute])*
        mod $name {
            use super::*;

            async fn run($store: $crate::Store) $body

            #[test]
            fn sqlite() {
                $crate::with_database($crate::Kind::Sqlite, run);
            }

            #[test]
            fn postgres() {
                $crate::with_database($crate::Kind::Postgres, run);
            }
        }
    )+};
}

pub use wangge_storage::Store;

/// Runs a test body with a store of its own on one of the databases, on a runtime of its own.
///
/// # Panics
/// When the body does, or when the database cannot be made.
pub fn with_database<F, T>(kind: Kind, body: F)
where
    F: FnOnce(Store) -> T,
    T: Future<Output = ()>,
{
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => panic!("no runtime for the test: {error}"),
    };
    runtime.block_on(async {
        let database = Database::make(kind).await;
        body(database.store().clone()).await;
        database.drop_it().await;
    });
}

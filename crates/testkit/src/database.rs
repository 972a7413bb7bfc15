//! A database of its own for one test.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use tempfile::TempDir;
use wangge_storage::evidence::Files;
use wangge_storage::{Location, Store};

use crate::cluster;

/// Which of the two databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The embedded one.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// A fresh, migrated database that goes away with the test.
#[derive(Debug)]
pub struct Database {
    store: Store,
    location: Location,
    place: Place,
}

#[derive(Debug)]
enum Place {
    /// The folder is removed when dropped.
    Folder(#[expect(dead_code, reason = "kept for its removal")] TempDir),
    /// The database on the server, by name, and a folder for its photographs.
    Server(String, TempDir),
}

/// The database that every test's own on PostgreSQL is copied from, named after the migrations it was made
/// with, so that a server reused between runs never serves an old form.
fn template() -> String {
    let mut digest = 0_u64;
    for name in wangge_storage::migration::known() {
        digest = name.bytes().fold(digest, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    }
    format!("wangge_template_{digest:x}_{}", wangge_storage::migration::known().len())
}

impl Database {
    /// Makes a fresh database.
    ///
    /// # Panics
    /// When it cannot be made: a test without its database has failed.
    pub async fn make(kind: Kind) -> Self {
        let (location, place) = match kind {
            Kind::Sqlite => match tempfile::tempdir() {
                Ok(folder) => (Location::Data(folder.path().to_owned()), Place::Folder(folder)),
                Err(error) => panic!("no folder for the embedded database: {error}"),
            },
            Kind::Postgres => {
                let name = format!("wangge_{}", uuid::Uuid::now_v7().simple());
                copy_template(&name).await;
                match tempfile::tempdir() {
                    Ok(photos) => (Location::Url(url(&name)), Place::Server(name, photos)),
                    Err(error) => panic!("no folder for photographs: {error}"),
                }
            }
        };
        let opened = match &place {
            Place::Folder(_) => Store::open(&location).await,
            Place::Server(_, photos) => match Files::in_folder(photos.path()) {
                Ok(files) => Store::open(&location).await.map(|store| store.with_evidence(files)),
                Err(error) => Err(error),
            },
        };
        match opened {
            Ok(store) => Self { store, location, place },
            Err(error) => panic!("{location:?}: {error}"),
        }
    }

    /// The store on it.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// Where it lies, for opening it a second time.
    pub const fn location(&self) -> &Location {
        &self.location
    }

    /// Closes the store and removes the database.
    pub async fn drop_it(self) {
        // A connection that cannot be closed must not hide the outcome of the test.
        let _ = self.store.close().await;
        if let Place::Server(name, _) = &self.place {
            on_server(&format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)")).await;
        }
    }
}

/// The URL of a database on the server.
fn url(name: &str) -> String {
    let server = cluster::server();
    let (base, rest) = server.split_once('?').map_or((server, None), |(base, rest)| (base, Some(rest)));
    let base = base.trim_end_matches('/');
    rest.map_or_else(|| format!("{base}/{name}"), |rest| format!("{base}/{name}?{rest}"))
}

/// Copies the migrated template, making it first when there is none.
async fn copy_template(name: &str) {
    let template = template();
    let there = count(&format!("SELECT COUNT(*) FROM pg_database WHERE datname = '{template}'")).await;
    if there == 0 {
        make_template(&template).await;
    }
    on_server(&format!("CREATE DATABASE \"{name}\" TEMPLATE \"{template}\"")).await;
}

async fn make_template(template: &str) {
    let making = format!("{template}_{}", uuid::Uuid::now_v7().simple());
    on_server(&format!("CREATE DATABASE \"{making}\" TEMPLATE template0 ENCODING 'UTF8'")).await;
    match Store::open(&Location::Url(url(&making))).await {
        // A template must have no connection left, or it cannot be copied.
        Ok(store) => drop(store.close().await),
        Err(error) => panic!("migrating the template: {error}"),
    }
    // Of several processes that made one, the first to rename it wins; the others drop theirs.
    let renamed = try_on_server(&format!("ALTER DATABASE \"{making}\" RENAME TO \"{template}\"")).await;
    if renamed.is_err() {
        on_server(&format!("DROP DATABASE IF EXISTS \"{making}\" WITH (FORCE)")).await;
    }
}

async fn server() -> Result<DatabaseConnection, DbErr> {
    let mut options = sea_orm::ConnectOptions::new(url("postgres"));
    options.max_connections(1).sqlx_logging(false);
    sea_orm::Database::connect(options).await
}

async fn count(sql: &str) -> i64 {
    let answer = async {
        let server = server().await?;
        let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, sql);
        let row = server.query_one_raw(statement).await?;
        server.close().await?;
        row.map_or(Ok(0), |row| row.try_get_by_index(0))
    };
    match answer.await {
        Ok(count) => count,
        Err(error) => panic!("{sql}: {error}"),
    }
}

async fn try_on_server(sql: &str) -> Result<(), DbErr> {
    let server = server().await?;
    let done = server.execute_unprepared(sql).await;
    server.close().await?;
    done.map(|_| ())
}

async fn on_server(sql: &str) {
    if let Err(error) = try_on_server(sql).await {
        panic!("{sql}: {error}");
    }
}

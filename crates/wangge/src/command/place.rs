//! Where the store of a command is.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use wangge_domain::text::{Lang, render};
use wangge_storage::{Location, Store};

/// The store: a folder with the embedded database, or a database by URL.
#[derive(Clone, Debug, Args)]
pub struct Place {
    /// 数据目录（内置数据库）/ folder of the embedded database
    #[arg(long, value_name = "DIR", conflicts_with = "database")]
    pub data: Option<PathBuf>,
    /// 数据库地址 postgres://… / database URL
    #[arg(long, value_name = "URL", env = "WANGGE_DATABASE")]
    pub database: Option<String>,
}

impl Place {
    /// The location, a folder of this name where none was given.
    pub fn location(&self, otherwise: &str) -> Location {
        match (&self.data, &self.database) {
            (Some(folder), _) => Location::Data(folder.clone()),
            (None, Some(url)) => Location::Url(url.clone()),
            (None, None) => Location::Data(PathBuf::from(otherwise)),
        }
    }

    /// Opens the store, making the embedded one where it is new.
    ///
    /// # Errors
    /// With a sentence when the place cannot be used.
    pub async fn open(&self, otherwise: &str) -> Result<Store> {
        let location = self.location(otherwise);
        Store::open(&location).await.map_err(|error| {
            tracing::error!(%error, "opening the store");
            anyhow::anyhow!(render(&error.message(), Lang::Zh))
        })
    }
}

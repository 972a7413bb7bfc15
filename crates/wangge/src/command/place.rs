//! Where the store of a command is.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use wangge_app::App;
use wangge_domain::permission::Actor;
use wangge_domain::text::{Lang, Message, render};
use wangge_storage::evidence::Files;
use wangge_storage::{Location, Store};

use super::output::refusal;

/// The folder of the embedded database where no place is named.
const FOLDER: &str = "data";

/// The store: a folder with the embedded database, or a database by URL.
#[derive(Clone, Debug, Args)]
pub struct Place {
    /// 数据目录（内置数据库），默认 data / folder of the embedded database, "data" when not said
    #[arg(long, value_name = "DIR", conflicts_with = "database")]
    pub data: Option<PathBuf>,
    /// 数据库地址 postgres://… / database URL
    #[arg(long, value_name = "URL", env = "WANGGE_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// 证据照片目录，用 --database 时才需要，默认 data/evidence / folder of photographs, needed only with
    /// --database; "data/evidence" when not said
    #[arg(long, value_name = "DIR", conflicts_with = "data", env = "WANGGE_EVIDENCE")]
    pub evidence: Option<PathBuf>,
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
    pub async fn open(&self, otherwise: &str, lang: Lang) -> Result<Store> {
        let location = self.location(otherwise);
        let store = open(&location, lang).await?;
        if store.is_embedded() {
            return Ok(store);
        }
        let folder = self.evidence.clone().unwrap_or_else(|| PathBuf::from(otherwise).join("evidence"));
        let files = Files::in_folder(&folder).map_err(|error| refusal(&error.message(), lang))?;
        Ok(store.with_evidence(files))
    }

    /// Whether nothing is there yet: the embedded database has no file.
    pub fn is_new(&self) -> bool {
        self.location(FOLDER).is_new()
    }

    /// The application on the store, which is made where it is new.
    ///
    /// # Errors
    /// With a sentence when the place cannot be used.
    pub async fn make(&self, lang: Lang) -> Result<App> {
        Ok(App::new(self.open(FOLDER, lang).await?))
    }

    /// The application on a store that is there. A mistyped folder is refused, not made.
    ///
    /// # Errors
    /// With a sentence when there is no database or the place cannot be used.
    pub async fn app(&self, lang: Lang) -> Result<App> {
        if let (true, Location::Data(folder)) = (self.is_new(), self.location(FOLDER)) {
            return Err(refusal(&Message::new("cli-no-database").arg("folder", folder.display()), lang));
        }
        self.make(lang).await
    }
}

/// Opens a store.
///
/// # Errors
/// With a sentence when the place cannot be used.
pub async fn open(location: &Location, lang: Lang) -> Result<Store> {
    Store::open(location).await.map_err(|error| {
        tracing::error!(%error, "opening the store");
        refusal(&error.message(), lang)
    })
}

/// Who acts at the command line: may do everything, and stands in the record under the name of the machine's user.
pub fn operator(lang: Lang) -> Actor {
    let user = ["SUDO_USER", "USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    let message = Message::new("cli-operator").arg("user", user.unwrap_or_else(|| "—".to_owned()));
    Actor::system(render(&message, lang))
}

//! Where the store of a command is.

use std::path::{Path, PathBuf};

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
    /// 证据照片存放处：目录，或 `s3://存储桶/目录`（用 AWS_… 环境变量设置地址和密钥）；默认在数据目录下 evidence /
    /// where photographs lie: a folder, or `s3://BUCKET/FOLDER` reached as the AWS_… variables say; "evidence" within
    /// the data folder when not said
    #[arg(long, value_name = "PLACE", env = "WANGGE_EVIDENCE")]
    pub evidence: Option<String>,
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
        let place = match &self.evidence {
            Some(place) => place.clone(),
            None if store.is_embedded() => return Ok(store),
            None => PathBuf::from(otherwise).join("evidence").display().to_string(),
        };
        Ok(store.with_evidence(photographs(&place, lang)?))
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

/// Where photographs lie: a folder, which is made where it is missing, or a bucket reached as the environment says.
///
/// # Errors
/// With a sentence when the place is named wrongly or cannot be made.
pub fn photographs(place: &str, lang: Lang) -> Result<Files> {
    let files = if Files::is_bucket(place) {
        Files::in_bucket(place, std::env::vars())
    } else {
        Files::in_folder(Path::new(place))
    };
    files.map_err(|error| refusal(&error.message(), lang))
}

/// Who acts at the command line: may do everything, and stands in the record under the name of the machine's user.
pub fn operator(lang: Lang) -> Actor {
    let user = ["SUDO_USER", "USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    let message = Message::new("cli-operator").arg("user", user.unwrap_or_else(|| "—".to_owned()));
    Actor::system(render(&message, lang))
}

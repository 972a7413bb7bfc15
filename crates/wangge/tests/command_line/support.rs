//! A district in a place of its own, and the program run on it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use wangge_storage::Location;
use wangge_testkit::{Database, Kind};

/// Writes one test for each of the two databases.
macro_rules! on_both {
    ($(fn $name:ident($district:ident: District) $body:block)+) => {$(
        mod $name {
            use super::*;

            fn run($district: District) $body

            #[test]
            fn sqlite() {
                run(District::embedded());
            }

            #[test]
            fn postgres() {
                run(District::on_server());
            }
        }
    )+};
}

/// A place for a district, with a folder for its files.
pub struct District {
    folder: TempDir,
    server: Option<(Runtime, Option<Database>)>,
    place: [String; 2],
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl District {
    /// An embedded database not yet made.
    pub fn embedded() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        Self { place: ["--data".to_owned(), data.display().to_string()], folder, server: None }
    }

    /// An empty database on the server.
    pub fn on_server() -> Self {
        let runtime = Runtime::new().unwrap();
        let database = runtime.block_on(Database::make(Kind::Postgres));
        let Location::Url(url) = database.location().clone() else { panic!("a server has a URL") };
        Self {
            folder: tempfile::tempdir().unwrap(),
            server: Some((runtime, Some(database))),
            place: ["--database".to_owned(), url],
        }
    }

    /// The folder of its embedded database.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Where its database lies.
    pub fn location(&self) -> Location {
        match &self.server {
            Some(_) => Location::Url(self.place[1].clone()),
            None => Location::Data(self.data()),
        }
    }

    /// Writes a file and answers its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path.display().to_string()
    }

    /// The path of a file in the district's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the program on the district, in Chinese unless `--lang` says otherwise.
    pub fn wangge(&self, arguments: &[&str]) -> Said {
        let place = self.place.iter().map(String::as_str);
        let whole: Vec<&str> = arguments.iter().copied().chain(place).collect();
        run(self.folder.path(), &whole)
    }

    /// Runs the program, which must be done without a refusal, and answers what it printed.
    pub fn done(&self, arguments: &[&str]) -> String {
        let said = self.wangge(arguments);
        assert_eq!(said.code, 0, "{arguments:?}: {said:#?}");
        said.out
    }

    /// As [`Self::done`], the answer read as JSON.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let whole: Vec<&str> = arguments.iter().copied().chain(["--json"]).collect();
        serde_json::from_str(&self.done(&whole)).unwrap()
    }

    /// Runs the program, which must refuse, and answers the sentences.
    pub fn refused(&self, arguments: &[&str]) -> String {
        let said = self.wangge(arguments);
        assert_eq!(said.code, 1, "{arguments:?}: {said:#?}");
        said.err
    }

    /// Writes a file and imports it.
    pub fn import(&self, kind: &str, name: &str, content: impl AsRef<[u8]>) -> String {
        let file = self.file(name, content);
        self.done(&["import", kind, &file])
    }

    /// How many events the record has; whatever changes the district adds one.
    pub fn events(&self) -> u64 {
        self.json(&["audit", "verify"])["events"].as_u64().unwrap()
    }
}

impl Drop for District {
    fn drop(&mut self) {
        if let Some((runtime, database)) = &mut self.server
            && let Some(database) = database.take()
        {
            runtime.block_on(database.drop_it());
        }
    }
}

/// Runs the program in a folder.
pub fn run(folder: &Path, arguments: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wangge"));
    command.args(arguments).current_dir(folder).env("LANG", "C.UTF-8");
    for variable in ["LC_ALL", "LC_MESSAGES", "WANGGE_LANG", "WANGGE_DATABASE", "WANGGE_LOG"] {
        command.env_remove(variable);
    }
    let Output { status, stdout, stderr } = command.output().unwrap();
    Said {
        code: status.code().unwrap(),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}

/// Runs the program without a district.
pub fn alone(arguments: &[&str]) -> Said {
    run(&std::env::temp_dir(), arguments)
}

/// A real file beside the repository (`../shared/data`, or `WANGGE_SHARED_DATA`); where it is not, the test says
/// so and passes over.
pub fn real(name: &str) -> Option<String> {
    let root = std::env::var("WANGGE_SHARED_DATA")
        .map_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let path = root.join(name);
    if !path.exists() {
        println!("passed over: {} is not there", path.display());
        return None;
    }
    Some(path.display().to_string())
}

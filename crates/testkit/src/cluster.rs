//! A private PostgreSQL cluster for one test process, when none was started for the whole run.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Names the server whose databases the tests may make: a URL without a database.
const SERVER: &str = "WANGGE_TEST_POSTGRES";

/// Where Debian and Ubuntu keep the programs of PostgreSQL 15; `PG_BIN` names another folder.
const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";

/// The URL of the server, without a database: `postgres://user@/?host=/folder`.
pub(crate) fn server() -> &'static str {
    static SERVER_URL: OnceLock<String> = OnceLock::new();
    SERVER_URL.get_or_init(|| std::env::var(SERVER).unwrap_or_else(|_| start()))
}

/// Starts the cluster through the script that also serves whole runs. It watches our end of a pipe and stops
/// the cluster when this process is gone, however it ends.
fn start() -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/with-postgres");
    let announced = std::env::temp_dir().join(format!("wangge-postgres-{}", std::process::id()));
    let announcement = announced.display().to_string();
    let complaints = announced.with_extension("log");
    let heard = match std::fs::File::create(&complaints) {
        Ok(file) => Stdio::from(file),
        Err(error) => panic!("{}: {error}", complaints.display()),
    };
    let child = Command::new(&script)
        .args(["sh", "-c", "printf %s \"$WANGGE_TEST_POSTGRES\" > \"$0.part\" && mv \"$0.part\" \"$0\" && cat"])
        .arg(&announcement)
        .env("PG_BIN", std::env::var("PG_BIN").unwrap_or_else(|_| PROGRAMS.to_owned()))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(heard)
        .spawn();
    match child {
        Ok(child) => await_announcement(child, &announced),
        Err(error) => panic!("{}: {error}", script.display()),
    }
}

fn await_announcement(mut child: Child, announced: &Path) -> String {
    let patience = Instant::now() + Duration::from_mins(1);
    loop {
        if let Ok(url) = std::fs::read_to_string(announced) {
            // A file that cannot be removed is left to the temporary folder's own cleaning.
            let _ = std::fs::remove_file(announced);
            let _ = std::fs::remove_file(announced.with_extension("log"));
            // The pipe must stay open for as long as this process lives, so the child is never dropped.
            std::mem::forget(child);
            return url;
        }
        match child.try_wait() {
            Ok(Some(status)) => {
                let why = std::fs::read_to_string(announced.with_extension("log")).unwrap_or_default();
                panic!("the test cluster of PostgreSQL did not start: {status}: {why}")
            }
            _ if Instant::now() > patience => panic!("the test cluster of PostgreSQL did not start in time"),
            _ => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

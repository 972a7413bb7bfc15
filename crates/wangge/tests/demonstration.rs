//! The demonstration district is what its description promises, on both databases, and the same seed on the
//! same day makes the same district on either: every event of both records has the same hash.
#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use wangge_domain::case::CaseState;
use wangge_storage::reach::Reach;
use wangge_storage::{Location, Store, case, drive, event, evidence, node, person, round, routing, site, unit};
use wangge_testkit::{Database, Kind, TestBucket};

/// Runs `wangge demo` on a place and answers how it ended.
fn demo(place: &Location, photos: &Path) -> bool {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wangge"));
    command.args(["demo", "--seed", "7", "--today", "2026-11-23", "--no-serve"]);
    match place {
        Location::Data(folder) => command.arg("--data").arg(folder),
        Location::Url(url) => command.args(["--database", url, "--evidence"]).arg(photos),
    };
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.status.success()
}

async fn describe(store: &Store) -> BTreeMap<String, i64> {
    let (db, all) = (store.read(), Reach::everything());
    let mut counts = BTreeMap::new();
    for node in node::list(&db, &all).await.unwrap() {
        *counts.entry(format!("level {}", node.level)).or_default() += 1;
    }
    let sites = site::list(&db, &all).await.unwrap();
    let count = |n: usize| i64::try_from(n).unwrap();
    counts.insert("sites".into(), count(sites.len()));
    counts.insert("demonstration sites".into(), count(sites.iter().filter(|s| s.demonstration).count()));
    counts.insert("types".into(), count(sites.iter().map(|s| &s.type_code).collect::<BTreeSet<_>>().len()));
    let units = unit::list(&db, &all).await.unwrap();
    counts.insert("units".into(), count(units.len()));
    counts.insert(
        "groups".into(),
        count(units.iter().filter_map(|u| u.peer_group.as_ref()).collect::<BTreeSet<_>>().len()),
    );
    counts.insert("people".into(), count(person::all(&db).await.unwrap().len()));
    let photos = evidence::all(&db).await.unwrap();
    // Small enough that the district is made in seconds; how small depends on what chance draws into them.
    assert!(photos.iter().all(|photo| photo.size_bytes < 60_000 && photo.width == 800));
    counts.insert("a hundred photographs".into(), i64::from(photos.len() >= 100));
    let copies = sites.iter().filter(|site| site.practice.is_some()).count();
    counts.insert("practices taken over".into(), i64::from(copies >= 5));
    let drives = drive::all(&db).await.unwrap();
    let reports = drive::reports(&db, drives[0].id).await.unwrap();
    counts.insert("drives".into(), count(drives.len()));
    counts.insert("hundreds of drive reports".into(), i64::from(reports.len() >= 300));
    counts.insert("drive reports corrected".into(), count(reports.iter().filter(|r| r.replaces_id.is_some()).count()));
    counts.insert("demolitions with papers".into(), i64::from(reports.iter().any(|r| r.papers.is_some())));
    let corners = drive::corners(&db, drives[0].id).await.unwrap();
    counts.insert("dead corners".into(), count(corners.len()));
    counts.insert("dead corners as cases".into(), count(corners.iter().filter(|c| c.case_id.is_some()).count()));
    let rules = routing::latest(&db).await.unwrap().unwrap().rules;
    let closed: BTreeSet<_> = units.iter().filter(|unit| !unit.active).map(|unit| unit.id).collect();
    let flagged = rules.iter().filter(|rule| rule.units().any(|unit| closed.contains(&unit))).count();
    counts.insert("routing rules".into(), count(rules.len()));
    counts.insert("routing rules flagged".into(), count(flagged));
    counts.insert("rounds".into(), count(round::list(&db).await.unwrap().len()));
    counts
}

/// Runs a command on the district with its photographs in a bucket, and answers how it ended and what it said.
fn beside_a_bucket(bucket: &TestBucket, command: &[&str], folder: &Path) -> (bool, serde_json::Value) {
    let mut line = Command::new(env!("CARGO_BIN_EXE_wangge"));
    line.args(command).arg("--json").arg("--data").arg(folder).envs(bucket.settings());
    let output = line.output().unwrap();
    let said = serde_json::from_slice(&output.stdout);
    (output.status.success(), said.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr))))
}

async fn photographs_move_to_a_bucket(folder: &Path, count: usize) {
    let bucket = TestBucket::start().await;
    let place = bucket.place();
    for (copied, there) in [(count, 0), (0, count)] {
        let (ended, said) = beside_a_bucket(&bucket, &["evidence", "copy", "--to", &place], folder);
        assert!(ended && said["copied"] == copied && said["there"] == there, "{said}");
    }
    let verdict = || {
        let (_, said) = beside_a_bucket(&bucket, &["doctor", "--evidence", &place], folder);
        let found = said.as_array().unwrap().iter().find(|one| one["check"] == "evidence").unwrap().clone();
        (found["verdict"].as_str().unwrap().to_owned(), found["sentence"].as_str().unwrap().to_owned())
    };
    let (sound, sentence) = verdict();
    assert!(sound == "ok" && sentence.contains(&place), "{sound}: {sentence}");
    let photos = bucket.file_of("photos");
    let first = std::fs::read_dir(&photos).unwrap().next().unwrap().unwrap().path();
    let one = std::fs::read_dir(first).unwrap().next().unwrap().unwrap().path();
    std::fs::write(one, b"forged").unwrap();
    assert_eq!(verdict().0, "error", "a photograph that was altered in the bucket");
}

/// Runs a command on the district and answers what it said.
fn said_of(place: &Location, photos: &Path, command: &[&str]) -> String {
    let mut line = Command::new(env!("CARGO_BIN_EXE_wangge"));
    line.args(command);
    match place {
        Location::Data(folder) => line.arg("--data").arg(folder),
        Location::Url(url) => line.args(["--database", url, "--evidence"]).arg(photos),
    };
    let output = line.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The score ledger agrees with the facts, and what it and the rectification ledger say.
fn ledgers(place: &Location, photos: &Path) -> Vec<String> {
    let verified = said_of(place, photos, &["ledger", "verify", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&verified).unwrap();
    assert!(told["entries"].as_u64().is_some_and(|entries| entries >= 300), "{told}");
    let file = photos.join("rectification.csv");
    said_of(place, photos, &["export", "rectification", "--format", "csv", "--out", file.to_str().unwrap()]);
    vec![verified, std::fs::read_to_string(file).unwrap()]
}

async fn tells(kind: Kind) -> (BTreeMap<String, i64>, BTreeSet<CaseState>, Vec<String>, Vec<String>) {
    let database = Database::make(kind).await;
    let photos = tempfile::tempdir().unwrap();
    assert!(demo(database.location(), photos.path()));
    let store = database.store();
    let counts = describe(store).await;
    let states = case::count_by_state(&store.read(), &Reach::everything(), &case::CaseFilter::default()).await.unwrap();
    let states = states.into_iter().filter(|(_, count)| *count > 0).map(|(state, _)| state).collect();
    if let Location::Data(folder) = database.location() {
        photographs_move_to_a_bucket(folder, evidence::all(&store.read()).await.unwrap().len()).await;
    }
    let ledgers = ledgers(database.location(), photos.path());
    let roots = event::roots(&store.read()).await.unwrap().into_iter().map(|root| root.root).collect();
    database.drop_it().await;
    (counts, states, roots, ledgers)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_district_comes_out_on_both_databases_and_is_what_was_promised() {
    let (sqlite, postgres) = tokio::join!(tells(Kind::Sqlite), tells(Kind::Postgres));
    let promised = [
        ("a hundred photographs", 1),
        ("dead corners", 5),
        ("dead corners as cases", 1),
        ("demolitions with papers", 1),
        ("demonstration sites", 9),
        ("drive reports corrected", 1),
        ("drives", 1),
        ("groups", 4),
        ("hundreds of drive reports", 1),
        ("level 1", 1),
        ("level 2", 5),
        ("level 3", 41),
        ("level 4", 160),
        ("people", 200),
        ("practices taken over", 1),
        ("rounds", 7),
        ("routing rules", 13),
        ("routing rules flagged", 1),
        ("sites", 54),
        ("types", 26),
        ("units", 61),
    ];
    assert_eq!(sqlite.0, promised.map(|(what, count)| (what.to_owned(), count)).into());
    let states = CaseState::ALL.iter().copied();
    assert_eq!(sqlite.1, states.collect());
    assert!(sqlite.2.len() >= 28, "every day of four weeks is sealed");
    assert_eq!(sqlite.0, postgres.0);
    assert_eq!(sqlite.1, postgres.1);
    assert_eq!(sqlite.2, postgres.2, "the records are the same to the last hash");
    assert!(sqlite.3 == postgres.3, "the ledgers are the same to the last byte");
}

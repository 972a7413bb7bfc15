//! Dependencies between our crates run one way; any other edge is refused here.
#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// What each crate may depend on among ours. The drawing stands in ARCHITECTURE.md.
const ALLOWED: &[(&str, &[&str])] = &[
    ("wangge-domain", &[]),
    ("wangge-geo", &["wangge-domain"]),
    ("wangge-documents", &["wangge-domain"]),
    ("wangge-pictures", &["wangge-domain"]),
    ("wangge-storage", &["wangge-domain"]),
    ("wangge-channel", &["wangge-domain"]),
    (
        "wangge-app",
        &["wangge-domain", "wangge-geo", "wangge-documents", "wangge-pictures", "wangge-storage", "wangge-channel"],
    ),
    ("wangge-http", &["wangge-domain", "wangge-app"]),
    (
        "wangge-testkit",
        &["wangge-domain", "wangge-geo", "wangge-documents", "wangge-storage", "wangge-app", "wangge-http"],
    ),
    (
        "wangge",
        &[
            "wangge-domain",
            "wangge-geo",
            "wangge-documents",
            "wangge-pictures",
            "wangge-storage",
            "wangge-app",
            "wangge-http",
        ],
    ),
];

fn edges() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut edges = BTreeMap::new();
    for package in metadata["packages"].as_array().unwrap() {
        let ours = package["dependencies"].as_array().unwrap().iter().filter(|d| d["kind"] != "dev");
        let ours = ours.filter_map(|d| d["name"].as_str()).filter(|n| n.starts_with("wangge"));
        edges.insert(package["name"].as_str().unwrap().to_owned(), ours.map(str::to_owned).collect());
    }
    edges
}

#[test]
fn our_crates_depend_only_downwards() {
    let edges = edges();
    let known: BTreeSet<&str> = ALLOWED.iter().map(|(name, _)| *name).collect();
    assert_eq!(edges.keys().map(String::as_str).collect::<BTreeSet<_>>(), known, "every crate has its line above");
    for (name, allowed) in ALLOWED {
        for edge in &edges[*name] {
            assert!(allowed.contains(&edge.as_str()), "{name} may not depend on {edge}");
        }
    }
}

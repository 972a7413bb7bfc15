//! The shared data folder and a seeded draw, for the tests of this crate.

use std::path::PathBuf;

use wangge_geo::Boundary;

/// A file of the shared data folder; none, said aloud, where it is missing.
pub fn shared(file: &str) -> Option<String> {
    let root = std::env::var_os("WANGGE_SHARED_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let text = std::fs::read_to_string(root.join(file)).ok();
    if text.is_none() {
        eprintln!("passed over: {file} is not in the shared data folder");
    }
    text
}

/// The features of a shared file: name and boundary.
pub fn shared_boundaries(file: &str) -> Option<Vec<(String, Boundary)>> {
    let value: serde_json::Value = serde_json::from_str(&shared(file)?).ok()?;
    let features = value["features"].as_array()?;
    let read = |feature: &serde_json::Value| {
        let name = feature["properties"]["name"].as_str().unwrap_or_default().to_owned();
        Some((name, Boundary::from_geojson(&feature["geometry"].to_string()).ok()?))
    };
    features.iter().map(read).collect()
}

/// Numbers spread evenly over −1 to 1 (splitmix64).
pub struct Draws(pub u64);

impl Draws {
    pub fn draw(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        f64::from(u32::try_from((z ^ (z >> 31)) >> 32).unwrap_or(0)) / f64::from(u32::MAX) * 2.0 - 1.0
    }
}

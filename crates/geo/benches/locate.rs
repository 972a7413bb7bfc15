//! Points located per second: over 10,000 made cells, and over real boundaries where the data folder is there.
//!
//! `cargo bench -p wangge-geo --bench locate`. One core; `item/s` is points located (or nodes built) per second.

use divan::counter::ItemsCount;
use wangge_geo::position::Extent;
use wangge_geo::{Boundary, NodeIndex, NodeShape, tiling};

fn main() {
    divan::main();
}

const POINTS: usize = 100_000;

/// A small generator of evenly spread numbers (splitmix64), so that every run asks for the same places.
struct Spread(u64);

impl Spread {
    fn draw(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let high = u32::try_from((z ^ (z >> 31)) >> 32).unwrap_or(0);
        f64::from(high) / f64::from(u32::MAX) * 2.0 - 1.0
    }
}

fn places(extent: &Extent) -> Vec<(f64, f64)> {
    let mut spread = Spread(7);
    let mut within = |low: f64, high: f64| f64::midpoint(low, high) + spread.draw() * (high - low) / 2.0;
    (0..POINTS).map(|_| (within(extent.west, extent.east), within(extent.south, extent.north))).collect()
}

/// A hundred by a hundred cells of about 40 vertices each under 100 communities and one district.
fn made_nodes() -> Vec<NodeShape> {
    let extent = Extent { west: 114.0, south: 38.0, east: 114.4, north: 38.3 };
    let mut spread = Spread(1);
    let lattice = tiling::lattice(300, 300, &extent, || spread.draw());
    let block = |row: usize, col: usize, size: usize| -> Vec<usize> {
        (0..size * size).map(|i| (row * size + i / size) * 300 + col * size + i % size).collect()
    };
    let node = |key: u32, code: String, parent: Option<u32>, level: i8, quads: &[usize]| NodeShape {
        key,
        code,
        parent,
        level,
        boundary: Some(lattice.group(quads)),
    };
    let mut nodes = vec![node(0, "130999".into(), None, 1, &lattice.quads())];
    for i in 0..100_usize {
        let key = u32::try_from(i + 1).unwrap_or(0);
        nodes.push(node(key, format!("130999{i:03}"), Some(0), 2, &block(i / 10, i % 10, 30)));
    }
    for i in 0..10_000_usize {
        let (row, col) = (i / 100, i % 100);
        let parent = u32::try_from(row / 10 * 10 + col / 10 + 1).unwrap_or(0);
        let key = u32::try_from(i + 101).unwrap_or(0);
        nodes.push(node(key, format!("130999{parent:03}{i:05}"), Some(parent), 4, &block(row, col, 3)));
    }
    nodes
}

fn real_nodes(file: &str) -> Option<Vec<NodeShape>> {
    let root = std::env::var("WANGGE_SHARED_DATA")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data").to_owned());
    let text = std::fs::read_to_string(format!("{root}/{file}")).ok()?;
    let value: serde_json::Value = serde_json::from_str(&text).ok()?;
    let features = value.get("features")?.as_array()?;
    let nodes = (0_u32..).zip(features).filter_map(|(key, feature)| {
        let boundary = Boundary::from_geojson(&feature.get("geometry")?.to_string()).ok()?.repaired().ok()?;
        Some(NodeShape {
            key,
            code: format!("{key:05}"),
            parent: None,
            level: 1,
            boundary: Some(boundary.into_shape()),
        })
    });
    Some(nodes.collect())
}

fn locate_all(bencher: divan::Bencher<'_, '_>, nodes: Vec<NodeShape>) {
    let Ok(index) = NodeIndex::build(nodes) else {
        return;
    };
    let Some(extent) = index.extent() else { return };
    let places = places(&extent);
    bencher.counter(ItemsCount::new(places.len())).bench(|| {
        let mut chain = Vec::new();
        let mut links = 0;
        for (lon, lat) in &places {
            index.locate_into(*lon, *lat, &mut chain);
            links += chain.len();
        }
        links
    });
}

#[divan::bench]
fn ten_thousand_cells(bencher: divan::Bencher<'_, '_>) {
    locate_all(bencher, made_nodes());
}

#[divan::bench(args = [
    "cn-boundaries/wgs84-shijiazhuang-districts.geojson",
    "nyc-geography/NTA.geo.json",
    "nyc-geography/borough.geo.json",
])]
fn real(bencher: divan::Bencher<'_, '_>, file: &str) {
    match real_nodes(file) {
        Some(nodes) => locate_all(bencher, nodes),
        None => bencher.bench(|| ()),
    }
}

#[divan::bench(sample_count = 5)]
fn build_ten_thousand_cells(bencher: divan::Bencher<'_, '_>) {
    let nodes = made_nodes();
    bencher.counter(ItemsCount::new(nodes.len())).with_inputs(|| nodes.clone()).bench_values(NodeIndex::build);
}

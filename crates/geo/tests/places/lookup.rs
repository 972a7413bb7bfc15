use proptest::prelude::*;
use wangge_domain::text::{Lang, knows};
use wangge_geo::{Boundary, MultiPolygon, NodeIndex, NodeShape};

use crate::support::shared_boundaries;

fn block(x: f64, y: f64, width: f64, height: f64) -> MultiPolygon {
    let ring = vec![[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]];
    Boundary::from_rings(vec![vec![ring]]).into_shape()
}

fn node(key: u32, code: &str, parent: Option<u32>, level: i8, boundary: Option<MultiPolygon>) -> NodeShape {
    NodeShape { key, code: code.to_owned(), parent, level, boundary }
}

/// A city, its district of 4 × 4, two streets, and communities and cells only in the west.
fn town() -> NodeIndex {
    NodeIndex::build(vec![
        node(90, "1301", None, 0, Some(block(-9.0, -9.0, 99.0, 99.0))),
        node(1, "130107", Some(90), 1, Some(block(0.0, 0.0, 4.0, 4.0))),
        node(20, "130107002", Some(1), 2, Some(block(2.0, 0.0, 2.0, 4.0))),
        node(10, "130107001", Some(1), 2, Some(block(0.0, 0.0, 2.0, 4.0))),
        // A community without polygon only passes the chain on.
        node(11, "130107001001", Some(10), 3, None),
        node(112, "13010700100102", Some(11), 4, Some(block(0.0, 2.0, 2.0, 2.0))),
        node(111, "13010700100101", Some(11), 4, Some(block(0.0, 0.0, 2.0, 2.0))),
        // A cell that reaches out of its district.
        node(113, "13010700100103", Some(11), 4, Some(block(-1.0, 1.0, 1.0, 1.0))),
    ])
    .unwrap()
}

#[test]
fn a_place_has_one_chain() {
    let table: [(f64, f64, &[u32]); 11] = [
        (1.0, 1.0, &[1, 10, 11, 111]),
        (1.0, 3.0, &[1, 10, 11, 112]),
        (3.0, 1.0, &[1, 20]),
        // The border of the two cells: the first code.
        (1.0, 2.0, &[1, 10, 11, 111]),
        // The border of the two streets: a cell touches it, and the deepest level decides.
        (2.0, 1.0, &[1, 10, 11, 111]),
        (2.0, 2.0, &[1, 10, 11, 111]),
        // The corner and edge of the district belong to it.
        (4.0, 4.0, &[1, 20]),
        (3.0, 0.0, &[1, 20]),
        // A sliver outside its parents goes with its parents all the same.
        (-0.5, 1.5, &[1, 10, 11, 113]),
        // The city alone does not count.
        (-5.0, -5.0, &[]),
        (500.0, 1.0, &[]),
    ];
    let town = town();
    for (lon, lat, chain) in table {
        assert_eq!(town.locate(lon, lat), chain, "{lon}, {lat}");
        assert_eq!(town.deepest(lon, lat), chain.last().copied(), "{lon}, {lat}");
    }
    assert_eq!(town.locate(f64::NAN, 1.0), Vec::<u32>::new());
    assert_eq!(town.len(), 8);
}

#[test]
fn holes_and_parts_are_respected() {
    let ring = |x: f64, size: f64| vec![[x, x], [x + size, x], [x + size, x + size], [x, x + size], [x, x]];
    let county = Boundary::from_rings(vec![vec![ring(0.0, 9.0), ring(2.0, 2.0), ring(5.0, 2.0)]]).into_shape();
    let mine = Boundary::from_rings(vec![vec![ring(2.0, 2.0)], vec![ring(5.0, 2.0)]]).into_shape();
    let index =
        NodeIndex::build(vec![node(1, "130121", None, 1, Some(county)), node(2, "130107", None, 1, Some(mine))])
            .unwrap();
    let table = [(3.0, 3.0, 2), (6.0, 6.0, 2), (1.0, 1.0, 1), (4.5, 4.5, 1), (2.0, 3.0, 2)];
    for (lon, lat, key) in table {
        assert_eq!(index.locate(lon, lat), vec![key], "{lon}, {lat}");
    }
}

#[test]
fn nodes_that_do_not_hang_together_are_refused() {
    let table = [
        (vec![node(1, "1", None, 1, None), node(1, "2", None, 1, None)], "lookup_duplicate_key"),
        (vec![node(1, "1", Some(7), 2, None)], "lookup_unknown_parent"),
        (vec![node(1, "1", Some(1), 2, None)], "lookup_parent_not_above"),
        (vec![node(1, "1", Some(2), 2, None), node(2, "2", Some(1), 2, None)], "lookup_parent_not_above"),
    ];
    for (nodes, code) in table {
        let refusal = NodeIndex::build(nodes).unwrap_err();
        assert_eq!(refusal.code(), code);
        assert!(knows(&refusal.message().key, Lang::Zh) && knows(&refusal.message().key, Lang::En), "{code}");
    }
    let empty = NodeIndex::build(Vec::new()).unwrap();
    assert!(empty.is_empty() && empty.locate(1.0, 1.0).is_empty() && empty.extent().is_none());
}

#[test]
fn the_order_of_nodes_does_not_matter() {
    let cells = |order: &[u32]| {
        let cell = |i: &u32| node(*i, &format!("{i}"), None, 4, Some(block(f64::from(*i), 0.0, 1.0, 1.0)));
        NodeIndex::build(order.iter().map(cell).collect()).unwrap()
    };
    let (up, down) = (cells(&[1, 2, 3]), cells(&[3, 2, 1]));
    for lon in [1.0, 1.5, 2.0, 3.0, 4.0] {
        assert_eq!(up.locate(lon, 0.5), down.locate(lon, 0.5));
    }
    assert_eq!(up.locate(2.0, 0.5), vec![1]);
}

#[test]
fn both_parts_of_the_mining_district_are_out_of_the_county_around_it() {
    for file in [
        "cn-boundaries/wgs84-shijiazhuang-districts.geojson",
        "cn-boundaries/datav-gcj02-shijiazhuang-districts.geojson",
    ] {
        let Some(districts) = shared_boundaries(file) else {
            return;
        };
        let mine = districts.iter().position(|(name, _)| name == "井陉矿区").unwrap();
        let parts = districts[mine].1.shape().0.clone();
        assert_eq!(parts.len(), 2, "{file}");
        let nodes = (0..)
            .zip(&districts)
            .map(|(key, (name, boundary))| node(key, name, None, 1, Some(boundary.repaired().unwrap().into_shape())));
        let index = NodeIndex::build(nodes.collect()).unwrap();
        for part in parts {
            let inside = Boundary::from_shape(MultiPolygon::new(vec![part])).label_point().unwrap();
            let found = index.locate(inside.lon(), inside.lat());
            assert_eq!(found, vec![u32::try_from(mine).unwrap()], "{file}");
        }
    }
}

/// The plain question, asked of every polygon without index.
fn plain(districts: &[(String, Boundary)], lon: f64, lat: f64) -> Option<u32> {
    use geo::Intersects;
    let point = geo::Point::new(lon, lat);
    let mut held: Vec<_> = (0_u32..).zip(districts).filter(|(_, (_, b))| b.shape().intersects(&point)).collect();
    held.sort_by(|a, b| a.1.0.cmp(&b.1.0));
    held.first().map(|(key, _)| *key)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_index_answers_as_plain_geometry_does(points in prop::collection::vec((0.0..1.0_f64, 0.0..1.0_f64), 20)) {
        thread_local! {
            static NYC: Vec<(String, Boundary)> = shared_boundaries("nyc-geography/NTA.geo.json").unwrap_or_default()
                .into_iter().enumerate().map(|(i, (_, b))| (format!("{i:04}"), b)).collect();
            static INDEX: NodeIndex = NYC.with(|nyc| NodeIndex::build((0..).zip(nyc).map(|(key, (code, b))|
                node(key, code, None, 1, Some(b.shape().clone()))).collect()).unwrap());
        }
        let Some(extent) = INDEX.with(NodeIndex::extent) else { return Ok(()) };
        for (u, v) in points {
            let (lon, lat) = (extent.west + u * (extent.east - extent.west), extent.south + v * (extent.north - extent.south));
            let found = INDEX.with(|index| index.deepest(lon, lat));
            prop_assert_eq!(found, NYC.with(|nyc| plain(nyc, lon, lat)));
        }
    }
}

#[test]
fn a_vertex_of_a_real_border_is_found_for_every_district_it_touches() {
    let Some(districts) = shared_boundaries("nyc-geography/NTA.geo.json") else {
        return;
    };
    let districts: Vec<_> = districts.into_iter().enumerate().map(|(i, (_, b))| (format!("{i:04}"), b)).collect();
    let nodes = (0..).zip(&districts).map(|(key, (code, b))| node(key, code, None, 1, Some(b.shape().clone())));
    let index = NodeIndex::build(nodes.collect()).unwrap();
    for corner in districts.iter().flat_map(|(_, b)| b.shape().0.iter().flat_map(|p| p.exterior().0.iter().step_by(29)))
    {
        assert_eq!(index.deepest(corner.x, corner.y), plain(&districts, corner.x, corner.y));
    }
}

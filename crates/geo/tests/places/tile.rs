//! Tiles: where they lie, what they are found by, how points gather, and shapes drawn on them.

use geozero::mvt::{Message as _, Tile as Read};
use proptest::prelude::*;
use wangge_geo::shape::Shape;
use wangge_geo::tile::{Flat, Gathered, Layer, SIDE, Tile, Value, gather, square, tile_bytes};
use wangge_geo::{Datum, MultiPolygon, distance_m};

#[derive(Debug, PartialEq)]
struct Names(Vec<&'static str>);

impl Gathered for Names {
    fn take(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

#[test]
fn known_tiles_lie_where_every_map_has_them() {
    // The tile of Shijiazhuang's People's Square at zoom 12, as any slippy map numbers it.
    let tile = Tile::new(12, 3350, 1579).unwrap();
    assert!(tile.holds(Flat::of(114.502_4, 38.043_2, Datum::Wgs84)).is_some());
    assert!(Tile::new(12, 4096, 0).is_none() && Tile::new(19, 0, 0).is_none());
    let world = Tile::new(0, 0, 0).unwrap();
    assert_eq!(world.units(Flat::of(0.0, 0.0, Datum::Wgs84)), (SIDE / 2, SIDE / 2));
}

#[test]
fn on_shifted_tiles_our_places_are_shifted_with_them() {
    // 天安门: a fix of 116.391_35, 39.907_36 is 116.397_59, 39.908_76 on tiles in GCJ-02 (published pair).
    let (ours, theirs) = ((116.391_35, 39.907_36), (116.397_59, 39.908_76));
    let drawn = Flat::of(ours.0, ours.1, Datum::Gcj02);
    let asked = Flat::of(theirs.0, theirs.1, Datum::Wgs84);
    let (lon, lat) = drawn.degrees(Datum::Wgs84);
    assert!(distance_m(lon, lat, theirs.0, theirs.1) < 3.0, "{lon} {lat}");
    assert!((drawn.x - asked.x).abs() < 1e-7 && (drawn.y - asked.y).abs() < 1e-7);
    // Tianditu is CGCS2000: nothing moves.
    assert_eq!(Flat::of(ours.0, ours.1, Datum::Wgs84).degrees(Datum::Wgs84).0.to_bits() >> 12, ours.0.to_bits() >> 12);
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "columns and rows are small and positive")]
fn floor(index: f64) -> u32 {
    index as u32
}

proptest! {
    #[test]
    fn whatever_a_tile_draws_is_found_by_its_squares(
        lon in 113.0..118.0_f64, lat in 36.0..41.0_f64, zoom in 5_u8..=18, gcj in any::<bool>(),
    ) {
        let datum = if gcj { Datum::Gcj02 } else { Datum::Wgs84 };
        let at = Flat::of(lon, lat, datum);
        let most = f64::from(1_u32 << zoom);
        let tile = Tile::new(zoom, floor(at.x * most), floor(at.y * most)).unwrap();
        prop_assert!(tile.holds(at).is_some());
        let number = square(lon, lat);
        prop_assert!(tile.squares(datum).iter().any(|range| range.contains(&number)));
        prop_assert!(tile.extent(datum, 0.0).grown(1e-9).contains(lon, lat) || gcj);
        let back = at.degrees(datum);
        prop_assert!(distance_m(lon, lat, back.0, back.1) < 0.02);
    }
}

#[test]
fn near_points_gather_at_their_mean_and_far_ones_do_not() {
    let points = [(10, 10, Names(vec!["a"])), (20, 30, Names(vec!["b"])), (500, 10, Names(vec!["c"]))];
    let spots = gather(points, 256);
    let seen: Vec<_> = spots.iter().map(|spot| (spot.x, spot.y, spot.count, spot.said.0.clone())).collect();
    assert_eq!(seen, [(15, 20, 2, vec!["a", "b"]), (500, 10, 1, vec!["c"])]);
}

#[test]
fn a_tile_reads_back_with_its_points_areas_and_words() {
    let mut layer = Layer::new("sites");
    layer.point(
        (100, 200),
        vec![("id", Value::Text("x".into())), ("open", Value::Count(3)), ("late", Value::Flag(true))],
    );
    let big = square_ring(-9000.0, 9000.0);
    layer.area(&big, vec![("id", Value::Text("y".into()))]);
    layer.area(&square_ring(9000.0, 9900.0), vec![]);
    let bytes = tile_bytes(vec![layer, Layer::new("empty")]);
    let read = Read::decode(bytes.as_slice()).unwrap();
    assert_eq!(read.layers.len(), 1);
    let layer = &read.layers[0];
    assert_eq!((layer.features.len(), layer.extent, layer.keys.len()), (2, Some(4096), 3));
    // The large area was cut to the tile and its margin: no coordinate step is longer than that.
    assert!(layer.features[1].geometry.len() < 16);
    assert!(tile_bytes(vec![Layer::new("empty")]).is_empty());
}

fn square_ring(low: f64, high: f64) -> MultiPolygon<f64> {
    let ring = [(low, low), (high, low), (high, high), (low, high), (low, low)];
    MultiPolygon::from(wangge_geo::Polygon::new(ring.to_vec().into(), vec![]))
}

#[test]
fn shapes_hold_what_is_inside_and_say_themselves_again() {
    for (text, inside, outside) in [
        ("r:114.05,37.9,114.1,37.95", (114.07, 37.92), (114.11, 37.92)),
        ("c:114.05,37.9,500", (114.054, 37.9), (114.056, 37.9)),
        ("p:114,37;115,37;115,38", (114.9, 37.5), (114.1, 37.5)),
    ] {
        let shape: Shape = text.parse().unwrap();
        let area = shape.prepared();
        assert!(area.holds(inside.0, inside.1) && !area.holds(outside.0, outside.1), "{text}");
        assert_eq!(shape.to_string(), text);
    }
    for wrong in ["", "r:1,2,3", "c:114,37,-5", "p:1,2;3,4", "p:1,2;3,4;5", "x:1,2", "r:200,0,1,1", "c:114,37,NaN"] {
        assert!(wrong.parse::<Shape>().is_err(), "{wrong}");
    }
    let drawn: Shape = "c:116.39759,39.90876,100".parse().unwrap();
    assert!(drawn.to_wgs84(Datum::Gcj02).prepared().holds(116.391_35, 39.907_36));
}

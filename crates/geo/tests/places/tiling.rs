use proptest::prelude::*;
use wangge_geo::tiling::{Lattice, lattice};
use wangge_geo::{Boundary, Coverage, Extent, MultiPolygon, NodeIndex, NodeShape};

use crate::support::Draws;

const EXTENT: Extent = Extent { west: 113.9, south: 38.0, east: 114.2, north: 38.25 };

/// A district of 5 streets and 160 cells on a lattice.
struct District {
    lattice: Lattice,
    streets: Vec<Vec<usize>>,
    cells: Vec<(usize, Vec<usize>)>,
}

fn district(seed: u64) -> District {
    let mut draws = Draws(seed);
    let lattice = lattice(36, 40, &EXTENT, || draws.draw());
    let streets = lattice.divide(&lattice.quads(), &[4, 3, 3, 2, 4], || draws.draw()).unwrap();
    let mut cells = Vec::new();
    for (i, street) in streets.iter().enumerate() {
        let parts = lattice.divide(street, &[1; 32], || draws.draw()).unwrap();
        cells.extend(parts.into_iter().map(|quads| (i, quads)));
    }
    District { lattice, streets, cells }
}

fn index(district: &District) -> NodeIndex {
    let shape = |key: u32, parent, level, quads: &[usize]| NodeShape {
        key,
        code: format!("{key:05}"),
        parent,
        level,
        boundary: Some(district.lattice.group(quads)),
    };
    let mut nodes = vec![shape(0, None, 1, &district.lattice.quads())];
    nodes.extend((1..).zip(&district.streets).map(|(key, quads)| shape(key, Some(0), 2, quads)));
    for (key, (street, quads)) in (100..).zip(&district.cells) {
        nodes.push(shape(key, Some(u32::try_from(*street).unwrap() + 1), 4, quads));
    }
    NodeIndex::build(nodes).unwrap()
}

#[test]
fn every_level_is_valid_and_tiles_the_one_above() {
    for seed in 0..4 {
        let district = district(seed);
        let whole = district.lattice.group(&district.lattice.quads());
        assert_eq!(whole.0.len(), 1);
        let streets: Vec<MultiPolygon> = district.streets.iter().map(|q| district.lattice.group(q)).collect();
        let cells: Vec<MultiPolygon> = district.cells.iter().map(|(_, q)| district.lattice.group(q)).collect();
        for shape in streets.iter().chain(&cells).chain([&whole]) {
            assert_eq!(Boundary::from_shape(shape.clone()).faults(), vec![], "seed {seed}");
        }
        for level in [&streets, &cells] {
            let siblings: Vec<(u32, &MultiPolygon)> = (0..).zip(level).collect();
            assert_eq!(Coverage::of(Some(&whole), &siblings, 0.5), Coverage::default(), "seed {seed}");
        }
        assert!(cells.iter().all(|cell| cell.0.len() == 1), "seed {seed}: a cell in several parts");
    }
}

#[test]
fn the_same_seed_makes_the_same_district_and_another_another() {
    let shape = |seed| district(seed).lattice.group(&[0, 1, 40]);
    assert_eq!(shape(3), shape(3));
    assert_ne!(shape(3), shape(4));
    assert_eq!(district(3).cells, district(3).cells);
}

#[test]
fn the_district_fills_its_extent_and_its_shares() {
    let district = district(11);
    let whole = Boundary::from_shape(district.lattice.group(&district.lattice.quads()));
    assert_eq!(whole.extent(), Some(EXTENT));
    let quads: usize = district.streets.iter().map(Vec::len).sum();
    assert_eq!(quads, 36 * 40);
    for (street, share) in district.streets.iter().zip([4, 3, 3, 2, 4]) {
        let fair = quads * share / 16;
        assert!(street.len().abs_diff(fair) <= fair / 2, "{} quads for a share of {fair}", street.len());
    }
}

#[test]
fn groups_with_holes_and_corners_are_valid() {
    let mut draws = Draws(5);
    let small = lattice(5, 5, &EXTENT, || draws.draw());
    let all = small.quads();
    let without = |gone: &[usize]| all.iter().copied().filter(|q| !gone.contains(q)).collect::<Vec<_>>();
    // Name, quads, parts, holes.
    let table = [
        ("a ring", without(&[12]), 1, 1),
        ("two holes that meet at a corner", without(&[6, 12]), 1, 2),
        ("a hole that meets the outside at a corner", without(&[0, 6]), 1, 1),
        ("two quads that meet at a corner", vec![0, 6], 2, 0),
        ("a chequer", all.iter().copied().filter(|q| q % 2 == 0).collect(), 13, 0),
        ("apart", vec![0, 24], 2, 0),
        ("an island in a lake", [without(&[6, 7, 8, 11, 12, 13, 16, 17, 18]), vec![12]].concat(), 2, 1),
        ("nothing", vec![], 0, 0),
    ];
    for (name, quads, parts, holes) in table {
        let shape = small.group(&quads);
        assert_eq!(shape.0.len(), parts, "{name}");
        assert_eq!(shape.0.iter().map(|p| p.interiors().len()).sum::<usize>(), holes, "{name}");
        let boundary = Boundary::from_shape(shape);
        if !quads.is_empty() {
            assert_eq!(boundary.faults(), vec![], "{name}");
        }
        let single: f64 = quads.iter().map(|q| Boundary::from_shape(small.group(&[*q])).area_m2()).sum();
        assert!((boundary.area_m2() - single).abs() < 1.0, "{name}");
    }
}

#[test]
fn more_parts_than_quads_are_refused() {
    let mut draws = Draws(5);
    let small = lattice(2, 2, &EXTENT, || draws.draw());
    assert_eq!(small.divide(&small.quads(), &[1; 5], || 0.0).unwrap_err().code(), "tiling_too_few_quads");
    assert_eq!(small.divide(&small.quads(), &[1; 4], || 0.0).unwrap().len(), 4);
    assert!(small.divide(&[], &[], || 0.0).unwrap().is_empty());
}

proptest! {
    #[test]
    fn every_place_in_the_district_is_in_exactly_one_cell(u in 0.0..1.0_f64, v in 0.0..1.0_f64) {
        use geo::Contains;
        thread_local! {
            static DISTRICT: District = district(2);
            static INDEX: NodeIndex = DISTRICT.with(index);
            static SHAPES: Vec<MultiPolygon> =
                DISTRICT.with(|d| d.cells.iter().map(|(_, quads)| d.lattice.group(quads)).collect());
            static WHOLE: MultiPolygon = DISTRICT.with(|d| d.lattice.group(&d.lattice.quads()));
        }
        let (lon, lat) = (113.9 + u * 0.3, 38.0 + v * 0.25);
        let chain = INDEX.with(|index| index.locate(lon, lat));
        let point = geo::Point::new(lon, lat);
        let inside = WHOLE.with(|whole| whole.contains(&point));
        let cells = SHAPES.with(|shapes| shapes.iter().filter(|s| s.contains(&point)).count());
        prop_assert_eq!(cells, usize::from(inside));
        prop_assert_eq!(chain.len(), if inside { 3 } else { 0 });
    }
}

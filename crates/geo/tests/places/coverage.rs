use wangge_domain::text::{Lang, render};
use wangge_geo::{Boundary, Coverage, MultiPolygon};

use crate::support::shared_boundaries;

fn block(x: f64, y: f64, width: f64, height: f64) -> MultiPolygon {
    let ring = vec![[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]];
    Boundary::from_rings(vec![vec![ring]]).into_shape()
}

#[test]
fn gaps_overlaps_and_overhangs_are_told_with_place_and_size() {
    let parent = block(114.0, 38.0, 0.4, 0.4);
    let (west, middle, east) =
        (block(114.0, 38.0, 0.1, 0.4), block(114.05, 38.0, 0.15, 0.4), block(114.3, 38.0, 0.2, 0.4));
    let siblings = [(1, &west), (2, &middle), (3, &east)];
    let coverage = Coverage::of(Some(&parent), &siblings, 100.0);
    assert_eq!(coverage.gaps.len(), 1);
    assert_eq!(coverage.overlaps.len(), 1);
    assert_eq!(coverage.overhangs.len(), 1);
    let (gap, overlap, overhang) = (&coverage.gaps[0], &coverage.overlaps[0], &coverage.overhangs[0]);
    assert!((114.2..114.3).contains(&gap.place.lon()));
    assert_eq!((overlap.a, overlap.b), (1, 2));
    assert!((114.05..114.1).contains(&overlap.place.lon()));
    assert_eq!(overhang.key, 3);
    assert!(overhang.place.lon() > 114.4);
    // The gap and the overhang are as wide as each other, the overlap half so.
    assert!((gap.area_m2 / overhang.area_m2 - 1.0).abs() < 1e-3);
    assert!((overlap.area_m2 * 2.0 / gap.area_m2 - 1.0).abs() < 1e-3);
    let sentence = render(&overlap.message().arg("a", "甲社区").arg("b", "乙社区"), Lang::Zh);
    assert!(sentence.starts_with("甲社区 与 乙社区 重叠约"), "{sentence}");
}

#[test]
fn exact_siblings_and_small_differences_are_not_told() {
    let parent = block(114.0, 38.0, 0.2, 0.2);
    let (west, east) = (block(114.0, 38.0, 0.1, 0.2), block(114.1, 38.0, 0.1, 0.2));
    assert!(Coverage::of(Some(&parent), &[(1, &west), (2, &east)], 1.0).is_exact());
    // A strip of a tenth of a second, some 3 m by 22 km.
    let short = block(114.1, 38.0, 0.099_97, 0.2);
    let siblings = [(1, &west), (2, &short)];
    assert!(Coverage::of(Some(&parent), &siblings, 100_000.0).is_exact());
    assert_eq!(Coverage::of(Some(&parent), &siblings, 1_000.0).gaps.len(), 1);
    assert!(Coverage::of(None, &siblings, 1.0).is_exact());
    assert_eq!(Coverage::of(Some(&parent), &[], 1.0).gaps.len(), 1);
}

#[test]
fn the_real_districts_do_not_overlap() {
    let Some(districts) = shared_boundaries("cn-boundaries/wgs84-shijiazhuang-districts.geojson") else {
        return;
    };
    assert_eq!(districts.len(), 22);
    let siblings: Vec<(u32, &MultiPolygon)> = (0..).zip(&districts).map(|(key, (_, b))| (key, b.shape())).collect();
    let coverage = Coverage::of(None, &siblings, 100.0);
    assert_eq!(coverage.overlaps, vec![]);
    let total: f64 = districts.iter().map(|(_, b)| b.area_m2()).sum();
    assert!((total / 1e6 - 14_071.0).abs() < 20.0, "{total}");
}

//! Points too near to be told apart at a zoom, gathered into one.

use std::collections::BTreeMap;

/// What is said of a point, and of several as one.
pub trait Gathered {
    /// Takes another in.
    fn take(&mut self, other: Self);
}

/// One or several points at one place of a tile.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot<T> {
    /// Where, in units of the tile: the mean of those gathered.
    pub x: i32,
    /// Southward.
    pub y: i32,
    /// How many.
    pub count: u32,
    /// What is said of them.
    pub said: T,
}

/// Gathers the points that share a square of the tile with so many units a side; the same points give the same
/// spots, in the same order.
pub fn gather<T: Gathered>(points: impl IntoIterator<Item = (i32, i32, T)>, side: i32) -> Vec<Spot<T>> {
    let mut squares: BTreeMap<(i32, i32), (i64, i64, u32, T)> = BTreeMap::new();
    let side = side.max(1);
    for (x, y, said) in points {
        match squares.entry((y.div_euclid(side), x.div_euclid(side))) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert((i64::from(x), i64::from(y), 1, said));
            }
            std::collections::btree_map::Entry::Occupied(mut place) => {
                let (sum_x, sum_y, count, all) = place.get_mut();
                *sum_x += i64::from(x);
                *sum_y += i64::from(y);
                *count += 1;
                all.take(said);
            }
        }
    }
    let mean = |sum: i64, count: u32| i32::try_from(sum / i64::from(count)).unwrap_or_default();
    squares
        .into_values()
        .map(|(x, y, count, said)| Spot { x: mean(x, count), y: mean(y, count), count, said })
        .collect()
}

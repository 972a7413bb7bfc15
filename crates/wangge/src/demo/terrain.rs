//! The shape of the fictional district: nodes that tile it, made by dividing a bent lattice.

use anyhow::{Context, Result};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use wangge_geo::position::Extent;
use wangge_geo::{Boundary, tiling};

use super::content::{Content, Place};

/// Where the fictional district is put: uninhabited desert, so that nobody takes it for a real one.
const EXTENT: Extent = Extent { west: 83.40, south: 38.90, east: 83.58, north: 39.03 };

/// Rows and columns of the lattice; enough quads that every cell has a dozen.
const ROWS: usize = 48;
/// See [`ROWS`].
const COLS: usize = 52;

/// A node of the demonstration with its shape.
#[derive(Debug)]
pub struct Shaped {
    /// Its code.
    pub code: String,
    /// Its level.
    pub level: i8,
    /// Its names.
    pub name: (String, String),
    /// The code of the node above it.
    pub parent: String,
    /// Its boundary.
    pub boundary: Boundary,
}

/// All nodes of the demonstration, from the district down to the cells.
///
/// # Errors
/// When the content asks for more parts than the lattice has quads.
pub fn shapes(content: &Content, rng: &mut ChaCha8Rng) -> Result<Vec<Shaped>> {
    let lattice = tiling::lattice(ROWS, COLS, &EXTENT, || rng.random_range(-1.0..1.0));
    let file = &content.district;
    let all = lattice.quads();
    let mut nodes = vec![shaped(&lattice, &file.district, 1, "", &all)];
    let cells_of = |street: &Place| -> u32 {
        file.communities.iter().filter(|c| c.street == street.key).map(|c| u32::try_from(c.cells).unwrap_or(1)).sum()
    };
    let shares: Vec<u32> = file.streets.iter().map(cells_of).collect();
    let parts = lattice.divide(&all, &shares, || rng.random_range(-1.0..1.0)).context("streets")?;
    for (street, quads) in matched(&lattice, &file.streets.iter().collect::<Vec<_>>(), parts) {
        nodes.push(shaped(&lattice, street, 2, &file.district.code, &quads));
        let own: Vec<&Place> = file.communities.iter().filter(|c| c.street == street.key).collect();
        let shares: Vec<u32> = own.iter().map(|c| u32::try_from(c.cells).unwrap_or(1)).collect();
        let parts = lattice.divide(&quads, &shares, || rng.random_range(-1.0..1.0)).context("communities")?;
        for (community, quads) in matched(&lattice, &own, parts) {
            nodes.push(shaped(&lattice, community, 3, &street.code, &quads));
            let parts =
                lattice.divide(&quads, &vec![1; community.cells], || rng.random_range(-1.0..1.0)).context("cells")?;
            nodes.extend(parts.iter().enumerate().map(|(i, quads)| cell(&lattice, community, i + 1, quads)));
        }
    }
    Ok(nodes)
}

fn shaped(lattice: &tiling::Lattice, place: &Place, level: i8, parent: &str, quads: &[usize]) -> Shaped {
    Shaped {
        code: place.code.clone(),
        level,
        name: (place.name.zh.clone(), place.name.en.clone()),
        parent: parent.to_owned(),
        boundary: Boundary::from_shape(lattice.group(quads)),
    }
}

/// A cell's code follows GB/T 30428.1: the twelve digits of the community and two of its own.
fn cell(lattice: &tiling::Lattice, community: &Place, number: usize, quads: &[usize]) -> Shaped {
    let short = community.name.zh.trim_end_matches("社区").trim_end_matches('村');
    Shaped {
        code: format!("{}{number:02}", community.code),
        level: 4,
        name: (format!("{short}第{number}网格"), format!("{} cell {number}", community.name.en)),
        parent: community.code.clone(),
        boundary: Boundary::from_shape(lattice.group(quads)),
    }
}

/// Gives each place the part that lies nearest to where it should be, the surest pairs first.
fn matched<'a>(
    lattice: &tiling::Lattice,
    places: &[&'a Place],
    parts: Vec<Vec<usize>>,
) -> Vec<(&'a Place, Vec<usize>)> {
    let mut left: Vec<(usize, Vec<usize>)> = parts.into_iter().enumerate().collect();
    let mut pairs = Vec::with_capacity(places.len());
    for place in places {
        let wanted = (
            EXTENT.west + place.at[0] * (EXTENT.east - EXTENT.west),
            EXTENT.south + place.at[1] * (EXTENT.north - EXTENT.south),
        );
        let distance = |quads: &[usize]| {
            let (x, y) = middle(lattice, quads);
            (x - wanted.0).powi(2) + (y - wanted.1).powi(2)
        };
        let nearest = left.iter().enumerate().min_by(|a, b| distance(&a.1.1).total_cmp(&distance(&b.1.1)));
        if let Some((index, _)) = nearest {
            pairs.push((*place, left.swap_remove(index).1));
        }
    }
    pairs
}

#[expect(clippy::cast_precision_loss, reason = "a handful of quads")]
fn middle(lattice: &tiling::Lattice, quads: &[usize]) -> (f64, f64) {
    let sum = quads.iter().map(|q| lattice.centre(*q)).fold((0.0, 0.0), |a, c| (a.0 + c.0, a.1 + c.1));
    let count = quads.len().max(1) as f64;
    (sum.0 / count, sum.1 / count)
}

/// The boundaries as the GeoJSON file a survey would deliver.
pub fn geojson(nodes: &[Shaped]) -> String {
    let features: Vec<Value> = nodes
        .iter()
        .map(|node| {
            json!({
                "type": "Feature",
                "properties": { "code": node.code, "name": node.name.0 },
                "geometry": serde_json::from_str::<Value>(&node.boundary.to_geojson(6).to_string()).unwrap_or_default(),
            })
        })
        .collect();
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

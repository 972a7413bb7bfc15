//! A shape prepared for asking whether points lie inside it.
//!
//! The edges are sorted into horizontal bands, so that a question looks at the few edges beside the point
//! only. The side of an edge is decided by an exact predicate: two shapes that share a border agree on
//! which of them a point beside it is in, and a point on the border is on it for both.

use geo::kernels::{Kernel, RobustKernel};
use geo::{Coord, MultiPolygon, Orientation};

use crate::position::Extent;

/// Where a point lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// In the interior.
    Inside,
    /// Exactly on an edge or a corner, of a hole too.
    Border,
    /// Elsewhere.
    Outside,
}

/// An edge with its lower end first.
#[derive(Clone, Copy, Debug)]
struct Edge {
    low: Coord<f64>,
    high: Coord<f64>,
}

/// The edges of a shape in bands.
#[derive(Clone, Debug)]
pub(crate) struct Outline {
    extent: Extent,
    bands_per_degree: f64,
    /// Where each band's edges start in `edges`; one more than there are bands.
    starts: Vec<u32>,
    edges: Vec<Edge>,
}

/// Edges a band should hold at least on average; fewer would only copy long edges into many bands.
const EDGES_PER_BAND: usize = 4;
const MOST_BANDS: usize = 4096;

impl Outline {
    /// Prepares a shape; none when it has no points.
    pub(crate) fn new(shape: &MultiPolygon<f64>) -> Option<Self> {
        Self::from_edges(&edges_of(shape), Extent::of(shape)?)
    }

    fn from_edges(all: &[Edge], extent: Extent) -> Option<Self> {
        let bands = (all.len() / EDGES_PER_BAND).clamp(1, MOST_BANDS);
        let height = extent.north - extent.south;
        #[expect(clippy::cast_precision_loss, reason = "at most 4096 bands")]
        let bands_per_degree = if height > 0.0 { bands as f64 / height } else { 0.0 };
        let mut outline = Self { extent, bands_per_degree, starts: vec![0; bands + 1], edges: Vec::new() };
        let mut counts = vec![0_u32; bands];
        for edge in all {
            counts[outline.band(edge.low.y)..=outline.band(edge.high.y)].iter_mut().for_each(|count| *count += 1);
        }
        for (band, count) in counts.iter().enumerate() {
            outline.starts[band + 1] = outline.starts[band].checked_add(*count)?;
        }
        let filler = *all.first()?;
        outline.edges = vec![filler; outline.starts[bands] as usize];
        let mut next = outline.starts.clone();
        for edge in all {
            let bands = outline.band(edge.low.y)..=outline.band(edge.high.y);
            for place in &mut next[bands] {
                outline.edges[*place as usize] = *edge;
                *place += 1;
            }
        }
        Some(outline)
    }

    /// The rectangle around the shape.
    pub(crate) const fn extent(&self) -> &Extent {
        &self.extent
    }

    /// The band of a latitude. Never falls as the latitude rises, so an edge is in every band it crosses.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the bands")]
    fn band(&self, y: f64) -> usize {
        let band = ((y - self.extent.south) * self.bands_per_degree).max(0.0) as usize;
        band.min(self.starts.len() - 2)
    }

    /// Where a point lies.
    pub(crate) fn side(&self, x: f64, y: f64) -> Side {
        if !self.extent.contains(x, y) {
            return Side::Outside;
        }
        let band = self.band(y);
        let mut inside = false;
        for edge in &self.edges[self.starts[band] as usize..self.starts[band + 1] as usize] {
            match edge.beside(Coord { x, y }) {
                Beside::On => return Side::Border,
                Beside::Crossed => inside = !inside,
                Beside::Clear => {}
            }
        }
        if inside { Side::Inside } else { Side::Outside }
    }

    /// Whether a point lies inside or on the border.
    pub(crate) fn holds(&self, x: f64, y: f64) -> bool {
        self.side(x, y) != Side::Outside
    }
}

/// What a ray eastward from a point does to an edge.
enum Beside {
    On,
    Crossed,
    Clear,
}

impl Edge {
    #[expect(clippy::float_cmp, reason = "equal coordinates are the very case looked for")]
    fn beside(&self, p: Coord<f64>) -> Beside {
        let Self { low, high } = *self;
        if p.y < low.y || p.y > high.y {
            return Beside::Clear;
        }
        let (west, east) = if low.x < high.x { (low.x, high.x) } else { (high.x, low.x) };
        if p.x > east {
            return Beside::Clear;
        }
        if low.y == high.y {
            return if p.x >= west { Beside::On } else { Beside::Clear };
        }
        // An edge counts from its lower end up to, but without, its upper end, so that a corner
        // between two edges is crossed once.
        let counts = p.y < high.y;
        if p.x < west {
            return if counts { Beside::Crossed } else { Beside::Clear };
        }
        match RobustKernel::orient2d(low, high, p) {
            Orientation::Collinear => Beside::On,
            Orientation::CounterClockwise if counts => Beside::Crossed,
            _ => Beside::Clear,
        }
    }
}

fn edges_of(shape: &MultiPolygon<f64>) -> Vec<Edge> {
    let rings = shape.0.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    rings
        .flat_map(geo::LineString::lines)
        .filter(|line| line.start != line.end)
        .map(|line| {
            let (a, b) = (line.start, line.end);
            if a.y <= b.y { Edge { low: a, high: b } } else { Edge { low: b, high: a } }
        })
        .collect()
}

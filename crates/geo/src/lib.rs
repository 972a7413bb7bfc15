//! Places: datums, positions, boundaries, the lookup of nodes, coverage, and tilings. Pure.
//!
//! Everything inside Wangge is WGS-84 in degrees, longitude first; CGCS2000 counts as equal. Other
//! datums are converted at the edge by [`datum`]. A [`boundary::Boundary`] is read as it stands, says
//! what is wrong with it and where, and can be repaired; a [`lookup::NodeIndex`] resolves a place to
//! its one chain of nodes; [`coverage`] finds the gaps and overlaps of siblings; [`tiling`] makes the
//! polygons of a fictional district that tile exactly; [`tile`] makes the bytes of vector tiles, and a
//! [`shape::Shape`] drawn on a map chooses what lies inside it. A [`walk::Lattice`] counts what a track reaches.
//!
//! Deliberately absent: projections other than the spherical offsets of the Chinese datums. A file in
//! metres is recognised and refused with the likely projection named.

pub mod boundary;
pub mod coverage;
pub mod datum;
pub mod lookup;
mod outline;
pub mod position;
pub mod shape;
pub mod tile;
pub mod tiling;
pub mod walk;

pub use boundary::{Boundary, BoundaryFault, BoundaryRefusal, FaultKind};
pub use coverage::Coverage;
pub use datum::{Datum, DatumRefusal};
pub use geo::{Coord, LineString, MultiPolygon, Polygon};
pub use lookup::{LookupRefusal, NodeIndex, NodeShape};
pub use position::{Extent, Position, PositionRefusal, distance_m};

//! The rules of places, by tables, by properties, and on real boundaries where the shared data is there.
#![expect(clippy::unwrap_used, reason = "tests")]
#![expect(clippy::float_cmp, reason = "exact results are compared")]

mod boundary;
mod coverage;
mod datum;
mod lookup;
mod position;
mod support;
mod tile;
mod tiling;
mod walk;

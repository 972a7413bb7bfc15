//! Visits 实地考察: submitting what was found at a site, showing it, voiding it.
//!
//! Invariants: a visit is stored once however often it is sent; with it, in the same transaction, stand its
//! observations, its lost points, and a case for every lost point. Whoever inspects is told that it arrived,
//! never what it scored.

mod examine;
mod ground;
mod prepare;
mod show;
mod submit;
mod void;

pub(crate) use examine::examine;
pub use ground::Ground;
pub use show::show;
pub use submit::submit;
pub(crate) use submit::submit_all;
pub use void::void;

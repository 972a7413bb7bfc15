//! Visits 实地考察: submitting what was found at a site, showing it, voiding and returning it.
//!
//! Invariants: a visit is stored once however often it is sent; with it, in the same transaction, stand its
//! observations, its lost points, and a case for every lost point. Whoever inspects is told that it arrived,
//! never what it scored.

mod examine;
mod ground;
mod hints;
mod list;
mod prepare;
mod set_aside;
mod show;
mod submit;

pub(crate) use examine::examine;
pub use ground::Ground;
pub use hints::hints;
pub use list::list;
pub use set_aside::{send_back, void};
pub use show::show;
pub use submit::submit;
pub(crate) use submit::submit_all;

//! Ownership records 权属记录: the lists, noting one, changing it, taking it out.
//!
//! Invariants: whatever changes the records of a site first holds the site, reads its records in the same transaction and
//! checks them by [`wangge_domain::ownership::faults`]; every change leaves an event in the chain of the site.

mod change;
mod list;
mod told;

pub use change::{amend, note, remove};
pub use list::{list, of_site};
pub use told::said;
pub(crate) use told::{known_of, told};

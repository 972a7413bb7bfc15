//! Ownership records 权属记录: who answers for a site, or for one item at it, whatever the other rules say, from which
//! day to which, and on what that rests.
//!
//! Invariants: the records of a site about the same item follow one another and never overlap, so that on any day at
//! most one of them holds; what has ended stays, since a problem of that time is still judged by it.

mod model;
mod rules;
#[cfg(test)]
mod tests;

pub use model::{Ownership, OwnershipStanding, Validity};
pub use rules::{OwnershipFault, OwnershipKnown, faults, overlap, succeeded};

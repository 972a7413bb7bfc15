//! Duty changes 职责变更: the list, planning one, taking it back, and what becomes of it on its day.
//!
//! Invariants: a change takes effect by the same write as an edit of the node or site, with the event of an edit, and is
//! marked as effected in the same transaction; whoever plans first holds the node or site, whoever effects or withdraws
//! first holds the change; every step leaves an event in the chain of the node or site.

mod effect;
mod ground;
mod list;
mod plan;
mod told;

pub use effect::{EffectedDue, effect, effect_due};
pub(crate) use list::failed;
pub use list::list;
pub use plan::{plan, withdraw};
pub use told::said;

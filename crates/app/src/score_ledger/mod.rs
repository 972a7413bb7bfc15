//! The score ledger 考核台账: entering what the facts come to, reading it, entering by hand, appeals, statements, and
//! checking that it agrees with the facts.
//!
//! Invariants: an entry and its event are one transaction, so numbers have no gaps; however many servers look, a fact is
//! entered once; entering again what was entered does nothing; only what a person decides carries a person's name.

mod appeal;
mod by_hand;
mod document;
mod facts;
mod list;
mod post;
mod statement;
mod verify;
mod write;

pub use appeal::{appeal, rule, withdraw};
pub use by_hand::{enter, reverse, rules_by_hand};
pub use document::document;
pub(crate) use list::signed;
pub use list::{list, show};
pub use post::{Posted, post_all, post_due, scored_by};
pub use statement::{scores, show as show_statement, statements};
pub use verify::{Difference, Verified, verify};

//! The built program as people and scripts run it: what it prints, what it leaves behind, how it ends.
#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

#[macro_use]
mod support;

mod bad_input;
mod places;
mod real_files;
mod score;
mod whole_loop;

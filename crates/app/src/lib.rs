//! Use cases: load, decide, save change and event in one transaction.

pub mod view;

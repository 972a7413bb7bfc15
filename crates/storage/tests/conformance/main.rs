//! The conformance suite of the store: every test runs on both databases and none is skipped.
#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

mod buckets;
mod common;
mod drives;
mod duty_changes;
mod evidence;
mod feed;
mod listings;
mod meetings;
mod notices;
mod nouns;
mod ownerships;
mod patrols;
mod re_checks;
mod replications;
mod requests;
mod routing_tables;
mod score_ledgers;
mod stages;
mod store;

//! One store over SQLite and PostgreSQL.
//!
//! A module per noun holds the rows of its tables and the queries the use cases need. Reading takes any
//! handle (`&impl ConnectionTrait`: [`Reader`], [`Snapshot`] or [`Tx`]); writing takes a [`Tx`], so that a
//! change, its lost points, cases and events are kept together or not at all.
//!
//! Absent on purpose: rules (they are in `wangge_domain`), clocks and made ids (they are in the use cases).

#[macro_use]
mod row;
mod error;
pub mod migration;
mod store;

pub mod bulletin;
pub mod bulletin_draft;
pub mod calendar;
pub mod campaign;
pub mod case;
pub mod cause;
pub mod delivery;
pub mod drive;
pub mod duty_change;
pub mod edition;
pub mod escalation;
pub mod event;
pub mod evidence;
pub mod import_column;
pub mod last_look;
pub mod listing;
pub mod meeting;
pub mod merchant;
pub mod node;
pub mod notice;
pub mod ownership;
pub mod patrol;
pub mod person;
pub mod re_check;
pub mod reach;
pub mod replication;
pub mod round;
pub mod routing;
pub mod saved_view;
pub mod scheme_edition;
pub mod score_ledger;
pub mod series;
pub mod session;
pub mod site;
pub mod stamp;
pub mod unit;
pub mod user;
pub mod visit;

pub use error::{Result, StorageError};
pub use sea_orm::ConnectionTrait;
pub use store::{BoxFuture, Location, Notice, Reader, Snapshot, Store, Tx};

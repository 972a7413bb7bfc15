//! Use cases: load, decide, save change and event in one transaction.
//!
//! A use case takes the [`App`], the actor and a command, and answers a view. It loads through the actor's
//! reach, lets `wangge_domain` decide, and writes the change with its event in one transaction. Only this
//! crate reads the clock and makes identities. Absent on purpose: rules, SQL, HTTP.

pub mod audit;
pub mod board;
pub mod bulletin;
pub mod campaign;
pub mod case;
pub mod cause;
pub mod chessboard;
pub mod completeness;
pub mod context;
pub mod coverage;
pub mod drive;
pub mod duty_change;
pub mod edition;
pub mod error;
pub mod escalation;
pub mod event;
pub mod evidence;
pub mod import;
pub mod listing;
pub mod locate;
pub mod map;
pub mod meeting;
pub mod merchant;
pub mod node;
pub mod notice;
mod official;
pub mod organisation;
pub mod overview;
pub mod ownership;
pub mod paging;
pub mod patrol;
pub mod person;
mod place;
pub mod ranking;
pub mod reading;
pub mod rebound;
pub mod record;
pub mod replication;
pub mod result;
pub mod round;
pub mod routing;
pub mod saved_view;
pub mod scheme;
pub mod score_ledger;
pub mod session;
pub mod signal;
pub mod site;
pub mod statistics;
pub mod stream;
pub mod table;
pub mod today;
pub mod unit;
pub mod user;
pub mod view;
pub mod visit;

pub use context::{Answer, App};
pub use error::AppError;

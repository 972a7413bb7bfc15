//! The pure rules of Wangge: grid, standards, judging, scoring, cases, routing, ranking, permission.
//!
//! Nothing here performs I/O, reads a clock or draws a random number: every function takes facts and
//! returns facts. The same noun names the module here, the table in storage, the URL and the screen.

#[macro_use]
pub mod vocabulary;

pub mod assessment;
pub mod base_map;
pub mod bulletin;
pub mod calendar;
pub mod campaign;
pub mod case;
pub mod cause;
pub mod deadline;
pub mod drive;
pub mod duty_change;
pub mod escalation;
pub mod event;
pub mod evidence;
pub mod figure;
pub mod grid;
pub mod ids;
pub mod listing;
pub mod meeting;
pub mod merchant;
pub mod notice;
pub mod ownership;
pub mod patrol;
pub mod permission;
pub mod person;
pub mod ranking;
pub mod rebound;
pub mod replication;
pub mod retire;
pub mod round;
pub mod routing;
pub mod score_ledger;
pub mod signal;
pub mod site;
pub mod standard;
pub mod statistics;
pub mod term;
pub mod text;
pub mod time;
pub mod unit;

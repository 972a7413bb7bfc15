//! Thin axum handlers, `OpenAPI`, and the embedded web app.
//!
//! A handler extracts, calls one use case and answers; rules and permission are not here. The same types
//! make the handlers and the document, so that they cannot drift apart. Each noun has a module, each verb
//! a file with its route and its documentation.

mod answer;
mod document;
mod extract;
mod guard;
mod problem;
mod routes;
mod routing;
mod serve;
#[cfg(test)]
mod testing;
mod web;

mod audit;
mod board;
mod bulletin;
mod campaign;
mod case;
mod chessboard;
mod completeness;
mod coverage;
mod drive;
mod duty_change;
mod edition;
mod escalation;
mod event;
mod evidence;
mod import;
mod listing;
mod locate;
mod map;
mod me;
mod meeting;
mod merchant;
mod node;
mod notice;
mod organisation;
mod overview;
mod ownership;
mod patrol;
mod person;
mod ranking;
mod rebound;
mod replication;
mod result;
mod round;
mod saved_view;
mod scheme;
mod score_ledger;
mod session;
mod setting;
mod signal;
mod site;
mod statistics;
mod stream;
mod table;
mod tile;
mod today;
mod unit;
mod user;
mod visit;

pub use document::openapi;
pub use problem::{PROBLEM_JSON, Problem, ProblemField};
pub use serve::{router, serve};
pub use web::is_embedded;

//! What use cases answer and what they are asked: the shapes of the public interface.
//!
//! Names in a view are already worded in the language of the request; identities, codes and states stay
//! as they are, so that a client links and filters by them. A field that may have nothing to say is null.
//! Deliberately absent: any rule. A view is filled by a use case and read by a client.

mod audit;
mod board;
mod bulletin;
mod campaign;
mod case;
mod chessboard;
mod clock;
mod coverage;
mod dead_corner;
mod drive;
mod duty_change;
mod edit;
mod edition;
mod escalation;
mod evidence;
mod geojson;
mod import;
mod ledger;
mod listing;
mod locate;
mod map;
mod meeting;
mod merchant;
mod node;
mod notice;
mod organisation;
mod overview;
mod ownership;
mod patrol;
mod person;
mod planning;
mod progress;
mod query;
mod ranking;
mod rebound;
mod replication;
mod report;
mod request;
mod result;
mod round;
mod routing;
mod saved_view;
mod scheme;
mod score_ledger;
mod session;
mod signal;
mod site;
mod statistics;
mod stream;
mod table;
mod today;
mod unit;
mod user;
mod visit;

pub use audit::*;
pub use board::*;
pub use bulletin::*;
pub use campaign::*;
pub use case::*;
pub use chessboard::*;
pub use clock::{
    DeadlineDifference, DeadlineDifferences, LimitQuery, LimitTry, LimitView, Recomputation, RecomputeDeadlines,
    StageRunView, StageTimeQuery, StageTimeView, StageTimes,
};
pub use coverage::*;
pub use dead_corner::*;
pub use drive::*;
pub use duty_change::*;
pub use edit::*;
pub use edition::*;
pub use escalation::*;
pub use evidence::*;
pub use geojson::*;
pub use import::*;
pub use ledger::*;
pub use listing::*;
pub use locate::*;
pub use map::*;
pub use meeting::*;
pub use merchant::*;
pub use node::*;
pub use notice::*;
pub use organisation::*;
pub use overview::*;
pub use ownership::*;
pub use patrol::*;
pub use person::*;
pub use planning::*;
pub use progress::*;
pub use query::*;
pub use ranking::*;
pub use rebound::*;
pub use replication::*;
pub use report::*;
pub use request::*;
pub use result::*;
pub use round::*;
pub use routing::*;
pub use saved_view::*;
pub use scheme::*;
pub use score_ledger::*;
pub use session::*;
pub use signal::*;
pub use site::*;
pub use statistics::*;
pub use stream::*;
pub use table::*;
pub use today::*;
pub use unit::*;
pub use user::*;
pub use visit::*;
pub use wangge_domain::figure::Figure;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A thing named in passing: enough to show it and to link to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ref {
    /// Its identity.
    pub id: Uuid,
    /// Its code, unique among its kind.
    pub code: String,
    /// Its name in the language of the request.
    pub name: String,
}

impl Ref {
    /// A reference by identity, code and worded name.
    pub fn new(id: impl Into<Uuid>, code: impl Into<String>, name: impl Into<String>) -> Self {
        Self { id: id.into(), code: code.into(), name: name.into() }
    }
}

/// A thing known by its code alone: a site type, an item, a peer group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Coded {
    /// Its code.
    pub code: String,
    /// Its name in the language of the request.
    pub name: String,
}

impl Coded {
    /// A coded thing with its worded name.
    pub fn new(code: impl Into<String>, name: impl Into<String>) -> Self {
        Self { code: code.into(), name: name.into() }
    }
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "{T}List")]
pub struct List<T> {
    /// What stands on this page, in order.
    pub items: Vec<T>,
    /// The cursor of the next page; null on the last.
    pub next: Option<String>,
    /// How many there are on all pages, where that was counted.
    pub total: Option<u64>,
}

impl<T> List<T> {
    /// A list that fits on one page.
    pub fn whole(items: Vec<T>) -> Self {
        let total = u64::try_from(items.len()).ok();
        Self { items, next: None, total }
    }
}

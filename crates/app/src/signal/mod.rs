//! Integrity of supervision 督查真实性: the signals 疑点 of rectifications that wait for their check, and of visits.
//!
//! Invariants: signals are reckoned anew from stored facts whenever they are asked for, and decide nothing; they are
//! shown to whoever checks, never to whoever is checked; what lies outside the reader's reach is not named.

mod cases;
mod inspectors;
mod likenesses;
mod shots;
mod unread;
mod visits;
mod walked;

pub use cases::{of_case, waiting};
pub use inspectors::of_inspectors;
pub(crate) use likenesses::Likenesses;
pub use unread::read_unread;
pub use visits::{of_round, of_visit};

use wangge_domain::evidence::EvidenceHash;
use wangge_domain::signal::{Signal, SignalCount};
use wangge_domain::text::{Lang, render};

use crate::view::{SignalView, Signals};

/// A signal, and the photograph it is about.
#[derive(Clone, Debug)]
struct Found {
    signal: Signal,
    photo: Option<EvidenceHash>,
}

impl Found {
    fn of(photo: &EvidenceHash) -> impl Fn(Signal) -> Self {
        move |signal| Self { signal, photo: Some(photo.clone()) }
    }

    fn whole(signal: Signal) -> Self {
        Self { signal, photo: None }
    }
}

/// Signals as they are told: those that deserve a second look first.
fn told(mut found: Vec<Found>, lang: Lang) -> Signals {
    let count = SignalCount::of(found.iter().map(|one| &one.signal));
    found.sort_by_key(|one| (one.signal.kind.weight(), one.signal.kind));
    let view = |one: Found| SignalView {
        kind: one.signal.kind,
        kind_name: one.signal.kind.wording(lang),
        weight: one.signal.kind.weight(),
        weight_name: one.signal.kind.weight().wording(lang),
        reason: render(&one.signal.reason, lang),
        photo: one.photo,
    };
    Signals { count, signals: found.into_iter().map(view).collect() }
}

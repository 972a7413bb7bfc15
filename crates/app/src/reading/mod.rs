//! What every reading use case begins with: whether and where the actor may look, the names of things, and
//! what is kept in memory between requests.
//!
//! Kept things are never trusted by age: each has a stamp that changes with its data, and is made anew when
//! the stamp does. Names of things outside the actor's reach may show (the street above one's own cell);
//! the things themselves are always loaded through the reach.

mod kept;
mod register;
mod wordbook;

use chrono::{Datelike, NaiveDate};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Message;
use wangge_storage::ConnectionTrait;
use wangge_storage::reach::Reach;

use crate::context::Answer;
use crate::error::AppError;

pub use kept::Memory;
pub use register::Register;
pub use wordbook::{Wordbook, index_of, indexed, type_name};

/// Where the actor may do something.
///
/// # Errors
/// [`AppError::Forbidden`] when none of the actor's roles includes it.
pub async fn reach(db: &impl ConnectionTrait, actor: &Actor, action: Action) -> Answer<Reach> {
    let granted = actor.may(action).ok_or(AppError::Forbidden(action))?;
    Ok(Reach::of(db, &granted).await?)
}

/// Whether the actor may do something for the whole district, and not only in a street of it: rules and plans that hold
/// everywhere are not one street's to change.
pub fn may_everywhere(actor: &Actor, action: Action) -> bool {
    actor.may(action).is_some_and(|reach| reach.all)
}

/// Lets pass only who may do something for the whole district.
///
/// # Errors
/// [`AppError::Forbidden`] for everyone else.
pub fn needs_everywhere(actor: &Actor, action: Action) -> Answer<()> {
    if may_everywhere(actor, action) { Ok(()) } else { Err(AppError::Forbidden(action)) }
}

/// The years in which anything can have happened; both databases reckon with them.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=9999;

/// Lets pass only a day that both databases reckon with.
///
/// # Errors
/// [`AppError::Invalid`] at the pointer for any other.
pub fn reckoned(pointer: &str, day: Option<NaiveDate>) -> Answer<()> {
    match day {
        Some(day) if !YEARS.contains(&day.year()) => {
            Err(AppError::invalid(pointer, Message::new("app-day-out-of-range")))
        }
        _ => Ok(()),
    }
}

/// Where the actor may see scores; none for those who may not, such as inspectors.
///
/// # Errors
/// When the store fails.
pub async fn score_reach(db: &impl ConnectionTrait, actor: &Actor) -> Answer<Option<Reach>> {
    match actor.may(Action::ViewScore) {
        Some(granted) => Ok(Some(Reach::of(db, &granted).await?)),
        None => Ok(None),
    }
}

/// A stored count as it is shown; counts are never negative.
pub fn shown(count: i64) -> u64 {
    count.unsigned_abs()
}

/// How many there are.
pub fn many(count: usize) -> u64 {
    count as u64
}

//! Exact numbers and the figures made of them.
//!
//! Whatever is scored, rated or ranked is an [`Exact`] rational from the observation to the ranking, so that
//! two computations of the same facts agree to the last digit and a ranking never hangs on rounding.
//! Rounding, half up, happens only when a figure is shown. Deliberately absent: floats in any rule, and any
//! value for 0 ÷ 0, which is `None` and shown as "—".

mod exact;
mod operators;
mod rate;
#[cfg(test)]
mod tests;
mod total;
mod written;

pub use exact::Exact;
pub use rate::{Figure, NO_FIGURE, Rate, competition_rank};
pub use total::Total;
pub use written::NotExact;

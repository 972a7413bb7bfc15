//! Rates of counts, figures as the interface shows them, and ranks.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Exact;

/// What stands where there is no figure, as for 0 ÷ 0.
pub const NO_FIGURE: &str = "—";

/// A rate of two counts, such as cases closed in time of cases due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Rate {
    /// How many of them.
    pub numerator: u64,
    /// How many there are.
    pub denominator: u64,
}

impl Rate {
    /// `numerator` of `denominator`.
    pub const fn new(numerator: u64, denominator: u64) -> Self {
        Self { numerator, denominator }
    }

    /// Its exact value, 1 for all of them; `None` when there are none at all.
    pub fn value(self) -> Option<Exact> {
        Exact::from(self.numerator).over(&Exact::from(self.denominator))
    }

    /// As per cent with two decimals, half up: `86.36%`, or "—" when there are none at all.
    pub fn percent(self) -> String {
        self.value()
            .map_or_else(|| NO_FIGURE.to_owned(), |value| format!("{}%", (value * Exact::HUNDRED).round_half_up(2)))
    }
}

/// A figure as the interface and the API give it: what to show and what it was made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// Rounded half up for showing, without a unit sign; "—" where there is no figure.
    pub shown: String,
    /// The exact value, before any rounding; none where the denominator is 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<Exact>,
    /// What was counted or summed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numerator: Option<Exact>,
    /// What it was divided by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator: Option<Exact>,
}

impl Figure {
    /// A value shown with `places` decimals.
    pub fn of(value: Option<&Exact>, places: u8) -> Self {
        Self {
            shown: value.map_or_else(|| NO_FIGURE.to_owned(), |v| v.round_half_up(places)),
            exact: value.cloned(),
            numerator: None,
            denominator: None,
        }
    }

    /// A share of 1, shown per hundred with `places` decimals.
    pub fn per_hundred(numerator: &Exact, denominator: &Exact, places: u8) -> Self {
        let share = numerator.over(denominator);
        Self {
            shown: share.as_ref().map_or_else(|| NO_FIGURE.to_owned(), |s| (s * Exact::HUNDRED).round_half_up(places)),
            exact: share,
            numerator: Some(numerator.clone()),
            denominator: Some(denominator.clone()),
        }
    }
}

impl From<Rate> for Figure {
    /// Shown per hundred with two decimals.
    fn from(rate: Rate) -> Self {
        Self::per_hundred(&rate.numerator.into(), &rate.denominator.into(), 2)
    }
}

/// The competition rank of every item, in the order given: the greatest key is first, equal keys share
/// a rank, and the next one skips as many (1, 2, 2, 4).
pub fn competition_rank<T, K: Ord>(items: &[T], key: impl Fn(&T) -> K) -> Vec<u32> {
    let mut order: Vec<(K, usize)> = items.iter().map(key).zip(0..).collect();
    order.sort_by(|a, b| Reverse(&a.0).cmp(&Reverse(&b.0)).then(a.1.cmp(&b.1)));
    let mut ranks = vec![0; items.len()];
    let (mut rank, mut previous) = (0, None);
    for (position, (key, item)) in (1_u32..).zip(&order) {
        if previous != Some(key) {
            rank = position;
        }
        previous = Some(key);
        ranks[*item] = rank;
    }
    ranks
}

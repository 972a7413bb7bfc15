//! Sums of many exact numbers.

use super::Exact;
use super::exact::{Repr, gcd64};

/// A running sum over a common denominator, reduced only when read.
///
/// Adding a million shares one by one would reduce a fraction a million times; here an addition is one
/// multiplication as long as the denominators recur, and exact in any case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    numerator: i128,
    /// Above 0.
    denominator: i64,
    /// What did not fit.
    rest: Exact,
}

impl Default for Total {
    fn default() -> Self {
        Self { numerator: 0, denominator: 1, rest: Exact::ZERO }
    }
}

impl Total {
    /// Adds one number.
    pub fn add(&mut self, part: &Exact) {
        let Repr::Small(n, d) = part.0 else {
            self.rest += part;
            return;
        };
        if self.add_small(n.into(), d).is_none() {
            // The common denominator or the sum grew out of its words: put by what there is and go on anew.
            self.rest = self.value();
            (self.numerator, self.denominator) = (n.into(), d);
        }
    }

    /// `None`, and nothing changed, when it does not fit.
    fn add_small(&mut self, n: i128, d: i64) -> Option<()> {
        if self.denominator == d {
            self.numerator = self.numerator.checked_add(n)?;
            return Some(());
        }
        if self.denominator % d == 0 {
            let scaled = n.checked_mul((self.denominator / d).into())?;
            self.numerator = self.numerator.checked_add(scaled)?;
            return Some(());
        }
        let common = i64::try_from(gcd64(self.denominator.unsigned_abs(), d.unsigned_abs())).ok()?;
        let denominator = (self.denominator / common).checked_mul(d)?;
        let before = self.numerator.checked_mul((d / common).into())?;
        let scaled = n.checked_mul((denominator / d).into())?;
        self.numerator = before.checked_add(scaled)?;
        self.denominator = denominator;
        Some(())
    }

    /// The sum so far.
    pub fn value(&self) -> Exact {
        Exact::reduced(self.numerator, self.denominator.into()) + &self.rest
    }
}

impl Exact {
    /// The sum of many numbers.
    pub fn total(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut total = Total::default();
        for part in parts {
            total.add(&part);
        }
        total.value()
    }
}

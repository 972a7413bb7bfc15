//! The exact rational number: two machine words while it fits, big integers when it does not.

use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;
use schemars::JsonSchema;

/// An exact rational number, always reduced, its denominator positive.
///
/// In JSON, TOML and tables it is a text: a decimal where it has a finite one (`"86.5"`), otherwise
/// a fraction (`"19/22"`). Reading also takes plain numbers, each as the decimal that was written.
#[derive(Clone, PartialEq, Eq, Hash, JsonSchema)]
pub struct Exact(#[schemars(with = "String")] pub(super) Repr);

/// Invariant: a value that fits two `i64` is always `Small`, so equality and hashing may be derived.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Repr {
    Small(i64, i64),
    Big(Box<BigRational>),
}

pub(super) fn gcd64(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a | b;
    }
    let shift = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    while b != 0 {
        b >>= b.trailing_zeros();
        if a > b {
            std::mem::swap(&mut a, &mut b);
        }
        b -= a;
    }
    a << shift
}

fn gcd128(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        if let (Ok(x), Ok(y)) = (u64::try_from(a), u64::try_from(b)) {
            return u128::from(gcd64(x, y));
        }
        (a, b) = (b, a % b);
    }
    a
}

impl Exact {
    /// Nought.
    pub const ZERO: Self = Self(Repr::Small(0, 1));
    /// One, also the share of a full score.
    pub const ONE: Self = Self(Repr::Small(1, 1));
    /// A hundred, the scale of every score above the item.
    pub const HUNDRED: Self = Self(Repr::Small(100, 1));

    /// A whole number.
    pub const fn int(value: i64) -> Self {
        Self(Repr::Small(value, 1))
    }

    /// A ratio; `None` when the denominator is 0.
    pub fn ratio(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator != 0).then(|| Self::reduced(i128::from(numerator), i128::from(denominator)))
    }

    /// Reduces a ratio whose denominator is not 0.
    pub(super) fn reduced(numerator: i128, denominator: i128) -> Self {
        // Nearly everything fits machine words, whose divisions are many times faster.
        if let (Ok(n), Ok(d @ 1..)) = (i64::try_from(numerator), i64::try_from(denominator)) {
            let common = i64::try_from(gcd64(n.unsigned_abs(), d.unsigned_abs()));
            if let Ok(common @ 1..) = common {
                return Self(Repr::Small(n / common, d / common));
            }
        }
        let common = gcd128(numerator.unsigned_abs(), denominator.unsigned_abs()).max(1);
        let (Ok(common), negative) = (i128::try_from(common), denominator < 0) else {
            return Self::big(BigRational::new(numerator.into(), denominator.into()));
        };
        let sign = if negative { -1 } else { 1 };
        let (n, d) = (numerator / common * sign, denominator / common * sign);
        match (i64::try_from(n), i64::try_from(d)) {
            (Ok(n), Ok(d)) => Self(Repr::Small(n, d)),
            _ => Self::big(BigRational::new(n.into(), d.into())),
        }
    }

    pub(super) fn big(value: BigRational) -> Self {
        match (value.numer().to_i64(), value.denom().to_i64()) {
            (Some(n), Some(d)) => Self(Repr::Small(n, d)),
            _ => Self(Repr::Big(Box::new(value))),
        }
    }

    pub(super) fn to_big(&self) -> BigRational {
        match &self.0 {
            Repr::Small(n, d) => BigRational::new_raw((*n).into(), (*d).into()),
            Repr::Big(value) => (**value).clone(),
        }
    }

    /// The quotient; `None` when `divisor` is 0.
    pub fn over(&self, divisor: &Self) -> Option<Self> {
        if divisor.is_zero() {
            return None;
        }
        Some(match (&self.0, &divisor.0) {
            (Repr::Small(a, b), Repr::Small(c, d)) => {
                Self::reduced(i128::from(*a) * i128::from(*d), i128::from(*b) * i128::from(*c))
            }
            _ => Self::big(self.to_big() / divisor.to_big()),
        })
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Small(0, _))
    }

    /// Whether it is below 0.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small(n, _) => *n < 0,
            Repr::Big(value) => value.is_negative(),
        }
    }

    /// Whether it is a whole number.
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Repr::Small(_, d) => *d == 1,
            Repr::Big(value) => value.is_integer(),
        }
    }

    /// Whether it is a whole multiple of `step`; never for a step of 0, except 0 itself.
    pub fn is_multiple_of(&self, step: &Self) -> bool {
        if let (Repr::Small(a, b), Repr::Small(c, d)) = (&self.0, &step.0)
            && let (Some(multiple), Some(unit @ 1..)) = (a.checked_mul(*d), b.checked_mul(*c))
        {
            return multiple % unit == 0;
        }
        self.is_zero() || self.over(step).is_some_and(|quotient| quotient.is_whole())
    }

    /// Numerator and denominator, reduced, as decimal integers.
    pub fn fraction(&self) -> (String, String) {
        match &self.0 {
            Repr::Small(n, d) => (n.to_string(), d.to_string()),
            Repr::Big(value) => (value.numer().to_string(), value.denom().to_string()),
        }
    }

    /// The nearest float, for charts and map colours only; no rule may use it.
    pub fn to_f64(&self) -> f64 {
        self.to_big().to_f64().unwrap_or(f64::NAN)
    }

    /// Rounded half up (away from 0 for negatives) to exactly `places` decimals, as text. Never "-0".
    pub fn round_half_up(&self, places: u8) -> String {
        let scale = BigInt::from(10).pow(u32::from(places));
        let (numerator, denominator) = match &self.0 {
            Repr::Small(n, d) => {
                if let Some(text) = round_small(*n, *d, places) {
                    return text;
                }
                (BigInt::from(*n), BigInt::from(*d))
            }
            Repr::Big(value) => (value.numer().clone(), value.denom().clone()),
        };
        let doubled = numerator.abs() * scale * 2_u8 + &denominator;
        let digits = (doubled / (denominator * 2_u8)).to_string();
        place_point(&digits, numerator.sign() == Sign::Minus, places)
    }

    /// The number of decimals of its finite decimal form; `None` when it has none.
    pub(super) fn decimal_places(&self) -> Option<u8> {
        let mut rest = match &self.0 {
            Repr::Small(_, 1) => return Some(0),
            Repr::Small(_, d) => BigInt::from(*d),
            Repr::Big(value) => value.denom().clone(),
        };
        let (mut twos, mut fives) = (0_u8, 0_u8);
        while !rest.is_one() {
            let (count, prime) = if (&rest % 2_u8).is_zero() {
                (&mut twos, 2_u8)
            } else if (&rest % 5_u8).is_zero() {
                (&mut fives, 5_u8)
            } else {
                return None;
            };
            *count = count.checked_add(1).filter(|n| *n <= 30)?;
            rest /= prime;
        }
        Some(twos.max(fives))
    }
}

fn round_small(n: i64, d: i64, places: u8) -> Option<String> {
    let scale = 10_u128.checked_pow(u32::from(places)).filter(|_| places <= 18)?;
    let d = u128::from(d.unsigned_abs());
    let rounded = (u128::from(n.unsigned_abs()) * scale * 2 + d) / (d * 2);
    Some(place_point(&rounded.to_string(), n < 0, places))
}

fn place_point(digits: &str, negative: bool, places: u8) -> String {
    let places = usize::from(places);
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, decimals) = padded.split_at(padded.len() - places);
    let sign = if negative && padded.bytes().any(|b| b != b'0') { "-" } else { "" };
    if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") }
}

impl Default for Exact {
    fn default() -> Self {
        Self::ZERO
    }
}

impl From<i64> for Exact {
    fn from(value: i64) -> Self {
        Self::int(value)
    }
}

impl From<u32> for Exact {
    fn from(value: u32) -> Self {
        Self::int(value.into())
    }
}

impl From<u64> for Exact {
    fn from(value: u64) -> Self {
        Self::reduced(value.into(), 1)
    }
}

impl From<usize> for Exact {
    fn from(value: usize) -> Self {
        Self::from(value as u64)
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        // A Decimal has at most 28 decimals, so the power always fits.
        Self::reduced(value.mantissa(), 10_i128.pow(value.scale()))
    }
}

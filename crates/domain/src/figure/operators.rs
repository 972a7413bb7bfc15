//! Ordering and arithmetic of exact numbers.

use std::cmp::Ordering;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub};

use num_rational::BigRational;

use super::exact::{Exact, Repr};

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small(a, b), Repr::Small(c, d)) if b == d => a.cmp(c),
            (Repr::Small(a, b), Repr::Small(c, d)) => {
                (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b)))
            }
            _ => self.to_big().cmp(&other.to_big()),
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn plus(a: &Exact, b: &Exact) -> Exact {
    match (&a.0, &b.0) {
        (Repr::Small(a, b), Repr::Small(c, d)) if b == d => match a.checked_add(*c) {
            Some(sum) if *b == 1 => Exact(Repr::Small(sum, 1)),
            _ => Exact::reduced(i128::from(*a) + i128::from(*c), i128::from(*b)),
        },
        (Repr::Small(n, d), Repr::Small(whole, 1)) | (Repr::Small(whole, 1), Repr::Small(n, d)) => {
            plus_whole(*n, *d, *whole)
        }
        (Repr::Small(a, b), Repr::Small(c, d)) => {
            let (a, b, c, d) = (i128::from(*a), i128::from(*b), i128::from(*c), i128::from(*d));
            Exact::reduced(a * d + c * b, b * d)
        }
        _ => Exact::big(a.to_big() + b.to_big()),
    }
}

/// A whole number added to a reduced fraction leaves it reduced.
fn plus_whole(n: i64, d: i64, whole: i64) -> Exact {
    match whole.checked_mul(d).and_then(|scaled| scaled.checked_add(n)) {
        Some(sum) => Exact(Repr::Small(sum, d)),
        None => Exact::reduced(i128::from(whole) * i128::from(d) + i128::from(n), i128::from(d)),
    }
}

fn times(a: &Exact, b: &Exact) -> Exact {
    match (&a.0, &b.0) {
        (Repr::Small(1, 1), _) => b.clone(),
        (_, Repr::Small(1, 1)) => a.clone(),
        (Repr::Small(a, b), Repr::Small(c, d)) => {
            if let (1, 1, Some(product)) = (b, d, a.checked_mul(*c)) {
                return Exact(Repr::Small(product, 1));
            }
            Exact::reduced(i128::from(*a) * i128::from(*c), i128::from(*b) * i128::from(*d))
        }
        _ => Exact::big(a.to_big() * b.to_big()),
    }
}

fn minus(a: &Exact, b: &Exact) -> Exact {
    plus(a, &-b)
}

impl Neg for &Exact {
    type Output = Exact;

    fn neg(self) -> Exact {
        match &self.0 {
            Repr::Small(n, d) => n.checked_neg().map_or_else(
                || Exact::big(-BigRational::new_raw((*n).into(), (*d).into())),
                |n| Exact(Repr::Small(n, *d)),
            ),
            Repr::Big(value) => Exact::big(-(**value).clone()),
        }
    }
}

macro_rules! operators {
    ($($operator:ident $method:ident $rule:ident),+) => {$(
        impl $operator<&Exact> for &Exact {
            type Output = Exact;
            fn $method(self, other: &Exact) -> Exact {
                $rule(self, other)
            }
        }
        impl $operator<Exact> for Exact {
            type Output = Exact;
            fn $method(self, other: Exact) -> Exact {
                $rule(&self, &other)
            }
        }
        impl $operator<&Exact> for Exact {
            type Output = Exact;
            fn $method(self, other: &Exact) -> Exact {
                $rule(&self, other)
            }
        }
        impl $operator<Exact> for &Exact {
            type Output = Exact;
            fn $method(self, other: Exact) -> Exact {
                $rule(self, &other)
            }
        }
    )+};
}

operators!(Add add plus, Sub sub minus, Mul mul times);

impl AddAssign<&Exact> for Exact {
    fn add_assign(&mut self, other: &Exact) {
        *self = plus(self, other);
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::ZERO, |total, part| total + part)
    }
}

impl<'a> Sum<&'a Exact> for Exact {
    fn sum<I: Iterator<Item = &'a Self>>(parts: I) -> Self {
        parts.fold(Self::ZERO, |total, part| total + part)
    }
}

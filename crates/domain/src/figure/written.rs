//! Exact numbers as text, and so in JSON, TOML and tables.

use std::fmt;
use std::str::FromStr;

use num_bigint::BigInt;
use num_rational::BigRational;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Exact;
use crate::text::Message;

/// Why a text is no exact number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a number; expected a form like 12, 0.5 or 19/22")]
pub struct NotExact {
    /// What was given.
    pub text: String,
}

impl NotExact {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        "not-exact"
    }

    /// The public sentence.
    pub fn message(&self) -> Message {
        Message::new("figure-not-exact").arg("text", &self.text)
    }
}

/// Longer texts are refused, so that hostile input cannot make a rule reckon with huge integers.
const LONGEST_TEXT: usize = 80;

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(places) = self.decimal_places() {
            return f.write_str(&self.round_half_up(places));
        }
        let (numerator, denominator) = self.fraction();
        write!(f, "{numerator}/{denominator}")
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn parse_decimal(text: &str) -> Option<Exact> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits_only = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits_only(whole) || !digits_only(decimals) || unsigned.ends_with('.') {
        return None;
    }
    let digits = format!("{whole}{decimals}");
    let scale = u32::try_from(decimals.len()).ok()?;
    let sign = if text.starts_with('-') { -1 } else { 1 };
    if digits.len() <= 37 {
        return Some(Exact::reduced(digits.parse::<i128>().ok()? * sign, 10_i128.pow(scale)));
    }
    let numerator = digits.parse::<BigInt>().ok()? * sign;
    Some(Exact::big(BigRational::new(numerator, BigInt::from(10).pow(scale))))
}

impl FromStr for Exact {
    type Err = NotExact;

    fn from_str(text: &str) -> Result<Self, NotExact> {
        let refused = || NotExact { text: text.chars().take(LONGEST_TEXT).collect() };
        let trimmed = text.trim();
        if trimmed.len() > LONGEST_TEXT {
            return Err(refused());
        }
        match trimmed.split_once('/') {
            None => parse_decimal(trimmed).ok_or_else(refused),
            Some((numerator, denominator)) => {
                let numerator = parse_decimal(numerator.trim()).ok_or_else(refused)?;
                let denominator = parse_decimal(denominator.trim()).ok_or_else(refused)?;
                numerator.over(&denominator).ok_or_else(refused)
            }
        }
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

struct ExactVisitor;

impl de::Visitor<'_> for ExactVisitor {
    type Value = Exact;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number such as \"12\", \"0.5\" or \"19/22\"")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Exact, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Exact, E> {
        Ok(Exact::int(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Exact, E> {
        Ok(value.into())
    }

    /// A bare decimal is taken as it was written: the shortest decimal of a float is just that text.
    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Exact, E> {
        value.to_string().parse().map_err(E::custom)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ExactVisitor)
    }
}

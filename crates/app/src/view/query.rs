//! What lists are asked: filters, order and page.

use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, Error, IntoDeserializer, Visitor};
use serde::{Deserialize, Deserializer};

/// The items of a page when the client does not say.
pub const PAGE_ITEMS: u32 = 50;

/// The most items of one page.
pub const PAGE_ITEMS_MAX: u32 = 500;

/// Several values in one query parameter, apart by commas: `state=filed,dispatched`. Empty means any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Many<T>(pub Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(ManyVisitor(PhantomData))
    }
}

struct ManyVisitor<T>(PhantomData<T>);

impl<T: DeserializeOwned> Visitor<'_> for ManyVisitor<T> {
    type Value = Many<T>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("values apart by commas")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Many<T>, E> {
        let one = |part: &str| {
            let source: StrDeserializer<'_, E> = part.into_deserializer();
            T::deserialize(source)
        };
        let parts = text.split([',', '，']).map(str::trim).filter(|part| !part.is_empty());
        parts.map(one).collect::<Result<_, E>>().map(Many)
    }
}

impl<T: JsonSchema> JsonSchema for Many<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("{}Many", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "description": "One value, or several apart by commas." })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use super::*;

    #[test]
    fn several_values_stand_in_one_parameter() {
        #[derive(Deserialize, Debug, PartialEq)]
        #[serde(rename_all = "snake_case")]
        enum Colour {
            Red,
            DarkGreen,
        }
        let read = |text: &str| {
            let source: StrDeserializer<'_, serde::de::value::Error> = text.into_deserializer();
            Many::<Colour>::deserialize(source)
        };
        assert_eq!(read("red, dark_green").unwrap().0, vec![Colour::Red, Colour::DarkGreen]);
        assert_eq!(read("").unwrap().0, vec![]);
        assert!(read("red,blue").is_err());
    }
}

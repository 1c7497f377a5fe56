//! Asking a type what a place of it can say, without a list beside the type.
//!
//! serde tells a deserializer the names of an enumeration's variants. So a table is read from its own columns, with a
//! probe at the place in question that writes the names down and then ends the reading.

use std::cell::Cell;

use serde::de::value::MapDeserializer;
use serde::de::{DeserializeOwned, Deserializer, Error, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value};

/// The names of the variants at a place of a table, `["work", "rule"]`; `None` where no enumeration stands.
pub(super) fn variants<T: DeserializeOwned>(
    columns: &Map<String, Value>,
    path: &[&str],
) -> Option<&'static [&'static str]> {
    let found = Cell::new(None);
    let table = Value::Object(columns.clone());
    let place = Place {
        value: &table,
        path: Some(path),
        found: &found,
    };
    // It ends with an error as soon as the place is reached; what counts was written down by then.
    drop(T::deserialize(place));
    found.get()
}

/// A place of a table, on the way to the one in question (`Some`) or beside it.
#[derive(Clone, Copy)]
struct Place<'table, 'path> {
    value: &'table Value,
    path: Option<&'path [&'path str]>,
    found: &'path Cell<Option<&'static [&'static str]>>,
}

impl<'de, 'table: 'de, 'path: 'de> Deserializer<'de> for Place<'table, 'path> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        let (Some([next, rest @ ..]), Value::Object(members)) = (self.path, self.value) else {
            return self.value.deserialize_any(visitor);
        };
        let members = members.iter().map(|(member, value)| {
            let path = (member == next).then_some(rest);
            let found = self.found;
            (member.as_str(), Place { value, path, found })
        });
        visitor.visit_map(MapDeserializer::new(members))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        if self.path.is_some_and(<[&str]>::is_empty) {
            self.found.set(Some(variants));
            return Err(Self::Error::custom("the probe has found what it was sent for"));
        }
        self.value.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        self.value.deserialize_option(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.value.deserialize_newtype_struct(name, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

impl<'de, 'table: 'de, 'path: 'de> IntoDeserializer<'de, serde_json::Error> for Place<'table, 'path> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

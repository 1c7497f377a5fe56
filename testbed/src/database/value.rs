//! What a statement is given, and what it gives.

use std::sync::Arc;

use super::DatabaseError;

/// A value of a column or of a placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// `BIGINT`.
    Integer(i64),
    /// `TEXT`.
    Text(String),
    /// `BOOLEAN`.
    Boolean(bool),
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// What a column can be read as.
pub trait FromValue: Sized {
    /// What it is, for an error: `a whole number from 0 to 255`.
    const EXPECTED: &'static str;
    /// The value, if it is one.
    fn from_value(value: &Value) -> Option<Self>;
}

macro_rules! whole_numbers {
    ($($number:ty => $expected:literal),*) => {$(
        impl From<$number> for Value {
            fn from(value: $number) -> Self {
                Self::Integer(value.into())
            }
        }

        impl FromValue for $number {
            const EXPECTED: &'static str = $expected;

            fn from_value(value: &Value) -> Option<Self> {
                match value {
                    Value::Integer(number) => (*number).try_into().ok(),
                    _ => None,
                }
            }
        }
    )*};
}

whole_numbers!(
    u8 => "a whole number from 0 to 255",
    u16 => "a whole number of 16 bits from 0",
    u32 => "a whole number of 32 bits from 0",
    i32 => "a whole number of 32 bits",
    i64 => "a whole number"
);

impl FromValue for bool {
    const EXPECTED: &'static str = "true or false";

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Boolean(value) => Some(*value),
            // SQLite has no booleans of its own.
            Value::Integer(0) => Some(false),
            Value::Integer(1) => Some(true),
            _ => None,
        }
    }
}

impl FromValue for String {
    const EXPECTED: &'static str = "text";

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }
}

impl<T: FromValue> FromValue for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
}

/// A row of an answer.
#[derive(Debug, Clone)]
pub struct Row {
    pub(super) columns: Arc<[String]>,
    pub(super) values: Vec<Value>,
}

impl Row {
    /// The value of a column, by the name that the query gives it.
    pub fn get<T: FromValue>(&self, column: &str) -> Result<T, DatabaseError> {
        let index = self.columns.iter().position(|name| name == column);
        let value = index
            .and_then(|index| self.values.get(index))
            .and_then(T::from_value);
        value.ok_or_else(|| DatabaseError::Column {
            column: column.to_owned(),
            expected: T::EXPECTED,
        })
    }
}

//! Tables of behaviour whose columns can be switched one by one: how a scenario reproduces a defect of a part, or takes
//! one away, and how mutants are generated.
//!
//! A table is a struct that serde reads and writes: a field is a column, and what its type can say is what the column
//! can say. So a part with a table needs no list of its columns beside it.
//!
//! * here — reading the columns, and switching some of them;
//! * [`alternatives`] — what else a single column could say;
//! * [`Mutants`] — which of that changes what the part does.

mod alternatives;
mod mutants;
mod probe;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use thiserror::Error;

pub use self::alternatives::{Alternative, alternatives};
pub use self::mutants::Mutants;

/// Why a column was not switched.
#[derive(Debug, Error)]
pub enum SwitchError {
    /// There is no such column.
    #[error("there is no column {column:?}; known are {}", known.join(", "))]
    UnknownColumn {
        /// The name asked for.
        column: String,
        /// The columns there are.
        known: Vec<String>,
    },
    /// The column cannot say this.
    #[error("the column {column} cannot be {value}: {reason}")]
    UnknownValue {
        /// The column.
        column: String,
        /// What it was to say.
        value: Value,
        /// Why it cannot.
        reason: serde_json::Error,
    },
    /// The columns cannot be written as JSON.
    #[error("the columns cannot be shown: {0}")]
    Unshown(#[from] serde_json::Error),
}

/// Every column of a table by its name.
pub fn columns<T: Serialize>(table: &T) -> Result<Map<String, Value>, SwitchError> {
    match serde_json::to_value(table)? {
        Value::Object(columns) => Ok(columns),
        _ => Ok(Map::new()),
    }
}

/// The columns of a table that differ from those of another, with what they say.
pub fn differing<T: Serialize>(table: &T, from: &T) -> Result<Map<String, Value>, SwitchError> {
    let from = columns(from)?;
    let mut differing = columns(table)?;
    differing.retain(|column, value| from.get(column) != Some(value));
    Ok(differing)
}

/// The table with some columns switched: all of them, or none.
pub fn switched<T: Serialize + DeserializeOwned>(
    table: &T,
    changes: &Map<String, Value>,
) -> Result<T, SwitchError> {
    let mut columns = columns(table)?;
    for (column, value) in changes {
        let Some(cell) = columns.get_mut(column) else {
            let known = columns.into_iter().map(|(column, _value)| column).collect();
            let column = column.clone();
            return Err(SwitchError::UnknownColumn { column, known });
        };
        *cell = value.clone();
        // Each on its own, so that the error names the column that is wrong.
        let read = serde_json::from_value::<T>(Value::Object(columns.clone()));
        read.map_err(|reason| SwitchError::UnknownValue {
            column: column.clone(),
            value: value.clone(),
            reason,
        })?;
    }
    Ok(serde_json::from_value(Value::Object(columns))?)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Rule {
        FirstWins,
        LastWins,
        AtMost(u32),
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Work {
        repeats: bool,
        rule: Rule,
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Table {
        days: u32,
        rule: Rule,
        work: Work,
    }

    fn table() -> Table {
        Table {
            days: 14,
            rule: Rule::AtMost(3),
            work: Work {
                repeats: true,
                rule: Rule::FirstWins,
            },
        }
    }

    fn changes(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn columns_are_switched_by_name_and_the_rest_stays() {
        let switched = switched(&table(), &changes(&json!({"rule": "last_wins", "days": 15}))).unwrap();
        let expected = Table {
            days: 15,
            rule: Rule::LastWins,
            ..table()
        };
        assert_eq!(switched, expected);
        let differing = differing(&switched, &table()).unwrap();
        assert_eq!(Value::Object(differing), json!({"days": 15, "rule": "last_wins"}));
    }

    #[test]
    fn an_unknown_column_is_answered_with_the_known_ones_and_an_unknown_value_with_those_of_the_column() {
        let unknown = switched(&table(), &changes(&json!({"dais": 15}))).unwrap_err();
        assert_eq!(
            unknown.to_string(),
            "there is no column \"dais\"; known are days, rule, work"
        );
        let impossible = switched(&table(), &changes(&json!({"rule": "nobody_wins"}))).unwrap_err();
        let text = impossible.to_string();
        assert!(text.contains("rule") && text.contains("`last_wins`"), "{text}");
    }

    #[test]
    fn every_other_variant_the_negation_and_the_neighbours_are_the_alternatives() {
        let found = alternatives(&table()).unwrap();
        let found: Vec<(&str, &Value)> = found
            .iter()
            .map(|alternative| (alternative.column.as_str(), &alternative.to))
            .collect();
        let work = |repeats: bool, rule: &str| json!({"repeats": repeats, "rule": rule});
        let expected = [
            ("days", json!(13)),
            ("days", json!(15)),
            ("days", json!(0)),
            ("rule", json!("first_wins")),
            ("rule", json!("last_wins")),
            ("rule", json!({"at_most": 2})),
            ("rule", json!({"at_most": 4})),
            ("rule", json!({"at_most": 0})),
            ("work", work(false, "first_wins")),
            ("work", work(true, "last_wins")),
        ];
        let expected: Vec<(&str, &Value)> = expected.iter().map(|(column, to)| (*column, to)).collect();
        assert_eq!(found, expected);
    }
}

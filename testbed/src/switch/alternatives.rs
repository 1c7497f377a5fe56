//! What else a single column of a table could say: the mutants of the table.
//!
//! | a column says | alternatives |
//! | --- | --- |
//! | one of several variants | every other variant that stands without a number |
//! | a variant with a number | the same variant with the number's neighbours, too |
//! | true or false | the other |
//! | a number | its neighbours, and 0 |
//! | several things of its own | each of them changed alone |
//!
//! What a type cannot say is no alternative. A column that says anything else (a text, a list) has none.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::probe::variants;
use super::{SwitchError, columns, switched};

/// One column, saying something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The column.
    pub column: String,
    /// What it says.
    pub from: Value,
    /// What it would say.
    pub to: Value,
}

/// Every alternative of every column, in the order of the columns' names.
pub fn alternatives<T: Serialize + DeserializeOwned>(table: &T) -> Result<Vec<Alternative>, SwitchError> {
    let columns = columns(table)?;
    let mut found = Vec::new();
    for (column, from) in &columns {
        for to in others::<T>(&columns, &[column], from) {
            let change = Map::from_iter([(column.clone(), to.clone())]);
            if switched(table, &change).is_ok() {
                let (column, from) = (column.clone(), from.clone());
                found.push(Alternative { column, from, to });
            }
        }
    }
    Ok(found)
}

/// What else could stand at a place of a table.
fn others<T: DeserializeOwned>(columns: &Map<String, Value>, path: &[&str], value: &Value) -> Vec<Value> {
    if let Some(variants) = variants::<T>(columns, path) {
        let units = variants.iter().map(|variant| Value::from(*variant));
        let mut others: Vec<Value> = units.filter(|unit| unit != value).collect();
        // A variant with a number: {"at_most": 3}.
        if let Value::Object(members) = value
            && let Some((variant, number)) = members.iter().next()
        {
            let with = |number| Value::Object(Map::from_iter([(variant.clone(), number)]));
            others.extend(neighbours(number).into_iter().map(with));
        }
        return others;
    }
    match value {
        Value::Bool(truth) => vec![Value::Bool(!truth)],
        Value::Number(_) => neighbours(value),
        Value::Object(members) => {
            let mut others_of_all = Vec::new();
            for (member, value) in members {
                let path: Vec<&str> = path.iter().copied().chain([member.as_str()]).collect();
                for other in others::<T>(columns, &path, value) {
                    let mut changed = members.clone();
                    changed.insert(member.clone(), other);
                    others_of_all.push(Value::Object(changed));
                }
            }
            others_of_all
        }
        Value::Null | Value::String(_) | Value::Array(_) => Vec::new(),
    }
}

/// A number's neighbours, and 0 where that is none of them.
fn neighbours(value: &Value) -> Vec<Value> {
    let Some(number) = value.as_i64() else {
        return Vec::new();
    };
    let mut neighbours = vec![number - 1, number + 1];
    if !neighbours.contains(&0) && number != 0 {
        neighbours.push(0);
    }
    neighbours.into_iter().map(Value::from).collect()
}

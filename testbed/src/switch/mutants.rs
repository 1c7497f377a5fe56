//! Which alternatives are worth putting in: those that change what a part does.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{Alternative, SwitchError, alternatives, columns, switched};

/// The mutants of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mutants {
    /// Those that change what the part does.
    pub alive: Vec<Alternative>,
    /// Those that leave it as it is, with the reason.
    pub left_out: Vec<(Alternative, &'static str)>,
}

impl Mutants {
    /// The alternatives of a table, with `more` that its types do not suggest, divided by `inert`: why an alternative
    /// leaves everything as it is.
    pub fn of<T: Serialize + DeserializeOwned>(
        table: &T,
        more: impl IntoIterator<Item = (&'static str, Value)>,
        inert: impl Fn(&Alternative) -> Option<&'static str>,
    ) -> Result<Self, SwitchError> {
        let columns = columns(table)?;
        let mut all = alternatives(table)?;
        for (column, to) in more {
            switched(table, &Map::from_iter([(column.to_owned(), to.clone())]))?;
            let from = columns.get(column).cloned().unwrap_or_default();
            let column = column.to_owned();
            let alternative = Alternative { column, from, to };
            if alternative.from != alternative.to && !all.contains(&alternative) {
                all.push(alternative);
            }
        }
        all.sort_by(|left, right| left.column.cmp(&right.column));
        let mut mutants = Self::default();
        for alternative in all {
            match inert(&alternative) {
                Some(reason) => mutants.left_out.push((alternative, reason)),
                None => mutants.alive.push(alternative),
            }
        }
        Ok(mutants)
    }
}

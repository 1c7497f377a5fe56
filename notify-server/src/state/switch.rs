//! Switching single columns of a running server: how a scenario reproduces a defect of the server, or takes one away.

use serde_json::{Map, Value};
use thiserror::Error;

use super::ServerState;

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
    #[error("the state cannot be shown: {0}")]
    Unshown(#[from] serde_json::Error),
}

impl ServerState {
    /// Every column by its name.
    pub(crate) fn columns(&self) -> Result<Map<String, Value>, SwitchError> {
        match serde_json::to_value(self)? {
            Value::Object(columns) => Ok(columns),
            _ => Ok(Map::new()),
        }
    }

    /// The names of the columns that differ from the row of this state's name.
    pub(crate) fn switched_columns(&self) -> Result<Vec<String>, SwitchError> {
        let Ok(row) = self.name.parse::<Self>() else {
            return Ok(Vec::new());
        };
        let row = row.columns()?;
        let mut columns = self.columns()?;
        columns.retain(|column, value| row.get(column) != Some(value));
        Ok(columns.into_iter().map(|(column, _value)| column).collect())
    }

    /// This state with some columns switched: all of them, or none.
    pub fn switched(&self, changes: Map<String, Value>) -> Result<Self, SwitchError> {
        let mut state = self.clone();
        for (column, value) in changes {
            let mut columns = state.columns()?;
            let Some(cell) = columns.get_mut(&column) else {
                let known = columns.into_iter().map(|(column, _value)| column).collect();
                return Err(SwitchError::UnknownColumn { column, known });
            };
            *cell = value.clone();
            let read = serde_json::from_value::<Self>(Value::Object(columns));
            let read = read.map_err(|reason| SwitchError::UnknownValue {
                column,
                value,
                reason,
            })?;
            state = Self {
                name: self.name,
                ..read
            };
        }
        Ok(state)
    }
}

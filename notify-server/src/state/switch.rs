//! Switching single columns of a running server: how a scenario reproduces a defect of the server, or takes one away.

use serde_json::{Map, Value, json};
use testbed::switch::{self, Alternative, Mutants, SwitchError};

use super::ServerState;

impl ServerState {
    /// Every column by its name.
    pub(crate) fn columns(&self) -> Result<Map<String, Value>, SwitchError> {
        switch::columns(self)
    }

    /// The names of the columns that differ from the row of this state's name.
    pub(crate) fn switched_columns(&self) -> Result<Vec<String>, SwitchError> {
        let Ok(row) = self.name.parse::<Self>() else {
            return Ok(Vec::new());
        };
        let columns = switch::differing(self, &row)?;
        Ok(columns.into_iter().map(|(column, _value)| column).collect())
    }

    /// This state with some columns switched: all of them, or none.
    pub fn switched(&self, changes: &Map<String, Value>) -> Result<Self, SwitchError> {
        let switched = switch::switched(self, changes)?;
        // The name of a row is no column of it.
        let name = self.name;
        Ok(Self { name, ..switched })
    }

    /// The mutants of this state.
    pub fn mutants(&self) -> Result<Mutants, SwitchError> {
        // What the types do not suggest: other levels, and other times of the day.
        let more = [
            ("transmission_level", json!("as_sent")),
            ("transmission_level", json!(0)),
            ("transmission_level", json!(3)),
            ("transmission_level", json!(5)),
            ("export_at", json!(["03:00:00"])),
            ("deletion_at", json!("03:00:00")),
        ];
        Mutants::of(self, more, |alternative| self.inert(alternative))
    }

    /// Why an alternative leaves this state as it is.
    fn inert(&self, alternative: &Alternative) -> Option<&'static str> {
        match alternative.column.as_str() {
            "front_door_check" => Some("no scenario's server stands behind a front door with an identifier"),
            "end_of_service" => None,
            _ if self.end_of_service && !NEEDED_AFTER_THE_END.contains(&alternative.column.as_str()) => {
                Some("after the end of the service nothing is registered and nothing new is exported")
            }
            _ => None,
        }
    }
}

/// What is still used after the end of the service: the survey.
const NEEDED_AFTER_THE_END: [&str; 2] = ["event_log", "logs_requests"];

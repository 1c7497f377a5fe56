//! What HER-SYS does, as a table that can be switched: each column says what the documents require of it, and what a
//! defect would make of it.
//!
//! No defect of the real HER-SYS on this path is on record; that its answers decide who can register, and that a suite
//! must notice when they change, is 報告書 4(3). What is required is ア1–12 of the catalogue.
//!
//! It holds for a running HER-SYS and is not stored.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use testbed::switch::{self, Alternative, Mutants, SwitchError};
use utoipa::ToSchema;

/// How HER-SYS behaves. As JSON, every column by its name here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HersysBehaviour {
    /// To whom a message goes (ア2).
    pub(crate) addressee: Addressee,
    /// What becomes of a number whose case gets another one.
    pub(crate) earlier_numbers: GoneNumbers,
    /// What becomes of a number after its end.
    pub(crate) expired_numbers: GoneNumbers,
    /// To whom numbers are issued (ア1).
    pub(crate) issued_to: IssuedTo,
    /// Whether a number is deleted once it is used (ア6).
    pub(crate) keeps_used_numbers: bool,
    /// What is answered to a number that is live (ア3, ア5).
    pub(crate) live_numbers: LiveNumbers,
    /// Whether a message leaves (ア2).
    pub(crate) messages: Messages,
    /// How numbers are made (ア1).
    pub(crate) numbers: Numbers,
    /// What becomes of a number that a health centre has revoked (ア7).
    pub(crate) revoked_numbers: GoneNumbers,
    /// What a gate does that is shut down (ア8).
    pub(crate) shut_down_gate: ClosedGate,
    /// What a gate does that is stopped (ア7).
    pub(crate) stopped_gate: ClosedGate,
    /// What stopping does to the numbers that are live (ア7).
    pub(crate) stopping: Stopping,
    /// What is answered to a number that was never issued (ア4).
    pub(crate) unknown_numbers: GoneNumbers,
    /// What becomes of a number that was used (ア6).
    pub(crate) used_numbers: GoneNumbers,
}

/// To whom a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Addressee {
    /// To the address of the case.
    ThePerson,
    /// To that of another case, where there is one.
    AnotherPerson,
}

/// What is answered to a number that is not live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum GoneNumbers {
    /// That it is not valid.
    Refused,
    /// That it is valid.
    Accepted,
}

/// To whom numbers are issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum IssuedTo {
    /// To those who were found positive.
    PositivePersons,
    /// To anybody who is registered.
    Anybody,
}

/// What is answered to a number that is live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LiveNumbers {
    /// That it is valid.
    Accepted,
    /// That it is not.
    Refused,
}

/// Whether a message leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Messages {
    /// It does.
    Leave,
    /// It does, twice.
    LeaveTwice,
    /// It does not.
    AreLost,
}

/// How numbers are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Numbers {
    /// At random: they say nothing.
    Drawn,
    /// One after the other: who has one knows the next.
    Counted,
    /// From the number of the case: they say whose they are.
    OfTheCase,
}

/// What a closed gate does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ClosedGate {
    /// It lets no number pass.
    Holds,
    /// It lets every number pass.
    IsOpen,
}

/// What stopping does to live numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stopping {
    /// Nothing.
    KeepsNumbers,
    /// It revokes them.
    RevokesNumbers,
}

impl Default for HersysBehaviour {
    fn default() -> Self {
        Self {
            addressee: Addressee::ThePerson,
            earlier_numbers: GoneNumbers::Refused,
            expired_numbers: GoneNumbers::Refused,
            issued_to: IssuedTo::PositivePersons,
            keeps_used_numbers: false,
            live_numbers: LiveNumbers::Accepted,
            messages: Messages::Leave,
            numbers: Numbers::Drawn,
            revoked_numbers: GoneNumbers::Refused,
            shut_down_gate: ClosedGate::Holds,
            stopped_gate: ClosedGate::Holds,
            stopping: Stopping::KeepsNumbers,
            unknown_numbers: GoneNumbers::Refused,
            used_numbers: GoneNumbers::Refused,
        }
    }
}

impl HersysBehaviour {
    /// This behaviour with some columns switched: all of them, or none.
    pub(crate) fn switched(self, changes: &Map<String, Value>) -> Result<Self, SwitchError> {
        switch::switched(&self, changes)
    }

    /// The columns that are switched, with what they say.
    pub(crate) fn switched_columns(self) -> Result<Map<String, Value>, SwitchError> {
        switch::differing(&self, &Self::default())
    }
}

/// Whether HER-SYS can be switched like this.
pub fn check_columns(changes: &Map<String, Value>) -> Result<(), SwitchError> {
    HersysBehaviour::default().switched(changes).map(|_switched| ())
}

/// The mutants of a HER-SYS with some columns switched already; `issues` says whether numbers are issued at all in the
/// day of the release.
pub fn mutants(issues: bool, switched: &Map<String, Value>) -> Result<Mutants, SwitchError> {
    let behaviour = HersysBehaviour::default().switched(switched)?;
    let inert = |alternative: &Alternative| {
        let after_the_end = alternative.column == "shut_down_gate";
        match (issues, after_the_end) {
            (true, true) => Some("no gate was shut down while numbers were issued"),
            (false, false) => Some("after the end of the service no number is issued, verified or stopped"),
            _ => None,
        }
    };
    Mutants::of(&behaviour, [], inert)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn unknown_columns_and_values_are_named_with_the_known_ones() {
        let of = |value: Value| value.as_object().unwrap().clone();
        let unknown = check_columns(&of(json!({"numbers_drawn": "counted"}))).unwrap_err();
        assert!(unknown.to_string().contains("used_numbers"), "{unknown}");
        let impossible = check_columns(&of(json!({"numbers": "rolled"}))).unwrap_err();
        assert!(impossible.to_string().contains("`of_the_case`"), "{impossible}");
    }

    #[test]
    fn only_after_the_end_the_gate_that_is_shut_down_is_a_mutant() {
        let columns = |issues| -> Vec<String> {
            let mutants = mutants(issues, &Map::new()).unwrap();
            mutants.alive.into_iter().map(|mutant| mutant.column).collect()
        };
        assert_eq!(columns(false), ["shut_down_gate"]);
        let while_issued = columns(true);
        assert!(!while_issued.contains(&"shut_down_gate".to_owned()));
        assert_eq!(while_issued.len(), 15, "{while_issued:?}");
    }
}

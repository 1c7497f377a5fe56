//! Whether processing numbers are issued: there are two ways to one, and each has a gate of its own.
//!
//! Until the end numbers came by themselves and by hand of a health centre (事務連絡 of 2022-11-11: 自動発行, 手動発行).

use jiff::Timestamp;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use testbed::database::Transaction;
use utoipa::ToSchema;

use super::audit_trail::{self, Action, Actor};
use super::{StoreError, settings};
use crate::behaviour::{ClosedGate, HersysBehaviour};

/// The gate of one way to a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Gate {
    /// Numbers are issued.
    #[default]
    Open,
    /// They are not, until they are again (ア7).
    Stopped,
    /// They never are again (ア8).
    ShutDown,
}

/// How numbers are issued now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Issuing {
    /// Whether a positive result at once issues a number.
    pub(crate) at_positive_result: bool,
    /// The gate of the numbers that a positive result issues.
    pub(crate) automatic: Gate,
    /// The gate of the numbers that a health centre issues.
    pub(crate) manual: Gate,
}

/// What is to be changed; `None` stays as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct IssuingChange {
    pub(crate) at_positive_result: Option<bool>,
    pub(crate) automatic: Option<Gate>,
    pub(crate) manual: Option<Gate>,
}

/// From which day on both gates stood how, in the history of HER-SYS, in Japan.
///
/// The status paper of 2020-10-13 names the start and the resumption, the 事務連絡 of 2022-11-11 the end; the stop of
/// 2020-07-11 was announced with version 1.1.2.
const HISTORY: [(Date, Gate); 4] = [
    (date(2020, 7, 3), Gate::Open),
    (date(2020, 7, 11), Gate::Stopped),
    (date(2020, 7, 15), Gate::Open),
    (date(2022, 11, 11), Gate::ShutDown),
];

impl Gate {
    /// How the gates stood on a day.
    pub(crate) fn in_history(day: Date) -> Self {
        let begun = HISTORY.iter().rev().find(|(from, _)| *from <= day);
        // Before the first number there was none to be had.
        begun.map_or(Self::Stopped, |(_, gate)| *gate)
    }

    /// Whether a number may pass; the error says why not.
    pub(super) fn check(self, behaviour: HersysBehaviour) -> Result<(), StoreError> {
        match self {
            Self::Open => Ok(()),
            Self::Stopped if behaviour.stopped_gate == ClosedGate::IsOpen => Ok(()),
            Self::ShutDown if behaviour.shut_down_gate == ClosedGate::IsOpen => Ok(()),
            Self::Stopped => Err(StoreError::IssuingSuspended),
            Self::ShutDown => Err(StoreError::IssuingShutDown),
        }
    }

    fn action(self) -> Action {
        match self {
            Self::Open => Action::IssuingOpened,
            Self::Stopped => Action::IssuingStopped,
            Self::ShutDown => Action::IssuingShutDown,
        }
    }
}

impl IssuingChange {
    /// Both gates alike.
    pub(crate) fn both(gate: Gate) -> Self {
        Self {
            at_positive_result: None,
            automatic: Some(gate),
            manual: Some(gate),
        }
    }
}

/// How numbers are issued; `at_positive_result` until that is switched for the first time.
pub(super) fn get(
    transaction: &mut Transaction<'_>,
    at_positive_result: bool,
) -> Result<Issuing, StoreError> {
    Ok(settings::get(transaction, "issuing")?.unwrap_or(Issuing {
        at_positive_result,
        automatic: Gate::Open,
        manual: Gate::Open,
    }))
}

/// Suspends, resumes or shuts down; live numbers stay live (ア7). A shutdown is for good (ア8).
pub(super) fn change(
    transaction: &mut Transaction<'_>,
    before: Issuing,
    change: IssuingChange,
    now: Timestamp,
) -> Result<(), StoreError> {
    let after = Issuing {
        at_positive_result: change.at_positive_result.unwrap_or(before.at_positive_result),
        automatic: change.automatic.unwrap_or(before.automatic),
        manual: change.manual.unwrap_or(before.manual),
    };
    let gates = [(before.automatic, after.automatic), (before.manual, after.manual)];
    if gates
        .iter()
        .any(|(before, after)| *before == Gate::ShutDown && before != after)
    {
        return Err(StoreError::IssuingShutDown);
    }
    settings::set(transaction, "issuing", &after)?;
    let mut written = None;
    for (_, gate) in gates.into_iter().filter(|(before, after)| before != after) {
        // Both gates moved alike are one event.
        if written != Some(gate) {
            audit_trail::write(transaction, now, Actor::System, gate.action(), None)?;
        }
        written = Some(gate);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gates_stood_as_the_papers_say() {
        for (day, gate) in [
            (date(2020, 6, 19), Gate::Stopped),
            (date(2020, 7, 2), Gate::Stopped),
            (date(2020, 7, 3), Gate::Open),
            (date(2020, 7, 10), Gate::Open),
            (date(2020, 7, 11), Gate::Stopped),
            (date(2020, 7, 14), Gate::Stopped),
            (date(2020, 7, 15), Gate::Open),
            (date(2022, 11, 10), Gate::Open),
            (date(2022, 11, 11), Gate::ShutDown),
            (date(2023, 1, 1), Gate::ShutDown),
        ] {
            assert_eq!(Gate::in_history(day), gate, "{day}");
        }
    }
}

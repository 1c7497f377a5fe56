//! The outcomes of a scenario.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What came out of a scenario. Only [`ScenarioOutcome::Passed`] counts.
///
/// The order is that of the roll-up: of several outcomes the greatest stands for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScenarioOutcome {
    /// Every step ran and every check held.
    Passed,
    /// The environment cannot do what the scenario asks for.
    NotApplicable,
    /// It ran with parameters that are not the production ones, so its result proves nothing (報告書 2(5)).
    Tuned,
    /// It was planned and did not run.
    NotRun,
    /// It came out differently with another seed or attempt.
    Unstable,
    /// A step has no definition, or more than one.
    Undefined,
    /// A check did not hold.
    Failed,
    /// The harness broke, not the chain.
    Error,
}

impl ScenarioOutcome {
    /// Every outcome, in the order of the roll-up.
    pub const ALL: [Self; 8] = [
        Self::Passed,
        Self::NotApplicable,
        Self::Tuned,
        Self::NotRun,
        Self::Unstable,
        Self::Undefined,
        Self::Failed,
        Self::Error,
    ];

    /// One outcome for several; `None` for none, which must never pass for green.
    pub fn roll_up(outcomes: impl IntoIterator<Item = Self>) -> Option<Self> {
        outcomes.into_iter().max()
    }
}

#[cfg(test)]
mod tests {
    use super::ScenarioOutcome::{Error, Failed, NotApplicable, NotRun, Passed, Tuned, Undefined, Unstable};
    use super::*;

    #[test]
    fn the_roll_up_order_is_error_failed_undefined_unstable_not_run_tuned_not_applicable_passed() {
        let falling = [
            Error,
            Failed,
            Undefined,
            Unstable,
            NotRun,
            Tuned,
            NotApplicable,
            Passed,
        ];
        for pair in falling.windows(2) {
            assert_eq!(ScenarioOutcome::roll_up([pair[1], pair[0]]), Some(pair[0]));
        }
    }

    #[test]
    fn nothing_rolls_up_to_nothing() {
        assert_eq!(ScenarioOutcome::roll_up([]), None);
    }
}

//! Requirements on the judgement itself that have an outcome of their own: not a scenario, but a mechanism of the
//! judgement says whether the release meets them.

use evidence::ScenarioOutcome;

use crate::changes::Changes;
use crate::comparison::{Comparison, unexplained};
use crate::requirement::WithoutScenario;
use crate::{RequirementOutcome, RequirementVerdict};

/// A kind of change is tested by its pattern.
const TEST_PATTERNS: &str = "判4";
/// Who is notified is compared with the release before.
const COMPARISON: &str = "判7";

/// Gives those requirements their outcome. One for which nothing was due stays as the catalogue says: checked by a
/// mechanism.
pub(crate) fn judge_mechanisms(
    requirements: &mut [RequirementVerdict],
    comparison: &Comparison,
    changes: &Changes,
) {
    let by_mechanism = RequirementOutcome::NotJudged(WithoutScenario::CheckedByMechanism);
    for verdict in requirements
        .iter_mut()
        .filter(|verdict| verdict.outcome == by_mechanism)
    {
        let outcome = match verdict.id.to_string().as_str() {
            TEST_PATTERNS => changes.outcome(),
            COMPARISON => compared(comparison),
            _ => None,
        };
        if let Some(outcome) = outcome {
            verdict.outcome = RequirementOutcome::Judged(outcome);
        }
    }
}

fn compared(comparison: &Comparison) -> Option<ScenarioOutcome> {
    match comparison {
        Comparison::NotDue => None,
        Comparison::Impossible(_) => Some(ScenarioOutcome::Error),
        Comparison::Made(rows) if unexplained(rows).is_empty() => Some(ScenarioOutcome::Passed),
        Comparison::Made(_) => Some(ScenarioOutcome::Failed),
    }
}

//! A planned scenario with what came of it.

use evidence::{PlannedScenario, ScenarioOutcome, ScenarioResult, StepOutcome, StepResult};

/// A planned scenario, its result if there is exactly one, and the outcome that the judgement gives it.
#[derive(Debug, Clone)]
pub(crate) struct JudgedScenario<'record> {
    pub(crate) planned: &'record PlannedScenario,
    pub(crate) result: Option<&'record ScenarioResult>,
    pub(crate) outcome: ScenarioOutcome,
}

impl JudgedScenario<'_> {
    /// The scenario's name and place, as reasons write it.
    pub(crate) fn label(&self) -> String {
        label(self.planned)
    }

    /// The first step that did not pass.
    pub(crate) fn broken_step(&self) -> Option<&StepResult> {
        let steps = &self.result?.steps;
        steps.iter().find(|step| step.outcome != StepOutcome::Passed)
    }
}

/// The scenario's name and place, as reasons write it.
pub(crate) fn label(planned: &PlannedScenario) -> String {
    format!("「{}」（{}）", planned.name, planned.id)
}

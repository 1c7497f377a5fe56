//! The plan against the results: what is missing, doubled or empty must never pass for green.
//!
//! Every planned scenario must have exactly one result with the planned steps, and must be able to fail at all: it has
//! a step, a check and a requirement. Where one of this does not hold, the scenario's outcome is
//! [`ScenarioOutcome::Error`], whatever its result says.

use std::collections::{BTreeMap, BTreeSet};

use evidence::{PlannedScenario, Record, ScenarioOutcome, ScenarioResult, StepOutcome};

use crate::scenario::{JudgedScenario, label};

/// A way in which plan and results do not agree, or a scenario proves nothing. The order is that of the reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Discrepancy {
    NothingPlanned,
    NoResult,
    SeveralResults,
    Unplanned,
    PlannedTwice,
    OtherSteps,
    PassedWithoutItsSteps,
    NoStep,
    NoCheck,
    NoRequirement,
}

/// The plan with its results.
pub(crate) struct Reconciled<'record> {
    /// One entry per planned scenario, in the order of the plan.
    pub(crate) scenarios: Vec<JudgedScenario<'record>>,
    /// What does not agree, with the scenarios concerned.
    pub(crate) discrepancies: BTreeMap<Discrepancy, Vec<String>>,
}

/// Brings together plan and results.
pub(crate) fn reconcile(record: &Record) -> Reconciled<'_> {
    let mut results: BTreeMap<&str, Vec<&ScenarioResult>> = BTreeMap::new();
    for result in &record.results {
        results.entry(&result.id).or_default().push(result);
    }
    let mut discrepancies: BTreeMap<Discrepancy, Vec<String>> = BTreeMap::new();
    if record.plan.is_empty() {
        discrepancies.insert(Discrepancy::NothingPlanned, Vec::new());
    }

    let mut seen = BTreeSet::new();
    let mut scenarios = Vec::new();
    for planned in &record.plan {
        let mut found = emptiness(planned);
        if !seen.insert(planned.id.as_str()) {
            found.push(Discrepancy::PlannedTwice);
        }
        let results = results.get(planned.id.as_str()).map_or(&[][..], Vec::as_slice);
        let result = match results {
            [] => {
                found.push(Discrepancy::NoResult);
                None
            }
            [result] => {
                found.extend(disagreement(planned, result));
                Some(*result)
            }
            _ => {
                found.push(Discrepancy::SeveralResults);
                None
            }
        };
        let outcome = match result {
            Some(result) if found.is_empty() => result.outcome,
            _ => ScenarioOutcome::Error,
        };
        for discrepancy in found {
            discrepancies.entry(discrepancy).or_default().push(label(planned));
        }
        scenarios.push(JudgedScenario {
            planned,
            result,
            outcome,
        });
    }
    for id in results.keys().filter(|id| !seen.contains(*id)) {
        let unplanned = discrepancies.entry(Discrepancy::Unplanned).or_default();
        unplanned.push((*id).to_owned());
    }
    Reconciled {
        scenarios,
        discrepancies,
    }
}

/// Why the scenario could not fail, even if it ran.
fn emptiness(planned: &PlannedScenario) -> Vec<Discrepancy> {
    let mut found = Vec::new();
    if planned.steps.is_empty() {
        found.push(Discrepancy::NoStep);
    } else if !planned.steps.iter().any(|step| step.is_check) {
        found.push(Discrepancy::NoCheck);
    }
    if planned.requirements.is_empty() {
        found.push(Discrepancy::NoRequirement);
    }
    found
}

/// Why the result is not that of the planned scenario.
fn disagreement(planned: &PlannedScenario, result: &ScenarioResult) -> Option<Discrepancy> {
    let planned_steps = planned.steps.iter().map(|step| (&step.keyword, &step.text));
    let result_steps = result.steps.iter().map(|step| (&step.keyword, &step.text));
    if !planned_steps.eq(result_steps) {
        return Some(Discrepancy::OtherSteps);
    }
    let every_step_passed = result
        .steps
        .iter()
        .all(|step| step.outcome == StepOutcome::Passed);
    (result.outcome == ScenarioOutcome::Passed && !every_step_passed)
        .then_some(Discrepancy::PassedWithoutItsSteps)
}

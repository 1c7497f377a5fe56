//! What would make a scenario's result worthless: nothing to run, nothing checked, no definition.

use gherkin::{Feature, Step, StepType};

use super::plan::Scenario;
use crate::world::World;

/// A mistake with its line.
type Mistake = (usize, String);

/// Finds outlines that would vanish or run with their placeholders.
pub(super) fn check_outlines(feature: &Feature) -> Vec<Mistake> {
    let in_rules = feature.rules.iter().flat_map(|rule| &rule.scenarios);
    let mut mistakes = Vec::new();
    for scenario in feature.scenarios.iter().chain(in_rules) {
        let line = scenario.position.line;
        if scenario.examples.is_empty() && !["シナリオ", "Scenario"].contains(&scenario.keyword.trim()) {
            mistakes.push((
                line,
                "this outline has no `例:`, so no row of it would run".to_owned(),
            ));
        }
        for examples in &scenario.examples {
            let rows = examples.table.as_ref().map_or(0, |table| table.rows.len());
            if rows < 2 {
                let line = examples.position.line;
                mistakes.push((
                    line,
                    "this `例:` has no row, so its outline would vanish silently".to_owned(),
                ));
            }
        }
    }
    mistakes
}

/// Finds a scenario that could only be green for nothing.
pub(super) fn check_scenario(scenario: &Scenario) -> Vec<Mistake> {
    let planned = &scenario.planned;
    let mut mistakes = Vec::new();
    if planned.steps.is_empty() {
        mistakes.push((planned.line, "this scenario has no step".to_owned()));
    } else if !planned.steps.iter().any(|step| step.is_check) {
        mistakes.push((
            planned.line,
            "this scenario checks nothing: it has no `ならば`".to_owned(),
        ));
    }
    if planned.requirements.is_empty() {
        mistakes.push((
            planned.line,
            "this scenario checks no requirement; add a tag @要件-…".to_owned(),
        ));
    }
    mistakes
}

/// Finds steps without a definition, or with more than one.
pub(super) fn check_definitions(steps: &[Step]) -> Vec<Mistake> {
    let definitions = World::definitions();
    let mut mistakes = Vec::new();
    for step in steps {
        let message = match definitions.find(step) {
            Ok(Some(_)) => continue,
            Ok(None) => {
                let role = match step.ty {
                    StepType::Given => "前提",
                    StepType::When => "もし",
                    StepType::Then => "ならば",
                };
                format!(
                    "no step is defined for 「{}」 as {role}; `ichiren list steps` shows the known ones",
                    step.value
                )
            }
            Err(ambiguous) => format!("「{}」 fits more than one definition: {ambiguous}", step.value),
        };
        mistakes.push((step.position.line, message));
    }
    mistakes
}

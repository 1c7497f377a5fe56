//! Only production parameters count.
//!
//! In October 2020 the chain was tested with a minimum risk score of 1 so that notifications came easily, and the
//! test saw nothing of the defect that silenced every Android phone (報告書 2(5)). A scenario that passed or failed
//! with other than the production parameters therefore becomes [`ScenarioOutcome::Tuned`].

use std::collections::BTreeSet;

use evidence::{ParametersUsed, Record, ScenarioOutcome, ScenarioResult};

use crate::scenario::JudgedScenario;

/// Takes away the outcome of every scenario that did not run with the production parameters.
pub(crate) fn discount_tuned(record: &Record, scenarios: &mut [JudgedScenario<'_>]) {
    for scenario in scenarios {
        let counts = matches!(
            scenario.outcome,
            ScenarioOutcome::Passed | ScenarioOutcome::Failed
        );
        if counts && scenario.result.is_some_and(|result| ran_tuned(record, result)) {
            scenario.outcome = ScenarioOutcome::Tuned;
        }
    }
}

/// The phones that used other than the production parameters, with their operating system.
pub(crate) fn deviating_phones(record: &Record) -> BTreeSet<String> {
    record
        .results
        .iter()
        .flat_map(|result| &result.parameters)
        .filter(|used| deviates(record, used))
        .map(|used| format!("{}（{}）", used.device, used.platform.name()))
        .collect()
}

fn ran_tuned(record: &Record, result: &ScenarioResult) -> bool {
    let used = &result.parameters;
    let altered = !record.altered_parameters.is_empty() && !used.is_empty();
    altered || used.iter().any(|used| deviates(record, used))
}

fn deviates(record: &Record, used: &ParametersUsed) -> bool {
    record.release.production_digest(used.api_version) != Some(&used.digest)
}

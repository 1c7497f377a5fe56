//! A developer's run, for people at a terminal: what failed, at which step, and where in the chain.

use evidence::{Record, ScenarioOutcome, StepOutcome};
use owo_colors::OwoColorize as _;

use super::coloured;
use super::verdict_text::chain_break;

/// Prints every scenario, and the steps of those that did not pass.
pub(crate) fn print(record: &Record, all: usize) {
    for (planned, result) in record.plan.iter().zip(&record.results) {
        anstream::println!("{} {} ({})", coloured(result.outcome), planned.name, planned.id);
        if result.outcome == ScenarioOutcome::Passed {
            continue;
        }
        for step in &result.steps {
            let line = format!("{} {}", step.keyword, step.text);
            match step.outcome {
                StepOutcome::Passed => anstream::println!("     ✓ {line}"),
                StepOutcome::NotRun => anstream::println!("     - {}", line.dimmed()),
                StepOutcome::Failed | StepOutcome::Undefined | StepOutcome::Error => {
                    anstream::println!("     ✗ {} ({}:{})", line.red(), planned.file, step.line);
                }
            }
            if let Some(message) = &step.message {
                anstream::println!("       {message}");
            }
        }
        if let Some(broke_at) = &result.broke_at {
            anstream::println!("     {}", chain_break(broke_at));
        }
        anstream::println!("     シナリオのシード: {}", result.seed);
    }
    let passed = record
        .results
        .iter()
        .filter(|result| result.outcome == ScenarioOutcome::Passed)
        .count();
    anstream::println!(
        "{}件中{passed}件が合格（全{all}件）。これは判定ではありません: ichiren judge",
        record.plan.len()
    );
}

//! A developer's run, for people at a terminal: what failed, at which step, and where in the chain.

use evidence::{Record, ScenarioOutcome, StepOutcome};
use owo_colors::OwoColorize as _;

use super::coloured;
use super::print_line;
use super::verdict_text::chain_break;

/// Prints every scenario, and the steps of those that did not pass.
pub(crate) fn print(record: &Record, all: usize) {
    for (planned, result) in record.plan.iter().zip(&record.results) {
        print_line(format_args!(
            "{} {} ({})",
            coloured(result.outcome),
            planned.name,
            planned.id
        ));
        if result.outcome == ScenarioOutcome::Passed {
            continue;
        }
        for step in &result.steps {
            let line = format!("{} {}", step.keyword, step.text);
            match step.outcome {
                StepOutcome::Passed => print_line(format_args!("     ✓ {line}")),
                StepOutcome::NotRun => print_line(format_args!("     - {}", line.dimmed())),
                StepOutcome::Failed | StepOutcome::Undefined | StepOutcome::Error => {
                    print_line(format_args!(
                        "     ✗ {} ({}:{})",
                        line.red(),
                        planned.file,
                        step.line
                    ));
                }
            }
            if let Some(message) = &step.message {
                print_line(format_args!("       {message}"));
            }
        }
        if let Some(broke_at) = &result.broke_at {
            print_line(format_args!("     {}", chain_break(broke_at)));
        }
        print_line(format_args!("     シナリオのシード: {}", result.seed));
    }
    let passed = record
        .results
        .iter()
        .filter(|result| result.outcome == ScenarioOutcome::Passed)
        .count();
    print_line(format_args!(
        "{}件中{passed}件が合格（全{all}件）。これは判定ではありません: ichiren judge",
        record.plan.len()
    ));
}

//! What people read: results on stdout, progress on stderr, colour on a terminal alone.

pub(crate) mod compare_text;
pub(crate) mod earlier_text;
pub(crate) mod history_text;
pub(crate) mod progress;
pub(crate) mod proof_progress;
pub(crate) mod proof_text;
pub(crate) mod run_text;
pub(crate) mod table;
pub(crate) mod verdict_text;

use std::fmt::Display;
use std::io::{ErrorKind, Write as _};

use evidence::ScenarioOutcome;
use owo_colors::{OwoColorize as _, Style};

/// Prints a line of the result. A reader that has gone (`| head`) ends nothing: the exit code still counts.
pub(crate) fn print_line(line: impl Display) {
    if let Err(error) = writeln!(anstream::stdout(), "{line}")
        && error.kind() != ErrorKind::BrokenPipe
    {
        anstream::eprintln!("error: the result cannot be printed: {error}");
    }
}

/// An outcome in Japanese.
pub(crate) fn outcome_name(outcome: ScenarioOutcome) -> &'static str {
    match outcome {
        ScenarioOutcome::Passed => "合",
        ScenarioOutcome::NotApplicable => "対象外",
        ScenarioOutcome::Tuned => "調整済み",
        ScenarioOutcome::NotRun => "未実行",
        ScenarioOutcome::Unstable => "不安定",
        ScenarioOutcome::Undefined => "未定義",
        ScenarioOutcome::Failed => "否",
        ScenarioOutcome::Error => "異常",
    }
}

/// An outcome in Japanese, coloured.
pub(crate) fn coloured(outcome: ScenarioOutcome) -> String {
    let style = match outcome {
        ScenarioOutcome::Passed => Style::new().green(),
        ScenarioOutcome::Failed | ScenarioOutcome::Error => Style::new().red().bold(),
        _ => Style::new().yellow(),
    };
    outcome_name(outcome).style(style).to_string()
}

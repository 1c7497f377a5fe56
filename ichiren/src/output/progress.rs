//! Progress on stderr: a bar on a terminal, two lines elsewhere.

use std::io::IsTerminal as _;

use evidence::{PlannedScenario, ScenarioOutcome, ScenarioResult};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use scenario_runner::Progress;

/// The progress of one run.
pub(crate) struct TerminalProgress {
    release: String,
    bar: ProgressBar,
}

impl TerminalProgress {
    /// The progress of a release that has not begun.
    pub(crate) fn of(release: &str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{prefix} {wide_bar} {pos}/{len} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_prefix(format!("リリース{release}"));
        Self {
            release: release.to_owned(),
            bar,
        }
    }
}

impl Progress for TerminalProgress {
    fn began(&self, scenarios: usize) {
        self.bar.set_length(scenarios as u64);
        if !std::io::stderr().is_terminal() {
            anstream::eprintln!("リリース{}: {scenarios}件のシナリオを実行します…", self.release);
        }
    }

    fn ended(&self, planned: &PlannedScenario, result: &ScenarioResult) {
        if result.outcome != ScenarioOutcome::Passed {
            let line = format!(
                "  {} {} ({})",
                super::coloured(result.outcome),
                planned.name,
                planned.id
            );
            self.bar.suspend(|| anstream::eprintln!("{line}"));
        }
        self.bar.inc(1);
    }
}

impl Drop for TerminalProgress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

//! Progress on stderr: a bar on a terminal, two lines elsewhere.

use std::io::IsTerminal as _;

use evidence::{PlannedScenario, ScenarioOutcome, ScenarioResult};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use scenario_runner::Progress;

/// The progress of one run.
pub(crate) struct TerminalProgress {
    bar: ProgressBar,
}

impl TerminalProgress {
    /// Says what begins.
    pub(crate) fn begin(release: &str, scenarios: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(scenarios as u64), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{prefix} {wide_bar} {pos}/{len} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_prefix(format!("リリース{release}"));
        if !std::io::stderr().is_terminal() {
            anstream::eprintln!("リリース{release}: {scenarios}件のシナリオを実行します…");
        }
        Self { bar }
    }
}

impl Progress for TerminalProgress {
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

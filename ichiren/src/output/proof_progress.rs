//! Progress of a proof on stderr: a bar on a terminal, one line per thing put in elsewhere.

use std::io::IsTerminal as _;

use evidence::{PlannedScenario, ScenarioResult};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use scenario_runner::Progress;

/// The progress of one series of proofs.
pub(crate) struct ProofProgress {
    bar: ProgressBar,
}

impl ProofProgress {
    /// The progress of so many proofs.
    pub(crate) fn of(what: &str, count: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(count as u64), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{prefix} {wide_bar} {pos}/{len} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_prefix(what.to_owned());
        if !std::io::stderr().is_terminal() {
            anstream::eprintln!("{what}: {count}件を一つずつ入れて、全シナリオを実行します…");
        }
        Self { bar }
    }

    /// Shows nothing.
    pub(crate) fn none() -> Self {
        Self {
            bar: ProgressBar::hidden(),
        }
    }

    /// One thing was put in and run.
    pub(crate) fn ended(&self, name: &str, caught: bool) {
        let word = if caught { "検出" } else { "見逃し" };
        if !std::io::stderr().is_terminal() {
            anstream::eprintln!("  {word} {name}");
        } else if !caught {
            self.bar.suspend(|| anstream::eprintln!("  {word} {name}"));
        }
        self.bar.inc(1);
    }
}

impl Progress for ProofProgress {
    fn began(&self, _scenarios: usize) {}

    fn ended(&self, planned: &PlannedScenario, _result: &ScenarioResult) {
        self.bar.set_message(planned.id.clone());
    }
}

impl Drop for ProofProgress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

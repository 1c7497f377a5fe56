//! One file per subcommand.

pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod history;
pub(crate) mod inspect;
pub(crate) mod judge;
pub(crate) mod list;
pub(crate) mod prove;
pub(crate) mod run;
pub(crate) mod show;
pub(crate) mod up;
pub(crate) mod verify;

use clap::{Args, ValueEnum};
use evidence::{Filter, Record};
use scenario_runner::{Plan, Release, RunSettings};
use testbed::clock::Clock;

use crate::output::progress::TerminalProgress;

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs; see docs/json-contract.md.
    Json,
}

/// What every command that runs scenarios understands.
#[derive(Debug, Args)]
pub(crate) struct RunOptions {
    /// The seed: the same one gives the same run
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// With how many seeds everything is run, from --seed on; what does not always come out alike is unstable
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    seeds: u16,
    /// How many scenarios run at a time
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=64))]
    concurrency: u16,
    /// How results are printed
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Format,
}

/// Runs every scenario of the plan on a release, with progress on stderr.
async fn run_plan(plan: &Plan, release: &Release, options: &RunOptions, filter: Option<Filter>) -> Record {
    let mut settings = RunSettings {
        release: release.clone(),
        seed: options.seed,
        concurrency: usize::from(options.concurrency),
        wall_clock: Clock::system(),
        filter,
        audit: None,
    };
    let progress = TerminalProgress::of(&release.name);
    let mut record = scenario_runner::run(plan, &settings, &progress).await;
    for repetition in 1..options.seeds {
        settings.seed = options.seed.wrapping_add(u64::from(repetition));
        let progress = TerminalProgress::of(&release.name);
        record.add_repetition(&scenario_runner::run(plan, &settings, &progress).await);
    }
    record
}

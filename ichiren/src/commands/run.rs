//! `ichiren run`: scenarios for developers. Never a judgement, however green.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use evidence::{Filter, ScenarioOutcome};
use release_judgement::{Catalogue, Defect};
use scenario_runner::Release;

use super::{Format, RunOptions, run_plan};
use crate::folders::Folders;
use crate::output::print_line;
use crate::output::run_text;
use crate::proof_base::{base_of, put_in};

/// The arguments of `run`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ichiren run --tags '@要件-ウ1 and not @要件-ウ2'
  ichiren run --name '両方のOS' --release 1.1.4
  ichiren run --tags @不具合-D33 --with-defect D33    what finds a known defect
  ichiren run --record record.json

A run is not a judgement. Exit codes: 0 every scenario chosen passed, 1 one did not, 2 none was chosen.")]
pub(crate) struct RunArguments {
    /// Only scenarios whose tags fit this expression
    #[arg(long, value_name = "EXPRESSION")]
    tags: Option<String>,
    /// Only scenarios whose name fits this regular expression
    #[arg(long, value_name = "REGEX")]
    name: Option<String>,
    /// The release [default: the base of the first --with-defect, or the one whose file says `default = true`]
    #[arg(long, value_name = "NAME")]
    release: Option<String>,
    /// Put this catalogued defect in; may be given several times
    #[arg(long, value_name = "ID")]
    with_defect: Vec<String>,
    /// Write the record to this file
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    #[command(flatten)]
    options: RunOptions,
}

/// Runs scenarios and prints how each came out.
pub(crate) async fn run(arguments: &RunArguments, folders: &Folders) -> anyhow::Result<u8> {
    let catalogue = folders.catalogue()?;
    let release = release(arguments, folders, &catalogue)?;
    let all = folders.plan(&catalogue)?;
    let filter = (arguments.tags.is_some() || arguments.name.is_some()).then(|| Filter {
        tags: arguments.tags.clone(),
        name: arguments.name.clone(),
    });
    let plan = match &filter {
        Some(filter) => all.filtered(filter)?,
        None => all.clone(),
    };
    anyhow::ensure!(
        !plan.scenarios.is_empty(),
        "no scenario of {} fits the filter; `ichiren list scenarios` shows them with their tags",
        all.scenarios.len()
    );
    let record = run_plan(&plan, &release, &arguments.options, filter).await;
    if let Some(path) = &arguments.record {
        record.write(path)?;
    }
    match arguments.options.format {
        Format::Json => print_line(record.to_json()?),
        Format::Text => run_text::print(&record, all.scenarios.len()),
    }
    let passed = record
        .results
        .iter()
        .all(|result| result.outcome == ScenarioOutcome::Passed);
    Ok(u8::from(!passed))
}

/// What runs: the release asked for, or the one in which a defect is the only one, with what is put in.
fn release(arguments: &RunArguments, folders: &Folders, catalogue: &Catalogue) -> anyhow::Result<Release> {
    let defects = arguments.with_defect.iter().map(|id| {
        let found = catalogue.defects().iter().find(|defect| defect.id == *id);
        found.with_context(|| {
            format!("there is no defect {id} in the catalogue; `ichiren list defects` shows them")
        })
    });
    let defects = defects.collect::<anyhow::Result<Vec<&Defect>>>()?;
    let mut release = match (&arguments.release, defects.first()) {
        (None, Some(defect)) => base_of(defect, catalogue, &folders.releases)?,
        (named, _) => folders.releases.named_or_default(named.as_deref())?,
    };
    for defect in defects {
        put_in(&mut release, defect)?;
    }
    Ok(release)
}

//! `ichiren run`: scenarios for developers. Never a judgement, however green.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use evidence::{Filter, ScenarioOutcome};
use release_judgement::Catalogue;
use scenario_runner::Release;

use super::{Format, RunOptions, run_plan};
use crate::folders::Folders;
use crate::output::print_line;
use crate::output::run_text;

/// The arguments of `run`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ichiren run --tags '@要件-ウ1 and not @要件-ウ2'
  ichiren run --name '両方のOS' --release 1.1.4
  ichiren run --tags @不具合-D33 --with-defect D33    what finds a known defect of the server
  ichiren run --record record.json

A run is not a judgement. Exit codes: 0 every scenario chosen passed, 1 one did not, 2 none was chosen.")]
pub(crate) struct RunArguments {
    /// Only scenarios whose tags fit this expression
    #[arg(long, value_name = "EXPRESSION")]
    tags: Option<String>,
    /// Only scenarios whose name fits this regular expression
    #[arg(long, value_name = "REGEX")]
    name: Option<String>,
    /// The release [default: the one whose file says `default = true`]
    #[arg(long, value_name = "NAME")]
    release: Option<String>,
    /// Put this catalogued defect into the server; may be given several times
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
    let mut release = folders.releases.named_or_default(arguments.release.as_deref())?;
    let catalogue = folders.catalogue()?;
    for id in &arguments.with_defect {
        switch_on(&mut release, &catalogue, id)?;
    }
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

fn switch_on(release: &mut Release, catalogue: &Catalogue, id: &str) -> anyhow::Result<()> {
    let mut defects = catalogue.defects().iter();
    let defect = defects.find(|defect| defect.id == *id);
    let defect = defect.with_context(|| {
        format!("there is no defect {id} in the catalogue; `ichiren list defects` shows them")
    })?;
    let switch = defect.server_switch.clone().with_context(|| {
        format!(
            "{id} is a defect of an app and has no switch; run a release that had it: --release {}",
            defect.releases.join(", ")
        )
    })?;
    release.switch_on(id, switch)?;
    Ok(())
}

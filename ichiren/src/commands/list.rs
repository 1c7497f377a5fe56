//! `ichiren list`: what there is.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use release_judgement::Catalogue;
use scenario_runner::{Plan, step_patterns};
use serde_json::{Value, json};

use super::Format;
use crate::folders::Folders;
use crate::output::print_line;
use crate::output::table::Table;

/// The arguments of `list`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ichiren list scenarios
  ichiren list requirements --format json")]
pub(crate) struct ListArguments {
    /// What to list
    #[arg(value_enum)]
    what: What,
    /// How it is printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    /// Every scenario with its tags
    Scenarios,
    /// Every requirement, with the number of scenarios that check it
    Requirements,
    /// Every release there is a file for
    Releases,
    /// Every catalogued defect of the past
    Defects,
    /// Every step definition
    Steps,
}

/// Lists things as a table or as an array of objects.
pub(crate) fn list(arguments: &ListArguments, folders: &Folders) -> anyhow::Result<u8> {
    let (columns, rows): (&[&str], Vec<Vec<String>>) = match arguments.what {
        What::Scenarios => {
            let plan = folders.plan(&folders.catalogue()?)?;
            (
                &["scenario", "platform", "requirements", "name"],
                scenarios(&plan),
            )
        }
        What::Requirements => {
            let catalogue = folders.catalogue()?;
            let plan = folders.plan(&catalogue)?;
            (
                &["id", "scenarios", "sentence", "source"],
                requirements(&catalogue, &plan),
            )
        }
        What::Releases => (
            &["release", "app", "server", "parameters", "default", "note"],
            releases(folders)?,
        ),
        What::Defects => (
            &["id", "releases", "platforms", "sentence", "source"],
            defects(&folders.catalogue()?),
        ),
        What::Steps => (&["role", "step"], steps()),
    };
    match arguments.format {
        Format::Text => Table::new(columns, rows).print(),
        Format::Json => {
            let object = |row: &Vec<String>| -> Value {
                columns
                    .iter()
                    .zip(row)
                    .map(|(column, cell)| ((*column).to_owned(), json!(cell)))
                    .collect()
            };
            let objects: Vec<Value> = rows.iter().map(object).collect();
            print_line(serde_json::to_string_pretty(&objects)?);
        }
    }
    Ok(0)
}

fn scenarios(plan: &Plan) -> Vec<Vec<String>> {
    let row = |scenario: &scenario_runner::Scenario| {
        let planned = &scenario.planned;
        vec![
            planned.id.clone(),
            planned.platform.name().to_owned(),
            planned.requirements.join(" "),
            planned.name.clone(),
        ]
    };
    plan.scenarios.iter().map(row).collect()
}

fn requirements(catalogue: &Catalogue, plan: &Plan) -> Vec<Vec<String>> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for id in plan
        .scenarios
        .iter()
        .flat_map(|scenario| &scenario.planned.requirements)
    {
        *counts.entry(id).or_default() += 1;
    }
    let row = |requirement: &release_judgement::Requirement| {
        let id = requirement.id.to_string();
        let count = counts.get(id.as_str()).copied().unwrap_or(0);
        vec![
            id,
            count.to_string(),
            requirement.ja.clone(),
            requirement.source.clone(),
        ]
    };
    catalogue.requirements().map(row).collect()
}

fn releases(folders: &Folders) -> anyhow::Result<Vec<Vec<String>>> {
    let row = |release: scenario_runner::Release| {
        vec![
            release.name,
            release.app.to_string(),
            release.server.to_string(),
            release.parameters,
            if release.default { "yes" } else { "no" }.to_owned(),
            release.note,
        ]
    };
    Ok(folders.releases.all()?.into_iter().map(row).collect())
}

fn defects(catalogue: &Catalogue) -> Vec<Vec<String>> {
    let row = |defect: &release_judgement::Defect| {
        let platforms: Vec<&str> = defect.platforms.iter().map(|platform| platform.name()).collect();
        vec![
            defect.id.clone(),
            defect.releases.join(" "),
            platforms.join(" "),
            defect.ja.clone(),
            defect.source.clone(),
        ]
    };
    catalogue.defects().iter().map(row).collect()
}

fn steps() -> Vec<Vec<String>> {
    step_patterns()
        .into_iter()
        .map(|(role, pattern)| vec![role.to_owned(), pattern])
        .collect()
}

//! `ichiren judge`: a verdict on a release.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use evidence::Record;
use release_judgement::{
    Catalogue, FeatureSource, Judgement, cucumber_messages, hidden_by_alteration, junit_xml, render_report,
};
use scenario_runner::{Plan, Release};
use serde::Serialize;

use super::{Format, RunOptions, run_plan};
use crate::folders::Folders;
use crate::output::print_line;
use crate::output::verdict_text;

/// The arguments of `judge`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ichiren judge
  ichiren judge --release 1.1.4 --format json
  ichiren judge --seeds 3                                 INVALID if an outcome differs between seeds
  ichiren judge --release 1.1.4 --minimum-risk-score 1    INVALID, and shows what the altered value hides")]
pub(crate) struct JudgeArguments {
    /// The release [default: the one whose file says `default = true`]
    #[arg(long, value_name = "NAME")]
    release: Option<String>,
    /// Serve another minimum risk score than the one in force; the judgement is then INVALID
    #[arg(long, value_name = "SCORE")]
    minimum_risk_score: Option<u16>,
    /// Where the record, the report, junit.xml and messages.ndjson are written
    #[arg(long, value_name = "FOLDER", default_value = "ichiren-output")]
    output: PathBuf,
    #[command(flatten)]
    options: RunOptions,
}

/// A judgement with the files that hold its evidence.
#[derive(Serialize)]
pub(crate) struct FiledJudgement {
    #[serde(flatten)]
    pub(crate) judgement: Judgement,
    pub(crate) record: PathBuf,
    pub(crate) report: PathBuf,
    /// What the judgement was made from; it stands in its own file.
    #[serde(skip)]
    pub(crate) run: Record,
}

/// Judges a release and says so.
pub(crate) async fn judge(arguments: &JudgeArguments, folders: &Folders) -> anyhow::Result<u8> {
    let mut release = folders.releases.named_or_default(arguments.release.as_deref())?;
    let production = release.clone();
    if let Some(minimum) = arguments.minimum_risk_score {
        release
            .alter_minimum_risk_score(minimum)
            .map_err(|error| anyhow::anyhow!("--minimum-risk-score: {error}"))?;
    }
    let catalogue = folders.catalogue()?;
    let plan = folders.plan(&catalogue)?;
    let record = run_plan(&plan, &release, &arguments.options, None).await;
    let mut judgement = release_judgement::judge(&record, &catalogue);
    if !record.altered_parameters.is_empty() {
        // The same release with the parameters in force shows what the altered ones hide (報告書 2(5)).
        let in_force = run_plan(&plan, &production, &arguments.options, None).await;
        judgement = judgement.with_hidden_failures(hidden_by_alteration(&record, &in_force, &catalogue));
    }
    let filed = file(folders, &arguments.output, record, judgement, &catalogue)?;
    match arguments.options.format {
        Format::Json => print_line(serde_json::to_string_pretty(&filed)?),
        Format::Text => verdict_text::print(&filed, &catalogue),
    }
    Ok(filed.judgement.verdict.exit_code())
}

/// Judges a release with production parameters and files the evidence.
pub(super) async fn judge_release(
    release: &Release,
    plan: &Plan,
    catalogue: &Catalogue,
    folders: &Folders,
    options: &RunOptions,
    output: &Path,
) -> anyhow::Result<FiledJudgement> {
    let record = run_plan(plan, release, options, None).await;
    let judgement = release_judgement::judge(&record, catalogue);
    file(folders, output, record, judgement, catalogue)
}

/// Writes the record, the report, and the judgement for other programs.
fn file(
    folders: &Folders,
    output: &Path,
    record: Record,
    judgement: Judgement,
    catalogue: &Catalogue,
) -> anyhow::Result<FiledJudgement> {
    let mut name = record.release.name.clone();
    for parameter in &record.altered_parameters {
        name = format!("{name}-{}-{}", parameter.name, parameter.used);
    }
    let folder = output.join(name);
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let record_path = folder.join("record.json");
    record.write(&record_path)?;
    let report_path = folder.join("report.html");
    let report = render_report(&record, &judgement, catalogue, &command_to_repeat(&record));
    fs::write(&report_path, report)
        .with_context(|| format!("{} cannot be written", report_path.display()))?;
    let features = feature_sources(&folders.features, &record)?;
    let machines = [
        ("junit.xml", junit_xml(&record, &judgement, catalogue)?),
        (
            "messages.ndjson",
            cucumber_messages(&record, &judgement, &features)?,
        ),
    ];
    for (name, text) in machines {
        let path = folder.join(name);
        fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(FiledJudgement {
        judgement,
        record: record_path,
        report: report_path,
        run: record,
    })
}

/// The features that the plan names, in order.
fn feature_sources(folder: &Path, record: &Record) -> anyhow::Result<Vec<FeatureSource>> {
    let files: BTreeSet<&String> = record.plan.iter().map(|planned| &planned.file).collect();
    let read = |file: &String| {
        let path = folder.join(file);
        let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        Ok(FeatureSource {
            file: file.clone(),
            text,
        })
    };
    files.into_iter().map(read).collect()
}

fn command_to_repeat(record: &Record) -> String {
    let minimum = record
        .altered_parameters
        .iter()
        .find(|parameter| parameter.name == "MinimumRiskScore")
        .map(|parameter| format!(" --minimum-risk-score {}", parameter.used))
        .unwrap_or_default();
    let seeds = match record.other_seeds.len() {
        0 => String::new(),
        others => format!(" --seeds {}", others + 1),
    };
    format!(
        "ichiren judge --release {} --seed {}{seeds}{minimum}",
        record.release.name, record.seed
    )
}

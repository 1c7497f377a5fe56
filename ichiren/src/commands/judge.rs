//! `ichiren judge`: a verdict on a release.

use clap::Args;
use evidence::ComparedPopulations;
use release_judgement::{Catalogue, hidden_by_alteration};
use scenario_runner::{Plan, Release};

use super::compare::Lives;
use super::prove::unproven_by_file;
use super::{Format, RunOptions, run_plan};
use crate::filing::{FiledJudgement, Filing, FilingArguments};
use crate::folders::Folders;
use crate::output::print_line;
use crate::output::verdict_text;

/// The arguments of `judge`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ichiren judge
  ichiren judge --release 1.1.4 --format json
  ichiren judge --seeds 3                                 INVALID if an outcome differs between seeds
  ichiren judge --judged-by 'デジタル庁 判定係' --signing-key /etc/ichiren/key.pem
  ichiren judge --monitoring /var/lib/ichiren/monitoring.json --keep-bundles 90    a scheduled run
  ichiren judge --release 1.1.4 --minimum-risk-score 1    INVALID, and shows what the altered value hides")]
pub(crate) struct JudgeArguments {
    /// The release [default: the one whose file says `default = true`]
    #[arg(long, value_name = "NAME")]
    release: Option<String>,
    /// Serve another minimum risk score than the one in force; the judgement is then INVALID
    #[arg(long, value_name = "SCORE")]
    minimum_risk_score: Option<u16>,
    #[command(flatten)]
    filing: FilingArguments,
    #[command(flatten)]
    options: RunOptions,
}

/// Judges a release and says so.
pub(crate) async fn judge(arguments: &JudgeArguments, folders: &Folders) -> anyhow::Result<u8> {
    let catalogue = folders.catalogue();
    let judged = match &catalogue {
        Ok(catalogue) => Box::pin(judge_and_file(arguments, folders, catalogue)).await,
        Err(error) => Err(anyhow::anyhow!("{error:#}")),
    };
    let filed = arguments.filing.tell(judged)?;
    match arguments.options.format {
        Format::Json => print_line(serde_json::to_string_pretty(&filed)?),
        Format::Text => verdict_text::print(&filed, &catalogue?),
    }
    Ok(filed.judgement.verdict.exit_code())
}

async fn judge_and_file(
    arguments: &JudgeArguments,
    folders: &Folders,
    catalogue: &Catalogue,
) -> anyhow::Result<FiledJudgement> {
    let mut release = folders.releases.named_or_default(arguments.release.as_deref())?;
    let production = release.clone();
    if let Some(minimum) = arguments.minimum_risk_score {
        release
            .alter_minimum_risk_score(minimum)
            .map_err(|error| anyhow::anyhow!("--minimum-risk-score: {error}"))?;
    }
    let filing = Filing::prepare(&arguments.filing, folders)?;
    let plan = folders.plan(catalogue)?;
    let begun = filing.begin(&release)?;
    let mut record = run_plan(&plan, &release, &arguments.options, None).await;
    if record.altered_parameters.is_empty() {
        record.populations = Lives::default()
            .compared(folders, &release, arguments.options.seed)
            .await?;
    }
    let mut judgement = release_judgement::judge(&record, catalogue);
    if !record.altered_parameters.is_empty() {
        // The same release with the parameters in force shows what the altered ones hide (報告書 2(5)).
        let in_force = run_plan(&plan, &production, &arguments.options, None).await;
        judgement = judgement.with_hidden_failures(hidden_by_alteration(&record, &in_force, catalogue));
    }
    judgement.unproven = unproven_by_file(filing.output(), &plan, &judgement)?;
    filing.file(begun, record, judgement, catalogue)
}

/// Judges a release with production parameters and files the evidence.
pub(super) async fn judge_release(
    release: &Release,
    populations: Option<ComparedPopulations>,
    plan: &Plan,
    catalogue: &Catalogue,
    options: &RunOptions,
    filing: &Filing<'_>,
) -> anyhow::Result<FiledJudgement> {
    let begun = filing.begin(release)?;
    let mut record = run_plan(plan, release, options, None).await;
    record.populations = populations;
    let mut judgement = release_judgement::judge(&record, catalogue);
    judgement.unproven = unproven_by_file(filing.output(), plan, &judgement)?;
    filing.file(begun, record, judgement, catalogue)
}

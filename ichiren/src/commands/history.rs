//! `ichiren history`: the verdict on every release there is a file for.

use clap::Args;
use release_judgement::{HistoryRow, Verdict, history_rows};

use super::compare::Lives;
use super::judge::judge_release;
use super::{Format, RunOptions};
use crate::filing::{Filing, FilingArguments};
use crate::folders::Folders;
use crate::output::history_text;
use crate::output::print_line;

/// The arguments of `history`.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  ichiren history --format json

Exit codes: 0 every judgement is valid, whatever it says; 2 one is INVALID.")]
pub(crate) struct HistoryArguments {
    #[command(flatten)]
    filing: FilingArguments,
    #[command(flatten)]
    options: RunOptions,
}

/// Judges every release and prints a table.
pub(crate) async fn history(arguments: &HistoryArguments, folders: &Folders) -> anyhow::Result<u8> {
    let rows = arguments.filing.tell(judge_all(arguments, folders).await)?;
    match arguments.options.format {
        Format::Json => print_line(serde_json::to_string_pretty(&rows)?),
        Format::Text => history_text::print(&rows),
    }
    let invalid = rows.iter().any(|row| row.verdict == Verdict::Invalid);
    Ok(if invalid { Verdict::Invalid.exit_code() } else { 0 })
}

async fn judge_all(arguments: &HistoryArguments, folders: &Folders) -> anyhow::Result<Vec<HistoryRow>> {
    let releases = folders.releases.all()?;
    anyhow::ensure!(
        !releases.is_empty(),
        "there is no release file in {}",
        folders.releases.releases.display()
    );
    let catalogue = folders.catalogue()?;
    let filing = Filing::prepare(&arguments.filing, folders)?;
    let plan = folders.plan(&catalogue)?;
    let mut rows: Vec<HistoryRow> = Vec::new();
    let mut lives = Lives::default();
    for release in &releases {
        let populations = lives.compared(folders, release, arguments.options.seed).await?;
        let filed = judge_release(
            release,
            populations,
            &plan,
            &catalogue,
            &arguments.options,
            &filing,
        )
        .await?;
        rows.extend(history_rows(&filed.judgement));
    }
    Ok(rows)
}

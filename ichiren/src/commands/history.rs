//! `ichiren history`: the verdict on every release there is a file for.

use std::path::PathBuf;

use clap::Args;
use release_judgement::{HistoryRow, Verdict, history_rows};

use super::judge::judge_release;
use super::{Format, RunOptions};
use crate::folders::Folders;
use crate::output::history_text;
use crate::output::print_line;

/// The arguments of `history`.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  ichiren history --format json

Exit codes: 0 every judgement is valid, whatever it says; 2 one is INVALID.")]
pub(crate) struct HistoryArguments {
    /// Where the records and the reports are written
    #[arg(long, value_name = "FOLDER", default_value = "ichiren-output")]
    output: PathBuf,
    #[command(flatten)]
    options: RunOptions,
}

/// Judges every release and prints a table.
pub(crate) async fn history(arguments: &HistoryArguments, folders: &Folders) -> anyhow::Result<u8> {
    let releases = folders.releases.all()?;
    anyhow::ensure!(
        !releases.is_empty(),
        "there is no release file in {}",
        folders.releases.releases.display()
    );
    let catalogue = folders.catalogue()?;
    let plan = folders.plan(&catalogue)?;
    let mut rows: Vec<HistoryRow> = Vec::new();
    for release in &releases {
        let filed = judge_release(
            release,
            &plan,
            &catalogue,
            folders,
            &arguments.options,
            &arguments.output,
        )
        .await?;
        rows.extend(history_rows(&filed.judgement));
    }
    match arguments.options.format {
        Format::Json => print_line(serde_json::to_string_pretty(&rows)?),
        Format::Text => history_text::print(&rows),
    }
    let invalid = rows.iter().any(|row| row.verdict == Verdict::Invalid);
    Ok(if invalid { Verdict::Invalid.exit_code() } else { 0 })
}

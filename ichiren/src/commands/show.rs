//! `ichiren show`: an earlier judgement in the browser, or all of them in a list.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use evidence::bundle::{Register, RegisterEvent};

use super::Format;
use crate::earlier::{EarlierJudgement, earlier_judgements};
use crate::output::{earlier_text, print_line};

/// The arguments of `show`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ichiren show                 the report of the last judgement
  ichiren show 12              that of judgement 000012
  ichiren show --list          every judgement, and what differs from the one before of the same release

What it shows is not verified: ichiren verify.

Exit codes: 0; 2 there is no such report, or the judgement never ended.")]
pub(crate) struct ShowArguments {
    /// The judgement's number [default: the last one that ended]
    #[arg(value_name = "NUMBER", conflicts_with = "list")]
    number: Option<u64>,
    /// List the judgements instead
    #[arg(long)]
    list: bool,
    /// Where the bundles and their register are kept
    #[arg(long, value_name = "FOLDER", default_value = "ichiren-output")]
    output: PathBuf,
    /// Print the report's path and open nothing
    #[arg(long)]
    path: bool,
    /// How the list is printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Opens a report, or lists the judgements.
pub(crate) fn show(arguments: &ShowArguments) -> anyhow::Result<u8> {
    if arguments.list {
        let judgements = earlier_judgements(&arguments.output)?;
        match arguments.format {
            Format::Json => print_line(serde_json::to_string_pretty(&judgements)?),
            Format::Text => earlier_text::print(&judgements),
        }
        return Ok(0);
    }
    let report = report(&arguments.output, arguments.number)?;
    // The path stands alone on stdout, whether or not there is a browser.
    print_line(report.display());
    if !arguments.path
        && let Err(error) = open::that_detached(&report)
    {
        anstream::eprintln!("no browser can be started ({error}); open the file yourself");
    }
    Ok(0)
}

fn report(output: &Path, number: Option<u64>) -> anyhow::Result<PathBuf> {
    let judgements = earlier_judgements(output)?;
    let found = match number {
        Some(number) => judgements.iter().find(|judgement| judgement.number == number),
        None => judgements.iter().rfind(|judgement| judgement.ended_at.is_some()),
    };
    let found = found.with_context(|| match number {
        Some(number) => format!(
            "there is no judgement {number:06} in {}; `ichiren show --list`",
            output.display()
        ),
        None => format!(
            "there is no judgement in {}; `ichiren judge` makes one",
            output.display()
        ),
    })?;
    let name = bundle_name(output, found)?;
    let report = output.join(name).join("report.html");
    anyhow::ensure!(
        report.is_file(),
        "the report of judgement {:06} is not there: {}{}",
        found.number,
        report.display(),
        if found.retired {
            " (its bundle was deleted for its age)"
        } else {
            ""
        }
    );
    Ok(report)
}

fn bundle_name(output: &Path, judgement: &EarlierJudgement) -> anyhow::Result<String> {
    let entries = Register::of(output).entries()?;
    let mut names = entries.into_iter().rev().filter_map(|entry| match entry.event {
        RegisterEvent::Ended { number, bundle, .. } if number == judgement.number => Some(bundle),
        _ => None,
    });
    names.next().with_context(|| {
        format!(
            "judgement {:06} of release {} began and never ended (判定: 無効 INVALID); it has no report",
            judgement.number, judgement.release
        )
    })
}

//! `ichiren inspect`: what stands in an export file, what derives from a key, when an interval is.

mod export;
mod export_text;
mod interval;
mod key;

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use exposure_notification::ENIntervalNumber;
use jiff::Timestamp;
use testbed::japan;

/// The arguments of `inspect`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ichiren inspect export 1618790400.zip
  ichiren inspect export export.bin --format json
  ichiren inspect export 1618790400.zip --public-key server.pem
  ichiren inspect key 75c734c6dd1a782de7a965da5eb93125 --start 2642976
  ichiren inspect interval 2642976
  ichiren inspect interval 2020-04-02T09:00:00+09:00")]
pub(crate) struct InspectArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Decode an export file of any server: the zip or a bare export.bin.
    Export(export::ExportArguments),
    /// Derive the identifiers that a key broadcasts.
    Key(key::KeyArguments),
    /// Say when an interval begins, or in which interval a time lies.
    Interval(interval::IntervalArguments),
}

/// Looks at something; needs none of the product's folders.
pub(crate) fn inspect(arguments: &InspectArguments) -> anyhow::Result<u8> {
    match &arguments.what {
        What::Export(arguments) => export::export(arguments),
        What::Key(arguments) => key::key(arguments),
        What::Interval(arguments) => interval::interval(arguments),
    }
}

/// The beginning of an interval. The number has room for 83,000 years, a calendar for 9999.
fn begin(interval: ENIntervalNumber) -> anyhow::Result<Timestamp> {
    Timestamp::from_second(interval.start_unix_seconds())
        .with_context(|| format!("interval {} is after the year 9999", interval.0))
}

/// The time in Japan, with its offset: `2020-04-02T09:00:00+09:00`.
fn in_japan(at: Timestamp) -> String {
    at.to_zoned(japan::time_zone())
        .strftime("%Y-%m-%dT%H:%M:%S%:z")
        .to_string()
}

/// A file up to a limit, for what is longer is refused anyway.
fn read_file(path: &Path, limit: u64) -> anyhow::Result<Vec<u8>> {
    let mut content = Vec::new();
    File::open(path)
        .and_then(|file| file.take(limit + 1).read_to_end(&mut content))
        .with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(content)
}

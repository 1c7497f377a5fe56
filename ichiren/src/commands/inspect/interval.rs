//! `ichiren inspect interval`: when an interval begins.

use std::str::FromStr;

use clap::Args;
use exposure_notification::ENIntervalNumber;
use jiff::Timestamp;
use serde_json::json;

use super::{begin, in_japan};
use crate::commands::Format;
use crate::output::print_line;

/// The arguments of `inspect interval`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ichiren inspect interval 2642976
  ichiren inspect interval 2020-04-02T09:00:00+09:00 --format json")]
pub(crate) struct IntervalArguments {
    /// An interval number (Unix seconds divided by 600), or a time in RFC 3339
    #[arg(value_name = "NUMBER|TIME")]
    interval: NumberOrTime,
    /// How it is printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy)]
struct NumberOrTime(ENIntervalNumber);

impl FromStr for NumberOrTime {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(number) = text.parse() {
            return Ok(Self(ENIntervalNumber(number)));
        }
        let time: Timestamp = text.parse().map_err(|_| {
            "write a number from 0 to 4294967295 or a time such as 2020-04-02T00:00:00Z".to_owned()
        })?;
        if time.as_second() < 0 {
            return Err("intervals count from 1970".to_owned());
        }
        Ok(Self(ENIntervalNumber::from_unix_seconds(time.as_second())))
    }
}

/// Prints the number and the beginning of the interval, in UTC and in Japan.
pub(super) fn interval(arguments: &IntervalArguments) -> anyhow::Result<u8> {
    let NumberOrTime(interval) = arguments.interval;
    let begin = begin(interval)?;
    match arguments.format {
        Format::Text => {
            print_line(format!("interval  {}", interval.0));
            print_line(format!("UTC       {begin}"));
            print_line(format!("JST       {}", in_japan(begin)));
        }
        Format::Json => print_line(serde_json::to_string_pretty(&json!({
            "interval_number": interval.0,
            "unix_seconds": interval.start_unix_seconds(),
            "utc": begin.to_string(),
            "jst": in_japan(begin),
        }))?),
    }
    Ok(0)
}

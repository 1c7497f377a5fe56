//! `ichiren inspect key`: what a key broadcasts.

use clap::Args;
use exposure_notification::{ENIntervalNumber, INTERVALS_PER_DAY, TemporaryExposureKey};
use serde::Serialize;

use super::begin;
use crate::commands::Format;
use crate::output::print_line;
use crate::output::table::Table;

/// The arguments of `inspect key`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ichiren inspect key 75c734c6dd1a782de7a965da5eb93125 --start 2642976
  ichiren inspect key 75c734c6dd1a782de7a965da5eb93125 --start 2642976 --period 6 --format json")]
pub(crate) struct KeyArguments {
    /// The key, 16 bytes in hexadecimal
    #[arg(value_name = "HEX", value_parser = key_data)]
    key: KeyData,
    /// Its rolling_start_interval_number
    #[arg(long, value_name = "NUMBER")]
    start: u32,
    /// Its rolling_period, 1 to 144
    #[arg(
        long,
        value_name = "INTERVALS",
        default_value_t = INTERVALS_PER_DAY,
        value_parser = clap::value_parser!(u32).range(1..=i64::from(INTERVALS_PER_DAY))
    )]
    period: u32,
    /// How it is printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy)]
struct KeyData([u8; 16]);

fn key_data(text: &str) -> Result<KeyData, String> {
    let bytes = hex::decode(text).ok().and_then(|bytes| bytes.try_into().ok());
    bytes.map(KeyData).ok_or_else(|| {
        format!(
            "a key is 32 hexadecimal digits, these are {} characters",
            text.chars().count()
        )
    })
}

/// What is broadcast in one interval.
#[derive(Serialize)]
struct Broadcast {
    interval_number: u32,
    utc: String,
    rolling_proximity_identifier: String,
}

/// Prints every identifier of the key with its interval.
pub(super) fn key(arguments: &KeyArguments) -> anyhow::Result<u8> {
    let key = TemporaryExposureKey {
        key_data: arguments.key.0,
        rolling_start: ENIntervalNumber(arguments.start),
        rolling_period: arguments.period,
    };
    let broadcasts = key
        .rolling_proximity_identifiers()
        .into_iter()
        .map(|(interval, identifier)| {
            Ok(Broadcast {
                interval_number: interval.0,
                utc: begin(interval)?.to_string(),
                rolling_proximity_identifier: hex::encode(identifier.0),
            })
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    match arguments.format {
        Format::Json => print_line(serde_json::to_string_pretty(&broadcasts)?),
        Format::Text => {
            let row = |each: Broadcast| {
                vec![
                    each.interval_number.to_string(),
                    each.utc,
                    each.rolling_proximity_identifier,
                ]
            };
            let rows = broadcasts.into_iter().map(row).collect();
            Table::new(&["interval", "UTC", "identifier"], rows).print();
        }
    }
    Ok(0)
}

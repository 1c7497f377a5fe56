//! An export file for people.

use exposure_notification::{
    ENIntervalNumber, InspectedExport, InspectedKey, InspectedSignature, InspectedSignatureInfo,
};
use jiff::Timestamp;

use super::begin;
use crate::output::print_line;
use crate::output::table::Table;

/// What is not in the file.
const ABSENT: &str = "-";

/// Prints head, signatures and keys.
pub(super) fn print(export: &InspectedExport) {
    let line = |name: &str, value: String| print_line(format!("{name:<16}{value}"));
    line("header", export.header.clone());
    line("region", shown(export.region.as_ref()));
    line("start", time(export.start_timestamp));
    line("end", time(export.end_timestamp));
    line(
        "batch",
        format!(
            "{} of {}",
            shown(export.batch_num.as_ref()),
            shown(export.batch_size.as_ref())
        ),
    );
    line("keys", export.keys.len().to_string());
    line("revised keys", export.revised_keys.len().to_string());
    line("unknown fields", export.unknown_fields.to_string());
    if export.zipped {
        line("signatures", export.signatures.len().to_string());
        export.signatures.iter().for_each(print_signature);
    } else {
        line("signatures", "none in a bare export.bin; announced:".to_owned());
        for info in &export.signature_infos {
            print_line(format!("  {}", name(info)));
        }
    }
    print_keys("keys", &export.keys);
    print_keys("revised keys", &export.revised_keys);
}

fn print_signature(signature: &InspectedSignature) {
    let verified = match signature.verified {
        Some(true) => "verified",
        Some(false) => "does not verify",
        None => "not verified: no --public-key",
    };
    print_line(format!("  {}: {verified}", name(&signature.info)));
}

fn name(info: &InspectedSignatureInfo) -> String {
    format!(
        "key {} version {}, algorithm {}",
        shown(info.verification_key_id.as_ref()),
        shown(info.verification_key_version.as_ref()),
        shown(info.signature_algorithm.as_ref())
    )
}

fn print_keys(title: &str, keys: &[InspectedKey]) {
    if keys.is_empty() {
        return;
    }
    let row = |key: &InspectedKey| {
        vec![
            key.key.as_ref().map_or_else(|| ABSENT.to_owned(), hex::encode),
            shown(key.rolling_start_interval_number.as_ref()),
            start(key.rolling_start_interval_number),
            shown(key.rolling_period.as_ref()),
            shown(key.transmission_risk_level.as_ref()),
            report_type(key.report_type),
            shown(key.days_since_onset_of_symptoms.as_ref()),
        ]
    };
    print_line("");
    print_line(format!("{title}:"));
    let columns = [
        "key",
        "start",
        "UTC",
        "period",
        "risk level",
        "report type",
        "onset",
    ];
    Table::new(&columns, keys.iter().map(row).collect()).print();
}

fn start(interval: Option<i32>) -> String {
    interval
        .and_then(|interval| u32::try_from(interval).ok())
        .and_then(|interval| begin(ENIntervalNumber(interval)).ok())
        .map_or_else(|| ABSENT.to_owned(), |begin| begin.to_string())
}

fn time(unix_seconds: Option<u64>) -> String {
    let Some(seconds) = unix_seconds else {
        return ABSENT.to_owned();
    };
    let time = i64::try_from(seconds).ok().map(Timestamp::from_second);
    match time {
        Some(Ok(time)) => format!("{time} ({seconds})"),
        _ => seconds.to_string(),
    }
}

/// The names of the format (`ReportType`).
fn report_type(number: Option<i32>) -> String {
    match number {
        None => ABSENT,
        Some(0) => "UNKNOWN",
        Some(1) => "CONFIRMED_TEST",
        Some(2) => "CONFIRMED_CLINICAL_DIAGNOSIS",
        Some(3) => "SELF_REPORT",
        Some(4) => "RECURSIVE",
        Some(5) => "REVOKED",
        Some(other) => return other.to_string(),
    }
    .to_owned()
}

fn shown(value: Option<&impl ToString>) -> String {
    value.map_or_else(|| ABSENT.to_owned(), ToString::to_string)
}

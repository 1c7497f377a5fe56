//! Version 1 of the API: an [`ExposureConfiguration`] in, an [`ExposureSummary`] and [`ExposureInformation`] out.
//!
//! On both systems: sightings → scans → exposures (`exposure.rs`), each scored with four tables (`buckets.rs`), then
//! summed up (`summary.rs`). What a transmission risk level scores, what falls below the minimum, and what a value on
//! a threshold counts as differs: `android.rs` and `ios.rs` say how.

mod android;
mod buckets;
mod configuration;
mod exposure;
mod ios;
mod summary;

pub use configuration::{ConfigurationError, ExposureConfiguration};
pub use summary::{Evaluation, ExposureInformation, ExposureSummary};

use crate::key::ReportType;
use crate::matching::MatchedKey;
use crate::platform::Platform;
use crate::unpublished::UnpublishedBehaviour;

/// Judges matched keys as the operating system does. `now` is the phone's time in Unix seconds.
///
/// A revoked key counts in version 2 of the API alone, where it withdraws a result; here it is passed over.
pub fn evaluate(
    platform: Platform,
    configuration: &ExposureConfiguration,
    matched: &[MatchedKey],
    now: i64,
    unpublished: &UnpublishedBehaviour,
) -> Evaluation {
    let matched: Vec<&MatchedKey> = matched
        .iter()
        .filter(|matched| matched.key.report_type != Some(ReportType::Revoked))
        .collect();
    match platform {
        Platform::Android => android::evaluate(configuration, &matched, now, unpublished),
        Platform::Ios => ios::evaluate(configuration, &matched, now, unpublished),
    }
}

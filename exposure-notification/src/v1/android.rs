//! How Android scores, as Google's published implementation does.
//!
//! * Transmission: level n of 1–8 picks the table's element n − 1; level 0 scores a fixed **1**, whatever the table
//!   says. This is what kept COCOA 1.1.4–1.2.1 silent on Android (報告書 2(4)②).
//! * Duration: the score takes the uncapped duration, so the bucket above 30 minutes can be reached.
//! * Minimum: a score below it becomes **0**; the exposure and its minutes stay.
//! * Thresholds: below the low one is near, below the high one in the middle. A value on a threshold is farther.
//! * The time near, in the middle and far is counted in seconds, without rounding, and told in minutes, each at most 30.

use crate::matching::MatchedKey;
use crate::unpublished::UnpublishedBehaviour;
use crate::v1::exposure::{LONGEST_GAP_IN_EXPOSURE_SECONDS, days_since, exposures};
use crate::v1::{Evaluation, ExposureConfiguration};

pub(super) fn evaluate(
    configuration: &ExposureConfiguration,
    matched: &[&MatchedKey],
    now: i64,
    unpublished: &UnpublishedBehaviour,
) -> Evaluation {
    let mut information = Vec::new();
    for MatchedKey { key, sightings } in matched {
        let transmission = transmission_score(configuration, key.transmission_risk_level);
        let days = days_since(key, now);
        for exposure in exposures(sightings, LONGEST_GAP_IN_EXPOSURE_SECONDS) {
            let attenuation = exposure.attenuation_value();
            let score = configuration.score(transmission, attenuation, exposure.duration_minutes(), days);
            let counted = if score < u32::from(configuration.minimum_risk_score) {
                0
            } else {
                score
            };
            information
                .push(exposure.information(key, counted, |attenuation| range(configuration, attenuation)));
        }
    }
    let mut evaluation = Evaluation::new(matched, information, now);
    let minutes =
        |durations: [u32; 3]| durations.map(|seconds| unpublished.android_minute_rounding.minutes(seconds));
    let summary = &mut evaluation.summary;
    summary.attenuation_durations_minutes = Some(minutes(summary.attenuation_durations_seconds));
    for exposure in &mut evaluation.information {
        exposure.attenuation_durations_minutes = Some(minutes(exposure.attenuation_durations_seconds));
    }
    evaluation
}

fn transmission_score(configuration: &ExposureConfiguration, level: u8) -> u8 {
    let Some(index) = level.checked_sub(1) else {
        return 1;
    };
    // A level above 8 never gets here: the file with it is refused.
    configuration
        .transmission_risk_scores
        .get(usize::from(index))
        .copied()
        .unwrap_or(1)
}

fn range(configuration: &ExposureConfiguration, attenuation_db: u8) -> usize {
    let [low, high] = configuration.duration_at_attenuation_thresholds;
    if attenuation_db < low {
        0
    } else if attenuation_db < high {
        1
    } else {
        2
    }
}

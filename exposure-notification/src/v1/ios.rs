//! How iOS scores, as Apple's documentation says and as apps have observed.
//!
//! * Transmission: level i of 0–7 picks the table's element i (報告書 2(4)②).
//! * Duration: reported in steps of 5 minutes, at most 30, and scored as reported; the bucket above 30 minutes is out
//!   of reach.
//! * Minimum: an exposure below it is **excluded**, with its score and its minutes; only the number of matched keys
//!   and the days since the last exposure still show it.
//! * Limits: the scores told to an app end at 255; their sum takes the unlimited ones, and so does the minimum.
//! * Thresholds: up to and including the low one is near, up to and including the high one in the middle.
//!
//! Not published by Apple, and taken to be as on Android: how sightings become exposures, the rounding of durations and
//! attenuations, the day that days are counted from. Not published either: transmission level 8, which Apple does not
//! define; here it scores 0, so that a scenario that relies on it fails instead of passing by luck.

use crate::matching::MatchedKey;
use crate::v1::exposure::{LONGEST_DURATION_MINUTES, days_since, exposures};
use crate::v1::{Evaluation, ExposureConfiguration};

const HIGHEST_SCORE_TOLD: u32 = 255;

pub(super) fn evaluate(
    configuration: &ExposureConfiguration,
    matched: &[&MatchedKey],
    now: i64,
) -> Evaluation {
    let mut information = Vec::new();
    for MatchedKey { key, sightings } in matched {
        let transmission = transmission_score(configuration, key.transmission_risk_level);
        let days = days_since(key, now);
        for exposure in exposures(sightings) {
            let duration = exposure.duration_minutes().min(LONGEST_DURATION_MINUTES);
            let score = configuration.score(transmission, exposure.attenuation_value(), duration, days);
            if score >= u32::from(configuration.minimum_risk_score) {
                information
                    .push(exposure.information(key, score, |attenuation| range(configuration, attenuation)));
            }
        }
    }
    let mut evaluation = Evaluation::new(matched, information, now);
    let maximum = &mut evaluation.summary.maximum_risk_score;
    *maximum = HIGHEST_SCORE_TOLD.min(*maximum);
    for exposure in &mut evaluation.information {
        exposure.total_risk_score = HIGHEST_SCORE_TOLD.min(exposure.total_risk_score);
    }
    evaluation
}

fn transmission_score(configuration: &ExposureConfiguration, level: u8) -> u8 {
    configuration
        .transmission_risk_scores
        .get(usize::from(level))
        .copied()
        .unwrap_or(0)
}

fn range(configuration: &ExposureConfiguration, attenuation_db: u8) -> usize {
    let [low, high] = configuration.duration_at_attenuation_thresholds;
    if attenuation_db <= low {
        0
    } else if attenuation_db <= high {
        1
    } else {
        2
    }
}

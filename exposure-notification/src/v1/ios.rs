//! How iOS scores, as Apple's documentation says and as apps have observed.
//!
//! * Transmission: level i of 0–7 picks the table's element i (報告書 2(4)②).
//! * Duration: reported in steps of 5 minutes, at most 30.
//! * Minimum: an exposure below it is **excluded**, with its score and its minutes; only the number of matched keys
//!   and the days since the last exposure still show it.
//! * Limits: the scores told to an app end at 255, beside the unlimited ones (`…FullRange`); their sum takes the
//!   unlimited ones, and so does the minimum.
//! * Thresholds: up to and including the low one is near, up to and including the high one in the middle.
//!
//! * The time near, in the middle and far is told in seconds, each at most 1800.
//!
//! iOS 13.7 and 14.0 score attenuations 1 to 8 whatever the table says (Apple's note): a phone of these versions hands
//! over that table.
//!
//! Not published by Apple, and taken to be as on Android: how sightings become scans, the rounding of durations and
//! attenuations, the day that days are counted from. The longest gap in an exposure, the score of level 8 and that of a
//! duration above 30 minutes are settings of [`UnpublishedBehaviour`].

use crate::matching::MatchedKey;
use crate::unpublished::UnpublishedBehaviour;
use crate::v1::exposure::{LONGEST_DURATION_MINUTES, days_since, exposures};
use crate::v1::{Evaluation, ExposureConfiguration};

const HIGHEST_SCORE_TOLD: u32 = 255;

pub(super) fn evaluate(
    configuration: &ExposureConfiguration,
    matched: &[&MatchedKey],
    now: i64,
    unpublished: &UnpublishedBehaviour,
) -> Evaluation {
    let mut information = Vec::new();
    for MatchedKey { key, sightings } in matched {
        let transmission = transmission_score(configuration, key.transmission_risk_level, unpublished);
        let days = days_since(key, now);
        for exposure in exposures(sightings, unpublished.ios_longest_gap_in_exposure_seconds) {
            let duration = if unpublished.ios_scores_durations_above_30_minutes {
                exposure.duration_minutes()
            } else {
                exposure.duration_minutes().min(LONGEST_DURATION_MINUTES)
            };
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

fn transmission_score(
    configuration: &ExposureConfiguration,
    level: u8,
    unpublished: &UnpublishedBehaviour,
) -> u8 {
    configuration
        .transmission_risk_scores
        .get(usize::from(level))
        .copied()
        .unwrap_or_else(|| unpublished.ios_score_of_transmission_level_8.min(8))
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

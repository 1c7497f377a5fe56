//! From the sightings of one key to exposures: what both operating systems do before they score.
//!
//! Order of evaluation:
//! 1. sightings at most 25.5 s apart are one scan, of which the strongest stays;
//! 2. scans at most 10 minutes apart are one exposure;
//! 3. what a scan heard holds until the next; the first and the last scan hold for half a scan interval more, so that
//!    a single scan is worth five minutes.
//!
//! The rules are those of Google's published implementation; `ios.rs` says what is known of Apple's.

use crate::interval::{SECONDS_PER_DAY, start_of_day};
use crate::key::DiagnosisKey;
use crate::matching::{LONGEST_GAP_IN_SCAN_SECONDS, MatchedSighting};
use crate::v1::summary::ExposureInformation;

/// On Android; what it is on iOS is a setting.
pub(super) const LONGEST_GAP_IN_EXPOSURE_SECONDS: u32 = 600;

const SCAN_INTERVAL_SECONDS: i64 = 300;

/// What an app is told of a duration at most, in minutes.
pub(super) const LONGEST_DURATION_MINUTES: u32 = 30;

/// The same for the time near, in the middle or far, in seconds.
pub(super) const LONGEST_ATTENUATION_DURATION_SECONDS: u32 = 1800;

/// A contact without a longer gap.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Exposure {
    /// The first scan, in Unix seconds.
    began_at: i64,
    periods: Vec<Period>,
}

/// A time during which one attenuation holds.
#[derive(Debug, PartialEq, Eq)]
struct Period {
    seconds: u32,
    attenuation_db: u8,
}

/// The exposures to one key. `sightings` are in order of time.
pub(super) fn exposures(sightings: &[MatchedSighting], longest_gap_seconds: u32) -> Vec<Exposure> {
    scans(sightings)
        .chunk_by(|scan, next| next.at - scan.at <= i64::from(longest_gap_seconds))
        .map(|scans| Exposure {
            began_at: scans[0].at,
            periods: periods(scans, SCAN_INTERVAL_SECONDS),
        })
        .collect()
}

/// Whole days since the key's validity began, not since the sighting: so a contact late in the day is a day old soon
/// after midnight UTC.
pub(super) fn days_since(key: &DiagnosisKey, now: i64) -> u32 {
    let days = (now - key.key.rolling_start.start_unix_seconds()).div_euclid(SECONDS_PER_DAY);
    u32::try_from(days.max(0)).unwrap_or(u32::MAX)
}

impl Exposure {
    /// Uncapped, in minutes: rounded to five, exactly half goes down.
    pub(super) fn duration_minutes(&self) -> u32 {
        let seconds: u32 = self.periods.iter().map(|period| period.seconds).sum();
        (seconds + 149) / 300 * 5
    }

    /// The mean attenuation in dB, weighted by time; exactly half goes up.
    pub(super) fn attenuation_value(&self) -> u8 {
        let mut weighted = 0;
        let mut seconds = 0;
        for period in &self.periods {
            weighted += u64::from(period.attenuation_db) * u64::from(period.seconds);
            seconds += u64::from(period.seconds);
        }
        u8::try_from((2 * weighted + seconds) / (2 * seconds)).unwrap_or(u8::MAX)
    }

    /// The contact with its score unlimited and its durations in seconds. `range` says whether an attenuation is near (0), in the middle (1) or far (2).
    pub(super) fn information(
        &self,
        key: &DiagnosisKey,
        total_risk_score: u32,
        range: impl Fn(u8) -> usize,
    ) -> ExposureInformation {
        let mut attenuation_durations_seconds = [0; 3];
        for period in &self.periods {
            attenuation_durations_seconds[range(period.attenuation_db)] += period.seconds;
        }
        ExposureInformation {
            date: start_of_day(self.began_at),
            duration_minutes: self.duration_minutes().min(LONGEST_DURATION_MINUTES),
            attenuation_value: self.attenuation_value(),
            transmission_risk_level: key.transmission_risk_level,
            total_risk_score,
            total_risk_score_full_range: total_risk_score,
            attenuation_durations_seconds: attenuation_durations_seconds
                .map(|seconds: u32| seconds.min(LONGEST_ATTENUATION_DURATION_SECONDS)),
            attenuation_durations_minutes: None,
        }
    }
}

fn scans(sightings: &[MatchedSighting]) -> Vec<MatchedSighting> {
    sightings
        .chunk_by(|sighting, next| next.at - sighting.at <= LONGEST_GAP_IN_SCAN_SECONDS)
        .filter_map(|scan| scan.iter().min_by_key(|sighting| sighting.attenuation_db))
        .copied()
        .collect()
}

fn periods(scans: &[MatchedSighting], scan_interval_seconds: i64) -> Vec<Period> {
    let half = scan_interval_seconds / 2;
    let mut periods = Vec::with_capacity(scans.len());
    for (index, scan) in scans.iter().enumerate() {
        let from = if index == 0 { scan.at - half } else { scan.at };
        let to = scans.get(index + 1).map_or(scan.at + half, |next| next.at);
        periods.push(Period {
            seconds: u32::try_from(to - from).unwrap_or(0),
            attenuation_db: scan.attenuation_db,
        });
    }
    periods
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::key::CalibrationConfidence;

    #[test]
    fn the_mean_attenuation_is_weighted_by_time_as_in_googles_example() {
        let vector: Value =
            serde_json::from_str(include_str!("../../tests/vectors/time-weighted-attenuation.json")).unwrap();
        let samples = vector["samples_time_attenuation"].as_array().unwrap();
        let scans: Vec<_> = samples
            .iter()
            .map(|sample| MatchedSighting {
                at: sample[0].as_i64().unwrap(),
                attenuation_db: u8::try_from(sample[1].as_u64().unwrap()).unwrap(),
                calibration_confidence: CalibrationConfidence::High,
                previous_scan_at: None,
            })
            .collect();
        let exposure = Exposure {
            began_at: 0,
            periods: periods(&scans, vector["scan_interval"].as_i64().unwrap()),
        };
        let seconds: u32 = exposure.periods.iter().map(|period| period.seconds).sum();
        let weighted: u32 = exposure
            .periods
            .iter()
            .map(|period| period.seconds * u32::from(period.attenuation_db))
            .sum();
        assert_eq!(u64::from(weighted), vector["numerator"].as_u64().unwrap());
        assert_eq!(u64::from(seconds), vector["denominator"].as_u64().unwrap());
        assert_eq!(
            u64::from(exposure.attenuation_value()),
            vector["rounded"].as_u64().unwrap()
        );
    }
}

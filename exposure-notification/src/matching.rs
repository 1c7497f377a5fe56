//! Which published keys a phone met.
//!
//! Order of evaluation, for each key and each of its identifiers:
//! 1. a key that neither operating system matches (report type "recursive") is passed over;
//! 2. a sighting counts when its interval lies within two hours of the identifier's;
//! 3. of those, one more than 20 minutes after the first is a replay and is dropped;
//! 4. the metadata is decrypted; a transmit power that no phone has drops the sighting;
//! 5. attenuation = transmit power − (RSSI + correction of the receiver), floored at 0.
//!
//! The numbers are those of Google's published implementation; the EN specification gives the same two hours for both
//! systems. For iOS, which publishes none, they are a setting of [`crate::UnpublishedBehaviour`].

use crate::interval::ENIntervalNumber;
use crate::key::{CalibrationConfidence, DiagnosisKey, ReportType, RollingProximityIdentifier};
use crate::sighting_log::{Sighting, SightingLog};

/// How far the clocks of two phones may be apart: 12 intervals, two hours (EN specification).
pub(crate) const TOLERANCE_INTERVALS: u32 = 12;

/// An identifier is broadcast for 20 minutes at most; what is heard later was recorded and sent again.
const REPLAY_LIMIT_SECONDS: i64 = 20 * 60;

/// What a phone can transmit, in dBm. A value outside shows that the metadata was altered.
const PLAUSIBLE_TRANSMIT_POWER_DBM: std::ops::RangeInclusive<i8> = -50..=20;

/// Sightings at most this far apart belong to one scan: one and a half times the longest scan of 17 s is 25.5 s, and
/// times are whole seconds.
pub(crate) const LONGEST_GAP_IN_SCAN_SECONDS: i64 = 25;

/// A published key that the phone met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchedKey {
    /// The key.
    pub key: DiagnosisKey,
    /// When and how near, in order of time; at least one.
    pub sightings: Vec<MatchedSighting>,
}

/// A sighting of which the sender is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MatchedSighting {
    /// When, in Unix seconds of the phone that heard it.
    pub at: i64,
    /// The attenuation in dB, 0–255.
    pub attenuation_db: u8,
    /// How well the sender's radio is calibrated, as the sender says.
    pub calibration_confidence: CalibrationConfidence,
    /// When the phone scanned before this scan, whether or not it heard this sender; `None` if unknown.
    pub previous_scan_at: Option<i64>,
}

/// The keys that the phone met, in the order of `keys`.
///
/// `rssi_correction_db` is the calibration of the phone that heard.
pub fn match_keys(keys: &[DiagnosisKey], log: &SightingLog, rssi_correction_db: i8) -> Vec<MatchedKey> {
    match_keys_within(TOLERANCE_INTERVALS, keys, log, rssi_correction_db)
}

/// As [`match_keys`], with another tolerance than two hours: a sighting counts when its interval lies at most that many
/// intervals beside the identifier's.
pub fn match_keys_within(
    tolerance_intervals: u32,
    keys: &[DiagnosisKey],
    log: &SightingLog,
    rssi_correction_db: i8,
) -> Vec<MatchedKey> {
    keys.iter()
        .filter(|key| key.report_type != Some(ReportType::Recursive))
        .filter_map(|key| {
            let mut sightings = Vec::new();
            for (interval, identifier) in key.key.rolling_proximity_identifiers() {
                collect_sightings(
                    tolerance_intervals,
                    key,
                    interval,
                    &identifier,
                    log,
                    rssi_correction_db,
                    &mut sightings,
                );
            }
            sightings.sort_unstable();
            (!sightings.is_empty()).then(|| MatchedKey {
                key: key.clone(),
                sightings,
            })
        })
        .collect()
}

/// The sightings of one identifier of a key, put after those already matched.
pub(crate) fn collect_sightings(
    tolerance_intervals: u32,
    key: &DiagnosisKey,
    interval: ENIntervalNumber,
    identifier: &RollingProximityIdentifier,
    log: &SightingLog,
    rssi_correction_db: i8,
    matched: &mut Vec<MatchedSighting>,
) {
    let timely = || {
        log.heard(identifier)
            .filter(|sighting| is_timely(sighting, interval, tolerance_intervals))
    };
    let Some(first_at) = timely().map(|sighting| sighting.at).min() else {
        return;
    };
    for sighting in timely().filter(|sighting| sighting.at - first_at <= REPLAY_LIMIT_SECONDS) {
        let metadata = key.key.decrypt_metadata(identifier, &sighting.metadata);
        let transmit_power = metadata.transmit_power_dbm;
        if PLAUSIBLE_TRANSMIT_POWER_DBM.contains(&transmit_power) {
            matched.push(MatchedSighting {
                at: sighting.at,
                attenuation_db: attenuation_db(transmit_power, sighting.rssi_dbm, rssi_correction_db),
                calibration_confidence: metadata.calibration_confidence,
                previous_scan_at: sighting.previous_scan_at,
            });
        }
    }
}

fn is_timely(sighting: &Sighting, interval: ENIntervalNumber, tolerance_intervals: u32) -> bool {
    ENIntervalNumber::from_unix_seconds(sighting.at)
        .0
        .abs_diff(interval.0)
        <= tolerance_intervals
}

fn attenuation_db(transmit_power_dbm: i8, rssi_dbm: i8, rssi_correction_db: i8) -> u8 {
    let attenuation = i16::from(transmit_power_dbm) - i16::from(rssi_dbm) - i16::from(rssi_correction_db);
    u8::try_from(attenuation.max(0)).unwrap_or(u8::MAX)
}

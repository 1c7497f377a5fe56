//! `ExposureWindow`: up to half an hour with one key.
//!
//! Order of evaluation, for each key:
//! 1. its report type and infectiousness are mapped; a key that is revoked, of an unknown type or of no infectiousness
//!    yields no window;
//! 2. a sighting 30 minutes or more after the first of its window opens the next; there is no rule about gaps;
//! 3. within a window, sightings at most 25.5 s apart are one scan instance. So a scan across the edge of a window
//!    becomes two.
//!
//! The rules are those of Google's published implementation; where iOS cuts is a setting of [`UnpublishedBehaviour`],
//! the rest of iOS is taken to be the same.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::interval::start_of_day;
use crate::key::{CalibrationConfidence, ReportType};
use crate::matching::{LONGEST_GAP_IN_SCAN_SECONDS, MatchedKey, MatchedSighting};
use crate::platform::Platform;
use crate::unpublished::{UnpublishedBehaviour, WindowCut};
use crate::v2::configuration::ExposureConfiguration;
use crate::v2::infectiousness::Infectiousness;

const LONGEST_WINDOW_SECONDS: i64 = 1800;

/// What a scan stands for when the phone does not know when it scanned before.
const SECONDS_OF_FIRST_SCAN: u32 = 120;

/// What a scan stands for at most.
const LONGEST_MINUTES_SINCE_LAST_SCAN: i64 = 5;

/// What one scan heard of one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ScanInstance {
    /// The lowest attenuation in dB, that is the nearest.
    pub minimum_attenuation_db: u8,
    /// The mean attenuation in dB, exactly half goes up.
    pub typical_attenuation_db: u8,
    /// For how many seconds it stands: whole minutes by the clock since the scan before, at most 300; 120 if that is
    /// unknown. A phone whose clock was set back tells 0 here, where a real one may tell a negative number.
    pub seconds_since_last_scan: u32,
}

/// Up to 30 minutes with one key. An app is told neither the key nor the time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ExposureWindow {
    /// 00:00 UTC of the day of its first sighting, in Unix seconds.
    pub date: i64,
    /// That of the first sighting.
    pub calibration_confidence: CalibrationConfidence,
    /// How the diagnosis was made.
    pub report_type: ReportType,
    /// Standard or high.
    pub infectiousness: Infectiousness,
    /// In order of time; at least one.
    pub scan_instances: Vec<ScanInstance>,
}

/// The windows of matched keys, in the order of the type: what an app gets is shuffled and says nothing.
pub fn exposure_windows(
    platform: Platform,
    configuration: &ExposureConfiguration,
    matched: &[MatchedKey],
    unpublished: &UnpublishedBehaviour,
) -> Vec<ExposureWindow> {
    let mapping = configuration.diagnosis_keys_data_mapping(platform);
    let cut = unpublished.window_cut(platform);
    let mut windows = Vec::new();
    for MatchedKey { key, sightings } in matched {
        let Some((report_type, infectiousness)) = mapping.of(key) else {
            continue;
        };
        let phase = phase(cut, &key.key.key_data);
        windows.extend(split(sightings, phase).map(|(first, of_window)| ExposureWindow {
            date: start_of_day(first.at),
            calibration_confidence: first.calibration_confidence,
            report_type,
            infectiousness,
            scan_instances: scan_instances(of_window),
        }));
    }
    windows.sort_unstable();
    windows
}

/// Where on the clock the cuts lie, in seconds after the full and the half hour; `None` when they follow the first
/// sighting instead.
fn phase(cut: WindowCut, key_data: &[u8; 16]) -> Option<i64> {
    match cut {
        WindowCut::AfterFirstSighting => None,
        WindowCut::AtHalfHours => Some(0),
        WindowCut::AtPointOfKey => {
            let digest = Sha256::digest(key_data);
            Some(i64::from(u16::from_le_bytes([digest[0], digest[1]])) % LONGEST_WINDOW_SECONDS)
        }
    }
}

/// The sightings of each window, with the first of them. `sightings` are in order of time.
fn split(
    mut sightings: &[MatchedSighting],
    phase: Option<i64>,
) -> impl Iterator<Item = (MatchedSighting, &[MatchedSighting])> {
    std::iter::from_fn(move || {
        let first = *sightings.first()?;
        let start = phase.map_or(first.at, |phase| {
            first.at - (first.at - phase).rem_euclid(LONGEST_WINDOW_SECONDS)
        });
        let length = sightings.partition_point(|sighting| sighting.at - start < LONGEST_WINDOW_SECONDS);
        let (window, rest) = sightings.split_at(length);
        sightings = rest;
        Some((first, window))
    })
}

fn scan_instances(sightings: &[MatchedSighting]) -> Vec<ScanInstance> {
    sightings
        .chunk_by(|sighting, next| next.at - sighting.at <= LONGEST_GAP_IN_SCAN_SECONDS)
        .map(|scan| {
            let attenuations = || scan.iter().map(|sighting| sighting.attenuation_db);
            let sum: usize = attenuations().map(usize::from).sum();
            let mean = (2 * sum + scan.len()) / (2 * scan.len());
            ScanInstance {
                minimum_attenuation_db: attenuations().min().unwrap_or(u8::MAX),
                typical_attenuation_db: u8::try_from(mean).unwrap_or(u8::MAX),
                seconds_since_last_scan: seconds_since_last_scan(&scan[0]),
            }
        })
        .collect()
}

fn seconds_since_last_scan(sighting: &MatchedSighting) -> u32 {
    let Some(previous) = sighting.previous_scan_at else {
        return SECONDS_OF_FIRST_SCAN;
    };
    let minutes = sighting.at.div_euclid(60) - previous.div_euclid(60);
    u32::try_from(60 * minutes.min(LONGEST_MINUTES_SINCE_LAST_SCAN)).unwrap_or(0)
}

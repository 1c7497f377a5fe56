//! The contacts of the grid, each as the operating system knows it once its key was published.

use exposure_notification::{
    CalibrationConfidence, DiagnosisKey, ENIntervalNumber, INTERVALS_PER_DAY, MatchedKey, MatchedSighting,
    TemporaryExposureKey,
};
use jiff::Timestamp;

/// 2022-04-11 00:00 UTC, when the validity of the key begins.
const MIDNIGHT: i64 = 1_649_635_200;
const DAY_SECONDS: i64 = 86_400;
const HOUR_SECONDS: i64 = 3600;

/// When every contact begins: 10:00 UTC of the key's day.
const BEGINS_AT: i64 = MIDNIGHT + 10 * HOUR_SECONDS;

/// In dB: both sides of every limit that a table or a threshold has (46, 50, 51, 60, 63, 65, 70, 73), and between them.
pub(super) const ATTENUATIONS_DB: [u8; 18] = [
    40, 46, 47, 50, 51, 52, 55, 60, 61, 63, 64, 65, 66, 70, 71, 73, 74, 80,
];

/// How long a contact lasts: each minute up to 30, then every fifth up to 60.
pub(super) fn minutes() -> impl Iterator<Item = i64> {
    (0..=30).chain((35..=60).step_by(5))
}

/// Levels on the key. COCOA's server published 0 until 2021-02-18 and 4 from then on.
pub(super) const LEVELS: [u8; 6] = [0, 1, 2, 4, 7, 8];

/// Days between the contact and the check, which is at 12:00 UTC.
pub(super) const DAYS: [i64; 4] = [0, 1, 7, 13];

/// When the receiver listens: regularly, before, during and after the contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scans {
    /// In tables.
    pub name: &'static str,
    /// Between two scans.
    pub every_seconds: i64,
    /// From the beginning of the contact to the first scan in it; less than the spacing.
    pub first_after_seconds: i64,
}

/// Of what phones do (every 150 to 300 seconds): the first scan at once, and the two spacings with which a scan just
/// before the contact costs most, in version 1 of the API and in version 2.
pub(super) static SCANS: [Scans; 3] = [
    Scans {
        name: "A",
        every_seconds: 300,
        first_after_seconds: 0,
    },
    Scans {
        name: "B",
        every_seconds: 250,
        first_after_seconds: 249,
    },
    Scans {
        name: "C",
        every_seconds: 280,
        first_after_seconds: 279,
    },
];

/// Two phones at one attenuation for some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Contact {
    /// In dB.
    pub attenuation_db: u8,
    /// From the first to the last moment.
    pub minutes: i64,
    /// When the receiver listens.
    pub scans: Scans,
}

impl Contact {
    /// The moments at which the receiver heard the sender, as Unix seconds.
    pub(super) fn heard_at(self) -> impl Iterator<Item = i64> {
        let first = self.scans.first_after_seconds;
        let spacing = usize::try_from(self.scans.every_seconds).unwrap();
        (first..=60 * self.minutes)
            .step_by(spacing)
            .map(|second| BEGINS_AT + second)
    }

    /// The match with a key of this level; none when no scan fell into the contact.
    pub(super) fn matched(self, transmission_risk_level: u8) -> Vec<MatchedKey> {
        let sightings: Vec<_> = self.heard_at().map(|at| self.sighting(at)).collect();
        let key = published(transmission_risk_level);
        let met = (!sightings.is_empty()).then_some(MatchedKey { key, sightings });
        met.into_iter().collect()
    }

    fn sighting(self, at: i64) -> MatchedSighting {
        MatchedSighting {
            at,
            attenuation_db: self.attenuation_db,
            calibration_confidence: CalibrationConfidence::High,
            previous_scan_at: Some(at - self.scans.every_seconds),
        }
    }
}

/// Every contact of the grid: by scans and attenuation, the longer one later.
pub(super) fn contacts() -> impl Iterator<Item = Contact> {
    SCANS.iter().flat_map(|scans| {
        ATTENUATIONS_DB.iter().flat_map(|attenuation_db| {
            minutes().map(|minutes| Contact {
                attenuation_db: *attenuation_db,
                minutes,
                scans: *scans,
            })
        })
    })
}

/// The sender's key of the day, as COCOA published it: without report type and onset.
pub(super) fn published(transmission_risk_level: u8) -> DiagnosisKey {
    DiagnosisKey {
        key: TemporaryExposureKey {
            key_data: [1; 16],
            rolling_start: ENIntervalNumber::from_unix_seconds(MIDNIGHT),
            rolling_period: INTERVALS_PER_DAY,
        },
        transmission_risk_level,
        report_type: None,
        days_since_onset_of_symptoms: None,
    }
}

/// When the phone checks, so many days after the contact.
pub(super) fn checked_at(days: i64) -> Timestamp {
    Timestamp::from_second(MIDNIGHT + days * DAY_SECONDS + 12 * HOUR_SECONDS).unwrap()
}

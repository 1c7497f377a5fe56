//! The operating system's Exposure Notification: keys, broadcasting, listening, storing, matching, scoring.
//!
//! An app sees of it what version 1 of the API shows: its own past keys if the user agrees, an `ExposureSummary`
//! for the files it provides, and the details on request. Cryptography, matching and scores are the crate
//! `exposure_notification`; when is [`own_keys`] and [`scan_schedule`]; what differs between the systems is
//! [`android`] and [`ios`]; what nobody published is [`assumptions`].
//!
//! With Bluetooth off a phone neither broadcasts nor listens; what it has stored stays, and matching goes on (field
//! reports on COCOA 1.4.1). The moments given to a framework must not go back in time.

mod android;
mod assumptions;
mod background;
mod detection;
mod ios;
mod notification;
mod own_keys;
mod scan_schedule;

use exposure_notification::v1::{ExposureConfiguration, ExposureInformation};
use exposure_notification::{
    AssociatedEncryptedMetadata, ENIntervalNumber, Platform, RollingProximityIdentifier, Sighting,
    SightingLog, TemporaryExposureKey, VerificationKey,
};
use jiff::Timestamp;
use testbed::seed::Seed;

pub(crate) use detection::{Detection, ProvideError};
pub(crate) use notification::{Notification, NotificationCentre};

use crate::person::Consent;
use crate::radio::Handset;
use own_keys::OwnKeys;
use scan_schedule::ScanSchedule;

/// For how long beacons are kept, in seconds: 14 days (EN specification, 利用規約 第4条).
const SIGHTINGS_KEPT_SECONDS: i64 = 14 * 86_400;

/// What a phone sends at one moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beacon {
    identifier: RollingProximityIdentifier,
    metadata: AssociatedEncryptedMetadata,
}

/// Exposure Notification on one phone.
#[derive(Debug)]
pub(crate) struct Framework {
    platform: Platform,
    handset: &'static Handset,
    verification_keys: Vec<VerificationKey>,
    seed: Seed,
    schedule: ScanSchedule,
    records: Option<Records>,
    times_started: u32,
    /// Whether Bluetooth is on.
    pub bluetooth: bool,
    /// What the user sees of it.
    pub notifications: NotificationCentre,
}

/// What Exposure Notification keeps from when it is started until it is erased.
#[derive(Debug)]
struct Records {
    own_keys: OwnKeys,
    sightings: SightingLog,
}

impl Framework {
    /// A phone that is switched on at `now`, Exposure Notification still off. Files count as genuine when
    /// `verification_key` verifies them, the one registered for the app.
    pub(crate) fn new(
        platform: Platform,
        seed: Seed,
        verification_key: VerificationKey,
        now: Timestamp,
    ) -> Self {
        let (spacing, wording) = match platform {
            Platform::Ios => (ios::SCAN_SPACING, ios::NOTIFICATION),
            Platform::Android => (android::SCAN_SPACING, android::NOTIFICATION),
        };
        Self {
            platform,
            handset: Handset::neutral(platform),
            verification_keys: vec![verification_key],
            seed,
            schedule: ScanSchedule::new(seed, spacing, now.as_second()),
            records: None,
            times_started: 0,
            bluetooth: true,
            notifications: NotificationCentre::new(wording),
        }
    }

    /// The phone's operating system.
    pub(crate) fn platform(&self) -> Platform {
        self.platform
    }

    /// The phone's model.
    pub(crate) fn handset(&self) -> &'static Handset {
        self.handset
    }

    /// Switches Exposure Notification on, with new keys and nothing heard; leaves it as it is where it is on.
    pub(crate) fn start(&mut self, now: Timestamp) {
        if self.records.is_some() {
            return;
        }
        self.times_started += 1;
        let seed = self.seed.derive(&format!("start {}", self.times_started));
        self.records = Some(Records {
            own_keys: OwnKeys::new(seed, now.as_second()),
            sightings: SightingLog::default(),
        });
    }

    /// Switches Exposure Notification off and deletes what it recorded, for good.
    pub(crate) fn erase(&mut self) {
        self.records = None;
    }

    /// Whether Exposure Notification is on, whatever Bluetooth is.
    pub(crate) fn is_on(&self) -> bool {
        self.records.is_some()
    }

    /// Whether the phone hears beacons, and is heard.
    pub(crate) fn is_on_the_air(&self) -> bool {
        self.is_on() && self.bluetooth
    }

    /// The scans up to and including `until` that were not taken before, as Unix seconds.
    pub(crate) fn take_scans_until(&mut self, until: i64) -> Vec<i64> {
        self.schedule.take_until(until)
    }

    /// What the phone broadcasts at a Unix second, if it does.
    pub(crate) fn beacon(&mut self, at: i64) -> Option<Beacon> {
        if !self.is_on_the_air() {
            return None;
        }
        let key = self.records.as_mut()?.own_keys.current(at)?;
        let identifier = key.rolling_proximity_identifier_at(ENIntervalNumber::from_unix_seconds(at))?;
        let metadata = key.encrypt_metadata(&identifier, &self.handset.metadata());
        Some(Beacon { identifier, metadata })
    }

    /// Stores a beacon heard at a Unix second, if the phone listens.
    pub(crate) fn hear(&mut self, at: i64, beacon: Beacon, rssi_dbm: i8) {
        if !self.is_on_the_air() {
            return;
        }
        if let Some(records) = &mut self.records {
            let Beacon { identifier, metadata } = beacon;
            records.sightings.insert(Sighting {
                at,
                identifier,
                metadata,
                rssi_dbm,
                previous_scan_at: None,
            });
        }
    }

    /// How many beacons are kept.
    pub(crate) fn count_sightings(&mut self, now: Timestamp) -> usize {
        self.records
            .as_mut()
            .map_or(0, |records| records.sightings_kept(now.as_second()).len())
    }

    /// How many own keys are kept, today's included.
    pub(crate) fn count_own_keys(&mut self, now: Timestamp) -> usize {
        self.records
            .as_mut()
            .map_or(0, |records| records.own_keys.kept(now.as_second()).len())
    }

    /// `getTemporaryExposureKeyHistory` and `getDiagnosisKeys`: up to fourteen past keys, today's absent. `None`
    /// unless the user agrees.
    pub(crate) fn temporary_exposure_key_history(
        &mut self,
        consent: Consent,
        now: Timestamp,
    ) -> Option<Vec<TemporaryExposureKey>> {
        match consent {
            Consent::Refused => None,
            Consent::Given => Some(self.records.as_mut()?.own_keys.past(now.as_second())),
        }
    }

    /// `provideDiagnosisKeys` and `detectExposures`: verifies the files, matches their keys with what was heard, and
    /// scores. One file that is refused refuses them all.
    pub(crate) fn provide_diagnosis_keys(
        &mut self,
        files: &[Vec<u8>],
        configuration: &ExposureConfiguration,
        now: Timestamp,
    ) -> Result<Detection, ProvideError> {
        let records = self.records.as_mut().ok_or(ProvideError::Off)?;
        let now = now.as_second();
        let keys = detection::read_keys(files, &self.verification_keys)?;
        let heard = records.sightings_kept(now);
        Ok(Detection::new(
            self.platform,
            self.handset,
            configuration,
            &keys,
            heard,
            now,
        ))
    }

    /// `getExposureInformation` and `getExposureInfo`: the details of a detection. The operating system tells the
    /// user that the app asked, even when there is nothing to tell about. Also says whether the user saw that.
    pub(crate) fn exposure_information(
        &mut self,
        detection: Detection,
        now: Timestamp,
    ) -> (Vec<ExposureInformation>, bool) {
        let shown = self.notifications.show_exposure(now);
        (detection.into_information(), shown)
    }
}

impl Records {
    fn sightings_kept(&mut self, now: i64) -> &SightingLog {
        self.sightings.remove_before(now - SIGHTINGS_KEPT_SECONDS);
        &self.sightings
    }
}

#[cfg(test)]
mod tests;

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
mod background;
mod clock;
mod detection;
mod ios;
mod notification;
mod os_version;
mod own_keys;
mod refusal;
mod scan_schedule;
mod settings;
mod state;
mod status;
mod unpublished;

use std::sync::Arc;

use exposure_notification::v1::{ExposureConfiguration, ExposureInformation};
use exposure_notification::{
    AssociatedEncryptedMetadata, ENIntervalNumber, Platform, RollingProximityIdentifier, Sighting,
    SightingLog, TemporaryExposureKey, VerificationKey,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use testbed::seed::Seed;

pub(crate) use detection::Detection;
pub(crate) use notification::{Notification, NotificationCentre};
pub(crate) use os_version::OsVersion;
pub(crate) use refusal::Refusal;
pub(crate) use settings::{ChangedSettings, SettingsError};
pub(crate) use state::FrameworkState;
pub(crate) use status::{Reason, Status};
pub(crate) use unpublished::UnpublishedOsBehaviour;

use crate::person::Consent;
use crate::radio::Handset;
use clock::PhoneClock;
use os_version::ExposureNotificationApi;
use own_keys::OwnKeys;
use scan_schedule::ScanSchedule;
use settings::{Settings, Switch};

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
    os: &'static OsVersion,
    unpublished: Arc<UnpublishedOsBehaviour>,
    handset: &'static Handset,
    verification_keys: Vec<VerificationKey>,
    seed: Seed,
    clock: PhoneClock,
    settings: Settings,
    schedule: ScanSchedule,
    records: Option<Records>,
    /// Whether an app has started Exposure Notification, and not stopped it.
    started: bool,
    times_started: u32,
    /// Whether the phone has Google Play services, without which an Android has no Exposure Notification.
    pub google_services: bool,
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
        os: &'static OsVersion,
        unpublished: Arc<UnpublishedOsBehaviour>,
        seed: Seed,
        verification_key: VerificationKey,
        now: Timestamp,
    ) -> Self {
        let (spacing, wording) = match os.platform {
            Platform::Ios => (ios::scan_spacing(&unpublished), ios::NOTIFICATION),
            Platform::Android => (android::SCAN_SPACING, android::NOTIFICATION),
        };
        Self {
            os,
            unpublished,
            handset: Handset::neutral(os.platform),
            verification_keys: vec![verification_key],
            seed,
            clock: PhoneClock::new(),
            settings: Settings::default(),
            schedule: ScanSchedule::new(seed, spacing, now.as_second()),
            records: None,
            started: false,
            times_started: 0,
            google_services: true,
            notifications: NotificationCentre::new(wording),
        }
    }

    /// The version of the operating system.
    pub(crate) fn os(&self) -> &'static OsVersion {
        self.os
    }

    /// The phone's operating system.
    pub(crate) fn platform(&self) -> Platform {
        self.os.platform
    }

    /// What the phone's own clock shows when it is `now`. Everything that the phone does by itself, and that an app
    /// on it does, happens by this clock; moments given to a framework and by it are true time.
    pub(crate) fn local_time(&self, now: Timestamp) -> Timestamp {
        self.clock.local_time(now)
    }

    /// The time zone that the user has chosen.
    pub(crate) fn time_zone(&self) -> &TimeZone {
        self.clock.zone()
    }

    /// Exposure Notification of the version, if the phone has it.
    fn exposure_notification(&self) -> Option<&'static ExposureNotificationApi> {
        self.os
            .exposure_notification
            .as_ref()
            .filter(|_| self.google_services)
    }

    /// The phone's model.
    pub(crate) fn handset(&self) -> &'static Handset {
        self.handset
    }

    /// Switches Exposure Notification on: with new keys and nothing heard where it was never on or was erased, and
    /// with what it has where it was stopped.
    pub(crate) fn start(&mut self, now: Timestamp) -> Result<(), Refusal> {
        if self.exposure_notification().is_none() {
            return Err(Refusal::NotSupported);
        }
        match self.settings.exposure_notification {
            Switch::On => {}
            Switch::Off => return Err(Refusal::RejectedByUser),
            Switch::Paused => return Err(Refusal::Paused),
            Switch::Unauthorized => return Err(Refusal::Unauthorized),
        }
        self.started = true;
        if self.records.is_none() {
            self.times_started += 1;
            let seed = self.seed.derive(&format!("start {}", self.times_started));
            self.records = Some(Records {
                own_keys: OwnKeys::new(seed, self.local_seconds(now)),
                sightings: SightingLog::default(),
            });
        }
        Ok(())
    }

    /// Switches Exposure Notification off; what it recorded stays.
    pub(crate) fn stop(&mut self, now: Timestamp) {
        let _ = now;
        self.started = false;
    }

    /// Switches Exposure Notification off and deletes what it recorded, for good.
    pub(crate) fn erase(&mut self) {
        self.started = false;
        self.records = None;
    }

    /// Whether the phone hears beacons, and is heard.
    pub(crate) fn is_on_the_air(&self) -> bool {
        self.status().active
    }

    fn local_seconds(&self, now: Timestamp) -> i64 {
        self.local_time(now).as_second()
    }

    fn local_second(&self, at: i64) -> i64 {
        at.saturating_add(self.clock.offset().as_secs())
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
        let at = self.local_second(at);
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
        let at = self.local_second(at);
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
        let now = self.local_seconds(now);
        self.records
            .as_mut()
            .map_or(0, |records| records.sightings_kept(now).len())
    }

    /// How many own keys are kept, today's included.
    pub(crate) fn count_own_keys(&mut self, now: Timestamp) -> usize {
        let now = self.local_seconds(now);
        self.records
            .as_mut()
            .map_or(0, |records| records.own_keys.kept(now).len())
    }

    /// `getTemporaryExposureKeyHistory` and `getDiagnosisKeys`: up to fourteen past keys, today's absent.
    pub(crate) fn temporary_exposure_key_history(
        &mut self,
        consent: Consent,
        now: Timestamp,
    ) -> Result<Vec<TemporaryExposureKey>, Refusal> {
        self.must_be_enabled()?;
        match consent {
            Consent::Refused => Err(Refusal::RejectedByUser),
            Consent::Given => {
                let now = self.local_seconds(now);
                let records = self.records.as_mut().ok_or(Refusal::Disabled)?;
                Ok(records.own_keys.past(now))
            }
        }
    }

    fn must_be_enabled(&self) -> Result<(), Refusal> {
        let Status { enabled, reasons, .. } = self.status();
        if enabled {
            Ok(())
        } else if reasons.contains(&Reason::NotSupported) {
            Err(Refusal::NotSupported)
        } else if reasons.contains(&Reason::Unauthorized) {
            Err(Refusal::Unauthorized)
        } else if reasons.contains(&Reason::Paused) {
            Err(Refusal::Paused)
        } else {
            Err(Refusal::Disabled)
        }
    }

    /// `provideDiagnosisKeys` and `detectExposures`: verifies the files, matches their keys with what was heard, and
    /// scores. One file that is refused refuses them all.
    pub(crate) fn provide_diagnosis_keys(
        &mut self,
        files: &[Vec<u8>],
        configuration: &ExposureConfiguration,
        now: Timestamp,
    ) -> Result<Detection, Refusal> {
        self.must_be_enabled()?;
        let platform = self.platform();
        let now = self.local_seconds(now);
        let records = self.records.as_mut().ok_or(Refusal::Disabled)?;
        let keys = detection::read_keys(files, &self.verification_keys)?;
        let heard = records.sightings_kept(now);
        Ok(Detection::new(
            platform,
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

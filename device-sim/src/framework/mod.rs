//! The operating system's Exposure Notification: keys, broadcasting, listening, storing, matching, scoring.
//!
//! An app sees of it what the API shows: whether it is at work ([`status`]), its own past keys if the user agrees
//! ([`key_release`]), who vouches for the phone ([`attestation`]), for the files it provides an `ExposureSummary` and details ([`detection`]) or windows and
//! summaries of days ([`window_detection`]), and refusals by number ([`refusal`]). Cryptography, matching and scores are
//! the crate `exposure_notification`.
//!
//! What a defect of the system would change is a column of [`behaviour`], which a scenario can switch.
//! What differs from version to version is a row of [`os_version`]; what differs between the systems whatever the
//! version is [`strategy`], done by [`android`] and [`ios`]; what nobody published is [`unpublished`].
//!
//! Moments given to a framework are true time and must not go back; everything in it happens by the phone's own
//! [`clock`]. Without Bluetooth, power, location where scans need it, or the switch in the settings ([`settings`]), a
//! phone neither broadcasts nor listens; what it has stored stays.

mod air;
mod android;
mod attestation;
mod background;
mod behaviour;
mod clock;
mod detection;
mod detection_log;
mod ios;
mod key_release;
mod known_keys;
mod notification;
mod os_version;
mod own_keys;
mod providing;
mod quota;
mod records;
mod refusal;
mod scan_schedule;
mod settings;
mod state;
mod status;
mod strategy;
mod unpublished;
mod window_detection;

use std::collections::BTreeMap;
use std::sync::Arc;

use exposure_notification::{Platform, SightingLog, VerificationKey};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use testbed::seed::Seed;

pub(crate) use air::{Beacon, Scan};
pub use behaviour::check_os_columns;
pub(crate) use behaviour::{OsBehaviour, os_mutants};
pub(crate) use detection::Detection;
pub(crate) use notification::{Notification, NotificationCentre};
pub(crate) use os_version::OsVersion;
pub(crate) use refusal::Refusal;
pub(crate) use settings::{ChangedSettings, SettingsError};
pub(crate) use state::FrameworkState;
pub(crate) use status::{Reason, Status};
pub(crate) use unpublished::UnpublishedOsBehaviour;
pub(crate) use window_detection::WindowDetection;

use crate::attestation::Manufacturers;
use crate::radio::{Antenna, Handset};
use clock::PhoneClock;
use detection_log::{ApiVersion, DetectionLog};
use known_keys::KnownKeys;
use os_version::ExposureNotificationApi;
use own_keys::OwnKeys;
use providing::KnownFiles;
use quota::QuotaUsed;
use records::Records;
use scan_schedule::ScanSchedule;
use settings::Settings;
use strategy::Strategy;
use window_detection::DataMapping;

/// For how long beacons and results are kept, in seconds: 14 days (EN specification, 利用規約 第4条).
const RECORDS_KEPT_SECONDS: i64 = 14 * 86_400;

/// Exposure Notification on one phone.
#[derive(Debug)]
pub(crate) struct Framework {
    os: &'static OsVersion,
    unpublished: Arc<UnpublishedOsBehaviour>,
    behaviour: Arc<OsBehaviour>,
    handset: &'static Handset,
    verification_keys: Vec<VerificationKey>,
    manufacturers: Manufacturers,
    /// How many tokens of itself it has given out.
    device_tokens: u32,
    seed: Seed,
    clock: PhoneClock,
    settings: Settings,
    schedule: ScanSchedule,
    /// When the phone last listened, by its own clock.
    last_scan_at: Option<i64>,
    /// How many beacons it has heard.
    heard: u32,
    records: Option<Records>,
    /// Whether an app has started Exposure Notification, and not stopped it.
    started: bool,
    times_started: u32,
    /// When the user last agreed that keys are given out, by the phone's clock.
    consented_at: Option<i64>,
    quotas_used: BTreeMap<ApiVersion, QuotaUsed>,
    known_files: KnownFiles,
    data_mapping: Option<Box<DataMapping>>,
    detections: DetectionLog,
    /// Whether the phone has Google Play services, without which an Android has no Exposure Notification.
    pub google_services: bool,
    /// What the user sees of it.
    pub notifications: NotificationCentre,
}

impl Framework {
    /// A phone that is switched on at `now`, Exposure Notification still off. Files count as genuine when
    /// `verification_key` verifies them, the one registered for the app.
    pub(crate) fn new(
        os: &'static OsVersion,
        unpublished: Arc<UnpublishedOsBehaviour>,
        seed: Seed,
        verification_key: VerificationKey,
        manufacturers: Manufacturers,
        now: Timestamp,
    ) -> Self {
        let spacing = strategy::of(os.platform).scan_spacing(&unpublished);
        Self {
            os,
            unpublished,
            behaviour: Arc::default(),
            handset: Handset::neutral(os.platform),
            verification_keys: vec![verification_key],
            manufacturers,
            device_tokens: 0,
            seed,
            clock: PhoneClock::new(),
            settings: Settings::default(),
            schedule: ScanSchedule::new(seed, spacing, now.as_second()),
            last_scan_at: None,
            heard: 0,
            records: None,
            started: false,
            times_started: 0,
            consented_at: None,
            quotas_used: BTreeMap::new(),
            known_files: KnownFiles::new(),
            data_mapping: None,
            detections: DetectionLog::default(),
            google_services: true,
            notifications: NotificationCentre::new(),
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

    /// The phone as the radio sees it; `name` is its own.
    pub(crate) fn antenna<'a>(&self, name: &'a str) -> Antenna<'a> {
        Antenna {
            name,
            handset: self.handset,
            carrying: self.settings.carrying,
        }
    }

    /// The phone's model.
    pub(crate) fn handset(&self) -> &'static Handset {
        self.handset
    }

    /// The same phone of another model.
    pub(crate) fn set_handset(&mut self, handset: &'static Handset) {
        self.handset = handset;
    }

    /// Replaces what is assumed where nobody published anything.
    pub(crate) fn assume(&mut self, unpublished: Arc<UnpublishedOsBehaviour>, now: Timestamp) {
        self.settle(now, |phone| phone.unpublished = unpublished);
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

    /// Switches Exposure Notification on: with new keys and nothing heard where it was never on or was erased, and
    /// with what it has where it was stopped. A user who has switched it off says no.
    pub(crate) fn start(&mut self, now: Timestamp) -> Result<(), Refusal> {
        self.switch_must_be_on().map_err(|refusal| match refusal {
            Refusal::Disabled => Refusal::RejectedByUser,
            refusal => refusal,
        })?;
        if self.records.is_none() {
            self.times_started += 1;
            let seed = self.seed.derive(&format!("start {}", self.times_started));
            self.records = Some(Records {
                own_keys: OwnKeys::new(seed, self.behaviour.key_rules()),
                sightings: SightingLog::default(),
                known_keys: KnownKeys::default(),
            });
        }
        self.settle(now, |phone| phone.started = true);
        Ok(())
    }

    /// Switches Exposure Notification off; what it recorded stays.
    pub(crate) fn stop(&mut self, now: Timestamp) {
        self.settle(now, |phone| phone.started = false);
    }

    /// Exposure Notification of the version, if the phone has it.
    fn exposure_notification(&self) -> Option<&'static ExposureNotificationApi> {
        let api = self.os.exposure_notification.as_ref();
        api.filter(|_| self.google_services)
    }

    fn strategy(&self) -> &'static dyn Strategy {
        strategy::of(self.os.platform)
    }

    fn local_seconds(&self, now: Timestamp) -> i64 {
        self.local_time(now).as_second()
    }

    fn local_second(&self, at: i64) -> i64 {
        at.saturating_add(self.clock.offset().as_secs())
    }

    /// Changes something on which the phone's own keys may depend: those needed so far are made before.
    fn settle(&mut self, now: Timestamp, change: impl FnOnce(&mut Self)) {
        let was_enabled = self.is_enabled();
        let before = self.local_seconds(now);
        if let Some(records) = &mut self.records {
            records.own_keys.pause(before);
        }
        change(self);
        let ends_the_key = was_enabled && !self.is_enabled() && self.unpublished.switching_off_ends_the_key;
        let needs_keys = self.needs_keys();
        let after = self.local_seconds(now);
        if let Some(records) = &mut self.records {
            if ends_the_key {
                records.own_keys.end_current(before);
            }
            if needs_keys {
                records.own_keys.resume(after);
            }
        }
    }

    fn needs_keys(&self) -> bool {
        let Settings { bluetooth, power, .. } = self.settings;
        let bluetooth_will_do = bluetooth || self.unpublished.day_key_changes_without_bluetooth;
        self.is_enabled() && power && bluetooth_will_do
    }
}

#[cfg(test)]
mod tests;

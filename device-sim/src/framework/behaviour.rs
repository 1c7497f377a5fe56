//! What an operating system does, as a table that can be switched: each column says what both systems do as published,
//! and what a defect would make of it. Where the two differ, or nobody published anything, is elsewhere
//! ([`strategy`](super::strategy), [`unpublished`](super::unpublished)); a column is either a number or a rule that
//! stands in the code as one.
//!
//! COCOA's history knows no defect of the operating systems. That the chain has them in its path, and that a suite must
//! notice when an update of them changes something, is 報告書 4(3).

mod mutants;

use std::sync::Arc;

use exposure_notification::{INTERVALS_PER_DAY, Platform};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use testbed::switch::{self, SwitchError};

use super::Framework;
use super::own_keys::KeyRules;

pub use mutants::check_os_columns;
pub(crate) use mutants::os_mutants;

/// How an operating system behaves. As JSON, every column by its name here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a table: each is a column of its own, and no two make one state"
)]
pub(crate) struct OsBehaviour {
    /// Whether the user is asked before an app gets keys, and can refuse. Published: yes (`getTemporaryExposureKeyHistory`,
    /// `getDiagnosisKeys`).
    pub asks_before_giving_keys: bool,
    /// By how many dB every attenuation is read too high. Published: 0, calibrated per model.
    pub attenuation_error_db: i8,
    /// Whether recording ends while Bluetooth is off. Published: yes; there is nothing to send with.
    pub bluetooth_off_ends_recording: bool,
    /// How often a day an app may ask.
    pub checks_a_day: ChecksADay,
    /// How far the clocks of two phones may be apart.
    pub clock_tolerance: ClockTolerance,
    /// Of which days version 2 gives summaries.
    pub daily_summaries: DailySummaries,
    /// What is erased with the app.
    pub erased_with_the_app: ErasedWithTheApp,
    /// When the system itself tells the user of an exposure.
    pub exposure_notice: ExposureNotice,
    /// Which files of a call are read.
    pub files_read: FilesRead,
    /// Whether each day's key is drawn anew. Published: yes (EN cryptography specification).
    pub fresh_key_data: bool,
    /// Which of the user's own keys an app gets.
    pub given_keys: GivenKeys,
    /// For how many intervals of ten minutes an identifier is broadcast. Published: 1 (EN Bluetooth specification).
    pub identifier_lasts_intervals: u32,
    /// Whether what was heard is there after the phone was switched off. Published: yes, it is on the disk.
    pub keeps_contacts_without_power: bool,
    /// For how many intervals a key is valid. Published: 144, a day (EN cryptography specification, `TEKRollingPeriod`).
    pub key_lasts_intervals: u32,
    /// For how long what was heard is kept.
    pub old_contacts: OldContacts,
    /// For how many past days own keys are kept. Published: 14 (EN specification).
    pub own_keys_kept_days: u32,
    /// Whether an app runs that nobody opens. Published: yes (`BGProcessingTask`, WorkManager).
    pub runs_apps_in_background: bool,
    /// Whether a phone whose notifications are off shows none. Published: yes.
    pub respects_notification_setting: bool,
    /// By which system's rules version 1 scores.
    pub scores_as: ScoresAs,
    /// Whether a file must be signed with the registered key. Published: yes (`ExposureKeyExport`, signature).
    pub signature_is_checked: bool,
    /// Of how many beacons heard one is stored; 0: none is. Published: 1, every one.
    pub stores_one_beacon_of: u32,
}

/// How often a day an app may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ChecksADay {
    /// As often as the version's row says.
    AsPublished,
    /// Once.
    One,
    /// Not at all.
    None,
}

/// How far the clocks of two phones may be apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ClockTolerance {
    /// Two hours (EN specification; the matching step of Google's source).
    AsPublished,
    /// Not at all: an identifier counts in its own ten minutes alone.
    None,
    /// Two days: what was recorded and is sent again counts, too.
    TwoDays,
}

/// Of which days version 2 gives summaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DailySummaries {
    /// Of all of the last fourteen days (`getDailySummaries`).
    EveryDay,
    /// Of the newest day alone.
    NewestDay,
}

/// What is erased with the app (利用規約 第10条; both systems delete the data of an app that is deleted).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ErasedWithTheApp {
    /// Own keys, and what was heard.
    Everything,
    /// Own keys alone.
    OwnKeys,
    /// Nothing.
    Nothing,
}

/// When the system itself tells the user of an exposure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ExposureNotice {
    /// When an app asks for the details, in version 1 (COCOA's only notification from 1.1.1 to 1.2.5).
    WithDetails,
    /// Twice then.
    WithDetailsTwice,
    /// As soon as a key matches, however far or short the contact was, in both versions.
    WithAnyMatch,
    /// Never.
    Never,
}

/// Which files of a call are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FilesRead {
    /// All (`provideDiagnosisKeys`, `detectExposures`).
    All,
    /// The first.
    First,
}

/// Which of the user's own keys an app gets, once the user agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum GivenKeys {
    /// Those that have expired: who has a key in use could send in its owner's name.
    Expired,
    /// The one in use as well.
    TodaysToo,
    /// All expired ones but the newest.
    AllButNewest,
    /// None.
    None,
}

/// For how long what was heard is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OldContacts {
    /// For fourteen days (EN specification, 利用規約 第4条).
    Forgotten,
    /// For good.
    Kept,
    /// For a day.
    LostAfterADay,
}

/// By which system's rules version 1 scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ScoresAs {
    /// By its own: level 0 is 1 point on Android and the table's first on iOS (報告書 2(4)②).
    ItsOwnSystem,
    /// By the other's.
    TheOtherSystem,
}

impl Default for OsBehaviour {
    fn default() -> Self {
        Self {
            asks_before_giving_keys: true,
            attenuation_error_db: 0,
            bluetooth_off_ends_recording: true,
            checks_a_day: ChecksADay::AsPublished,
            clock_tolerance: ClockTolerance::AsPublished,
            daily_summaries: DailySummaries::EveryDay,
            erased_with_the_app: ErasedWithTheApp::Everything,
            exposure_notice: ExposureNotice::WithDetails,
            files_read: FilesRead::All,
            fresh_key_data: true,
            given_keys: GivenKeys::Expired,
            identifier_lasts_intervals: 1,
            keeps_contacts_without_power: true,
            key_lasts_intervals: INTERVALS_PER_DAY,
            old_contacts: OldContacts::Forgotten,
            own_keys_kept_days: 14,
            runs_apps_in_background: true,
            respects_notification_setting: true,
            scores_as: ScoresAs::ItsOwnSystem,
            signature_is_checked: true,
            stores_one_beacon_of: 1,
        }
    }
}

impl OsBehaviour {
    /// This behaviour with some columns switched: all of them, or none.
    pub(crate) fn switched(&self, changes: &Map<String, Value>) -> Result<Self, SwitchError> {
        switch::switched(self, changes)
    }

    /// The columns that are switched, with what they say.
    pub(crate) fn switched_columns(&self) -> Result<Map<String, Value>, SwitchError> {
        switch::differing(self, &Self::default())
    }

    /// How own keys are made.
    pub(super) fn key_rules(&self) -> KeyRules {
        KeyRules {
            // A key of no length would never end.
            lasts_intervals: self.key_lasts_intervals.max(1),
            kept_days: self.own_keys_kept_days,
            fresh: self.fresh_key_data,
        }
    }

    /// For how long what was heard is kept, in seconds, where `as_assumed` is the system's own time.
    pub(super) fn kept_seconds(&self, as_assumed: i64) -> i64 {
        match self.old_contacts {
            OldContacts::Forgotten => as_assumed,
            // Longer than any scenario.
            OldContacts::Kept => 100 * 366 * 86_400,
            OldContacts::LostAfterADay => 86_400,
        }
    }

    /// How many intervals a sighting may lie beside an identifier's own, where `published` is the system's number.
    pub(super) fn tolerance_intervals(&self, published: u32) -> u32 {
        match self.clock_tolerance {
            ClockTolerance::AsPublished => published,
            ClockTolerance::None => 0,
            ClockTolerance::TwoDays => 2 * INTERVALS_PER_DAY,
        }
    }

    /// By which system's rules a phone of this one scores.
    pub(super) fn scoring(&self, platform: Platform) -> Platform {
        match (self.scores_as, platform) {
            (ScoresAs::ItsOwnSystem, own) => own,
            (ScoresAs::TheOtherSystem, Platform::Ios) => Platform::Android,
            (ScoresAs::TheOtherSystem, Platform::Android) => Platform::Ios,
        }
    }

    /// The calibration of a phone whose own is `correction_db`: less of it makes everything look farther.
    pub(super) fn correction_db(&self, correction_db: i8) -> i8 {
        correction_db.saturating_sub(self.attenuation_error_db)
    }
}

impl Framework {
    /// The operating system behaves so from `now` on.
    pub(crate) fn behave(&mut self, behaviour: Arc<OsBehaviour>, now: Timestamp) {
        self.notifications.setting_is_respected = behaviour.respects_notification_setting;
        self.settle(now, |phone| phone.behaviour = behaviour);
        let rules = self.behaviour.key_rules();
        if let Some(records) = &mut self.records {
            records.own_keys.set_rules(rules);
        }
    }
}

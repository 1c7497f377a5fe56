//! The releases of COCOA that a phone can run, one row each. A release differs from another in its row and nowhere
//! else, and a row states what it changed against the one before; what the columns mean, and where COCOA's history
//! shows it, is [`behaviour`](super::behaviour).

mod from_1_0_0;
mod from_1_2_2;
mod from_2_0_0;
mod switch;

use exposure_notification::Platform;
use serde::{Deserialize, Serialize};

use super::behaviour::{
    Agreement, AndroidRollingPeriod, AnswerReading, Api, AttemptLimit, AttestationAttempts, AttestedKeys,
    BackgroundWork, CheckOnOpening, Completion, ContactDates, CursorRule, DetailsCondition, DisplayWindow,
    EqualWindows, FailedFile, FailedList, FailedRun, FallbackConfiguration, FormChecks, Home, KeptExposures,
    KeySelection, MadeForIos, NoKeys, OverlappingChecks, OwnNotification, RatedDays, RatedWindows, ReEntry,
    RefusedKeys, RegionLoop, Regions, RegisterButton, RequiredState, StartOfUse, Starting, SubmissionApi,
    UpdateNotice, UserDataFormat,
};
use super::screens::contacts::CountUnit;
use super::screens::guidance::GuidanceForm;
use super::screens::registration_dialogs::DialogWording;
use from_1_0_0::{V1_0_0, V1_1_0, V1_1_1, V1_1_2, V1_1_3, V1_1_4, V1_1_5, V1_2_0, V1_2_1};
use from_1_2_2::{V1_2_2, V1_2_3, V1_2_4, V1_2_5, V1_2_6, V1_4_0, V1_4_1};
use from_2_0_0::{V2_0_0, V2_0_1, V3_0_0};

pub use switch::{app_mutants, check_app_columns};

/// A release of COCOA. As JSON, every column by its name here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Release {
    /// As the stores show it.
    #[serde(skip)]
    pub version: &'static str,
    /// For which iPhones it is.
    pub made_for_ios: MadeForIos,
    /// Whether it comes to life.
    pub starting: Starting,

    /// When the register button can be pressed.
    pub register_button: RegisterButton,
    /// What the form checks.
    pub form_checks: FormChecks,
    /// How often it can fail.
    pub attempts: AttemptLimit,
    /// Whether a number can be entered again.
    pub re_entry: ReEntry,
    /// What refusing the keys does.
    pub refused_keys: RefusedKeys,
    /// How it submits.
    pub submission: SubmissionApi,
    /// What it makes of the answer.
    pub answers: AnswerReading,
    /// In which words it tells a failure.
    pub dialogs: DialogWording,
    /// How it tells success.
    pub completion: Completion,

    /// Which keys it submits.
    pub keys: KeySelection,
    /// What it does without any.
    pub no_keys: NoKeys,
    /// Which period it gives them on Android.
    pub android_rolling_period: AndroidRollingPeriod,
    /// What of them vouches for the phone.
    pub attested_keys: AttestedKeys,
    /// How often it tries to have the phone vouched for.
    pub attestation_attempts: AttestationAttempts,

    /// The regions whose files it downloads, in order.
    pub regions: Regions,
    /// What a region without files does.
    pub region_loop: RegionLoop,
    /// How it finds new files.
    pub cursor: CursorRule,
    /// What a list that fails does.
    pub failed_list: FailedList,
    /// What a file that fails does.
    pub failed_file: FailedFile,
    /// What becomes of a check that failed.
    pub failed_run: FailedRun,
    /// What a check does that starts while another runs.
    pub overlapping: OverlappingChecks,

    /// Through what it judges.
    pub api: Api,
    /// When it asks for details (version 1 of the API).
    pub details: DetailsCondition,
    /// What it keeps of them.
    pub kept: KeptExposures,
    /// Which new days it rates (version 2 of the API).
    pub rated_days: RatedDays,
    /// With which of their windows (version 2 of the API).
    pub rated_windows: RatedWindows,
    /// What of equal windows counts (version 2 of the API).
    pub equal_windows: EqualWindows,
    /// What it judges with before the first download (version 1 of the API).
    pub fallback: FallbackConfiguration,
    /// What it posts itself.
    pub own_notification: OwnNotification,

    /// What it displays of what it kept.
    pub display: DisplayWindow,
    /// Under which date.
    pub contact_dates: ContactDates,
    /// With which word it counts contacts.
    pub count_unit: CountUnit,
    /// How it leads on from a contact.
    pub guidance: GuidanceForm,
    /// What Home shows.
    pub home: Home,
    /// When it speaks of a newer release.
    pub update_notice: UpdateNotice,
    /// Whether the data behind the result page can be saved (COCOA v2.0.1 `ExposureCheckPage`).
    pub exports_exposures: bool,
    /// Whether the operation log is written and can be sent.
    pub operation_log: bool,

    /// In which form it keeps user data.
    pub user_data: UserDataFormat,
    /// Which start of use it shows.
    pub start_of_use: StartOfUse,
    /// What becomes of the date of the agreement.
    pub agreement: Agreement,

    /// Whether opening it makes it check.
    pub check_on_opening: CheckOnOpening,
    /// In which state a check needs Exposure Notification.
    pub required_state: RequiredState,
    /// What it does unattended on Android.
    background_on_android: BackgroundWork,
    /// What it does unattended on iOS.
    background_on_ios: BackgroundWork,
}

impl Release {
    /// What it does when nobody opens it.
    pub(crate) fn background(&self, platform: Platform) -> BackgroundWork {
        match platform {
            Platform::Android => self.background_on_android,
            Platform::Ios => self.background_on_ios,
        }
    }

    /// The version of the API through which it judges, if it judges at all.
    pub(crate) fn api_version(&self) -> Option<u8> {
        match self.api {
            Api::V1 => Some(1),
            Api::V2 => Some(2),
            Api::None => None,
        }
    }

    /// The release of this version.
    pub(crate) fn find(version: &str) -> Option<&'static Self> {
        RELEASES.iter().find(|release| release.version == version)
    }
}

/// The versions of the app that a phone can run, oldest first.
pub fn known_releases() -> Vec<&'static str> {
    RELEASES.iter().map(|release| release.version).collect()
}

/// The releases, oldest first. 1.1.0 has a tag and was, as far as is known, in no store.
static RELEASES: [Release; 19] = [
    V1_0_0, V1_1_0, V1_1_1, V1_1_2, V1_1_3, V1_1_4, V1_1_5, V1_2_0, V1_2_1, V1_2_2, V1_2_3, V1_2_4, V1_2_5,
    V1_2_6, V1_4_0, V1_4_1, V2_0_0, V2_0_1, V3_0_0,
];

//! Which contacts count.

use exposure_notification::v1::{ExposureConfiguration, ExposureInformation, ExposureSummary};
use exposure_notification::v2;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::display::FIFTEEN_DAYS_SECONDS;

/// Through which version of the API the app lets the operating system judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Api {
    /// Summary and details of each exposure.
    V1,
    /// Windows and daily summaries (COCOA v2.0.0).
    V2,
    /// None: nothing is downloaded, nothing judged (COCOA v3.0.0).
    None,
}

/// When the app asks the operating system for the details of a match. The call makes the operating system itself show
/// a notification, so up to 1.2.5 this is the condition of the notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DetailsCondition {
    /// At least one key matched, however far or short the contact was (COCOA v1.1.3 `ExposureNotificationHandler`;
    /// 報告書 2(4)①).
    AnyMatch,
    /// A key matched and the summary's highest score is at least the minimum (COCOA v1.1.4
    /// `ExposureNotificationHandler`, the gate added there; 報告書 2(4)①②).
    MaximumScoreReachesMinimum,
}

impl DetailsCondition {
    /// Whether the app asks.
    pub(crate) fn is_met(self, summary: &ExposureSummary, minimum_risk_score: u32) -> bool {
        summary.matched_key_count > 0
            && match self {
                Self::AnyMatch => true,
                Self::MaximumScoreReachesMinimum => summary.maximum_risk_score >= minimum_risk_score,
            }
    }
}

/// Which of the details become contacts of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum KeptExposures {
    /// All that the operating system returned (COCOA up to v1.2.1 `ExposureNotificationHandler`; on Android, which
    /// returns those below the minimum too, this listed mere contacts, 報告書 2(4)①).
    Every,
    /// Those with a total score of at least the minimum (COCOA v1.2.2 `ExposureNotificationHandler`).
    ReachingMinimum,
}

impl KeptExposures {
    /// Whether this exposure is kept.
    pub(crate) fn keeps(self, exposure: &ExposureInformation, minimum_risk_score: u32) -> bool {
        match self {
            Self::Every => true,
            Self::ReachingMinimum => exposure.total_risk_score >= minimum_risk_score,
        }
    }
}

/// Which of the new days of version 2 can lead to a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RatedDays {
    /// All of them, those too that are too old to be displayed (COCOA v2.0.0 `ExposureDetectionService`, issue 974).
    Every,
    /// Those of at least now minus 15 days, time of day included (COCOA v2.0.1 `ExposureDetectionService`).
    LastFifteenDays,
}

impl RatedDays {
    /// Whether the day of this summary is rated.
    pub(crate) fn rates(self, summary: &v2::DailySummary, now: Timestamp) -> bool {
        match self {
            Self::Every => true,
            Self::LastFifteenDays => summary.date >= now.as_second() - FIFTEEN_DAYS_SECONDS,
        }
    }
}

/// With which windows of version 2 a new day is rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RatedWindows {
    /// With those that are new with it. Two persons of one day who register on different days are so never counted
    /// together, though the screens count them (COCOA v2.0.0 `ExposureDetectionService`, to the end).
    NewOnes,
    /// With all of the day, once the day turns to high risk; a day that was of high risk before, with the new ones.
    /// Never in COCOA: what エ1 and エ2 ask for.
    AllOfTheDay,
}

/// What of equal windows of version 2 counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EqualWindows {
    /// Windows are kept as a set: of two persons met at once in the same way, one counts (COCOA v2.0.0
    /// `ExposureDataRepository`, to the end).
    CountOnce,
    /// Each counts. Never in COCOA: what ウ15 asks for.
    CountEach,
}

/// The configuration of version 1 compiled into the app, in use until one was downloaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FallbackConfiguration {
    /// Minimum 1, every table 1 to 8 (COCOA v1.0.0 `ExposureNotificationHandler`).
    OneToEight,
    /// Minimum 1, and an attenuation score of 1 from 33 dB on, else 0 (COCOA v1.1.3 `ExposureNotificationHandler`).
    MinimumOne,
    /// Minimum 21, attenuation scores 1 to 8 (COCOA v1.1.4 `ExposureNotificationHandler`).
    MinimumTwentyOne,
}

impl FallbackConfiguration {
    /// The parameters.
    pub(crate) fn configuration(self) -> ExposureConfiguration {
        const ONE_TO_EIGHT: [u8; 8] = [1, 2, 3, 4, 5, 6, 7, 8];
        const FROM_THE_FIFTH: [u8; 8] = [0, 0, 0, 0, 1, 1, 1, 1];
        let production = ExposureConfiguration {
            minimum_risk_score: 21,
            attenuation_weight: 50,
            transmission_weight: 50,
            duration_weight: 50,
            days_since_last_exposure_weight: 50,
            transmission_risk_scores: [7; 8],
            attenuation_scores: ONE_TO_EIGHT,
            duration_scores: FROM_THE_FIFTH,
            days_since_last_exposure_scores: [1; 8],
            duration_at_attenuation_thresholds: [50, 70],
        };
        match self {
            Self::OneToEight => ExposureConfiguration {
                minimum_risk_score: 1,
                transmission_risk_scores: ONE_TO_EIGHT,
                duration_scores: ONE_TO_EIGHT,
                days_since_last_exposure_scores: ONE_TO_EIGHT,
                ..production
            },
            Self::MinimumOne => ExposureConfiguration {
                minimum_risk_score: 1,
                attenuation_scores: FROM_THE_FIFTH,
                ..production
            },
            Self::MinimumTwentyOne => production,
        }
    }
}

//! In what the releases of COCOA differ: the types of the columns of the table in [`releases`](super::releases).
//!
//! Each variant says what it means and where the public history of COCOA shows it. The rest of the app is one flow.

use exposure_notification::TemporaryExposureKey;
use exposure_notification::v1::{ExposureConfiguration, ExposureInformation, ExposureSummary};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use testbed::japan;

/// When the app asks the operating system for the details of a match. The call makes the operating system itself show
/// a notification, so up to 1.2.5 this is the condition of the notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// For how long a stored contact is displayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DisplayWindow {
    /// For ever: the title says fourteen days, nothing enforced it (COCOA up to v1.2.3, issue 121).
    Unlimited,
    /// While its time is at least now minus 15 days, time of day included (COCOA v1.2.4
    /// `ExposureNotificationService`).
    FifteenDays,
}

impl DisplayWindow {
    /// Whether a contact of this Unix second is displayed at `now`.
    pub(crate) fn shows(self, date: i64, now: Timestamp) -> bool {
        match self {
            Self::Unlimited => true,
            Self::FifteenDays => date >= now.as_second() - 15 * 86_400,
        }
    }
}

/// Where and in which form number and keys are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SubmissionApi {
    /// `PUT /api/diagnosis` with the user's identifier and secret, and a transmission risk per key: the operating
    /// system's default 0 (COCOA v1.1.4 `HttpDataService`, `ExposureNotificationHandler`).
    V1,
    /// `PUT /api/v2/diagnosis` without the three (COCOA v1.2.2 `HttpDataService`).
    V2,
}

/// Which of the keys that the operating system gives out are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeySelection {
    /// Those that start later than midnight of the UTC date fourteen days ago; the form asks for no date (COCOA v1.1.2
    /// `ExposureNotificationHandler`). The app compares with a date without a zone, which .NET reads as local: in
    /// Japan the bound lies nine hours earlier, and the key that starts at 00:00 UTC of that date is sent.
    LastFourteenDays,
    /// Those that start at 00:00 in Japan three days before onset or test, or later; the form asks for that date
    /// (COCOA v1.2.1 `ExposureNotificationService`, announced as "about two days before").
    FromThreeDaysBeforeOnset,
}

impl KeySelection {
    /// The keys to send.
    pub(crate) fn select(
        self,
        keys: Vec<TemporaryExposureKey>,
        onset: Date,
        now: Timestamp,
    ) -> Vec<TemporaryExposureKey> {
        let today = now.to_zoned(TimeZone::UTC).date();
        let fourteen_days_ago = japan::midnight(today.saturating_sub(14.days()));
        let three_days_before = japan::midnight(onset).saturating_sub(3 * 86_400);
        let is_sent = |key: &TemporaryExposureKey| match self {
            Self::LastFourteenDays => key.rolling_start.start_unix_seconds() > fourteen_days_ago,
            Self::FromThreeDaysBeforeOnset => key.rolling_start.start_unix_seconds() >= three_days_before,
        };
        keys.into_iter().filter(is_sent).collect()
    }
}

/// How the app reads the status that answers a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AnswerReading {
    /// 400, 406, 500 and 503 are refusals, everything else counts as done, 401 and 404 too (COCOA v1.1.2
    /// `ExposureNotificationHandler`).
    AnythingElseIsSuccess,
    /// The same refusals; only 204 is done, everything else fails, 200 too (COCOA v1.2.2
    /// `ExposureNotificationHandler`).
    OnlyNoContentIsSuccess,
}

/// Which items of `list.json` are new, what is remembered of them, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CursorRule {
    /// New is what was created after the item taken before it, and the last one taken is remembered before the
    /// operating system gets the files: what fails there is lost (COCOA up to v1.2.2 `ExposureNotificationHandler`).
    RunningSavedBefore,
    /// New is what was created after the cursor, and the last one in the list's order is remembered once the
    /// operating system has accepted the files (COCOA v1.2.3 `ExposureNotificationHandler`).
    FixedSavedAfterAcceptance,
}

/// Whether the app checks when nobody opens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnattendedCheck {
    /// Not at all. Android up to 1.2.2: the background work waited for an idle device and then lacked its user
    /// interface, so in effect it depended on the app being opened (COCOA issues 25 and 27; the ministry's advice to
    /// restart the app). How often it ran all the same is not known; none is the careful model.
    Never,
    /// As often as this. Android from 1.2.3: every six hours (COCOA v1.2.3 `ExposureNotification.customize.android`).
    /// iOS: the system decides when; once a day is what the ministry promised.
    Every(SignedDuration),
}

/// The configuration compiled into the app, in use until one was downloaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FallbackConfiguration {
    /// Minimum 1, and an attenuation score of 1 from 33 dB on, else 0 (COCOA v1.1.3 `ExposureNotificationHandler`).
    MinimumOne,
    /// Minimum 21, attenuation scores 1 to 8 (COCOA v1.1.4 `ExposureNotificationHandler`).
    MinimumTwentyOne,
}

impl FallbackConfiguration {
    /// The parameters.
    pub(crate) fn configuration(self) -> ExposureConfiguration {
        let (minimum_risk_score, attenuation_scores) = match self {
            Self::MinimumOne => (1, [0, 0, 0, 0, 1, 1, 1, 1]),
            Self::MinimumTwentyOne => (21, [1, 2, 3, 4, 5, 6, 7, 8]),
        };
        ExposureConfiguration {
            minimum_risk_score,
            attenuation_weight: 50,
            transmission_weight: 50,
            duration_weight: 50,
            days_since_last_exposure_weight: 50,
            transmission_risk_scores: [7; 8],
            attenuation_scores,
            duration_scores: [0, 0, 0, 0, 1, 1, 1, 1],
            days_since_last_exposure_scores: [1; 8],
            duration_at_attenuation_thresholds: [50, 70],
        }
    }
}

#[cfg(test)]
mod tests;

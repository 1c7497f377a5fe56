//! The releases of COCOA that a phone can run, one row each. A release differs from another in its row and nowhere
//! else; what the columns mean, and where COCOA's history shows it, is [`behaviour`](super::behaviour).

use exposure_notification::Platform;
use jiff::SignedDuration;

use super::behaviour::{
    AnswerReading, CursorRule, DetailsCondition, DisplayWindow, FallbackConfiguration, KeptExposures,
    KeySelection, SubmissionApi, UnattendedCheck,
};

/// A release of COCOA.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Release {
    /// As the stores show it.
    pub version: &'static str,
    /// When the app asks for details.
    pub details: DetailsCondition,
    /// What it keeps of them.
    pub kept: KeptExposures,
    /// What it displays of that.
    pub display: DisplayWindow,
    /// How it submits.
    pub submission: SubmissionApi,
    /// Which keys it submits.
    pub keys: KeySelection,
    /// What it makes of the answer.
    pub answers: AnswerReading,
    /// How it finds new files.
    pub cursor: CursorRule,
    /// Whether it checks unattended on Android.
    unattended_on_android: UnattendedCheck,
    /// Whether it checks unattended on iOS.
    unattended_on_ios: UnattendedCheck,
    /// What it judges with before the first download.
    pub fallback: FallbackConfiguration,
}

impl Release {
    /// Whether it checks when nobody opens it.
    pub(crate) fn unattended_check(&self, platform: Platform) -> UnattendedCheck {
        match platform {
            Platform::Android => self.unattended_on_android,
            Platform::Ios => self.unattended_on_ios,
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

const EVERY_SIX_HOURS: UnattendedCheck = UnattendedCheck::Every(SignedDuration::from_hours(6));
const ONCE_A_DAY: UnattendedCheck = UnattendedCheck::Every(SignedDuration::from_hours(24));

/// The releases, oldest first.
static RELEASES: [Release; 4] = [
    // 2020-09: notifies of any match.
    Release {
        version: "1.1.3",
        details: DetailsCondition::AnyMatch,
        kept: KeptExposures::Every,
        display: DisplayWindow::Unlimited,
        submission: SubmissionApi::V1,
        keys: KeySelection::LastFourteenDays,
        answers: AnswerReading::AnythingElseIsSuccess,
        cursor: CursorRule::RunningSavedBefore,
        unattended_on_android: UnattendedCheck::Never,
        unattended_on_ios: ONCE_A_DAY,
        fallback: FallbackConfiguration::MinimumOne,
    },
    // 2020-09: the gate. With level 0 on the keys, no Android phone ever passes it (報告書 2(4)②).
    Release {
        version: "1.1.4",
        details: DetailsCondition::MaximumScoreReachesMinimum,
        kept: KeptExposures::Every,
        display: DisplayWindow::Unlimited,
        submission: SubmissionApi::V1,
        keys: KeySelection::LastFourteenDays,
        answers: AnswerReading::AnythingElseIsSuccess,
        cursor: CursorRule::RunningSavedBefore,
        unattended_on_android: UnattendedCheck::Never,
        unattended_on_ios: ONCE_A_DAY,
        fallback: FallbackConfiguration::MinimumTwentyOne,
    },
    // 2021-02: the correction, together with the server's level 4.
    Release {
        version: "1.2.2",
        details: DetailsCondition::MaximumScoreReachesMinimum,
        kept: KeptExposures::ReachingMinimum,
        display: DisplayWindow::Unlimited,
        submission: SubmissionApi::V2,
        keys: KeySelection::FromThreeDaysBeforeOnset,
        answers: AnswerReading::OnlyNoContentIsSuccess,
        cursor: CursorRule::RunningSavedBefore,
        unattended_on_android: UnattendedCheck::Never,
        unattended_on_ios: ONCE_A_DAY,
        fallback: FallbackConfiguration::MinimumTwentyOne,
    },
    // 2021-06: checks by itself on Android (from 1.2.3), forgets after fifteen days.
    Release {
        version: "1.2.4",
        details: DetailsCondition::MaximumScoreReachesMinimum,
        kept: KeptExposures::ReachingMinimum,
        display: DisplayWindow::FifteenDays,
        submission: SubmissionApi::V2,
        keys: KeySelection::FromThreeDaysBeforeOnset,
        answers: AnswerReading::OnlyNoContentIsSuccess,
        cursor: CursorRule::FixedSavedAfterAcceptance,
        unattended_on_android: EVERY_SIX_HOURS,
        unattended_on_ios: ONCE_A_DAY,
        fallback: FallbackConfiguration::MinimumTwentyOne,
    },
];

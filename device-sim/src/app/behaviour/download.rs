//! The list and the files: what is new, what is remembered, and what a failure does.

use serde::{Deserialize, Serialize};

/// Whose files are downloaded, and for which regions keys are submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Regions {
    /// Japan has two mobile country codes, and both are asked for (COCOA v1.0.0 `settings.json`).
    BothCodesOfJapan,
    /// One code stands for Japan (COCOA v1.1.0 `settings.json`).
    OneCodeOfJapan,
}

impl Regions {
    /// The codes, in order.
    pub(crate) fn codes(self) -> &'static [&'static str] {
        match self {
            Self::BothCodesOfJapan => &["440", "441"],
            Self::OneCodeOfJapan => &["440"],
        }
    }
}

/// What a region without new files does to the regions after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RegionLoop {
    /// It ends the check: the loop returns (COCOA v1.0.0 `ExposureNotificationHandler`).
    EndsAtFirstWithoutFiles,
    /// It is passed over (COCOA v1.1.0 `ExposureNotificationHandler`).
    Continues,
}

/// Which items of `list.json` are new, what is remembered of them, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CursorRule {
    /// New is what was created after the item taken before it, and the last one taken is remembered before the
    /// operating system gets the files: what fails there is lost (COCOA up to v1.2.2 `ExposureNotificationHandler`).
    RunningSavedBefore,
    /// New is what was created after the cursor, and the last one in the list's order is remembered once the
    /// operating system has accepted the files (COCOA v1.2.3 `ExposureNotificationHandler`).
    LastSavedAfterAcceptance,
    /// New is what was created after the cursor, and the newest is remembered once the operating system has accepted
    /// the files (COCOA v2.0.0 `AbsExposureDetectionBackgroundService`).
    NewestSavedAfterAcceptance,
}

/// What a list does that cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FailedList {
    /// It counts as empty (COCOA up to v1.2.6 `ExposureNotificationHandler`).
    CountsAsEmpty,
    /// The check fails (COCOA v1.4.0 `ExposureNotificationHandler`).
    FailsCheck,
    /// An answer other than 200 is noted, and the next region follows; no answer at all fails the check (COCOA v2.0.0
    /// `AbsExposureDetectionBackgroundService`).
    IsNoted,
}

/// What a file does that cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FailedFile {
    /// What there is of it goes to the operating system all the same (COCOA up to v1.2.6
    /// `ExposureNotificationHandler`).
    IsProvided,
    /// The check fails (COCOA v1.4.0 `ExposureNotificationHandler`).
    FailsCheck,
}

/// What becomes of a check that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FailedRun {
    /// Nobody learns of it (COCOA up to v1.2.5 `ExposureNotificationHandler`).
    IsSwallowed,
    /// The background work learns of it (COCOA v1.2.6 `ExposureNotificationHandler`).
    IsReported,
}

/// What a check does that starts while another runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OverlappingChecks {
    /// Both run (COCOA up to v1.2.1 `ExposureNotificationHandler`).
    BothRun,
    /// It is left out (COCOA v1.2.2 `ExposureNotificationHandler`, the interlocked flag).
    SecondIsSkipped,
    /// It waits for the other (COCOA v2.0.0 `AbsExposureDetectionBackgroundService`, the semaphore).
    SecondWaits,
}

//! 2021: from the correction of the defect on Android to the last release with version 1 of the API.

use super::from_1_0_0::V1_2_1;
use super::{
    Agreement, AnswerReading, AttestedKeys, BackgroundWork, CursorRule, DialogWording, DisplayWindow,
    FailedFile, FailedList, FailedRun, Home, KeptExposures, MadeForIos, OverlappingChecks, OwnNotification,
    Release, SubmissionApi, UserDataFormat,
};
use crate::app::behaviour::{Retry, UnattendedCheck, WorkName};

/// 2021-02-18: the correction, together with the server's level 4.
pub(super) const V1_2_2: Release = Release {
    version: "1.2.2",
    submission: SubmissionApi::V2,
    attested_keys: AttestedKeys::WithoutTransmissionRisk,
    answers: AnswerReading::OnlyNoContentIsSuccess,
    overlapping: OverlappingChecks::SecondIsSkipped,
    kept: KeptExposures::ReachingMinimum,
    user_data: UserDataFormat::PreferencesWithDatesAsText,
    ..V1_2_1
};

/// 2021-04-22, for Android only: checks by itself there, and loses no file that failed.
pub(super) const V1_2_3: Release = Release {
    version: "1.2.3",
    made_for_ios: MadeForIos::None,
    cursor: CursorRule::LastSavedAfterAcceptance,
    background_on_android: BackgroundWork {
        name: WorkName::Of1_2_3,
        runs: UnattendedCheck::EveryHours(6),
        ..V1_2_2.background_on_android
    },
    ..V1_2_2
};

/// 2021-06: forgets contacts after fifteen days.
pub(super) const V1_2_4: Release = Release {
    version: "1.2.4",
    made_for_ios: V1_2_2.made_for_ios,
    display: DisplayWindow::FifteenDays,
    ..V1_2_3
};

/// 2021-07.
pub(super) const V1_2_5: Release = Release {
    version: "1.2.5",
    ..V1_2_4
};

/// 2021-09: the app notifies again, beside the operating system; a check that failed is repeated.
pub(super) const V1_2_6: Release = Release {
    version: "1.2.6",
    dialogs: DialogWording::EnterAgain,
    failed_run: FailedRun::IsReported,
    own_notification: OwnNotification::NewContact,
    background_on_android: BackgroundWork {
        name: WorkName::Of1_2_6,
        set_up_without_opening: true,
        retry: Retry::AnyFailure,
        ..V1_2_5.background_on_android
    },
    ..V1_2_5
};

/// 2021-11-25: Home says whether it works, unless the app does not start at all (issue 517).
pub(super) const V1_4_0: Release = Release {
    version: "1.4.0",
    failed_list: FailedList::FailsCheck,
    failed_file: FailedFile::FailsCheck,
    home: Home::WithState,
    user_data: UserDataFormat::PreferencesWithDatesAsNumbers,
    agreement: Agreement::ConvertedFatally,
    ..V1_2_6
};

/// 2021-11-26 (iOS) and 11-27: starts.
pub(super) const V1_4_1: Release = Release {
    version: "1.4.1",
    agreement: Agreement::Converted,
    ..V1_4_0
};

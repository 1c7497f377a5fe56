//! 2022: version 2 of the API, and the end of the service.

use super::from_1_2_2::V1_4_1;
use super::{
    AnswerReading, Api, AttemptLimit, AttestationAttempts, BackgroundWork, CheckOnOpening, Completion,
    CursorRule, DialogWording, FailedList, Home, KeySelection, MadeForIos, NoKeys, OverlappingChecks,
    OwnNotification, RatedDays, RefusedKeys, Release, RequiredState, SubmissionApi, UpdateNotice,
};
use crate::app::behaviour::{Retry, UnattendedCheck, WorkName};

/// 2022-04-07: windows and daily summaries.
pub(super) const V2_0_0: Release = Release {
    version: "2.0.0",
    made_for_ios: MadeForIos::From13_7,
    attempts: AttemptLimit::LeadsHome,
    refused_keys: RefusedKeys::Cancels,
    answers: AnswerReading::RestIsSilent,
    dialogs: DialogWording::Single,
    keys: KeySelection::FromThreeDaysBeforeOnsetByInterval,
    no_keys: NoKeys::Sent,
    cursor: CursorRule::NewestSavedAfterAcceptance,
    failed_list: FailedList::IsNoted,
    overlapping: OverlappingChecks::SecondWaits,
    api: Api::V2,
    own_notification: OwnNotification::NewHighRiskDay,
    home: Home::WithStateOfVersion2,
    required_state: RequiredState::EnabledAndActive,
    background_on_android: BackgroundWork {
        name: WorkName::Of2_0_0,
        runs: UnattendedCheck::EveryHours(4),
        retry: Retry::NetworkFailure,
        ..V1_4_1.background_on_android
    },
    ..V1_4_1
};

/// 2022-06: rates no day that it would not display; speaks of limits, of notifications that are off, of use abroad.
pub(super) const V2_0_1: Release = Release {
    version: "2.0.1",
    submission: SubmissionApi::V2WithSymptoms,
    attestation_attempts: AttestationAttempts::FourTimes,
    answers: AnswerReading::RestIsSilentButForbidden,
    completion: Completion::Page,
    rated_days: RatedDays::LastFifteenDays,
    home: Home::WithStateAndWarnings,
    update_notice: UpdateNotice::WhenNewerForSystem,
    exports_exposures: true,
    ..V2_0_0
};

/// 2022-11-17: the end of the service. The background work only reminds.
pub(super) const V3_0_0: Release = Release {
    version: "3.0.0",
    api: Api::None,
    own_notification: OwnNotification::Never,
    home: Home::EndOfService,
    update_notice: UpdateNotice::Never,
    operation_log: false,
    check_on_opening: CheckOnOpening::Never,
    ..V2_0_1
};

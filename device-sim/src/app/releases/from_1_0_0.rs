//! 2020: from the first release to the one that asks for the date of onset.

use super::{
    Agreement, AndroidRollingPeriod, AnswerReading, Api, AttemptLimit, AttestationAttempts, AttestedKeys,
    BackgroundWork, CheckOnOpening, Completion, ContactDates, CountUnit, CursorRule, DetailsCondition,
    DialogWording, DisplayWindow, EqualWindows, FailedFile, FailedList, FailedRun, FallbackConfiguration,
    FormChecks, GuidanceForm, Home, KeptExposures, KeySelection, MadeForIos, NoKeys, OverlappingChecks,
    OwnNotification, RatedDays, RatedWindows, ReEntry, RefusedKeys, RegionLoop, Regions, RegisterButton,
    Release, RequiredState, StartOfUse, Starting, SubmissionApi, UpdateNotice, UserDataFormat,
};
use crate::app::behaviour::{Retry, UnattendedCheck, WorkName};

/// 2020-06-19. Any number is answered with completion, any match is notified, the start of use is always today.
pub(super) const V1_0_0: Release = Release {
    version: "1.0.0",
    made_for_ios: MadeForIos::Any,
    starting: Starting::Always,

    register_button: RegisterButton::Always,
    form_checks: FormChecks::None,
    attempts: AttemptLimit::None,
    re_entry: ReEntry::Fails,
    refused_keys: RefusedKeys::Fails,
    submission: SubmissionApi::V1WithSubmissionNumber,
    answers: AnswerReading::AnyAnswerIsSuccess,
    dialogs: DialogWording::TryLater,
    completion: Completion::Dialog,

    keys: KeySelection::All,
    no_keys: NoKeys::Sent,
    android_rolling_period: AndroidRollingPeriod::Zero,
    attested_keys: AttestedKeys::WithTransmissionRisk,
    attestation_attempts: AttestationAttempts::Once,

    regions: Regions::BothCodesOfJapan,
    region_loop: RegionLoop::EndsAtFirstWithoutFiles,
    cursor: CursorRule::RunningSavedBefore,
    failed_list: FailedList::CountsAsEmpty,
    failed_file: FailedFile::IsProvided,
    failed_run: FailedRun::IsSwallowed,
    overlapping: OverlappingChecks::BothRun,

    api: Api::V1,
    details: DetailsCondition::AnyMatch,
    kept: KeptExposures::Every,
    rated_days: RatedDays::Every,
    rated_windows: RatedWindows::NewOnes,
    equal_windows: EqualWindows::CountOnce,
    fallback: FallbackConfiguration::OneToEight,
    own_notification: OwnNotification::AnyMatchIfOptedIn,

    display: DisplayWindow::Unlimited,
    contact_dates: ContactDates::Utc,
    count_unit: CountUnit::Ken,
    guidance: GuidanceForm::Questions,
    home: Home::WithoutDays,
    update_notice: UpdateNotice::Never,
    exports_exposures: false,
    operation_log: false,

    user_data: UserDataFormat::ApplicationProperties,
    start_of_use: StartOfUse::AlwaysToday,
    agreement: Agreement::NotRecorded,

    check_on_opening: CheckOnOpening::BackgroundWorkOfAndroid,
    required_state: RequiredState::Enabled,
    background_on_android: BackgroundWork {
        name: WorkName::First,
        runs: UnattendedCheck::Never,
        set_up_without_opening: false,
        retry: Retry::Never,
    },
    background_on_ios: BackgroundWork {
        name: WorkName::OfIos,
        runs: UnattendedCheck::EveryHours(24),
        set_up_without_opening: true,
        retry: Retry::Never,
    },
};

/// 2020-06-26, a tag only. A wrong number is refused, and so is the phone of anyone with an old or a short key.
pub(super) const V1_1_0: Release = Release {
    version: "1.1.0",
    form_checks: FormChecks::Usual,
    attempts: AttemptLimit::ClosesApp,
    submission: SubmissionApi::V1,
    answers: AnswerReading::ThreeRefusals,
    keys: KeySelection::AllOrNothing,
    regions: Regions::OneCodeOfJapan,
    region_loop: RegionLoop::Continues,
    home: Home::WithDays,
    start_of_use: StartOfUse::DayOfRegistration,
    check_on_opening: CheckOnOpening::Home,
    ..V1_0_0
};

/// 2020-06-30 (iOS) and 07-01. From here on only the operating system notifies.
pub(super) const V1_1_1: Release = Release {
    version: "1.1.1",
    register_button: RegisterButton::EightCharacters,
    android_rolling_period: AndroidRollingPeriod::AsItIs,
    own_notification: OwnNotification::Never,
    ..V1_1_0
};

/// 2020-07-13 (iOS) and 07-14. Registration works.
pub(super) const V1_1_2: Release = Release {
    version: "1.1.2",
    re_entry: ReEntry::Possible,
    answers: AnswerReading::FourRefusals,
    keys: KeySelection::LastFourteenDays,
    no_keys: NoKeys::Told,
    contact_dates: ContactDates::Local,
    count_unit: CountUnit::Ko,
    update_notice: UpdateNotice::WhenDifferent,
    ..V1_1_1
};

/// 2020-09-08 (iOS) and 09-09. Still notifies of any match.
pub(super) const V1_1_3: Release = Release {
    version: "1.1.3",
    fallback: FallbackConfiguration::MinimumOne,
    update_notice: UpdateNotice::WhenNewer,
    ..V1_1_2
};

/// 2020-09-24 (iOS) and 09-28: the gate. With level 0 on the keys, no Android phone ever passes it (報告書 2(4)②).
pub(super) const V1_1_4: Release = Release {
    version: "1.1.4",
    details: DetailsCondition::MaximumScoreReachesMinimum,
    fallback: FallbackConfiguration::MinimumTwentyOne,
    ..V1_1_3
};

/// 2020-11-05. One link to the consultation desks instead of questions and telephone.
pub(super) const V1_1_5: Release = Release {
    version: "1.1.5",
    guidance: GuidanceForm::ConsultationDesk,
    ..V1_1_4
};

/// 2020-12-03. Operation log, and agreement to changed terms.
pub(super) const V1_2_0: Release = Release {
    version: "1.2.0",
    home: Home::WithAlerts,
    operation_log: true,
    agreement: Agreement::Recorded,
    ..V1_1_5
};

/// 2020-12-15. Asks for symptoms and the date of onset or test.
pub(super) const V1_2_1: Release = Release {
    version: "1.2.1",
    register_button: RegisterButton::EightCharactersAndSymptoms,
    keys: KeySelection::FromThreeDaysBeforeOnset,
    ..V1_2_0
};

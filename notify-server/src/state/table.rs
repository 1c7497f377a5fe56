//! The rows: every state as what differs from the one before.

use std::borrow::Cow;

use jiff::civil::{Time, time};

use super::{
    BatchFields, ContentTypes, Created, EmptyList, EventLogForm, Expiry, ExportOrder, ExportSignature,
    ExportStart, FileGroups, FileNames, FutureStarts, LoggedRequests, OldestStart, Question, RegisterAnswer,
    RepeatedSubmission, RollingPeriods, ServerState, Storing, TransmissionLevel, V3Diagnosis,
    VerificationRule,
};

/// COCOA v1.0.0, 18 June 2020.
const JUNE_2020: ServerState = ServerState {
    name: "2020-06",
    front_door_check: false,
    logs_requests: LoggedRequests::WholeBody,
    register_answer: RegisterAnswer::User,
    question: Question::BareMember,
    verification_rule: VerificationRule::Placeholder,
    transmission_level: TransmissionLevel::PassThrough,
    v2_diagnosis: false,
    v2_chaff: false,
    v3_diagnosis: V3Diagnosis::Absent,
    user_uuid_is_parameter: true,
    user_check_on_v1: true,
    rolling_periods: RollingPeriods::WholeDay,
    oldest_start: OldestStart::ExactSecond,
    future_starts: FutureStarts::Accepted,
    refuses_strangers: false,
    number_used_before_check: false,
    storing: Storing::AllOrNothing,
    repeated_submission: RepeatedSubmission::KeptBeside,
    keeps_processing_number: true,
    export_at: Cow::Borrowed(&MIDNIGHT_UTC),
    export_start: ExportStart::After,
    file_groups: FileGroups::StartAndPeriod,
    batch_fields: BatchFields::NumberAndKeyCount,
    export_order: ExportOrder::Random,
    export_signature: ExportSignature::Valid,
    signature_names_apps: true,
    file_names: FileNames::Number,
    created: Created::SecondOfRun,
    expiry: Expiry::Seconds,
    empty_list: EmptyList::Stale,
    list_before_files: false,
    content_types: ContentTypes::OctetStream,
    keys_api: true,
    opt_out: true,
    deletion_at: MIDNIGHT_UTC[0],
    inquiry_log: false,
    event_log: EventLogForm::Absent,
    end_of_service: false,
};

/// COCOA v1.1.1, 28 June 2020. Its two days as v1.1.0 differed in two columns, which can be switched: files were all
/// called `1.zip` and exported at midnight UTC.
const JULY_2020: ServerState = ServerState {
    name: "2020-07",
    question: Question::Object,
    verification_rule: VerificationRule::StatusTable,
    batch_fields: BatchFields::OneOfOne,
    export_at: Cow::Borrowed(&EVERY_HOUR),
    ..JUNE_2020
};

/// COCOA v1.1.2 to v1.1.4. Their public code says an export every hour and a deletion at midnight UTC; files of
/// production of August 2020 were created at 15:00, as the code says since v1.1.5, so those are the times here.
const SEPTEMBER_2020: ServerState = ServerState {
    name: "2020-09",
    front_door_check: true,
    oldest_start: OldestStart::MidnightUtc,
    created: Created::MillisecondOfFile,
    expiry: Expiry::IntervalsByMistake,
    export_at: Cow::Borrowed(&MIDNIGHT_IN_JAPAN),
    deletion_at: time(14, 45, 0, 0),
    ..JULY_2020
};

/// COCOA v1.1.5 to v1.2.0.
const NOVEMBER_2020: ServerState = ServerState {
    name: "2020-11",
    rolling_periods: RollingPeriods::UpToWholeDay,
    future_starts: FutureStarts::Refused,
    file_groups: FileGroups::Start,
    expiry: Expiry::Seconds,
    ..SEPTEMBER_2020
};

/// COCOA v1.2.1, 15 December 2020.
const DECEMBER_2020: ServerState = ServerState {
    name: "2020-12",
    logs_requests: LoggedRequests::Nothing,
    keeps_processing_number: false,
    opt_out: false,
    inquiry_log: true,
    ..NOVEMBER_2020
};

/// COCOA v1.2.2, 18 February 2021: the release that put 4 for the level.
const FEBRUARY_2021: ServerState = ServerState {
    name: "2021-02",
    transmission_level: TransmissionLevel::Fixed(4),
    v2_diagnosis: true,
    user_uuid_is_parameter: false,
    ..DECEMBER_2020
};

/// COCOA v1.2.4: the same rules; what it changed, the online check of Android attestations, is switched off here.
const JUNE_2021: ServerState = ServerState {
    name: "2021-06",
    ..FEBRUARY_2021
};

/// COCOA v1.2.5: what it took away, no app called.
const JULY_2021: ServerState = ServerState {
    name: "2021-07",
    keys_api: false,
    ..JUNE_2021
};

/// COCOA v1.2.6, 8 September 2021.
const SEPTEMBER_2021: ServerState = ServerState {
    name: "2021-09",
    register_answer: RegisterAnswer::ZerosAndCount,
    user_check_on_v1: false,
    ..JULY_2021
};

/// COCOA v1.4.0 and v1.4.1.
const NOVEMBER_2021: ServerState = ServerState {
    name: "2021-11",
    logs_requests: LoggedRequests::DevicePayload,
    register_answer: RegisterAnswer::Zeros,
    v2_chaff: true,
    empty_list: EmptyList::EmptyArray,
    ..SEPTEMBER_2021
};

/// COCOA v2.0.0.
const APRIL_2022: ServerState = ServerState {
    name: "2022-04",
    signature_names_apps: false,
    v3_diagnosis: V3Diagnosis::V2_0_0,
    event_log: EventLogForm::SnakeCase,
    ..NOVEMBER_2021
};

/// COCOA v2.0.1, 6 June 2022.
const JUNE_2022: ServerState = ServerState {
    name: "2022-06",
    v3_diagnosis: V3Diagnosis::V2_0_1,
    export_at: Cow::Borrowed(&FIVE_TIMES_A_DAY),
    ..APRIL_2022
};

/// COCOA v3.0.0, 8 November 2022: the end.
const NOVEMBER_2022: ServerState = ServerState {
    name: "2022-11",
    logs_requests: LoggedRequests::Nothing,
    content_types: ContentTypes::Named,
    export_start: ExportStart::AtOrAfter,
    event_log: EventLogForm::CamelCase,
    end_of_service: true,
    ..JUNE_2022
};

/// All states, in order of time.
pub(super) static STATES: [ServerState; 13] = [
    JUNE_2020,
    JULY_2020,
    SEPTEMBER_2020,
    NOVEMBER_2020,
    DECEMBER_2020,
    FEBRUARY_2021,
    JUNE_2021,
    JULY_2021,
    SEPTEMBER_2021,
    NOVEMBER_2021,
    APRIL_2022,
    JUNE_2022,
    NOVEMBER_2022,
];

const MIDNIGHT_UTC: [Time; 1] = [time(0, 0, 0, 0)];

const MIDNIGHT_IN_JAPAN: [Time; 1] = [time(15, 0, 0, 0)];

/// 8:00, 12:00, 16:00, 20:00 and 24:00 in Japan; 4:00 was left out on purpose.
const FIVE_TIMES_A_DAY: [Time; 5] = [
    time(3, 0, 0, 0),
    time(7, 0, 0, 0),
    time(11, 0, 0, 0),
    time(15, 0, 0, 0),
    time(23, 0, 0, 0),
];

const EVERY_HOUR: [Time; 24] = {
    let mut hours = [MIDNIGHT_UTC[0]; 24];
    let (mut index, mut hour) = (0, 0);
    while index < hours.len() {
        hours[index] = time(hour, 0, 0, 0);
        (index, hour) = (index + 1, hour + 1);
    }
    hours
};

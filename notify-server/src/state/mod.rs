//! How the server behaved on a day of its history: a table that a reader can check against COCOA's sources.
//!
//! Tags of COCOA are releases of the app; the server was deployed on its own. A state is therefore named after the
//! month from which it is taken to have run, and stands for the code of the tags named beside it.
//!
//! * here — the columns: every behaviour that changed, by name;
//! * `column`, `device_check` — what a column can say;
//! * `table` — the rows, each written as what differs from the one before;
//! * `switch` — switching a single column of a running server.
//!
//! Not in the table, because it is the same in all states: the order of checks, the regions (any supported one
//! suffices), a rolling period of 0 stored as 144, a retention of 14 days of whose days midnight UTC is the border.

mod column;
mod device_check;
#[cfg(test)]
mod history;
mod switch;
mod table;

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Time;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

pub(crate) use self::column::HIGHEST_TRANSMISSION_LEVEL;
pub use self::column::{
    BatchFields, ContentTypes, Created, EmptyList, EventLogForm, Expiry, ExportOrder, ExportSignature,
    ExportStart, FileGroups, FileNames, FutureStarts, LoggedRequests, OldestStart, Question, RegisterAnswer,
    RepeatedSubmission, RollingPeriods, Storing, TransmissionLevel, V3Diagnosis, VerificationRule,
};
pub use self::device_check::{
    AndroidDeviceCheck, AppleFailures, AppleTransaction, IosDeviceCheck, MalformedAttestation,
};

/// The behaviours of the server that changed over time. As JSON, every column by its name here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a table: each is a column of its own, and no two make one state"
)]
pub struct ServerState {
    /// The month from which it ran, `2020-09`.
    #[serde(skip)]
    pub name: &'static str,
    /// Whether a configured Front Door identifier is looked for in `X-Azure-FDID` (since COCOA v1.1.2,
    /// `ValidationServerService`).
    pub front_door_check: bool,
    /// What the server's own log keeps of registrations.
    pub logs_requests: LoggedRequests,
    /// What `POST /api/register` answers.
    pub register_answer: RegisterAnswer,
    /// In which form HER-SYS is asked about a processing number.
    pub question: Question,
    /// What becomes of the answer of HER-SYS.
    pub verification_rule: VerificationRule,
    /// Which transmission risk level V1 and V2 store and so export (報告書 2(4)②; COCOA v1.2.2, `DiagnosisApi`). V3
    /// computes its own.
    #[schema(value_type = Value, examples(4, "as_sent"))]
    pub transmission_level: TransmissionLevel,
    /// Whether `PUT /api/v2/diagnosis` exists (since COCOA v1.2.2, `V2DiagnosisApi`).
    pub v2_diagnosis: bool,
    /// Whether V2 answers a request with the header `X-Chaff` as if it were a registration, after all checks but
    /// that of the number (since COCOA v1.4.0, `V2DiagnosisApi`). V3 always does.
    pub v2_chaff: bool,
    /// Which form of `PUT /api/v3/diagnosis` exists.
    pub v3_diagnosis: V3Diagnosis,
    /// Whether V1 refuses a blank `userUuid` as an invalid parameter, before the regions are looked at (until COCOA
    /// v1.2.1, `DiagnosisSubmissionParameter`); later the user check refuses it.
    pub user_uuid_is_parameter: bool,
    /// Whether V1 checks `Authorization: Bearer` against `userUuid` (until COCOA v1.2.5, `ValidationUserService`).
    pub user_check_on_v1: bool,
    /// Which rolling periods V1 and V2 accept (COCOA v1.1.4 and v1.1.5, `DiagnosisSubmissionParameter`).
    pub rolling_periods: RollingPeriods,
    /// Which old rolling starts V1 and V2 accept beside 0 (COCOA v1.1.1 and v1.1.2, `DiagnosisSubmissionParameter`).
    pub oldest_start: OldestStart,
    /// What becomes of a rolling start after now in V1 and V2 (COCOA v1.1.4 and v1.1.5,
    /// `DiagnosisSubmissionParameter`).
    pub future_starts: FutureStarts,
    /// Whether the app's package must be the configured one, which the device check then refuses. The real server
    /// looked only whether it is blank (all versions); a switch.
    pub refuses_strangers: bool,
    /// Whether V1 and V2 ask HER-SYS before they look whether key data is key data: the number is used up, then the
    /// server breaks (COCOA did in all versions, `V1DiagnosisSubmissionParameter`); a switch.
    pub number_used_before_check: bool,
    /// What becomes of a registration of which not all keys can be stored.
    pub storing: Storing,
    /// What becomes of a key that is submitted again in V1 or V2. V3 replaces it and exports it anew.
    pub repeated_submission: RepeatedSubmission,
    /// Whether the processing number is kept beside the user's name, for good (until COCOA v1.2.0,
    /// `CosmosDiagnosisRepository`).
    pub keeps_processing_number: bool,
    /// When keys are exported, every day, UTC (`TemporaryExposureKeyExportBatch`).
    #[schema(value_type = Vec<String>, examples("15:00:00"))]
    pub export_at: Cow<'static, [Time]>,
    /// Which keys of the oldest day are exported (until COCOA v2.0.1 and v3.0.0,
    /// `TemporaryExposureKeyExportBatchService`).
    pub export_start: ExportStart,
    /// Which keys share a file (COCOA v1.1.4 and v1.1.5, `TemporaryExposureKeyExportBatchService`).
    pub file_groups: FileGroups,
    /// What a file says of its place among others (COCOA v1.0.0 and v1.1.0,
    /// `TemporaryExposureKeyExportBatchService`).
    pub batch_fields: BatchFields,
    /// In which order keys stand in a file.
    pub export_order: ExportOrder,
    /// How files are signed.
    pub export_signature: ExportSignature,
    /// Whether a signature names the app on both platforms (until COCOA v1.4.1,
    /// `TemporaryExposureKeySignatureInfoService`).
    pub signature_names_apps: bool,
    /// What files are called (COCOA v1.1.0 and v1.1.1, `TemporaryExposureKeyExportBatchService`).
    pub file_names: FileNames,
    /// The `created` of a file in `list.json` (COCOA v1.1.1 and v1.1.2, `TemporaryExposureKeyExportBatchService`).
    pub created: Created,
    /// With what the end of a file's day is compared to know whether the file is too old to be listed and kept
    /// (COCOA v1.1.2 and v1.1.5, `TemporaryExposureKeyExportRepository`).
    pub expiry: Expiry,
    /// What becomes of `list.json` when no file is left (until COCOA v1.2.6 and v1.4.0,
    /// `TemporaryExposureKeyBlobService`).
    pub empty_list: EmptyList,
    /// Whether the list is rewritten before the files that it names are there; a switch.
    pub list_before_files: bool,
    /// As what files and their list are served (COCOA v2.0.1 and v3.0.0, `TemporaryExposureKeyBlobService`).
    pub content_types: ContentTypes,
    /// Whether `GET /api/TemporaryExposureKeys` exists (until COCOA v1.2.4, `TemporaryExposureKeysApi`).
    pub keys_api: bool,
    /// Whether `DELETE /api/OptOut` exists (until COCOA v1.2.0, `OptOutApi`).
    pub opt_out: bool,
    /// When old keys and files are deleted, every day, UTC (`TemporaryExposureKeyDeleteBatch`).
    #[schema(value_type = String, examples("14:45:00"))]
    pub deletion_at: Time,
    /// Whether `GET /api/inquirylog` exists (since COCOA v1.2.1, `InquiryLogApi`).
    pub inquiry_log: bool,
    /// Which form of `PUT /api/v1/event_log` exists (since COCOA v2.0.0, `V1EventLog`).
    pub event_log: EventLogForm,
    /// How an Android phone's attestation is checked, where the deployment has it checked (COCOA v1.2.3 and v1.2.4,
    /// `DeviceValidationAndroidService`).
    pub android_device_check: AndroidDeviceCheck,
    /// Whether Apple is asked about an iPhone's token, where the deployment has it asked.
    pub ios_device_check: IosDeviceCheck,
    /// What becomes of a token that Apple does not confirm (COCOA v1.4.0 to v2.0.0, `DeviceValidationAppleService`).
    pub apple_failures: AppleFailures,
    /// From what the identifier is made that Apple is told (COCOA v1.4.1 and v2.0.0, `DeviceValidationAppleService`).
    pub apple_transaction: AppleTransaction,
    /// What is answered to an Android attestation that is none, or that nobody known signed (COCOA v2.0.0, v2.0.1 and
    /// v3.0.0, `DeviceValidationAndroidService`).
    pub malformed_attestation: MalformedAttestation,
    /// Whether every registration is answered with 406, whatever it says (COCOA v3.0.0).
    pub end_of_service: bool,
}

/// No state has this name.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("there is no server state {name:?}; known are {}", ServerState::names().join(", "))]
pub struct UnknownServerState {
    /// The name asked for.
    pub name: String,
}

impl ServerState {
    /// The names of all states, in order of time.
    pub fn names() -> Vec<&'static str> {
        table::STATES.iter().map(|state| state.name).collect()
    }
}

impl FromStr for ServerState {
    type Err = UnknownServerState;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = table::STATES.iter().find(|state| state.name == name);
        found.cloned().ok_or_else(|| UnknownServerState {
            name: name.to_owned(),
        })
    }
}

impl fmt::Display for ServerState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_finds_its_own_state() {
        let names = [
            "2020-06", "2020-07", "2020-09", "2020-11", "2020-12", "2021-02", "2021-06", "2021-07",
            "2021-09", "2021-11", "2022-04", "2022-06", "2022-11",
        ];
        assert_eq!(ServerState::names(), names);
        for name in names {
            assert_eq!(name.parse::<ServerState>().unwrap().to_string(), name);
        }
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_known_ones() {
        let error = "2020-10".parse::<ServerState>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no server state \"2020-10\"; known are 2020-06, 2020-07, 2020-09, 2020-11, 2020-12, 2021-02, \
             2021-06, 2021-07, 2021-09, 2021-11, 2022-04, 2022-06, 2022-11"
        );
    }
}

//! What apps call, and what the server asks and logs.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What `POST /api/register` answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RegisterAnswer {
    /// The new user's name and secret (until COCOA v1.2.5).
    User,
    /// A name of zeros and a secret of zeros, with a number that still counts (COCOA v1.2.6).
    ZerosAndCount,
    /// Zeros, and 0 for the number (since COCOA v1.4.0).
    Zeros,
}

/// In which form HER-SYS is asked about a processing number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// The one member without braces, which is no JSON (COCOA v1.0.0, `CustomVerificationService`).
    BareMember,
    /// A JSON object with one member.
    Object,
}

/// What becomes of the answer of HER-SYS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerificationRule {
    /// A result that is not blank and whose characters are not all the same is a success, everything else is 406: the
    /// placeholder of COCOA v1.0.0 (`CustomVerificationService`).
    Placeholder,
    /// A table from result codes to statuses says it (since COCOA v1.1.0, `CustomVerificationStatus`).
    StatusTable,
}

/// Which form of `PUT /api/v3/diagnosis` exists. No released app ever used it with success.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum V3Diagnosis {
    /// None.
    #[serde(rename = "absent")]
    Absent,
    /// That of COCOA v2.0.0: `symptomOnsetDate`, no infectious window, everything sent comes back.
    #[serde(rename = "2.0.0")]
    V2_0_0,
    /// That of COCOA v2.0.1: `hasSymptom` and `onsetOfSymptomOrTestDate`, keys outside the infectious window are
    /// dropped, number and attestation do not come back.
    #[serde(rename = "2.0.1")]
    V2_0_1,
}

/// Which form of `PUT /api/v1/event_log` exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventLogForm {
    /// None.
    Absent,
    /// `event_logs` with `has_consent`; the content is text (COCOA v2.0.0).
    SnakeCase,
    /// `eventLogs` with `hasConsent`; the content is any JSON (COCOA v3.0.0).
    CamelCase,
}

/// What the server's own log keeps of requests (COCOA v1.2.0, `DiagnosisApi`; v1.4.0, `V2DiagnosisApi`). V3 keeps
/// nothing of any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LoggedRequests {
    /// No content.
    Nothing,
    /// The whole body of a registration, with the keys and the processing number.
    WholeBody,
    /// Regions, platform, attestation, package and padding of a registration.
    DevicePayload,
}

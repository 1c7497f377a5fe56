//! What a column can say. As JSON a value is its name in small letters, `"after"`; the level alone has numbers.

use serde::{Deserialize, Serialize};
use serde_json::Value;
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

/// Which transmission risk level is stored. As JSON the level itself, or `"as_sent"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Value", try_from = "Value")]
pub enum TransmissionLevel {
    /// The one the app sent; COCOA sent 0.
    PassThrough,
    /// Always this one, 0 to 8, whatever the app sent.
    Fixed(u8),
}

/// No phone accepts a file with a level above this one.
pub(crate) const HIGHEST_TRANSMISSION_LEVEL: u8 = 8;

const AS_SENT: &str = "as_sent";

impl From<TransmissionLevel> for Value {
    fn from(level: TransmissionLevel) -> Self {
        match level {
            TransmissionLevel::PassThrough => AS_SENT.into(),
            TransmissionLevel::Fixed(level) => level.into(),
        }
    }
}

impl TryFrom<Value> for TransmissionLevel {
    type Error = String;

    fn try_from(value: Value) -> Result<Self, Self::Error> {
        if value == AS_SENT {
            return Ok(Self::PassThrough);
        }
        let level = value.as_u64().and_then(|level| u8::try_from(level).ok());
        level
            .filter(|level| *level <= HIGHEST_TRANSMISSION_LEVEL)
            .map(Self::Fixed)
            .ok_or_else(|| format!("{value} is neither a level from 0 to 8 nor \"{AS_SENT}\""))
    }
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

/// Which rolling periods are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RollingPeriods {
    /// 0 or 144.
    WholeDay,
    /// 0 to 144.
    UpToWholeDay,
}

/// Which old rolling starts are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OldestStart {
    /// Those not before the interval of the very second 14 days ago: a key of the oldest day, which starts at midnight
    /// UTC, sinks its whole submission.
    ExactSecond,
    /// Those not before midnight UTC 14 days ago.
    MidnightUtc,
}

/// What becomes of a submission with a key that starts after now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FutureStarts {
    /// It is accepted.
    Accepted,
    /// It is refused.
    Refused,
}

/// Which keys are exported, compared with midnight UTC 14 days ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportStart {
    /// Those that start after it: a key of the oldest day is accepted and never exported.
    After,
    /// Those that start at it, too.
    AtOrAfter,
}

/// Which keys of a run share a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileGroups {
    /// Those with the same rolling start and period; the file ends with its keys.
    StartAndPeriod,
    /// Those with the same rolling start; the file ends 24 hours later.
    Start,
}

/// What a file says in `batch_num` and `batch_size`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BatchFields {
    /// Its number and how many keys it holds, which is not what the fields mean: iOS accepts nothing but 1 of 1.
    NumberAndKeyCount,
    /// 1 of 1.
    OneOfOne,
}

/// What files are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileNames {
    /// All of them `1.zip`, so that each replaces the one before (COCOA v1.1.0, two days of June 2020).
    AlwaysOne,
    /// By their number.
    Number,
}

/// The `created` of a file. Apps take a file only if its `created` is greater than that of the last one they took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Created {
    /// The Unix second of the run, the same for all its files: an app that moves its mark after each file takes the
    /// first of a run alone.
    SecondOfRun,
    /// A Unix millisecond of its own.
    MillisecondOfFile,
}

/// With what the end of a file's day, in Unix seconds, is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Expiry {
    /// With the Unix second of midnight UTC 14 days ago.
    Seconds,
    /// With that second divided by 600: no file ever ends before it, so all are listed and kept for good.
    IntervalsByMistake,
}

/// What becomes of `list.json` when no file is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EmptyList {
    /// It stays as it is and lists files that are gone.
    Stale,
    /// It becomes `[]`.
    EmptyArray,
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

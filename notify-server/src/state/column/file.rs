//! Which keys are exported, and how their files are made, named, signed and listed.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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

/// In which order keys stand in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportOrder {
    /// By chance, so that nobody sees which keys are one person's (all versions,
    /// `TemporaryExposureKeyExportBatchService`).
    Random,
    /// As they were registered: the keys of one person stand together. A defect.
    AsRegistered,
}

/// How files are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportSignature {
    /// With the key that phones know.
    Valid,
    /// Not at all. A defect.
    Missing,
    /// With another key under the name of the one that phones know. A defect.
    WrongKey,
}

/// As what files and their list are served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContentTypes {
    /// `application/octet-stream`, the store's default.
    OctetStream,
    /// `application/zip` and `application/json`.
    Named,
}

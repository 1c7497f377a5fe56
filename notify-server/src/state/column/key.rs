//! Which keys are accepted, and how they are stored.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

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

/// What becomes of a registration of which not all keys can be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Storing {
    /// No key is stored (イ9). The real server stored one after the other in all versions; this one never does unless
    /// it is switched.
    AllOrNothing,
    /// The keys before the one that fails are stored.
    OneByOne,
}

/// What becomes of a key that is submitted again in V1 or V2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RepeatedSubmission {
    /// It is kept and exported a second time: the real server gave every key a random name (all versions,
    /// `TemporaryExposureKeyModel`).
    KeptBeside,
    /// It is kept and exported once.
    SameKeysOnce,
}

//! The checks that an operating system made, as its own settings show them.

use exposure_notification::v1::ExposureSummary;
use jiff::Timestamp;
use serde::{Serialize, Serializer};

/// A version of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ApiVersion {
    /// Summaries of calls.
    V1,
    /// Windows and summaries of days.
    V2,
}

impl Serialize for ApiVersion {
    /// As its number.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(match self {
            Self::V1 => 1,
            Self::V2 => 2,
        })
    }
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct DetectionEntry {
    /// When, in true time.
    pub at: Timestamp,
    /// The version of the API.
    pub api_version: ApiVersion,
    /// How many keys matched: in version 1 those of the call, in version 2 all of the last fourteen days.
    pub matched_keys: u32,
    /// The highest score, 0–4096; version 2 has none.
    pub maximum_risk_score: Option<u32>,
}

/// All checks, in order of time.
#[derive(Debug, Default)]
pub(super) struct DetectionLog(Vec<DetectionEntry>);

impl DetectionLog {
    pub(super) fn entries(&self) -> &[DetectionEntry] {
        &self.0
    }

    pub(super) fn add_v1(&mut self, at: Timestamp, summary: &ExposureSummary) {
        self.0.push(DetectionEntry {
            at,
            api_version: ApiVersion::V1,
            matched_keys: summary.matched_key_count,
            maximum_risk_score: Some(summary.maximum_risk_score),
        });
    }

    /// How many checks there are with this one.
    pub(super) fn add_v2(&mut self, at: Timestamp, matched_keys: u32) -> usize {
        self.0.push(DetectionEntry {
            at,
            api_version: ApiVersion::V2,
            matched_keys,
            maximum_risk_score: None,
        });
        self.0.len()
    }
}

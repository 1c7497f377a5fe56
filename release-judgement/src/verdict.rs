//! The verdict on a release.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether a release may go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Verdict {
    /// It may (判定：可).
    #[serde(rename = "GO")]
    Go,
    /// It must not (判定：否).
    #[serde(rename = "NO-GO")]
    NoGo,
    /// The judgement itself is not valid, so it says nothing about the release (判定：無効).
    #[serde(rename = "INVALID")]
    Invalid,
}

impl Verdict {
    /// The name in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Go => "GO",
            Self::NoGo => "NO-GO",
            Self::Invalid => "INVALID",
        }
    }

    /// The name in reports.
    pub fn japanese(self) -> &'static str {
        match self {
            Self::Go => "可",
            Self::NoGo => "否",
            Self::Invalid => "無効",
        }
    }

    /// The exit code of the command line.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Go => 0,
            Self::NoGo => 1,
            Self::Invalid => 2,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

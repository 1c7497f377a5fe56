//! The version of the app, by which releases are ordered.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A version as the stores show it, `1.2.4`. Versions are ordered by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct AppVersion([u16; 3]);

/// A text that is no version.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{0:?} is no version of the app; write three numbers, such as 1.2.4")]
pub struct NotAnAppVersion(String);

impl FromStr for AppVersion {
    type Err = NotAnAppVersion;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let numbers: Option<Vec<u16>> = text.split('.').map(|number| number.parse().ok()).collect();
        numbers
            .and_then(|numbers| numbers.try_into().ok())
            .map(Self)
            .ok_or_else(|| NotAnAppVersion(text.to_owned()))
    }
}

impl TryFrom<String> for AppVersion {
    type Error = NotAnAppVersion;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<AppVersion> for String {
    fn from(version: AppVersion) -> Self {
        version.to_string()
    }
}

impl fmt::Display for AppVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([major, minor, patch]) = self;
        write!(formatter, "{major}.{minor}.{patch}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_by_their_numbers() {
        let versions = ["1.0.0", "1.1.5", "1.2.4", "1.2.10", "1.10.0", "2.0.0"];
        let read: Vec<AppVersion> = versions.iter().map(|version| version.parse().unwrap()).collect();
        assert!(read.is_sorted());
        assert_eq!(read[3].to_string(), "1.2.10");
    }

    #[test]
    fn what_is_no_version_is_refused() {
        for text in [
            "",
            "1.2",
            "1.2.3.4",
            "1.2.x",
            "v1.2.3",
            "next",
            "-1.0.0",
            "1.2.70000",
        ] {
            assert_eq!(
                text.parse::<AppVersion>(),
                Err(NotAnAppVersion(text.to_owned())),
                "{text}"
            );
        }
    }
}

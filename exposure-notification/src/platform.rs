//! The two operating systems that implement Exposure Notification.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The operating system of a phone. The order is that of tables and reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Platform {
    /// Apple's.
    #[serde(rename = "iOS")]
    Ios,
    /// Google's.
    #[serde(rename = "Android")]
    Android,
}

/// A name that is none of the two.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("unknown platform {0:?}; write iOS or Android")]
pub struct UnknownPlatform(pub String);

impl fmt::Display for Platform {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Ios => "iOS",
            Self::Android => "Android",
        })
    }
}

impl FromStr for Platform {
    type Err = UnknownPlatform;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "iOS" => Ok(Self::Ios),
            "Android" => Ok(Self::Android),
            other => Err(UnknownPlatform(other.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_platform_is_written_the_same_everywhere() {
        for (platform, name) in [(Platform::Ios, "iOS"), (Platform::Android, "Android")] {
            assert_eq!(platform.to_string(), name);
            assert_eq!(name.parse(), Ok(platform));
            assert_eq!(serde_json::to_string(&platform).unwrap(), format!("{name:?}"));
        }
    }

    #[test]
    fn another_name_is_refused() {
        assert_eq!("ios".parse::<Platform>(), Err(UnknownPlatform("ios".to_owned())));
    }
}

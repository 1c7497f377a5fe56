//! What the makers of the operating systems did not publish, as settings: each with its default and the reason for it
//! (報告書 4(3): an assumption about a platform is written down, so that it can be checked). The page
//! `docs/assumptions.md` lists them all, and a test compares.

use serde::{Deserialize, Serialize};

/// What nobody published about the operating systems.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct UnpublishedOsBehaviour {
    /// The shortest time between two scans of an iPhone, in seconds, at least 1. Apple publishes only "at most five
    /// minutes"; observers of both systems report one exchange every 2.5 to 5 minutes.
    pub ios_shortest_scan_spacing_seconds: u32,
    /// The longest time between two scans of an iPhone, in seconds.
    pub ios_longest_scan_spacing_seconds: u32,
    /// How often an iPhone gives the app time to check, in seconds, at least 1. iOS decides by itself and was seen to
    /// skip more than a day or to check every two hours; the ministry promised a check at least once a day, so once a
    /// day is the least with which the promise can be kept.
    pub ios_background_check_every_seconds: u32,
}

impl Default for UnpublishedOsBehaviour {
    fn default() -> Self {
        Self {
            ios_shortest_scan_spacing_seconds: 150,
            ios_longest_scan_spacing_seconds: 300,
            ios_background_check_every_seconds: 86_400,
        }
    }
}

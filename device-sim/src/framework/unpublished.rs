//! What the makers of the operating systems did not publish, as settings: each with its default and the reason for it
//! (報告書 4(3): an assumption about a platform is written down, so that it can be checked). The page
//! `docs/assumptions.md` lists them all, and a test compares.

use exposure_notification::UnpublishedBehaviour;
use serde::{Deserialize, Serialize};

use super::quota::QuotaPeriod;

/// What nobody published about the operating systems.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question with two answers, and has nothing to do with the others"
)]
pub(crate) struct UnpublishedOsBehaviour {
    /// Whether Android up to 10 goes on broadcasting with the location setting off, when it cannot scan. Default: no;
    /// the status it shows is "inactive" for both.
    pub android_broadcasts_without_location: bool,
    /// Whether Android counts, of the files of one call that cover the same time and have the same number, only the
    /// first. Default: no. Its published source tells files apart by these; COCOA published several files of one day,
    /// and Android was seen to match them.
    pub android_drops_files_of_same_period: bool,
    /// How long after its end Android gives an own key out, in seconds. Default: 0. The published source has two hours
    /// of embargo for keys; that they hold for an app that asks for its user's keys is not said.
    pub android_key_release_delay_seconds: u32,
    /// What nobody published about scores and windows.
    pub computation: UnpublishedBehaviour,
    /// Whether a new day's key is made while Bluetooth is off. Default: yes; Exposure Notification itself is on.
    pub day_key_changes_without_bluetooth: bool,
    /// Whether a check of files is refused while Bluetooth is off. Default: no: COCOA 1.4.1 was seen to check without
    /// on Android (COCOA issue 934), and Apple's text does not forbid it.
    pub detection_needs_bluetooth: bool,
    /// Whether a check of files is refused while the location setting is off on an Android that scans with it.
    /// Default: no, as for Bluetooth.
    pub detection_needs_location: bool,
    /// How often an iPhone gives the app time to check, in seconds, at least 1. Default: 86400. iOS decides by itself
    /// and was seen to skip more than a day or to check every two hours; the ministry promised a check at least once a
    /// day, so once a day is the least with which the promise can be kept.
    pub ios_background_check_every_seconds: u32,
    /// Whether a call that fails for its files counts on iOS. Default: yes: some were seen to.
    pub ios_charges_failed_calls: bool,
    /// The longest time between two scans of an iPhone, in seconds. Default: 300: Apple publishes "at most five
    /// minutes".
    pub ios_longest_scan_spacing_seconds: u32,
    /// When the quota of iOS is as new. Default: each use 24 hours after it; Apple says "per 24 hours", not from when.
    pub ios_quota_period: QuotaPeriod,
    /// The shortest time between two scans of an iPhone, in seconds, at least 1. Default: 150; observers of both
    /// systems report one exchange every 2.5 to 5 minutes.
    pub ios_shortest_scan_spacing_seconds: u32,
    /// After how many days a beacon is forgotten. Default: 14, as both makers say; when within the day it is deleted they
    /// do not say, and COCOA was seen to notify of contacts of more than 15 days ago (COCOA issue 974).
    pub sightings_kept_days: u16,
    /// Whether the day's key ends when Exposure Notification is switched off, so that switching it on again begins a
    /// second key of the day. Default: no: the published source changes a key when it expires and at no other time.
    pub switching_off_ends_the_key: bool,
}

impl Default for UnpublishedOsBehaviour {
    fn default() -> Self {
        Self {
            android_broadcasts_without_location: false,
            android_drops_files_of_same_period: false,
            android_key_release_delay_seconds: 0,
            computation: UnpublishedBehaviour::default(),
            day_key_changes_without_bluetooth: true,
            detection_needs_bluetooth: false,
            detection_needs_location: false,
            ios_background_check_every_seconds: 86_400,
            ios_charges_failed_calls: true,
            ios_longest_scan_spacing_seconds: 300,
            ios_quota_period: QuotaPeriod::EachUseForADay,
            ios_shortest_scan_spacing_seconds: 150,
            sightings_kept_days: 14,
            switching_off_ends_the_key: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::*;

    const PAGE: &str = include_str!("../../../docs/assumptions.md");

    /// Every setting with its value, the members of an object as `object.member`.
    fn settings(prefix: &str, value: &Value) -> BTreeMap<String, String> {
        let Value::Object(members) = value else {
            return BTreeMap::from([(prefix.to_owned(), value.to_string())]);
        };
        let dot = if prefix.is_empty() { "" } else { "." };
        let of_member = |(name, value): (&String, &Value)| settings(&format!("{prefix}{dot}{name}"), value);
        members.iter().flat_map(of_member).collect()
    }

    /// The rows of the page's table of settings: name and default; all of them must give a reason.
    fn rows() -> BTreeMap<String, String> {
        let table = PAGE.split("## ").nth(1).unwrap();
        let mut rows = BTreeMap::new();
        for line in table.lines().filter(|line| line.starts_with("| `")) {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [name, default, reason] = cells.as_slice() else {
                panic!("{line}");
            };
            assert!(reason.len() > 10, "{name} has no reason");
            let name = name.trim_matches('`').to_owned();
            let before = rows.insert(name, default.trim_matches('`').to_owned());
            assert_eq!(before, None, "{line} is there twice");
        }
        rows
    }

    #[test]
    fn the_page_of_assumptions_lists_every_setting_with_its_default_and_no_other() {
        let defaults = serde_json::to_value(UnpublishedOsBehaviour::default()).unwrap();
        assert_eq!(rows(), settings("", &defaults));
    }
}

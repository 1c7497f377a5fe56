//! Releases and levels, in short.

use exposure_notification::Platform;

use super::contact::LEVELS;
use crate::app::Release;
use crate::framework::OsVersion;

/// `1.1.4–1.4.1 (1.2.3: Android only)`. `releases` are neighbours, oldest first.
pub(super) fn releases(releases: &[&Release]) -> String {
    let (first, last) = (releases[0].version, releases[releases.len() - 1].version);
    let range = if releases.len() == 1 {
        first.to_owned()
    } else {
        format!("{first}–{last}")
    };
    let android_only: Vec<&str> = releases
        .iter()
        .filter(|release| !came_out(release, Platform::Ios))
        .map(|release| release.version)
        .collect();
    if android_only.is_empty() {
        range
    } else {
        format!("{range} ({}: Android only)", android_only.join(", "))
    }
}

/// Whether the release was made for the operating system.
pub(super) fn came_out(release: &Release, platform: Platform) -> bool {
    let os = OsVersion::newest(platform);
    release.made_for_ios.offers(release.version, os).is_ok()
}

/// `0`, `1–7`, `any`: levels of the grid by their places in it, in order.
pub(super) fn levels(places: &[usize]) -> String {
    if places.len() == LEVELS.len() {
        return "any".to_owned();
    }
    let ranges = places.chunk_by(|place, next| *next == place + 1).map(|range| {
        let (first, last) = (LEVELS[range[0]], LEVELS[range[range.len() - 1]]);
        if first == last {
            first.to_string()
        } else {
            format!("{first}–{last}")
        }
    });
    ranges.collect::<Vec<_>>().join(", ")
}

/// A line of a Markdown table.
pub(super) fn line(cells: &[&str]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

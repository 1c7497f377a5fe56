//! What the makers of a release expect it to change for those who are notified: read, and refused where it says nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use evidence::ExpectedChange;
use exposure_notification::Platform;

use super::file::ReleaseFile;
use super::{PhonesOfTheDay, of_scenario};
use crate::toml_file::{FileError, error_at, error_in};

/// Every expected change of the file.
pub(super) fn expected_changes(
    path: &Path,
    file: &ReleaseFile,
    phones: &BTreeMap<Platform, PhonesOfTheDay>,
) -> Result<Vec<ExpectedChange>, FileError> {
    if !file.expected_change.is_empty() && file.previous.is_none() {
        let message = "a change is one against the release before; name that with `previous = \"…\"`";
        return Err(error_at(path, "[[expected_change]]", message));
    }
    let judged = phones.iter().filter(|(_, phones)| phones.judged);
    let judged: Vec<_> = judged.map(|(platform, _)| of_scenario(*platform)).collect();
    let mut seen = BTreeSet::new();
    let mut changes = Vec::new();
    for entry in &file.expected_change {
        let platform = *entry.platform.get_ref();
        if !judged.contains(&platform) {
            let judged: Vec<&str> = judged.iter().map(|platform| platform.name()).collect();
            let message = format!(
                "an expected change belongs to one operating system on which the release came out: {}",
                judged.join(" or ")
            );
            return Err(error_in(path, entry.platform.span(), &message));
        }
        let change = *entry.change.get_ref();
        if !seen.insert((platform, change)) {
            let message = "this change is expected already; keep one entry with the whole reason";
            return Err(error_in(path, entry.change.span(), message));
        }
        let reason = entry.reason.get_ref().trim();
        if reason.is_empty() {
            let message =
                "a change without a reason explains nothing; say why it is expected, and who announced it";
            return Err(error_in(path, entry.reason.span(), message));
        }
        changes.push(ExpectedChange {
            platform,
            change,
            reason: reason.to_owned(),
        });
    }
    Ok(changes)
}

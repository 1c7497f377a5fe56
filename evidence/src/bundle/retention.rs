//! Deleting old bundles, without hiding that they were there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jiff::Timestamp;

use super::register::{Register, RegisterEvent, bundle_folders};
use super::{BundleError, SigningKey};

/// Keeps the newest `keep` bundles, deletes the others, and gives their numbers. The register says so before a folder
/// goes: one that is missing without such a line was not deleted by this.
pub fn retire_oldest(
    output: &Path,
    key: &SigningKey,
    keep: usize,
    at: Timestamp,
) -> Result<Vec<u64>, BundleError> {
    let register = Register::of(output);
    let mut known = BTreeSet::new();
    let mut retired = BTreeSet::new();
    for entry in register.entries()? {
        match entry.event {
            RegisterEvent::Retired { number, .. } => retired.insert(number),
            RegisterEvent::Began { number, .. } | RegisterEvent::Ended { number, .. } => known.insert(number),
        };
    }
    // A folder that the register does not know is none of a judgement, and is left to whoever put it there.
    let mut folders = bundle_folders(output)?;
    folders.retain(|(number, _)| known.contains(number));
    let old = folders.len().saturating_sub(keep);
    let mut deleted = Vec::new();
    for (number, name) in folders.into_iter().take(old) {
        if !retired.contains(&number) {
            register.append(key, at, |_| RegisterEvent::Retired {
                number,
                bundle: name.clone(),
            })?;
        }
        let folder = output.join(&name);
        fs::remove_dir_all(&folder).map_err(BundleError::write(&folder))?;
        deleted.push(number);
    }
    Ok(deleted)
}

//! Files in a folder. What is written there has reached the disk, whole, before anybody can find it under its name.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;

use super::StoreError;

/// Opens it, and makes the folder where it is missing.
pub(super) fn open(folder: &Path, places: &[ObjectPath]) -> Result<LocalFileSystem, StoreError> {
    prepare(folder, places).map_err(|reason| StoreError::Folder {
        folder: folder.display().to_string(),
        reason,
    })?;
    // Without fsync a crash of the machine may leave a name whose content never reached the disk.
    Ok(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true))
}

fn prepare(folder: &Path, places: &[ObjectPath]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    if let Some(parent) = folder.canonicalize()?.parent() {
        File::open(parent)?.sync_all()?;
    }
    for place in places {
        remove_unfinished(&folder.join(place.as_ref()))?;
    }
    Ok(())
}

/// A file is written under a name of its own and renamed when it is whole; a server that was killed in between leaves
/// it behind, with keys in it that nobody would ever delete.
fn remove_unfinished(folder: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        if is_unfinished(&entry.file_name()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// `object_store` names a file that is being written `NAME#NUMBER`; no file of ours has such a name.
fn is_unfinished(name: &OsStr) -> bool {
    let number = name.to_str().and_then(|name| name.rsplit_once('#'));
    number
        .is_some_and(|(_name, number)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_server_was_writing_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "half").unwrap();
        };
        let kept = [
            "c19r/440/1.zip",
            "c19r/440/list.json",
            "inquiry-logs/a.zip",
            "notes#1",
        ];
        let unfinished = [
            "c19r/440/2.zip#1",
            "c19r/440/list.json#12",
            "inquiry-logs/b.zip#1",
        ];
        kept.into_iter().chain(unfinished).for_each(write);

        let places = ["c19r/440", "inquiry-logs"].map(ObjectPath::from);
        open(folder.path(), &places).unwrap();

        for name in kept {
            assert!(folder.path().join(name).exists(), "{name}");
        }
        for name in unfinished {
            assert!(!folder.path().join(name).exists(), "{name}");
        }
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let folder = file.path().join("files");
        let error = open(&folder, &[]).unwrap_err().to_string();
        assert!(error.contains(folder.to_str().unwrap()), "{error}");
    }
}

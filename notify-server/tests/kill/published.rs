//! What phones can download: the list, and the files it names.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use exposure_notification::{VerificationKey, read_export};
use serde::Deserialize;

use crate::ledger::KeyData;
use crate::program::PUBLIC_URL;

/// Every file that was ever seen, by its number.
pub(crate) struct Published {
    key: VerificationKey,
    files: BTreeMap<u32, File>,
}

pub(crate) struct File {
    bytes: Vec<u8>,
    pub(crate) keys: Vec<KeyData>,
    /// Unix seconds.
    pub(crate) end: i64,
}

#[derive(Deserialize)]
struct Entry {
    url: String,
}

impl Published {
    pub(crate) fn new(key: VerificationKey) -> Self {
        Self {
            key,
            files: BTreeMap::new(),
        }
    }

    /// The numbers of the files in a list, each once.
    pub(crate) fn numbers(list: &[u8]) -> Vec<u32> {
        let entries: Vec<Entry> = serde_json::from_slice(list).unwrap();
        let number = |entry: &Entry| {
            let path = entry.url.strip_prefix(PUBLIC_URL).unwrap();
            let number = path
                .strip_prefix("/c19r/440/")
                .unwrap()
                .strip_suffix(".zip")
                .unwrap();
            number.parse().unwrap()
        };
        let mut numbers: Vec<u32> = entries.iter().map(number).collect();
        let listed = numbers.len();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), listed, "a file is listed twice");
        numbers
    }

    /// A file was downloaded: whole, signed, and the same as ever.
    pub(crate) fn seen(&mut self, number: u32, bytes: &[u8]) -> &File {
        let key = &self.key;
        let file = self.files.entry(number).or_insert_with(|| {
            let export = read_export(bytes, std::slice::from_ref(key))
                .unwrap_or_else(|error| panic!("file {number}: {error}"));
            File {
                bytes: bytes.to_owned(),
                keys: export.keys.iter().map(|key| key.key.key_data).collect(),
                end: export.end_timestamp.cast_signed(),
            }
        });
        assert!(file.bytes == bytes, "file {number} is another than before");
        file
    }

    /// A file that was seen before.
    pub(crate) fn file(&self, number: u32) -> &File {
        &self.files[&number]
    }

    /// Whatever is in the folder, listed or not: whole files alone.
    pub(crate) fn check_folder(&self, folder: &Path) {
        let Ok(entries) = fs::read_dir(folder) else {
            return;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            let bytes = fs::read(&path).unwrap();
            if name == "list.json" {
                Self::numbers(&bytes);
            } else {
                assert!(name.strip_suffix(".zip").is_some(), "{name} was left behind");
                read_export(&bytes, std::slice::from_ref(&self.key))
                    .unwrap_or_else(|error| panic!("{name}: {error}"));
            }
        }
    }
}

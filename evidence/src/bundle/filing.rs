//! Beginning a judgement, filing its evidence, and sealing it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde_json::Value;

use super::canonical::{digest_of_bytes, digest_of_json};
use super::register::{Register, RegisterEvent};
use super::seal::{InputDigests, ProgramIdentity, SEAL, SEAL_FORMAT, Seal, record_digests};
use super::{BundleError, SigningKey, folder_name};
use crate::Record;

/// A judgement that has begun: it stands in the register, and is invalid until it is sealed.
#[derive(Debug)]
pub struct Judging {
    register: Register,
    output: PathBuf,
    number: u64,
    release: String,
    judged_by: Option<String>,
    began: String,
}

/// A file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleFile {
    /// Its name, relative to the bundle, with `/`.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What a bundle holds beside its seal.
#[derive(Debug)]
pub struct BundleContents<'judgement> {
    /// The record: `record.json`.
    pub record: &'judgement Record,
    /// The judgement: `judgement.json`.
    pub judgement: &'judgement Value,
    /// `GO`, `NO-GO` or `INVALID`.
    pub verdict: &'judgement str,
    /// What judged.
    pub program: ProgramIdentity,
    /// All other files.
    pub files: Vec<BundleFile>,
}

/// A bundle that was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedBundle {
    /// The judgement's number.
    pub number: u64,
    /// The bundle's folder.
    pub folder: PathBuf,
    /// The digest of the register's last line: kept elsewhere, it shows later that nothing was cut off.
    pub head: String,
}

impl BundleFile {
    /// A file of text.
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            bytes: text.into().into_bytes(),
        }
    }
}

impl Judging {
    /// Writes down that a judgement begins, before anything of it runs.
    pub fn begin(
        output: &Path,
        key: &SigningKey,
        release: &str,
        judged_by: Option<&str>,
        at: Timestamp,
    ) -> Result<Self, BundleError> {
        let register = Register::of(output);
        let (entry, began) = register.append(key, at, |number| RegisterEvent::Began {
            number,
            release: release.to_owned(),
            judged_by: judged_by.map(str::to_owned),
        })?;
        Ok(Self {
            register,
            output: output.to_owned(),
            number: entry.event.number(),
            release: release.to_owned(),
            judged_by: judged_by.map(str::to_owned),
            began,
        })
    }

    /// The judgement's number.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Where the bundle is filed.
    pub fn folder(&self) -> PathBuf {
        self.output.join(folder_name(self.number, &self.release))
    }

    /// Writes the bundle, seals it, and writes down that the judgement ended. Whatever fails on the way leaves a
    /// judgement that never ended.
    pub fn seal(
        self,
        key: &SigningKey,
        contents: BundleContents<'_>,
        at: Timestamp,
    ) -> Result<SealedBundle, BundleError> {
        let folder = self.folder();
        fs::create_dir(&folder).map_err(BundleError::write(&folder))?;
        let record = serde_json::to_value(contents.record).map_err(BundleError::json("the record"))?;
        let mut files = contents.files;
        let text = contents
            .record
            .to_json()
            .map_err(BundleError::json("the record"))?;
        files.push(BundleFile::text("record.json", text + "\n"));
        let text = serde_json::to_string_pretty(contents.judgement);
        let text = text.map_err(BundleError::json("the judgement"))?;
        files.push(BundleFile::text("judgement.json", text + "\n"));
        let mut digests = BTreeMap::new();
        for file in files {
            write(&folder.join(&file.name), &file.bytes)?;
            digests.insert(file.name, digest_of_bytes(&file.bytes));
        }
        let (members, scenarios) = record_digests(&record);
        let seal = Seal {
            format: SEAL_FORMAT.to_owned(),
            number: self.number,
            release: self.release.clone(),
            verdict: contents.verdict.to_owned(),
            judged_by: self.judged_by,
            sealed_at: at,
            program: contents.program,
            inputs: InputDigests::of(&digests),
            files: digests,
            record: members,
            scenarios,
            judgement: digest_of_json(contents.judgement),
            register: self.began,
            public_key: String::new(),
            signature: String::new(),
        };
        let seal =
            serde_json::to_string_pretty(&seal.signed(key)?).map_err(BundleError::json("the seal"))? + "\n";
        write_durably(&folder.join(SEAL), seal.as_bytes())?;
        let (_, head) = self.register.append(key, at, |_| RegisterEvent::Ended {
            number: self.number,
            release: self.release.clone(),
            verdict: contents.verdict.to_owned(),
            bundle: folder_name(self.number, &self.release),
            seal: digest_of_bytes(seal.as_bytes()),
        })?;
        Ok(SealedBundle {
            number: self.number,
            folder,
            head,
        })
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), BundleError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(BundleError::write(folder))?;
    }
    fs::write(path, bytes).map_err(BundleError::write(path))
}

/// The seal is on the disk before the register says so.
fn write_durably(path: &Path, bytes: &[u8]) -> Result<(), BundleError> {
    let written = File::create(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(BundleError::write(path))
}

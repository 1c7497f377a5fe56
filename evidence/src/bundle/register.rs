//! The register of judgements: one line of JSON per event, appended and never changed, each with the digest of the line
//! before and a signature.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::canonical::{canonical_json, digest_of_bytes, signed_form};
use super::{BundleError, PublicKey, SigningKey, number_of_folder};

/// The register's name in the output folder.
pub const REGISTER: &str = "register.jsonl";
/// The name and version of the format of a line.
pub const REGISTER_FORMAT: &str = "ichiren-register/1";
/// What the first line has in place of the digest of a line before.
pub(super) const NO_LINE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A line of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterEntry {
    /// Always [`REGISTER_FORMAT`].
    pub format: String,
    /// The line's place, from 1.
    pub sequence: u64,
    /// SHA-256 of the line before, hexadecimal; zeros in the first line.
    pub previous: String,
    /// When it was written, by the machine's clock.
    pub at: Timestamp,
    /// What happened.
    #[serde(flatten)]
    pub event: RegisterEvent,
    /// The public key that the signature is of, in base64.
    pub public_key: String,
    /// Ed25519 over the canonical form of all other members, in base64.
    pub signature: String,
}

/// What happened to a judgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum RegisterEvent {
    /// It began. Without an end it was killed, or broke down: it says nothing about the release.
    Began {
        /// The judgement's number, from 1.
        number: u64,
        /// The release that is judged.
        release: String,
        /// Who judges, as they named themselves.
        judged_by: Option<String>,
    },
    /// It ended, and its evidence is sealed.
    Ended {
        /// The judgement's number.
        number: u64,
        /// The release that was judged.
        release: String,
        /// `GO`, `NO-GO` or `INVALID`.
        verdict: String,
        /// The name of the bundle's folder.
        bundle: String,
        /// SHA-256 of the bundle's seal, hexadecimal.
        seal: String,
    },
    /// Its bundle was deleted on purpose, as old as it was.
    Retired {
        /// The judgement's number.
        number: u64,
        /// The name of the folder that was deleted.
        bundle: String,
    },
}

impl RegisterEvent {
    /// The number of the judgement.
    pub fn number(&self) -> u64 {
        match self {
            Self::Began { number, .. } | Self::Ended { number, .. } | Self::Retired { number, .. } => *number,
        }
    }
}

impl RegisterEntry {
    /// The key that signed, if the signature is its.
    pub(super) fn signer(&self) -> Option<PublicKey> {
        let key = PublicKey::from_base64(&self.public_key)?;
        let form = signed_form(self).ok()?;
        key.made(&form, &self.signature).then_some(key)
    }

    /// The line as it stands in the register, without its end.
    pub(super) fn line(&self) -> Result<String, serde_json::Error> {
        Ok(canonical_json(&serde_json::to_value(self)?))
    }
}

/// The register of an output folder.
#[derive(Debug, Clone)]
pub struct Register {
    output: PathBuf,
    path: PathBuf,
}

impl Register {
    /// The register of an output folder, whether or not there is one yet.
    pub fn of(output: &Path) -> Self {
        Self {
            output: output.to_owned(),
            path: output.join(REGISTER),
        }
    }

    /// Its lines as they stand; none where there is no register.
    pub fn lines(&self) -> Result<Vec<String>, BundleError> {
        let text = match fs::read(&self.path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(BundleError::read(&self.path)(error)),
        };
        Ok(text.lines().map(str::to_owned).collect())
    }

    /// Its entries, those that cannot be read left out: for showing, not for verifying.
    pub fn entries(&self) -> Result<Vec<RegisterEntry>, BundleError> {
        let lines = self.lines()?;
        Ok(lines
            .iter()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect())
    }

    /// The digest of the last line: kept elsewhere, it shows later that none was cut off.
    pub fn head(&self) -> Result<Option<String>, BundleError> {
        Ok(self.lines()?.last().map(|line| digest_of_bytes(line.as_bytes())))
    }

    /// Whether there is one.
    pub(super) fn exists(&self) -> bool {
        self.path.exists()
    }

    /// Appends a line and gives it with its digest. `event` is told the next number that no judgement has. Two judges
    /// at once wait for each other; what cannot be written whole is taken back.
    pub(super) fn append(
        &self,
        key: &SigningKey,
        at: Timestamp,
        event: impl FnOnce(u64) -> RegisterEvent,
    ) -> Result<(RegisterEntry, String), BundleError> {
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(&self.path)
            .map_err(BundleError::write(&self.path))?;
        file.lock().map_err(BundleError::write(&self.path))?;
        let mut text = String::new();
        file.read_to_string(&mut text)
            .map_err(BundleError::read(&self.path))?;
        let damaged = || BundleError::DamagedRegister {
            path: self.path.clone(),
        };
        if !text.is_empty() && !text.ends_with('\n') {
            return Err(damaged());
        }
        let (sequence, previous) = match text.lines().last() {
            None => (1, NO_LINE.to_owned()),
            Some(line) => {
                let entry: RegisterEntry = serde_json::from_str(line).map_err(|_| damaged())?;
                (entry.sequence + 1, digest_of_bytes(line.as_bytes()))
            }
        };
        let mut entry = RegisterEntry {
            format: REGISTER_FORMAT.to_owned(),
            sequence,
            previous,
            at,
            event: event(self.next_number(&text)?),
            public_key: key.public().to_base64(),
            signature: String::new(),
        };
        let json = BundleError::json("an entry of the register");
        let form = signed_form(&entry).map_err(json)?;
        entry.signature = key.sign(&form);
        let line = entry
            .line()
            .map_err(BundleError::json("an entry of the register"))?;
        append_whole(&mut file, text.len() as u64, &line).map_err(BundleError::write(&self.path))?;
        let digest = digest_of_bytes(line.as_bytes());
        Ok((entry, digest))
    }

    /// A number that neither a line nor a folder has: lines that were cut off are not filled up.
    fn next_number(&self, text: &str) -> Result<u64, BundleError> {
        let entries = text.lines().filter_map(|line| serde_json::from_str(line).ok());
        let in_lines = entries.map(|entry: RegisterEntry| entry.event.number());
        let in_folders = bundle_folders(&self.output)?
            .into_iter()
            .map(|(number, _)| number);
        Ok(in_lines.chain(in_folders).max().unwrap_or(0) + 1)
    }
}

/// The folders of bundles, by number and name.
pub(super) fn bundle_folders(output: &Path) -> Result<Vec<(u64, String)>, BundleError> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(output).map_err(BundleError::read(output))? {
        let entry = entry.map_err(BundleError::read(output))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if let (Some(number), true) = (number_of_folder(&name), entry.path().is_dir()) {
            folders.push((number, name));
        }
    }
    folders.sort();
    Ok(folders)
}

fn append_whole(file: &mut File, length: u64, line: &str) -> io::Result<()> {
    let written = file
        .write_all(format!("{line}\n").as_bytes())
        .and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a line would be in the way of every later judgement.
        let _ = file.set_len(length);
    }
    written
}

//! A bundle against its seal, and the seal against the register.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::super::alteration::AlterationKind::{
    self, FileAdded, FileAltered, FileMissing, ParameterFileSwapped, ReleaseFileSwapped, SealAltered,
    SealOfAnotherKey, SealReplaced, SealUnreadable, VerdictEdited,
};
use super::super::canonical::digest_of_bytes;
use super::super::seal::{SEAL, SEAL_FORMAT, Seal};
use super::super::{Alteration, BundleError, PublicKey};
use super::record::record_alterations;
use super::{Digests, no_seal};

/// What the register says of a bundle.
pub(super) struct Expected {
    pub(super) seal: String,
    pub(super) verdict: String,
    /// The digest of the line with which the judgement began, if that line is as it was written.
    pub(super) began: Option<String>,
}

pub(super) fn check_bundle(
    folder: &Path,
    number: u64,
    expected: &Expected,
    trusted: &BTreeSet<PublicKey>,
) -> Result<Vec<Alteration>, BundleError> {
    let alteration =
        |kind, subject: &str, message: String| Alteration::of_bundle(kind, number, subject, message);
    let path = folder.join(SEAL);
    if !path.exists() {
        return Ok(vec![no_seal(number)]);
    }
    let bytes = fs::read(&path).map_err(BundleError::read(&path))?;
    let seal = serde_json::from_slice::<Seal>(&bytes).ok();
    let Some(seal) = seal.filter(|seal| seal.format == SEAL_FORMAT) else {
        let message = "封印（seal.json）が読めません。".to_owned();
        return Ok(vec![alteration(SealUnreadable, SEAL, message)]);
    };
    let mut alterations = Vec::new();
    match seal.signer() {
        None => {
            let message = "封印（seal.json）が書き換えられています。署名が内容と合いません。".to_owned();
            alterations.push(alteration(SealAltered, SEAL, message));
        }
        Some(signer) if !trusted.contains(&signer) => {
            let message = format!(
                "封印（seal.json）は、別の鍵（指紋 {}）のものです。",
                signer.fingerprint()
            );
            alterations.push(alteration(SealOfAnotherKey, &signer.fingerprint(), message));
        }
        Some(_) => {
            let other_began = expected
                .began
                .as_ref()
                .is_some_and(|began| *began != seal.register);
            if digest_of_bytes(&bytes) != expected.seal || seal.number != number || other_began {
                let message =
                    "封印（seal.json）が、登録簿に控えられたものと違います。別の封印に置き換えられています。";
                alterations.push(alteration(SealReplaced, SEAL, message.to_owned()));
            }
        }
    }
    let mut found = Digests::new();
    read_digests(folder, "", &mut found)?;
    found.remove(SEAL);
    alterations.extend(files(number, &seal, &found));
    if found.get("record.json") != seal.files.get("record.json")
        && let Ok(record) = fs::read(folder.join("record.json"))
    {
        alterations.extend(record_alterations(number, &seal, &record));
    }
    // The verdict of the register stands where that of the seal was edited, too.
    let judgement = fs::read(folder.join("judgement.json")).unwrap_or_default();
    let judgement: Value = serde_json::from_slice(&judgement).unwrap_or_default();
    for (where_, verdict) in [
        ("judgement.json", judgement["verdict"].as_str()),
        (SEAL, Some(seal.verdict.as_str())),
    ] {
        if let Some(verdict) = verdict.filter(|verdict| *verdict != expected.verdict) {
            let message = format!(
                "{where_} の判定が書き換えられています（登録簿では {}、今は {verdict}）。",
                expected.verdict
            );
            alterations.push(alteration(VerdictEdited, where_, message));
        }
    }
    Ok(alterations)
}

fn files(number: u64, seal: &Seal, found: &Digests) -> Vec<Alteration> {
    let mut alterations = Vec::new();
    for (name, digest) in &seal.files {
        let (kind, message) = match found.get(name) {
            None => (FileMissing, format!("ファイル {name} がありません。")),
            Some(now) if now == digest => continue,
            Some(now) => altered(name, digest, now),
        };
        alterations.push(Alteration::of_bundle(kind, number, name, message));
    }
    for name in found.keys().filter(|name| !seal.files.contains_key(*name)) {
        let message = format!("封印したときになかったファイル {name} があります。");
        alterations.push(Alteration::of_bundle(FileAdded, number, name, message));
    }
    alterations
}

fn altered(name: &str, sealed: &str, now: &str) -> (AlterationKind, String) {
    let digests = format!("（封印したときのSHA-256は {sealed}、今は {now}）");
    match name {
        "parameters.toml" => (
            ParameterFileSwapped,
            format!("パラメーターのファイル {name} が、判定に使ったものと差し替えられています{digests}。"),
        ),
        "release.toml" => (
            ReleaseFileSwapped,
            format!("リリースのファイル {name} が、判定に使ったものと差し替えられています{digests}。"),
        ),
        _ => (
            FileAltered,
            format!("ファイル {name} が書き換えられています{digests}。"),
        ),
    }
}

/// The digests of all files below a folder, by their names with `/`.
fn read_digests(folder: &Path, prefix: &str, digests: &mut Digests) -> Result<(), BundleError> {
    for entry in fs::read_dir(folder).map_err(BundleError::read(folder))? {
        let path = entry.map_err(BundleError::read(folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            read_digests(&path, &format!("{name}/"), digests)?;
        } else {
            let bytes = fs::read(&path).map_err(BundleError::read(&path))?;
            digests.insert(name, digest_of_bytes(&bytes));
        }
    }
    Ok(())
}

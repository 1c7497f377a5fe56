//! Finding every alteration: the register line by line, then every bundle against its seal, then the one against the
//! other.

mod bundle;
mod record;
mod register;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::alteration::AlterationKind::{
    BundleMissing, BundleWithoutEntry, NeverEnded, NumberMissing, RegisterMissing, SealMissing,
};
use super::register::{Register, RegisterEvent, bundle_folders};
use super::{Alteration, BundleError, PublicKey, folder_name};
use bundle::{Expected, check_bundle};
use register::{CheckedRegister, check_register};

/// What the evidence is held against beside itself.
#[derive(Debug, Clone, Default)]
pub struct Demands {
    /// The keys that may have signed. Without any, all must be of one key, whosesoever it is.
    pub public_keys: Vec<PublicKey>,
    /// The digest that the register's last line had at some time.
    pub head: Option<String>,
    /// Only this bundle; the register is looked at as a whole all the same.
    pub only: Option<u64>,
}

/// What verification found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// Whether nothing was altered.
    pub intact: bool,
    /// What was, that of the register first, then in order of number.
    pub alterations: Vec<Alteration>,
    /// Every judgement that the register or a folder names, in order of number.
    pub bundles: Vec<VerifiedBundle>,
    /// The fingerprints of the keys that signed.
    pub keys: Vec<String>,
    /// Whether somebody said which keys may have signed; if not, this proves only that all is of one key.
    pub keys_known: bool,
    /// The digest of the register's last line.
    pub head: Option<String>,
}

/// A judgement that was verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerifiedBundle {
    /// The judgement's number.
    pub number: u64,
    /// The release.
    pub release: String,
    /// The verdict as sealed; `INVALID` for a judgement that never ended.
    pub verdict: String,
    /// The bundle's folder, if it is there.
    pub folder: Option<PathBuf>,
    /// Whether it was deleted for its age.
    pub retired: bool,
}

/// Verifies an output folder.
pub fn verify(output: &Path, demands: &Demands) -> Result<Verification, BundleError> {
    let register = Register::of(output);
    let lines = register.lines()?;
    let checked = check_register(&lines, demands);
    let mut alterations = checked.alterations.clone();
    let folders = bundle_folders(output)?;
    let mut bundles = Vec::new();
    if !register.exists() && !folders.is_empty() {
        let message = "記録の束があるのに、登録簿（register.jsonl）がありません。";
        alterations.push(Alteration::of_register(
            RegisterMissing,
            "register.jsonl",
            message,
        ));
    }
    let numbers: BTreeSet<u64> = checked
        .began
        .keys()
        .chain(checked.ended.keys())
        .copied()
        .chain(folders.iter().map(|(number, _)| *number))
        .collect();
    alterations.extend(missing_numbers(&numbers, &checked));
    let chosen = numbers
        .into_iter()
        .filter(|number| demands.only.is_none_or(|only| only == *number));
    for number in chosen {
        let (bundle, found) = one(output, number, &checked, &folders)?;
        bundles.push(bundle);
        alterations.extend(found);
    }
    Ok(Verification {
        intact: alterations.is_empty(),
        alterations,
        bundles,
        keys: checked.keys.iter().map(PublicKey::fingerprint).collect(),
        keys_known: !demands.public_keys.is_empty(),
        head: register.head()?,
    })
}

/// Numbers are given without gaps. One that is missing together with its lines is explained by those.
fn missing_numbers(numbers: &BTreeSet<u64>, register: &CheckedRegister) -> Vec<Alteration> {
    if register.has_gaps {
        return Vec::new();
    }
    let last = numbers.last().copied().unwrap_or(0);
    let missing = (1..=last).filter(|number| !numbers.contains(number));
    missing
        .map(|number| {
            let message = "この番号の判定がありません。番号は欠けることなく付きます。";
            Alteration::of_bundle(NumberMissing, number, format!("{number:06}"), message)
        })
        .collect()
}

fn one(
    output: &Path,
    number: u64,
    register: &CheckedRegister,
    folders: &[(u64, String)],
) -> Result<(VerifiedBundle, Vec<Alteration>), BundleError> {
    let began = register.began.get(&number);
    let ended = register.ended.get(&number);
    let release_began = began.and_then(|(entry, _)| match &entry.event {
        RegisterEvent::Began { release, .. } => Some(release.clone()),
        _ => None,
    });
    let (name, expected) = match ended.map(|entry| &entry.event) {
        Some(RegisterEvent::Ended {
            bundle,
            seal,
            verdict,
            ..
        }) => {
            let began = began.map(|(_, digest)| digest.clone());
            let expected = Expected {
                seal: seal.clone(),
                verdict: verdict.clone(),
                began,
            };
            (Some(bundle.clone()), Some(expected))
        }
        _ => (
            release_began
                .as_deref()
                .map(|release| folder_name(number, release)),
            None,
        ),
    };
    let mut alterations = Vec::new();
    let here: Vec<&String> = folders
        .iter()
        .filter(|(of, _)| *of == number)
        .map(|(_, name)| name)
        .collect();
    for stranger in here.iter().filter(|folder| name.as_ref() != Some(folder)) {
        let message = format!("記録の束 {stranger} は、登録簿にありません。");
        alterations.push(Alteration::of_bundle(
            BundleWithoutEntry,
            number,
            stranger.as_str(),
            message,
        ));
    }
    let own = here.into_iter().find(|folder| name.as_ref() == Some(folder));
    let folder = own.map(|name| output.join(name));
    let retired = register.retired.contains(&number);
    let mut verdict = "INVALID".to_owned();
    match (&expected, &folder, &name) {
        (Some(expected), Some(folder), _) => {
            verdict.clone_from(&expected.verdict);
            alterations.extend(check_bundle(folder, number, expected, &register.trusted)?);
        }
        (Some(expected), None, Some(name)) => {
            verdict.clone_from(&expected.verdict);
            if !retired {
                let message = format!("登録簿にある記録の束 {name} がありません。");
                alterations.push(Alteration::of_bundle(BundleMissing, number, name, message));
            }
        }
        (None, _, Some(name)) if !retired => {
            let message = "始まったまま、終わりの登録がありません（中断されたか、異常終了したか、実行中です）。判定は無効です。";
            alterations.push(Alteration::of_bundle(NeverEnded, number, name, message));
        }
        _ => {}
    }
    let release = match ended.map(|entry| &entry.event) {
        Some(RegisterEvent::Ended { release, .. }) => release.clone(),
        _ => release_began.unwrap_or_default(),
    };
    let bundle = VerifiedBundle {
        number,
        release,
        verdict,
        folder,
        retired,
    };
    Ok((bundle, alterations))
}

/// Kept here so that every module under this one names the same things.
type Digests = BTreeMap<String, String>;

fn no_seal(number: u64) -> Alteration {
    let message = "封印（seal.json）がありません。";
    Alteration::of_bundle(SealMissing, number, super::SEAL, message)
}

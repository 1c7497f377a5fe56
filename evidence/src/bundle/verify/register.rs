//! The register, line by line: who signed it, where it stands, what it follows.

use std::collections::{BTreeMap, BTreeSet};

use super::super::alteration::AlterationKind::{
    RegisterChainBroken, RegisterCutOff, RegisterLineAltered, RegisterLineInserted, RegisterLineRemoved,
    RegisterLineReordered, RegisterLineUnreadable, RegisterOfAnotherKey,
};
use super::super::canonical::digest_of_bytes;
use super::super::register::{NO_LINE, REGISTER_FORMAT, RegisterEntry, RegisterEvent};
use super::super::{Alteration, PublicKey};
use super::Demands;

/// What the register says, and what was done to it.
pub(super) struct CheckedRegister {
    pub(super) alterations: Vec<Alteration>,
    /// The entry with which each judgement began, and the digest of its line.
    pub(super) began: BTreeMap<u64, (RegisterEntry, String)>,
    pub(super) ended: BTreeMap<u64, RegisterEntry>,
    pub(super) retired: BTreeSet<u64>,
    /// Every key that signed a line.
    pub(super) keys: BTreeSet<PublicKey>,
    /// The keys that may sign.
    pub(super) trusted: BTreeSet<PublicKey>,
    /// Whether lines are missing.
    pub(super) has_gaps: bool,
}

/// A line whose signature fits.
struct Signed {
    /// Its place in the file, from 1.
    place: usize,
    digest: String,
    entry: RegisterEntry,
    signer: PublicKey,
}

pub(super) fn check_register(lines: &[String], demands: &Demands) -> CheckedRegister {
    let mut alterations = Vec::new();
    let mut signed: Vec<Signed> = Vec::new();
    let mut present = BTreeSet::new();
    for (index, line) in lines.iter().enumerate() {
        let place = index + 1;
        match read(place, line) {
            Ok(line) => {
                present.insert(line.entry.sequence);
                signed.push(line);
            }
            Err((alteration, sequence)) => {
                alterations.push(alteration);
                // It stands for the line that was there, which is altered and not missing.
                let before = present.last().copied().unwrap_or(0);
                present.insert(sequence.unwrap_or(before + 1));
            }
        }
    }
    let trusted = trusted(demands, &signed);
    alterations.extend(strangers(&signed, &trusted));
    let removed = removed(&present);
    let has_gaps = !removed.is_empty();
    alterations.extend(removed);
    alterations.extend(out_of_place(&signed));
    alterations.extend(broken_chain(&signed));
    alterations.extend(cut_off(lines, demands));
    let mut checked = CheckedRegister {
        alterations,
        began: BTreeMap::new(),
        ended: BTreeMap::new(),
        retired: BTreeSet::new(),
        keys: signed.iter().map(|line| line.signer).collect(),
        trusted,
        has_gaps,
    };
    for line in signed {
        checked.take(line);
    }
    checked
}

impl CheckedRegister {
    fn take(&mut self, line: Signed) {
        // What another key says counts for nothing.
        if !self.trusted.contains(&line.signer) {
            return;
        }
        match line.entry.event {
            RegisterEvent::Began { number, .. } => {
                self.began.entry(number).or_insert((line.entry, line.digest));
            }
            RegisterEvent::Ended { number, .. } => {
                self.ended.entry(number).or_insert(line.entry);
            }
            RegisterEvent::Retired { number, .. } => {
                self.retired.insert(number);
            }
        }
    }
}

/// The line, if its signature fits; else what is wrong, and the place that the line says it has.
fn read(place: usize, line: &str) -> Result<Signed, (Alteration, Option<u64>)> {
    let subject = format!("line {place}");
    let entry: Option<RegisterEntry> = serde_json::from_str(line).ok();
    let Some(entry) = entry.filter(|entry| entry.format == REGISTER_FORMAT) else {
        let message = format!("{place}行目が読めません。");
        return Err((
            Alteration::of_register(RegisterLineUnreadable, subject, message),
            None,
        ));
    };
    let as_written = entry.line().is_ok_and(|written| written == line);
    let Some(signer) = entry.signer().filter(|_| as_written) else {
        let message = format!(
            "{place}行目（判定{:06}）が書き換えられています。署名が内容と合いません。",
            entry.event.number()
        );
        let altered = Alteration::of_register(RegisterLineAltered, subject, message);
        return Err((altered, Some(entry.sequence)));
    };
    Ok(Signed {
        place,
        digest: digest_of_bytes(line.as_bytes()),
        entry,
        signer,
    })
}

fn trusted(demands: &Demands, signed: &[Signed]) -> BTreeSet<PublicKey> {
    if demands.public_keys.is_empty() {
        return signed.first().map(|line| line.signer).into_iter().collect();
    }
    demands.public_keys.iter().copied().collect()
}

/// The lines of keys that may not sign, by key.
fn strangers(signed: &[Signed], trusted: &BTreeSet<PublicKey>) -> Vec<Alteration> {
    let mut places: BTreeMap<PublicKey, Vec<String>> = BTreeMap::new();
    for line in signed.iter().filter(|line| !trusted.contains(&line.signer)) {
        places
            .entry(line.signer)
            .or_default()
            .push(line.place.to_string());
    }
    let alteration = |(key, places): (PublicKey, Vec<String>)| {
        let message = format!(
            "別の鍵（指紋 {}）で署名された行があります（{}行目）。",
            key.fingerprint(),
            places.join("、")
        );
        Alteration::of_register(RegisterOfAnotherKey, key.fingerprint(), message)
    };
    places.into_iter().map(alteration).collect()
}

fn removed(present: &BTreeSet<u64>) -> Vec<Alteration> {
    let last = present.last().copied().unwrap_or(0);
    // A number out of all bounds is one altered line, not a million missing ones.
    let missing = (1..=last)
        .filter(|sequence| !present.contains(sequence))
        .take(1000);
    missing
        .map(|sequence| {
            let message = format!("通し番号{sequence}の行がありません。");
            Alteration::of_register(RegisterLineRemoved, format!("sequence {sequence}"), message)
        })
        .collect()
}

/// Lines that stand behind a later one, and lines that are there twice.
fn out_of_place(signed: &[Signed]) -> Vec<Alteration> {
    let mut alterations = Vec::new();
    let mut seen = BTreeSet::new();
    for line in signed {
        let (place, sequence) = (line.place, line.entry.sequence);
        let subject = format!("line {place}");
        if seen.contains(&sequence) {
            let message = format!(
                "{place}行目（通し番号{sequence}）は、後から差し込まれています。同じ通し番号の行が前にあります。"
            );
            alterations.push(Alteration::of_register(RegisterLineInserted, subject, message));
        } else if let Some(last) = seen.last().filter(|last| **last > sequence) {
            let message = format!(
                "{place}行目（通し番号{sequence}）の順序が入れ替わっています。通し番号{last}の行より前にあるはずです。"
            );
            alterations.push(Alteration::of_register(RegisterLineReordered, subject, message));
        }
        seen.insert(sequence);
    }
    alterations
}

/// Lines that do not follow from the line before them, where that one is there and signed.
fn broken_chain(signed: &[Signed]) -> Vec<Alteration> {
    let mut digests: BTreeMap<u64, BTreeSet<&str>> = BTreeMap::new();
    for line in signed {
        digests
            .entry(line.entry.sequence)
            .or_default()
            .insert(&line.digest);
    }
    let first = BTreeSet::from([NO_LINE]);
    let breaks = signed.iter().filter(|line| {
        let before = match line.entry.sequence {
            1 => Some(&first),
            sequence => digests.get(&(sequence.saturating_sub(1))),
        };
        before.is_some_and(|before| !before.contains(line.entry.previous.as_str()))
    });
    breaks
        .map(|line| {
            let place = line.place;
            let message = format!(
                "{place}行目が、前の行のダイジェストと合いません。前の行が別の行に置き換えられています。"
            );
            Alteration::of_register(RegisterChainBroken, format!("line {place}"), message)
        })
        .collect()
}

fn cut_off(lines: &[String], demands: &Demands) -> Option<Alteration> {
    let head = demands.head.as_deref()?;
    let there = lines.iter().any(|line| digest_of_bytes(line.as_bytes()) == head);
    (!there).then(|| {
        let message = format!("控えておいた末尾の行（ダイジェスト {head}）がありません。末尾が切り取られたか、書き換えられています。");
        Alteration::of_register(RegisterCutOff, head, message)
    })
}

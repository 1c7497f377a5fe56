//! How much memory a phone's sightings, the index of an export, and an inspected export take: by what the operating
//! system gives to this process (Linux alone).
//!
//! The last figure of a row of sightings is that of a map from every identifier to a list of its sightings, the plain way.
#![allow(clippy::expect_used, reason = "a measurement that cannot be made fails")]
#![allow(clippy::print_stdout, reason = "the result")]

mod fixture;

use std::collections::HashMap;
use std::fs;
use std::hint::black_box;

use exposure_notification::{ExportIndex, RollingProximityIdentifier, Sighting, inspect_export};

use fixture::{fortnight, log_of, published, random};

fn main() {
    println!("| phones | sightings each | bytes a phone | bytes a sighting | plain map: bytes a sighting |");
    println!("| --- | --- | --- | --- | --- |");
    for (phones, strangers) in [(1_000, 0), (500, 1), (100, 5), (25, 20)] {
        measure(phones, strangers);
    }
    let keys = published(&mut random(6), 10_000);
    let index = growth(|| ExportIndex::new(&keys));
    println!("the index of an export: {} bytes a key", index / 10_000);

    let message = [&b"EK Export v1    "[..], &largest_key().repeat(750_000)].concat();
    let inspected = growth(|| inspect_export(&message, &[]).expect("readable"));
    println!("750,000 keys inspected: {} MB", inspected / 1_000_000);
}

/// A key with every field, 42 bytes.
fn largest_key() -> Vec<u8> {
    let mut key = vec![0x3a, 40, 0x0a, 16];
    key.extend([0xab; 16]);
    key.extend([
        0x10, 8, 0x18, 0x80, 0x95, 0xa5, 0x01, 0x20, 0x90, 0x01, 0x28, 1, 0x30, 27, 0x40, 1,
    ]);
    key.extend([0x48, 0, 0x50, 0, 0x58, 0]);
    key
}

fn measure(phones: u64, strangers: usize) {
    let mut random = random(5);
    let met = published(&mut random, 1)[0].key;
    // The same sightings for all, for the identifiers themselves do not matter.
    let sightings = fortnight(&mut random, strangers, &met);
    let per_phone = |bytes: u64| bytes / phones;
    let compact = per_phone(growth(|| {
        (0..phones).map(|_| log_of(&sightings)).collect::<Vec<_>>()
    }));
    let plain = per_phone(growth(|| {
        (0..phones).map(|_| map_of(&sightings)).collect::<Vec<_>>()
    }));
    let count = sightings.len() as u64;
    println!(
        "| {phones} | {count} | {compact} | {} | {} |",
        compact / count,
        plain / count
    );
}

/// By how much the process has grown when the thing is there. It is kept to the end of the process, so that the next
/// measurement finds no memory given back.
fn growth<T>(make: impl FnOnce() -> T) -> u64 {
    let before = resident_bytes();
    std::mem::forget(black_box(make()));
    resident_bytes() - before
}

fn map_of(sightings: &[Sighting]) -> HashMap<RollingProximityIdentifier, Vec<Sighting>> {
    let mut map: HashMap<_, Vec<_>> = HashMap::new();
    for sighting in sightings {
        map.entry(sighting.identifier).or_default().push(*sighting);
    }
    map
}

/// `VmRSS` of `/proc/self/status`, which is in kibibytes.
fn resident_bytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("a Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
    kibibytes.expect("VmRSS") * 1024
}

//! How much memory a phone's sightings take: by what the operating system gives to this process (Linux alone).
//!
//! The second figure of a row is that of a map from every identifier to a list of its sightings, the plain way.
#![allow(clippy::expect_used, reason = "a measurement that cannot be made fails")]
#![allow(clippy::print_stdout, reason = "the result")]

mod fixture;

use std::collections::HashMap;
use std::fs;
use std::hint::black_box;

use exposure_notification::{RollingProximityIdentifier, Sighting};

use fixture::{fortnight, log_of, published, random};

fn main() {
    println!("| phones | sightings each | bytes a phone | bytes a sighting | plain map: bytes a sighting |");
    println!("| --- | --- | --- | --- | --- |");
    for (phones, strangers) in [(1_000, 0), (500, 1), (100, 5), (25, 20)] {
        measure(phones, strangers);
    }
}

fn measure(phones: u64, strangers: usize) {
    let mut random = random(5);
    let met = published(&mut random, 1)[0].key;
    // The same sightings for all, for the identifiers themselves do not matter.
    let sightings = fortnight(&mut random, strangers, &met);
    let per_phone = |kept: &dyn Fn()| {
        let before = resident_bytes();
        kept();
        (resident_bytes() - before) / phones
    };
    let compact = per_phone(&|| {
        let logs: Vec<_> = (0..phones).map(|_| log_of(&sightings)).collect();
        // Kept to the end of the process, so that the next measurement finds no memory given back.
        std::mem::forget(black_box(logs));
    });
    let plain = per_phone(&|| {
        let logs: Vec<_> = (0..phones).map(|_| map_of(&sightings)).collect();
        std::mem::forget(black_box(logs));
    });
    let count = sightings.len() as u64;
    println!(
        "| {phones} | {count} | {compact} | {} | {} |",
        compact / count,
        plain / count
    );
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

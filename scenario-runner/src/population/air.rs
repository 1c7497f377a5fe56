//! What two phones hear of each other in an encounter: drawn once, with the people, and stated exactly.
//!
//! Were it left to the phones' own scans and to the noise of the air, both of which belong to the moment, two releases
//! of different days would hear different things, and a difference between them could be chance.

use rand::{Rng, RngExt as _};

/// Attenuation in the open at one metre, and by how much it grows when the distance grows tenfold, in dB: 55 dB at
/// 1.5 m, 63 dB at 3 m, 73 dB at 8 m (the pairs that the Corona-Warn-App project published).
const AT_ONE_METRE_DB: f64 = 51.0;
const PER_DECADE_DB: f64 = 25.0;
/// How far a place deviates from that.
const PLACE_DB: f64 = 2.0;
/// What a pocket costs, at least and at most, for each of two phones.
const POCKET_DB: (f64, f64) = (3.0, 6.0);
/// How far two people are from each other at the least whose phones are in their pockets; nearer ones have them in
/// their hands. At three metres in the open a phone in the hand is on the very border of the judgement.
const POCKETS_FROM_METRES: f64 = 2.0;

/// The seconds between two scans, and before the first one of an encounter: those of Android, 211 to 300.
const SCAN_SPACING_SECONDS: (u32, u32) = (211, 300);

/// The attenuation in dB between two phones at a distance.
pub(super) fn attenuation_db(metres: f64, chance: &mut impl Rng) -> u8 {
    let mut attenuation = AT_ONE_METRE_DB + PER_DECADE_DB * metres.log10();
    attenuation += chance.random_range(-PLACE_DB..=PLACE_DB);
    if metres >= POCKETS_FROM_METRES {
        let (least, most) = POCKET_DB;
        attenuation += chance.random_range(least..=most) + chance.random_range(least..=most);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to what phones can express"
    )]
    let rounded = attenuation.round().clamp(0.0, 90.0) as u8;
    rounded
}

/// In which seconds of an encounter both phones hear each other, at least once.
pub(super) fn scans(minutes: u32, chance: &mut impl Rng) -> Vec<u32> {
    let (shortest, longest) = SCAN_SPACING_SECONDS;
    let mut scans = Vec::new();
    let mut next = chance.random_range(1..shortest);
    while next <= minutes * 60 {
        scans.push(next);
        next += chance.random_range(shortest..=longest);
    }
    scans
}

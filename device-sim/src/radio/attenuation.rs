//! From a distance to an attenuation.
//!
//! 51 + 25·log10(distance) dB in the open, fitted through the pairs that the Corona-Warn-App project published
//! (55 dB at 1.5 m, 63 dB at 3 m, 73 dB at 8 m), plus two kinds of noise:
//! * slow fading — positions and bodies; one value per pair and ten minutes, the same in both directions, 3 dB (the
//!   published measurements outdoors deviate from a fit by 3.2 dB);
//! * scan noise — one value per scan, 2 dB.
//!
//! Every value of noise belongs to its coordinates (who, whom, when), so the order in which contacts are played
//! changes nothing.

use testbed::seed::Seed;

/// The attenuation in dB at one metre in the open.
const AT_ONE_METRE_DB: f64 = 51.0;
/// By how many dB the attenuation grows when the distance grows tenfold.
const PER_DECADE_DB: f64 = 25.0;
/// Nearer than this, in metres, the fit means nothing.
const SHORTEST_DISTANCE_METRES: f64 = 0.1;
/// How long slow fading keeps its value, in seconds.
const FADING_SLOT_SECONDS: i64 = 600;
/// The standard deviation of slow fading in dB.
const SLOW_FADING_DB: f64 = 3.0;
/// The standard deviation from scan to scan in dB.
const SCAN_NOISE_DB: f64 = 2.0;

/// The noise of one scenario's air.
#[derive(Debug, Clone)]
pub(crate) struct Radio {
    slow_fading: Seed,
    scan_noise: Seed,
}

impl Radio {
    /// The air of a seed.
    pub(crate) fn new(seed: Seed) -> Self {
        Self {
            slow_fading: seed.derive("slow fading"),
            scan_noise: seed.derive("scan noise"),
        }
    }

    /// The attenuation in dB (0–255) with which `receiver` hears `sender` at the Unix second `at`.
    pub(crate) fn attenuation_db(&self, sender: &str, receiver: &str, distance_metres: f64, at: i64) -> u8 {
        let (first, second) = if sender < receiver {
            (sender, receiver)
        } else {
            (receiver, sender)
        };
        let slot = at.div_euclid(FADING_SLOT_SECONDS).cast_unsigned();
        let fading = self.slow_fading.derive(first).derive(second).normal(&[slot]);
        let noise = self
            .scan_noise
            .derive(sender)
            .derive(receiver)
            .normal(&[at.cast_unsigned()]);
        let attenuation = in_the_open_db(distance_metres) + SLOW_FADING_DB * fading + SCAN_NOISE_DB * noise;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to the range of the type"
        )]
        let rounded = attenuation.round().clamp(0.0, 255.0) as u8;
        rounded
    }
}

/// The attenuation in dB without noise.
fn in_the_open_db(distance_metres: f64) -> f64 {
    AT_ONE_METRE_DB + PER_DECADE_DB * distance_metres.max(SHORTEST_DISTANCE_METRES).log10()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn radio(number: u64) -> Radio {
        Radio::new(Seed::from_number(number))
    }

    #[test]
    fn the_published_distances_have_their_published_attenuation() {
        for (metres, published_db) in [(1.5, 55.0), (3.0, 63.0), (8.0, 73.0)] {
            let difference: f64 = in_the_open_db(metres) - published_db;
            assert!(difference.abs() < 1.0, "{metres} m: off by {difference} dB");
        }
    }

    #[test]
    fn nearer_than_ten_centimetres_is_ten_centimetres() {
        // 51 + 25·log10(0.1) = 26.
        assert!((in_the_open_db(0.0) - 26.0).abs() < 1e-9);
    }

    #[test]
    fn noise_deviates_by_the_root_of_both_kinds_squared() {
        // One value per slot of ten minutes: √(3² + 2²) = 3.6 dB around 51 dB.
        let radio = radio(1);
        let values: Vec<f64> = (0..2000)
            .map(|slot| f64::from(radio.attenuation_db("A", "B", 1.0, slot * FADING_SLOT_SECONDS)))
            .collect();
        let mean = values.iter().sum::<f64>() / 2000.0;
        let deviation = (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 2000.0).sqrt();
        assert!((mean - 51.0).abs() < 0.4, "mean {mean}");
        assert!((deviation - 3.6).abs() < 0.3, "deviation {deviation}");
    }

    #[test]
    fn within_ten_minutes_only_the_scans_differ() {
        // Both directions and all scans share the slow fading; what is left deviates by 2 dB.
        let radio = radio(2);
        let values: Vec<f64> = (0..FADING_SLOT_SECONDS)
            .flat_map(|at| [("A", "B", at), ("B", "A", at)])
            .map(|(sender, receiver, at)| f64::from(radio.attenuation_db(sender, receiver, 1.0, at)))
            .collect();
        let mean = values.iter().sum::<f64>() / 1200.0;
        let deviation = (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 1200.0).sqrt();
        assert!((deviation - 2.0).abs() < 0.2, "deviation {deviation}");
    }

    proptest! {
        #[test]
        fn the_order_of_evaluation_does_not_matter(
            seed: u64,
            mut scans in proptest::collection::vec((0_i64..1_000_000, 0.0_f64..50.0), 1..20),
        ) {
            let draw = |scans: &[(i64, f64)]| -> Vec<u8> {
                let radio = radio(seed);
                scans.iter().map(|(at, metres)| radio.attenuation_db("A", "B", *metres, *at)).collect()
            };
            let mut forwards = draw(&scans);
            scans.reverse();
            forwards.reverse();
            prop_assert_eq!(forwards, draw(&scans));
        }
    }
}

//! From a distance to an attenuation: the figures of the environment, what carrying costs both phones, how far the
//! calibration of both models is off, and three kinds of noise:
//! * placement — where two phones are during one encounter; one value per encounter, the same in both directions;
//! * slow fading — positions and bodies; one value per pair and ten minutes, the same in both directions;
//! * scan noise — one value per scan.
//!
//! Every value of noise belongs to its coordinates (who, whom, when), so the order in which contacts are played
//! changes nothing.

use testbed::seed::Seed;

use super::{Carrying, Environment, Handset};

/// Nearer than this, in metres, distance means nothing.
const SHORTEST_DISTANCE_METRES: f64 = 0.1;
/// How long slow fading and what carrying costs keep their values, in seconds.
const FADING_SLOT_SECONDS: i64 = 600;

/// The noise of one scenario's air.
#[derive(Debug, Clone)]
pub(crate) struct Radio {
    placement: Seed,
    slow_fading: Seed,
    scan_noise: Seed,
    carrying: Seed,
    calibration: Seed,
}

/// A phone as the radio sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Antenna<'a> {
    /// The name of the phone.
    pub name: &'a str,
    /// Its model.
    pub handset: &'static Handset,
    /// How it is carried.
    pub carrying: Carrying,
}

/// Where two phones are to each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Position {
    /// In metres, at least 0.
    pub metres: f64,
    /// Around them.
    pub environment: Environment,
    /// Since when they are there, as a Unix second.
    pub since: i64,
}

impl Radio {
    /// The air of a seed.
    pub(crate) fn new(seed: Seed) -> Self {
        Self {
            placement: seed.derive("placement"),
            slow_fading: seed.derive("slow fading"),
            scan_noise: seed.derive("scan noise"),
            carrying: seed.derive("carrying"),
            calibration: seed.derive("calibration"),
        }
    }

    /// The attenuation in dB (0–255) with which `receiver` hears `sender` at the Unix second `at`.
    pub(crate) fn attenuation_db(
        &self,
        sender: Antenna<'_>,
        receiver: Antenna<'_>,
        position: Position,
        at: i64,
    ) -> u8 {
        let propagation = position.environment.propagation();
        let slot = at.div_euclid(FADING_SLOT_SECONDS);
        let of_pair = |noise: &Seed, when: i64| {
            let [first, second] = in_order(sender.name, receiver.name);
            noise.derive(first).derive(second).normal(&[when.cast_unsigned()])
        };
        let scan_noise = self.scan_noise.derive(sender.name).derive(receiver.name);
        // A noise that an environment does not have is not drawn.
        let noise = [
            (propagation.placement_db, &self.placement, position.since),
            (propagation.slow_fading_db, &self.slow_fading, slot),
        ]
        .into_iter()
        .filter(|(deviation_db, ..)| *deviation_db > 0.0)
        .map(|(deviation_db, noise, when)| deviation_db * of_pair(noise, when))
        .sum::<f64>()
            + propagation.scan_noise_db * scan_noise.normal(&[at.cast_unsigned()]);
        let of_phones = [sender, receiver]
            .map(|phone| self.carrying_db(phone, slot) + self.miscalibration_db(phone))
            .iter()
            .sum::<f64>();
        let distance = position.metres.max(SHORTEST_DISTANCE_METRES);
        let attenuation =
            propagation.at_one_metre_db + propagation.per_decade_db * distance.log10() + noise + of_phones;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to the range of the type"
        )]
        let rounded = attenuation.round().clamp(0.0, 255.0) as u8;
        rounded
    }

    /// Evenly from the range of the way it is carried; one value per phone and ten minutes.
    fn carrying_db(&self, phone: Antenna<'_>, slot: i64) -> f64 {
        let loss = phone.carrying.loss_db();
        if phone.carrying == Carrying::Hand {
            return 0.0;
        }
        let chance = self.carrying.derive(phone.name).uniform(&[slot.cast_unsigned()]);
        loss.start() + (loss.end() - loss.start()) * chance
    }

    /// By how much the model's calibration is off for this phone, for good.
    fn miscalibration_db(&self, phone: Antenna<'_>) -> f64 {
        let deviation_db = phone.handset.residual_db();
        if deviation_db > 0.0 {
            deviation_db * self.calibration.derive(phone.name).normal(&[])
        } else {
            0.0
        }
    }
}

fn in_order<'a>(first: &'a str, second: &'a str) -> [&'a str; 2] {
    if first < second {
        [first, second]
    } else {
        [second, first]
    }
}

#[cfg(test)]
mod tests;

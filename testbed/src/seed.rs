//! All chance comes from one seed per scenario.
//!
//! Two ways to draw from it, for two needs:
//! * [`Seed::rng`] — a stream, for things that are drawn one after the other by one owner;
//! * [`Seed::uniform`] and [`Seed::normal`] — a value per coordinates, for noise that must not depend on the order
//!   in which it is asked for (radio noise between two phones, for instance).

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use sha2::{Digest, Sha256};

/// A seed, from which named seeds, streams and values are derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed([u8; 32]);

impl Seed {
    /// The seed that a person writes down as a number.
    pub fn from_number(number: u64) -> Self {
        Self(Sha256::digest(number.to_le_bytes()).into())
    }

    /// The seed as a number that a person can write down, below 2^53 so that every reader of JSON keeps it exact.
    pub fn number(&self) -> u64 {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&self.0[..8]);
        u64::from_le_bytes(bytes) >> 11
    }

    /// The seed for one use. Different names give independent seeds.
    #[must_use]
    pub fn derive(&self, name: &str) -> Self {
        Self(
            Sha256::new()
                .chain_update(self.0)
                .chain_update(name.as_bytes())
                .finalize()
                .into(),
        )
    }

    /// A stream of random numbers.
    pub fn rng(&self) -> ChaCha12Rng {
        ChaCha12Rng::from_seed(self.0)
    }

    /// A value in `[0, 1)` that belongs to the coordinates.
    pub fn uniform(&self, coordinates: &[u64]) -> f64 {
        let mut hash = Sha256::new().chain_update(self.0);
        for coordinate in coordinates {
            hash.update(coordinate.to_le_bytes());
        }
        let digest = hash.finalize();
        let mut bytes = [0; 4];
        bytes.copy_from_slice(&digest[..4]);
        f64::from(u32::from_le_bytes(bytes)) / (f64::from(u32::MAX) + 1.0)
    }

    /// A value with mean 0 and standard deviation 1 that belongs to the coordinates (Box–Muller).
    pub fn normal(&self, coordinates: &[u64]) -> f64 {
        let radius = 1.0 - self.derive("radius").uniform(coordinates);
        let angle = self.derive("angle").uniform(coordinates);
        (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
    }
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::Rng;

    use super::*;

    #[test]
    fn the_same_number_gives_the_same_stream() {
        let draw = |number| Seed::from_number(number).rng().next_u64();
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn different_names_give_different_streams() {
        let seed = Seed::from_number(1);
        assert_ne!(seed.derive("radio"), seed.derive("keys"));
    }

    #[test]
    fn normal_values_have_mean_nought_and_deviation_one() {
        let seed = Seed::from_number(1);
        let values: Vec<f64> = (0..4000).map(|i| seed.normal(&[i])).collect();
        let count = 4000.0;
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
        assert!(mean.abs() < 0.08, "mean {mean}");
        assert!((variance - 1.0).abs() < 0.12, "variance {variance}");
    }
}

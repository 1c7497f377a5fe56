//! The day's key, and the derivation of what is broadcast (EN cryptography specification v1.2).
//!
//! A key is valid for `rolling_period` intervals, at most 144: there are no more identifiers, whatever period a file
//! claims.

use std::fmt;

use aes::cipher::{BlockCipherEncrypt, KeyInit, KeyIvInit, StreamCipher};
use aes::{Aes128, Block};
use ctr::Ctr128BE;
use hkdf::Hkdf;
use sha2::Sha256;

use crate::interval::{ENIntervalNumber, INTERVALS_PER_DAY};
use crate::key::{AssociatedEncryptedMetadata, BluetoothMetadata, RollingProximityIdentifier};

/// `TemporaryExposureKey` (TEK): 16 random bytes from which a phone's identifiers of one day derive.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TemporaryExposureKey {
    /// The secret until it is published.
    pub key_data: [u8; 16],
    /// The first interval of its validity; 00:00 UTC unless the key was made during the day.
    pub rolling_start: ENIntervalNumber,
    /// For how many intervals it is valid: 1–144. A file read as Android does may hold a key that claims more.
    pub rolling_period: u32,
}

impl TemporaryExposureKey {
    /// Every identifier of the key with its interval, in order of time: `rolling_period` of them, at most 144.
    pub fn rolling_proximity_identifiers(&self) -> Vec<(ENIntervalNumber, RollingProximityIdentifier)> {
        let mut blocks: Vec<Block> = self.intervals().map(padded_data).collect();
        // All blocks in one call: one after the other takes twenty times as long.
        self.cipher(b"EN-RPIK").encrypt_blocks(&mut blocks);
        let identifiers = blocks
            .into_iter()
            .map(|block| RollingProximityIdentifier(block.into()));
        self.intervals().map(ENIntervalNumber).zip(identifiers).collect()
    }

    /// The identifier of one interval; `None` outside the key's validity.
    pub fn rolling_proximity_identifier_at(
        &self,
        interval: ENIntervalNumber,
    ) -> Option<RollingProximityIdentifier> {
        if !self.intervals().contains(&interval.0) {
            return None;
        }
        let mut block = padded_data(interval.0);
        self.cipher(b"EN-RPIK").encrypt_block(&mut block);
        Some(RollingProximityIdentifier(block.into()))
    }

    /// Encrypts the metadata that is broadcast beside the identifier.
    pub fn encrypt_metadata(
        &self,
        identifier: &RollingProximityIdentifier,
        metadata: &BluetoothMetadata,
    ) -> AssociatedEncryptedMetadata {
        AssociatedEncryptedMetadata(self.apply_metadata_keystream(identifier, metadata.to_bytes()))
    }

    /// Decrypts the metadata heard beside the identifier. It always succeeds, for it is not authenticated.
    pub fn decrypt_metadata(
        &self,
        identifier: &RollingProximityIdentifier,
        metadata: &AssociatedEncryptedMetadata,
    ) -> BluetoothMetadata {
        BluetoothMetadata::from_bytes(self.apply_metadata_keystream(identifier, metadata.0))
    }

    fn intervals(&self) -> std::ops::Range<u32> {
        let period = self.rolling_period.min(INTERVALS_PER_DAY);
        self.rolling_start.0..self.rolling_start.0.saturating_add(period)
    }

    fn cipher(&self, info: &[u8]) -> Aes128 {
        Aes128::new(&self.derive(info).into())
    }

    fn apply_metadata_keystream(
        &self,
        identifier: &RollingProximityIdentifier,
        mut bytes: [u8; 4],
    ) -> [u8; 4] {
        let key = self.derive(b"EN-AEMK");
        Ctr128BE::<Aes128>::new(&key.into(), &identifier.0.into()).apply_keystream(&mut bytes);
        bytes
    }

    fn derive(&self, info: &[u8]) -> [u8; 16] {
        let mut key = [0; 16];
        #[expect(
            clippy::expect_used,
            reason = "HKDF-SHA256 refuses only outputs above 255 × 32 bytes"
        )]
        Hkdf::<Sha256>::new(None, &self.key_data)
            .expand(info, &mut key)
            .expect("16 bytes are a valid length");
        key
    }
}

/// `PaddedData`: `EN-RPI`, six zero bytes, the interval number in little endian. Built as one number, which is
/// faster than byte by byte.
fn padded_data(interval: u32) -> Block {
    const PREFIX: u128 = u128::from_le_bytes(*b"EN-RPI\0\0\0\0\0\0\0\0\0\0");
    (PREFIX | u128::from(interval) << 96).to_le_bytes().into()
}

/// Without the key itself: who has it can recognise its owner.
impl fmt::Debug for TemporaryExposureKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TemporaryExposureKey")
            .field("rolling_start", &self.rolling_start)
            .field("rolling_period", &self.rolling_period)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn the_steps_of_the_derivation_give_the_published_values() {
        let vector: Value =
            serde_json::from_str(include_str!("../../tests/vectors/key-derivation.json")).unwrap();
        let text = |name: &str| vector[name].as_str().unwrap();
        let start = u32::try_from(vector["rolling_start_interval_number"].as_u64().unwrap()).unwrap();
        let key = TemporaryExposureKey {
            key_data: hex::decode(text("tek")).unwrap().try_into().unwrap(),
            rolling_start: ENIntervalNumber(start),
            rolling_period: 144,
        };
        assert_eq!(
            hex::encode(key.derive(text("rpik_info").as_bytes())),
            text("rpik")
        );
        assert_eq!(
            hex::encode(key.derive(text("aemk_info").as_bytes())),
            text("aemk")
        );
        assert_eq!(hex::encode(padded_data(start)), text("first_padded_data"));
        assert!(padded_data(start).starts_with(text("rpi_prefix").as_bytes()));
    }

    #[test]
    fn a_key_does_not_show_in_its_debug_form() {
        let key = TemporaryExposureKey {
            key_data: [0xab; 16],
            rolling_start: ENIntervalNumber(2_642_976),
            rolling_period: 144,
        };
        let shown = format!("{key:?}");
        assert!(shown.contains("2642976"), "{shown}");
        assert!(!shown.contains("171") && !shown.contains("ab"), "{shown}");
    }
}

//! The handsets: one neutral model per operating system, so that a judgement depends on the release and not on the
//! model. More models are more constants of the same kind.

use exposure_notification::{BluetoothMetadata, CalibrationConfidence, Platform};

/// What the radio must know of a model.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Handset {
    /// What it sends, in dBm as an average iPhone would report it.
    pub transmit_power_dbm: i8,
    /// What is added to the RSSI it measures, in dB, to make it comparable with an average iPhone's.
    pub rssi_correction_db: i8,
    /// How well the model is calibrated, as it says of itself on the air.
    calibration_confidence: CalibrationConfidence,
    /// The minor version of its metadata; the confidence exists from 1 on.
    metadata_minor_version: u8,
}

impl Handset {
    /// The middle of the Android models: median transmit power and median correction of the 551 devices in Google's
    /// calibration table of 2020-12-14 (all of confidence "high").
    pub(crate) const ANDROID: Self = Self {
        transmit_power_dbm: -26,
        rssi_correction_db: 4,
        calibration_confidence: CalibrationConfidence::High,
        metadata_minor_version: 1,
    };

    /// An iPhone as in the test vectors of Apple and Google (EN cryptography specification v1.2): metadata
    /// `40 08 00 00`. Apple publishes no table; its corrections are zero because the scale is an iPhone's.
    pub(crate) const IPHONE: Self = Self {
        transmit_power_dbm: 8,
        rssi_correction_db: 0,
        calibration_confidence: CalibrationConfidence::Lowest,
        metadata_minor_version: 0,
    };

    /// The neutral handset of an operating system.
    pub(crate) fn neutral(platform: Platform) -> &'static Self {
        match platform {
            Platform::Ios => &Self::IPHONE,
            Platform::Android => &Self::ANDROID,
        }
    }

    /// What it says of itself on the air, before encryption.
    pub(crate) fn metadata(&self) -> BluetoothMetadata {
        BluetoothMetadata {
            major_version: 1,
            minor_version: self.metadata_minor_version,
            calibration_confidence: self.calibration_confidence,
            transmit_power_dbm: self.transmit_power_dbm,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_iphone_broadcasts_the_metadata_of_the_published_vectors() {
        assert_eq!(Handset::IPHONE.metadata().to_bytes(), [0x40, 0x08, 0, 0]);
    }
}

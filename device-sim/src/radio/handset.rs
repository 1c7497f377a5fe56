//! The handsets. One neutral model per operating system is what a phone has unless a scenario names another, so that a
//! judgement depends on the release and not on the model.
//!
//! Sources: of the neutral Android and of all named ones, Google's calibration table of 2020-12-14; of the iPhone, the
//! test vectors of Apple and Google. A table of June 2020 has another zero point; the two do not mix.

use exposure_notification::{BluetoothMetadata, CalibrationConfidence, Platform};

/// What the radio must know of a model.
#[derive(Debug, PartialEq)]
pub(crate) struct Handset {
    /// As its maker writes it.
    pub name: &'static str,
    /// The systems it runs.
    pub platform: Platform,
    /// What it sends, in dBm as an average iPhone would report it.
    pub transmit_power_dbm: i8,
    /// What is added to the RSSI it measures, in dB, to make it comparable with an average iPhone's.
    pub rssi_correction_db: i8,
    /// How well the model is calibrated, as it says of itself on the air where its system tells.
    calibration_confidence: CalibrationConfidence,
    /// Whether its phones deviate from the calibration; the neutral ones are what their table says.
    deviates: bool,
}

const fn android(name: &'static str, rssi_correction_db: i8, transmit_power_dbm: i8) -> Handset {
    Handset {
        name,
        platform: Platform::Android,
        transmit_power_dbm,
        rssi_correction_db,
        calibration_confidence: CalibrationConfidence::High,
        deviates: true,
    }
}

/// The neutral one of each platform first. `unknown Android` is what the table gives a model that it does not have:
/// the mean of all, of the lowest confidence.
static HANDSETS: [Handset; 15] = [
    // Median correction and median transmit power of the 551 models (all of confidence "high").
    Handset {
        deviates: false,
        ..android("Android", 4, -26)
    },
    // Metadata `40 08 00 00` in the test vectors (EN cryptography specification v1.2). Apple publishes no table; its
    // corrections are zero because the scale is an iPhone's, and its confidence is the highest for the same reason.
    Handset {
        name: "iPhone",
        platform: Platform::Ios,
        transmit_power_dbm: 8,
        rssi_correction_db: 0,
        calibration_confidence: CalibrationConfidence::High,
        deviates: false,
    },
    Handset {
        calibration_confidence: CalibrationConfidence::Lowest,
        ..android("unknown Android", 4, -25)
    },
    android("Pixel", -3, -26),
    android("Pixel 3", 5, -33),
    android("Pixel 3a", 2, -29),
    android("Pixel 4", 8, -30),
    android("Pixel 5", 5, -25),
    android("Galaxy Note9", 7, -28),
    android("SH-51A", 4, -41),
    android("SH-02M", 5, -29),
    android("SO-51A", 4, -45),
    android("XQ-AD51", 6, -31),
    android("Redmi 8", 10, -31),
    android("Mi A1", 1, -18),
];

impl Handset {
    /// The neutral handset of an operating system.
    pub(crate) fn neutral(platform: Platform) -> &'static Self {
        match platform {
            Platform::Android => &HANDSETS[0],
            Platform::Ios => &HANDSETS[1],
        }
    }

    /// The model of this name.
    pub(crate) fn find(name: &str) -> Option<&'static Self> {
        HANDSETS.iter().find(|handset| handset.name == name)
    }

    /// The names of all models.
    pub(crate) fn known() -> Vec<&'static str> {
        HANDSETS.iter().map(|handset| handset.name).collect()
    }

    /// What it says of itself on the air, before encryption, in metadata of this minor version.
    pub(crate) fn metadata(&self, minor_version: u8) -> BluetoothMetadata {
        BluetoothMetadata {
            major_version: 1,
            minor_version,
            calibration_confidence: self.calibration_confidence,
            transmit_power_dbm: self.transmit_power_dbm,
        }
    }

    /// The standard deviation in dB with which its phones deviate from the calibration. Not published: the more is
    /// known of a model, the less.
    pub(super) fn residual_db(&self) -> f64 {
        if !self.deviates {
            return 0.0;
        }
        match self.calibration_confidence {
            CalibrationConfidence::High => 2.0,
            CalibrationConfidence::Medium => 4.0,
            CalibrationConfidence::Low => 6.0,
            CalibrationConfidence::Lowest => 8.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iphone_of_the_first_version_broadcasts_the_metadata_of_the_published_vectors() {
        let iphone = Handset::neutral(Platform::Ios);
        assert_eq!(iphone.metadata(0).to_bytes(), [0x40, 0x08, 0, 0]);
    }

    #[test]
    fn a_named_model_has_the_figures_of_the_table() {
        // Pixel 4: transmit power −30 dBm (0xe2), correction 8; metadata 1.1 with confidence 3 is 0x5c.
        let pixel = Handset::find("Pixel 4").unwrap();
        assert_eq!(pixel.rssi_correction_db, 8);
        assert_eq!(pixel.metadata(1).to_bytes(), [0x5c, 0xe2, 0, 0]);
        assert_eq!(Handset::find("Nokia 3310"), None);
    }

    #[test]
    fn every_platform_has_its_neutral_handset() {
        for platform in [Platform::Ios, Platform::Android] {
            let neutral = Handset::neutral(platform);
            assert_eq!(neutral.platform, platform);
            assert!(neutral.residual_db().abs() < f64::EPSILON);
        }
    }
}

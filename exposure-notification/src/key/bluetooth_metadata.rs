//! What a phone says about itself beside its identifier.
//!
//! | byte | content |
//! | --- | --- |
//! | 0 | bits 7–6 major version, 5–4 minor version, 3–2 calibration confidence (from v1.1), 1–0 reserved |
//! | 1 | transmit power, signed dBm |
//! | 2, 3 | reserved, zero |

use serde::Serialize;

/// How well the transmitter's radio is calibrated. The order is that of the numbers on the air; in JSON its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "u8")]
pub enum CalibrationConfidence {
    /// 0: the average of all phones; also what a v1.0 beacon reads as. Apple reads one of Android as low and one of an
    /// iPhone as medium; the beacon does not tell which it is.
    Lowest = 0,
    /// 1: the average of the maker's phones.
    Low = 1,
    /// 2: a similar model.
    Medium = 2,
    /// 3: this very model.
    High = 3,
}

impl From<CalibrationConfidence> for u8 {
    fn from(confidence: CalibrationConfidence) -> Self {
        confidence as Self
    }
}

/// The metadata before encryption (EN specification v1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BluetoothMetadata {
    /// 0–3; 1 in every published version.
    pub major_version: u8,
    /// 0–3. The confidence exists from 1 on.
    pub minor_version: u8,
    /// How far the transmit power can be relied on.
    pub calibration_confidence: CalibrationConfidence,
    /// The transmit power in dBm, as an iPhone would report it.
    pub transmit_power_dbm: i8,
}

impl BluetoothMetadata {
    /// The four bytes. Versions above 3 lose their upper bits; a minor version of 0 has no room for the confidence.
    pub fn to_bytes(self) -> [u8; 4] {
        let minor_version = self.minor_version & 3;
        let confidence = if minor_version == 0 {
            0
        } else {
            self.calibration_confidence as u8
        };
        let version = (self.major_version & 3) << 6 | minor_version << 4;
        [
            version | confidence << 2,
            self.transmit_power_dbm.cast_unsigned(),
            0,
            0,
        ]
    }

    /// Reads the four bytes. Every value is readable; a beacon without a confidence reads as the lowest.
    pub fn from_bytes(bytes: [u8; 4]) -> Self {
        let minor_version = bytes[0] >> 4 & 3;
        let calibration_confidence = match (minor_version, bytes[0] >> 2 & 3) {
            (1.., 1) => CalibrationConfidence::Low,
            (1.., 2) => CalibrationConfidence::Medium,
            (1.., 3) => CalibrationConfidence::High,
            _ => CalibrationConfidence::Lowest,
        };
        Self {
            major_version: bytes[0] >> 6,
            minor_version,
            calibration_confidence,
            transmit_power_dbm: bytes[1].cast_signed(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_1_0_has_no_confidence() {
        let metadata = BluetoothMetadata {
            major_version: 1,
            minor_version: 0,
            calibration_confidence: CalibrationConfidence::High,
            transmit_power_dbm: 8,
        };
        assert_eq!(metadata.to_bytes(), [0x40, 8, 0, 0]);
        let read = BluetoothMetadata::from_bytes([0x4c, 8, 0, 0]);
        assert_eq!(read.calibration_confidence, CalibrationConfidence::Lowest);
    }

    #[test]
    fn version_1_1_carries_the_confidence_and_a_negative_power() {
        let metadata = BluetoothMetadata {
            major_version: 1,
            minor_version: 1,
            calibration_confidence: CalibrationConfidence::Medium,
            transmit_power_dbm: -24,
        };
        // 0b01_01_10_00 and two's complement of -24.
        assert_eq!(metadata.to_bytes(), [0x58, 0xe8, 0, 0]);
        assert_eq!(BluetoothMetadata::from_bytes([0x58, 0xe8, 0, 0]), metadata);
    }
}

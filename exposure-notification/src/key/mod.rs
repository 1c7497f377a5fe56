//! Keys and what is derived from them (EN cryptography specification v1.2).
//!
//! ```text
//! TemporaryExposureKey ─ HKDF "EN-RPIK" ─ AES(padded interval number) ─→ RollingProximityIdentifier
//!                      └ HKDF "EN-AEMK" ─ AES-CTR(identifier, metadata) ─→ AssociatedEncryptedMetadata
//! ```

mod bluetooth_metadata;
mod diagnosis_key;
mod identifier;
mod temporary_exposure_key;

pub use bluetooth_metadata::{BluetoothMetadata, CalibrationConfidence};
pub use diagnosis_key::{DiagnosisKey, ReportType};
pub use identifier::{AssociatedEncryptedMetadata, RollingProximityIdentifier};
pub use temporary_exposure_key::TemporaryExposureKey;

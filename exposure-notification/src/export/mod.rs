//! The file in which a server publishes diagnosis keys: a zip of `export.bin` and `export.sig`.

mod archive;
mod error;
mod inspect;
mod message;
mod public_key;
mod read;
mod signature;
mod write;

pub use error::ExportError;
pub use inspect::{
    INSPECTED_BYTES_LIMIT, InspectError, InspectErrorCause, InspectedExport, InspectedKey,
    InspectedSignature, InspectedSignatureInfo, Place, Problem, inspect_export,
};
pub use public_key::PublicKeyError;
pub use read::{read_export, read_export_on, read_export_unchecked};
pub use signature::{SigningKey, SigningKeyError, VerificationKey};
pub use write::{SignatureForm, SignedApps, write_export, write_export_in_form};

use crate::key::DiagnosisKey;

/// The content of an export file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TemporaryExposureKeyExport {
    /// Begin of the time the file covers, Unix seconds. COCOA: the start of its keys' day.
    pub start_timestamp: u64,
    /// End of that time, exclusive, Unix seconds.
    pub end_timestamp: u64,
    /// The region, for Japan the mobile country code `440`.
    pub region: String,
    /// Number of the file within its batch, from 1.
    pub batch_num: i32,
    /// How many files the batch has.
    pub batch_size: i32,
    /// The keys, in the order of the file.
    pub keys: Vec<DiagnosisKey>,
    /// Keys published before whose report has changed. COCOA never fills it.
    pub revised_keys: Vec<DiagnosisKey>,
}

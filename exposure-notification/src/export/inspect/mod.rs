//! Any export file of any server, shown as it is.
//!
//! [`read_export`](super::read_export) takes what phones take and nothing else. This reads for people: what is absent
//! stays absent, what the format does not know is counted, what phones would refuse is named by
//! [`InspectedExport::problems`]. Refused is what cannot be read or is larger than any phone takes, with the offset of
//! the first wrong byte. Memory stays bounded, whatever the file claims.

mod archive;
mod error;
mod message;
mod problem;
mod wire;

use serde::{Serialize, Serializer};

pub use error::{InspectError, InspectErrorCause, Place};
pub use problem::Problem;

use crate::export::VerificationKey;
use crate::export::archive::{ARCHIVE_LIMIT, BIN_LIMIT, SIG_LIMIT};

/// What stands in an export file. Its JSON is the contract of `ichiren inspect export`: absent fields are `null`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct InspectedExport {
    /// The header of `export.bin`, without the spaces that fill it up: `EK Export v1`.
    pub header: String,
    /// The region, for Japan the mobile country code `440`.
    pub region: Option<String>,
    /// Begin of the time the file covers, Unix seconds.
    pub start_timestamp: Option<u64>,
    /// End of that time, Unix seconds.
    pub end_timestamp: Option<u64>,
    /// Number of the file within its batch, from 1.
    pub batch_num: Option<i32>,
    /// How many files the batch has.
    pub batch_size: Option<i32>,
    /// The keys, in the order of the file.
    pub keys: Vec<InspectedKey>,
    /// Keys published before whose report has changed, in the order of the file.
    pub revised_keys: Vec<InspectedKey>,
    /// The signatures of `export.sig`; none of a bare `export.bin`.
    pub signatures: Vec<InspectedSignature>,
    /// How many fields the format does not know, in both entries.
    pub unknown_fields: u64,
    /// The signatures that `export.bin` announces.
    #[serde(skip)]
    pub signature_infos: Vec<InspectedSignatureInfo>,
    /// Whether it was the zip that servers publish, or a bare `export.bin`.
    #[serde(skip)]
    pub zipped: bool,
}

/// A key as it stands in the file. Numbers are those of the file, in range or not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct InspectedKey {
    /// Where it begins in `export.bin`.
    #[serde(skip)]
    pub offset: u64,
    /// `key_data`, 16 bytes unless the file is wrong; hexadecimal in JSON.
    #[serde(serialize_with = "hexadecimal")]
    pub key: Option<Vec<u8>>,
    /// 0–8.
    pub transmission_risk_level: Option<i32>,
    /// The first interval of its validity.
    pub rolling_start_interval_number: Option<i32>,
    /// For how many intervals it is valid; absent means 144.
    pub rolling_period: Option<i32>,
    /// The number of the report type, version 2 of the format.
    pub report_type: Option<i32>,
    /// Days from onset to the key's day, version 2 of the format.
    pub days_since_onset_of_symptoms: Option<i32>,
}

/// A signature of `export.sig`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct InspectedSignature {
    /// Where it begins in `export.sig`.
    #[serde(skip)]
    pub offset: u64,
    /// Which key made it, as the file says.
    #[serde(flatten)]
    pub info: InspectedSignatureInfo,
    /// Number of the file within its batch, once more.
    #[serde(skip)]
    pub batch_num: Option<i32>,
    /// Size of the batch, once more.
    #[serde(skip)]
    pub batch_size: Option<i32>,
    /// The signature itself; empty when absent.
    #[serde(skip)]
    pub signature: Vec<u8>,
    /// Whether one of the given keys made it, by ECDSA over P-256 with SHA-256; `None` when none was given.
    pub verified: Option<bool>,
}

/// What a file says of the key that signed it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct InspectedSignatureInfo {
    /// The key's identifier.
    pub verification_key_id: Option<String>,
    /// The key's version.
    pub verification_key_version: Option<String>,
    /// An OID, `1.2.840.10045.4.3.2` in files that phones take.
    pub signature_algorithm: Option<String>,
}

/// Nothing longer is read: who reads a file from a disk may stop after one byte more.
pub const INSPECTED_BYTES_LIMIT: u64 = BIN_LIMIT;

/// Reads an export file, the zip or a bare `export.bin`.
///
/// Every signature is tried with every given key, whatever name the file gives to its own.
pub fn inspect_export(
    bytes: &[u8],
    verification_keys: &[VerificationKey],
) -> Result<InspectedExport, InspectError> {
    if bytes.starts_with(b"PK") {
        let limit = ARCHIVE_LIMIT;
        within(bytes, limit, InspectErrorCause::FileTooLarge { limit })?;
        let entries = archive::unpack(bytes)?;
        let mut export = message::read_bin(&entries.bin)?;
        export.zipped = true;
        export.signatures = message::read_sig(
            &entries.sig,
            &entries.bin,
            verification_keys,
            &mut export.unknown_fields,
        )?;
        Ok(export)
    } else if bytes.starts_with(b"EK Export") {
        let limit = BIN_LIMIT;
        within(bytes, limit, InspectErrorCause::BinTooLarge { limit })?;
        message::read_bin(bytes)
    } else {
        Err(wire::error(Place::File, 0, recognise(bytes)))
    }
}

fn within(bytes: &[u8], limit: u64, cause: InspectErrorCause) -> Result<(), InspectError> {
    if bytes.len() as u64 <= limit {
        return Ok(());
    }
    Err(InspectError {
        place: Place::File,
        offset: limit,
        cause,
    })
}

/// What a file is that is no export.
fn recognise(bytes: &[u8]) -> InspectErrorCause {
    if bytes.is_empty() {
        return InspectErrorCause::Empty;
    }
    let as_signatures = if bytes.len() as u64 <= SIG_LIMIT {
        message::read_sig(bytes, &[], &[], &mut 0).unwrap_or_default()
    } else {
        Vec::new()
    };
    match as_signatures.as_slice() {
        signatures if signatures.iter().any(|each| !each.signature.is_empty()) => {
            InspectErrorCause::SignatureFile {
                signatures: signatures.len(),
            }
        }
        _ => InspectErrorCause::NotAnExport {
            begin: String::from_utf8_lossy(&bytes[..bytes.len().min(16)]).into_owned(),
        },
    }
}

#[expect(clippy::ref_option, reason = "the signature that serde asks for")]
fn hexadecimal<S: Serializer>(bytes: &Option<Vec<u8>>, serializer: S) -> Result<S::Ok, S::Error> {
    match bytes {
        Some(bytes) => serializer.serialize_some(&hex::encode(bytes)),
        None => serializer.serialize_none(),
    }
}

//! Why an export file could not be written or is refused.

use thiserror::Error;

/// Why an export file is refused, or could not be written.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The file is larger than a phone takes.
    #[error("{what} is larger than {limit} bytes; split the export into several files")]
    TooLarge {
        /// The file or the entry.
        what: &'static str,
        /// What is allowed.
        limit: u64,
    },
    /// It is no zip, or a broken one.
    #[error("the export file is not a readable zip: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// An entry could not be unpacked or packed.
    #[error("the zip entry {entry} cannot be processed: {source}")]
    Entry {
        /// The entry.
        entry: &'static str,
        /// The reason.
        source: std::io::Error,
    },
    /// The zip has an entry beside `export.bin` and `export.sig`; a path in a name counts as one.
    #[error("the zip has an unexpected entry {0:?}; only export.bin and export.sig may be in it")]
    UnexpectedEntry(String),
    /// Two entries have the same name.
    #[error("the zip has two entries of the same name")]
    DuplicateEntry,
    /// An entry is missing.
    #[error("the zip has no entry {0}")]
    MissingEntry(&'static str),
    /// `export.bin` does not start with the header of the format.
    #[error("export.bin does not start with the header \"EK Export v1\" filled up to 16 bytes")]
    WrongHeader,
    /// An entry is no message of the format.
    #[error("{entry} is not a message of the export format: {source}")]
    Message {
        /// The entry.
        entry: &'static str,
        /// The reason.
        source: prost::DecodeError,
    },
    /// `export.sig` has no signature.
    #[error("export.sig has no signature")]
    NoSignature,
    /// No signature belongs to a key that the reader knows.
    #[error("no signature belongs to a known verification key; the file names {named}")]
    UnknownVerificationKey {
        /// Identifier and version of each signature's key.
        named: String,
    },
    /// The signature's algorithm is not the one both operating systems know.
    #[error("the signature algorithm is {0:?}; both operating systems know 1.2.840.10045.4.3.2")]
    UnknownAlgorithm(String),
    /// The signature does not belong to this content and key.
    #[error("the signature of export.bin does not verify with key {id} version {version}")]
    BadSignature {
        /// The key's identifier.
        id: String,
        /// The key's version.
        version: String,
    },
    /// `export.bin` announces another number of signatures than `export.sig` has.
    #[error("export.bin announces {announced} signatures, export.sig has {present}")]
    SignatureCount {
        /// In `export.bin`.
        announced: usize,
        /// In `export.sig`.
        present: usize,
    },
    /// The batch numbers make no sense.
    #[error("file {batch_num} of a batch of {batch_size} is impossible; number from 1 to the size")]
    BadBatch {
        /// Number of the file.
        batch_num: i32,
        /// Size of the batch.
        batch_size: i32,
    },
    /// A key's data is not 16 bytes long.
    #[error("a key has {length} bytes instead of 16")]
    KeyLength {
        /// Its length in bytes.
        length: usize,
    },
    /// A key's number is out of range.
    #[error("a key has {field} {value}, allowed is {allowed}")]
    KeyField {
        /// The field's name in the format.
        field: &'static str,
        /// Its value.
        value: i32,
        /// The range.
        allowed: &'static str,
    },
    /// The signature could not be made.
    #[error("export.bin could not be signed: the system gave no randomness")]
    Signing,
}

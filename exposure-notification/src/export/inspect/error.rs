//! Why a file cannot be inspected: where, and what.

use std::fmt;

use thiserror::Error;

/// Why a file cannot be inspected.
#[derive(Debug, Error)]
#[error("{place}, byte {offset}: {cause}")]
pub struct InspectError {
    /// What the offset counts in.
    pub place: Place,
    /// The first byte that is wrong, from 0. Of what is cut short it is the byte at which the broken piece begins.
    pub offset: u64,
    /// What is wrong there.
    pub cause: InspectErrorCause,
}

/// The bytes that an offset counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The file as given.
    File,
    /// The unpacked `export.bin`, its header of 16 bytes included.
    Bin,
    /// The unpacked `export.sig`.
    Sig,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::File => "the file",
            Self::Bin => "export.bin",
            Self::Sig => "export.sig",
        })
    }
}

/// What is wrong with a file that cannot be inspected.
#[derive(Debug, Error)]
pub enum InspectErrorCause {
    /// Nothing is there.
    #[error("it is empty")]
    Empty,
    /// It begins like nothing that belongs to an export.
    #[error(
        "this is no export file: it begins with {begin:?}, neither as a zip nor with the header \"EK Export v1\""
    )]
    NotAnExport {
        /// The first bytes, as far as they are text.
        begin: String,
    },
    /// It is the other half of an export.
    #[error(
        "this is an export.sig with {signatures} signature(s), which has no keys; give the zip or the export.bin"
    )]
    SignatureFile {
        /// How many it has.
        signatures: usize,
    },
    /// Apple's guidance to servers: at most 16 MB a file.
    #[error("the file goes on beyond the {limit} bytes that Apple's phones take; split the export")]
    FileTooLarge {
        /// What is allowed, in bytes.
        limit: u64,
    },
    /// A bare `export.bin` with more than Apple's 750,000 keys can fill.
    #[error(
        "export.bin goes on beyond {limit} bytes, more than the 750000 keys that Apple's phones take can fill"
    )]
    BinTooLarge {
        /// What is allowed, in bytes.
        limit: u64,
    },
    /// An entry unpacks to more than Apple's 750,000 keys, or any number of signatures, can fill.
    #[error(
        "the zip entry {name:?} unpacks to more than {limit} bytes, more than a file that phones take can fill"
    )]
    EntryTooLarge {
        /// The entry's name.
        name: String,
        /// What is allowed, in bytes.
        limit: u64,
    },
    /// The zip is cut short, altered, or uses what phones cannot unpack.
    #[error("the zip cannot be read, it is cut short or altered: {0}")]
    Zip(zip::result::ZipError),
    /// An entry cannot be unpacked, or its checksum is wrong.
    #[error("the zip entry {name:?} is altered or cut short: {source}")]
    Entry {
        /// The entry's name.
        name: String,
        /// The reason.
        source: std::io::Error,
    },
    /// A name that leads to another folder.
    #[error("the zip entry {0:?} has a path in its name, which could write anywhere; phones refuse it")]
    PathInName(String),
    /// An entry that does not belong to an export.
    #[error("the zip entry {0:?} does not belong there; phones take one .bin and one .sig of the same name")]
    UnexpectedEntry(String),
    /// Two entries of one kind.
    #[error("the zip entry {0:?} is the second of its kind")]
    DuplicateEntry(String),
    /// Half of the export is missing.
    #[error("the zip has no entry {0}")]
    MissingEntry(String),
    /// `export.bin` does not begin as it must.
    #[error("the header is not \"EK Export v1\" filled up to 16 bytes with spaces")]
    WrongHeader,
    /// The content ends within a number.
    #[error("the message is cut short: it ends within a number")]
    NumberCutShort,
    /// The content ends within a field.
    #[error("the message is cut short: field {number} needs {needed} bytes, {left} are left")]
    FieldCutShort {
        /// The field's number.
        number: u64,
        /// How long it says it is, in bytes.
        needed: u64,
        /// How many bytes there are.
        left: u64,
    },
    /// A number has more than 64 bits.
    #[error("a number has more than 64 bits")]
    NumberTooLong,
    /// No protocol buffer has such a field number.
    #[error("{0} is no field number")]
    FieldNumber(u64),
    /// A group, or a wire type that does not exist.
    #[error("field {number} has wire type {wire_type}, which no version of the format uses")]
    WireType {
        /// The field's number.
        number: u64,
        /// The wire type, 3, 4, 6 or 7.
        wire_type: u64,
    },
    /// A field of the format that is encoded as something else.
    #[error("{field} is not encoded as {expected}")]
    FieldType {
        /// The field's name in the format.
        field: &'static str,
        /// What the format says it is.
        expected: &'static str,
    },
    /// A text that is none.
    #[error("{0} is not UTF-8")]
    NotText(&'static str),
    /// Apple's guidance to servers: at most 750,000 keys a file.
    #[error("this key is beyond the {limit} that Apple's phones take in a file; split the export")]
    TooManyKeys {
        /// What is allowed, keys and revised keys together.
        limit: usize,
    },
    /// Google's limit.
    #[error("batch_size is {size}, Google's phones take at most {limit}")]
    BatchTooLarge {
        /// What the file says.
        size: i32,
        /// What is allowed.
        limit: i32,
    },
    /// More signatures are announced than any server makes.
    #[error("this signature_info is beyond the {limit} that are read; no server makes more than ten")]
    TooManySignatureInfos {
        /// What is allowed.
        limit: usize,
    },
}

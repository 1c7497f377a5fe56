//! The zip around an export: exactly two entries, and nothing that could hurt who unpacks it.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use crate::export::ExportError;

/// The entry with the keys.
pub(super) const BIN: &str = "export.bin";
/// The entry with the signature.
pub(super) const SIG: &str = "export.sig";

/// Apple's guidance to servers: at most 16 MB a file.
pub(super) const ARCHIVE_LIMIT: u64 = 16 * 1024 * 1024;
/// Apple's guidance: at most 750,000 keys a file, about 40 bytes each.
pub(super) const BIN_LIMIT: u64 = 32 * 1024 * 1024;
/// Ten signatures, the most a file has, are far smaller.
pub(super) const SIG_LIMIT: u64 = 64 * 1024;

/// The unpacked entries.
#[derive(Debug)]
pub(super) struct Entries {
    pub(super) bin: Vec<u8>,
    pub(super) sig: Vec<u8>,
}

/// Packs the entries. The same entries give the same bytes: the zip bears no time.
pub(super) fn pack(entries: &Entries) -> Result<Vec<u8>, ExportError> {
    let options = SimpleFileOptions::default().last_modified_time(DateTime::DEFAULT);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [(BIN, &entries.bin), (SIG, &entries.sig)] {
        writer.start_file(name, options)?;
        writer
            .write_all(content)
            .map_err(|source| ExportError::Entry { entry: name, source })?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Unpacks the entries, each up to its limit. Names are compared, never used as paths.
pub(super) fn unpack(zip: &[u8]) -> Result<Entries, ExportError> {
    if zip.len() as u64 > ARCHIVE_LIMIT {
        return Err(ExportError::TooLarge {
            what: "the export file",
            limit: ARCHIVE_LIMIT,
        });
    }
    let mut archive = ZipArchive::new(Cursor::new(zip))?;
    if archive.has_duplicate_names() {
        return Err(ExportError::DuplicateEntry);
    }
    for name in archive.file_names_raw() {
        if name != BIN.as_bytes() && name != SIG.as_bytes() {
            return Err(ExportError::UnexpectedEntry(
                String::from_utf8_lossy(name).into_owned(),
            ));
        }
    }
    Ok(Entries {
        bin: unpack_entry(&mut archive, BIN, BIN_LIMIT)?,
        sig: unpack_entry(&mut archive, SIG, SIG_LIMIT)?,
    })
}

fn unpack_entry(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    entry: &'static str,
    limit: u64,
) -> Result<Vec<u8>, ExportError> {
    let file = archive.by_name(entry).map_err(|error| match error {
        zip::result::ZipError::FileNotFound => ExportError::MissingEntry(entry),
        other => ExportError::Zip(other),
    })?;
    let mut content = Vec::new();
    // The size in the zip's directory is only a claim; what is unpacked counts.
    file.take(limit + 1)
        .read_to_end(&mut content)
        .map_err(|source| ExportError::Entry { entry, source })?;
    if content.len() as u64 > limit {
        return Err(ExportError::TooLarge { what: entry, limit });
    }
    Ok(content)
}

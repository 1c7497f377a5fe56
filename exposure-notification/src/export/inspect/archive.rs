//! The zip around an export, read so that what is wrong has an offset.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::wire::error;
use super::{InspectError, InspectErrorCause, Place};
use crate::export::archive::{BIN_LIMIT, SIG_LIMIT};

/// The unpacked entries.
pub(super) struct Entries {
    pub(super) bin: Vec<u8>,
    pub(super) sig: Vec<u8>,
}

/// Unpacks the entries, each up to its limit. Apple's phones take any name as long as both entries share it.
pub(super) fn unpack(zip: &[u8]) -> Result<Entries, InspectError> {
    // A zip is read from its end, where its directory is: without one nothing is found up to the last byte.
    let mut archive = ZipArchive::new(Cursor::new(zip))
        .map_err(|source| error(Place::File, zip.len(), InspectErrorCause::Zip(source)))?;
    let (mut bin, mut sig) = (None, None);
    for index in 0..archive.len() {
        let (name, offset) = entry(&mut archive, zip, index)?;
        let refuse =
            |cause: fn(String) -> InspectErrorCause| Err(error(Place::File, offset, cause(name.clone())));
        if name.contains(['/', '\\']) || name.contains("..") {
            return refuse(InspectErrorCause::PathInName);
        }
        let slot = match name.rsplit_once('.') {
            Some((_, "bin")) => &mut bin,
            Some((_, "sig")) => &mut sig,
            _ => return refuse(InspectErrorCause::UnexpectedEntry),
        };
        if slot.is_some() {
            return refuse(InspectErrorCause::DuplicateEntry);
        }
        *slot = Some((index, name));
    }
    // The directory keeps one entry of those that share a name.
    if archive.has_duplicate_names() {
        let name = bin.or(sig).map(|(_, name)| name).unwrap_or_default();
        return Err(error(
            Place::File,
            zip.len(),
            InspectErrorCause::DuplicateEntry(name),
        ));
    }
    let missing = |name: String| error(Place::File, zip.len(), InspectErrorCause::MissingEntry(name));
    let Some((bin_index, bin_name)) = bin else {
        return Err(missing("export.bin".to_owned()));
    };
    let Some((sig_index, _)) = sig.filter(|(_, name)| stem(name) == stem(&bin_name)) else {
        return Err(missing(format!("{}.sig", stem(&bin_name))));
    };
    Ok(Entries {
        bin: unpack_entry(&mut archive, zip, bin_index, BIN_LIMIT)?,
        sig: unpack_entry(&mut archive, zip, sig_index, SIG_LIMIT)?,
    })
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The name of an entry and where it begins in the file.
fn entry(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    zip: &[u8],
    index: usize,
) -> Result<(String, usize), InspectError> {
    let file = archive
        .by_index_raw(index)
        .map_err(|source| error(Place::File, zip.len(), InspectErrorCause::Zip(source)))?;
    let name = String::from_utf8_lossy(file.name_raw()).into_owned();
    Ok((name, usize::try_from(file.header_start()).unwrap_or(zip.len())))
}

fn unpack_entry(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    zip: &[u8],
    index: usize,
    limit: u64,
) -> Result<Vec<u8>, InspectError> {
    let (name, offset) = entry(archive, zip, index)?;
    let refuse = |cause| error(Place::File, offset, cause);
    let file = archive
        .by_index(index)
        .map_err(|source: ZipError| refuse(InspectErrorCause::Zip(source)))?;
    let mut content = Vec::new();
    // The size in the zip's directory is only a claim; what is unpacked counts.
    file.take(limit + 1).read_to_end(&mut content).map_err(|source| {
        let name = name.clone();
        refuse(InspectErrorCause::Entry { name, source })
    })?;
    if content.len() as u64 > limit {
        return Err(refuse(InspectErrorCause::EntryTooLarge { name, limit }));
    }
    Ok(content)
}

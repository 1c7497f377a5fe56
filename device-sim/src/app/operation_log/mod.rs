//! The operation log (動作情報): what the app did, kept on the phone, sent only on the user's press (COCOA v1.2.0 to
//! v2.0.1 `LoggerService`, `LogFileService`; 2020年10月13日の状況, 実施処理のログ).
//!
//! * [`entry`] — what may be written: an enum without a text of its own, so that nothing can slip in that the user was
//!   told is never in it;
//! * [`csv`] — how it is written.
//!
//! One file per day in Japan, for fourteen days; all of them in one zip to send.

pub(crate) mod csv;
pub(crate) mod entry;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use testbed::japan;
use testbed::seed::Seed;
use thiserror::Error;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::guid::guid;
use csv::Environment;
use entry::Entry;

/// Today's file and those of the thirteen days before (COCOA v1.2.1 `LogFileService`).
const DAYS_KEPT: i32 = 14;

/// The log could not be packed.
#[derive(Debug, Error)]
#[error("the operation log could not be packed: {0}")]
pub(crate) struct PackError(#[from] zip::result::ZipError);

/// The files on the phone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct OperationLog {
    /// By date in Japan. Each begins with the heading.
    files: BTreeMap<Date, String>,
}

/// A log ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PackedLog {
    /// The random identifier with which the user can refer to it.
    pub log_id: String,
    /// The name under which it is uploaded.
    pub file_name: String,
    /// The zip.
    pub bytes: Vec<u8>,
}

impl OperationLog {
    /// Adds a line to today's file, and drops the files that are too old.
    pub(crate) fn write(&mut self, at: Timestamp, entry: &Entry, environment: &Environment) {
        let today = japan::date(at);
        let file = self.files.entry(today).or_insert_with(csv::heading);
        file.push_str(&csv::line(at, entry, environment));
        self.rotate(today);
    }

    /// Drops the files that are too old, as the app does once a day although it writes nothing.
    pub(crate) fn rotate(&mut self, today: Date) {
        let oldest = today.saturating_sub((DAYS_KEPT - 1).days());
        self.files.retain(|date, _| *date >= oldest);
    }

    /// The names of the files and what is in them, oldest first: what the user sees before sending.
    pub(crate) fn files(&self) -> impl Iterator<Item = (String, &str)> {
        let name = |date: &Date| format!("cocoa_log_{}.csv", date.strftime("%Y%m%d"));
        self.files
            .iter()
            .map(move |(date, content)| (name(date), content.as_str()))
    }

    /// Deletes everything (the end of service).
    pub(crate) fn erase(&mut self) {
        self.files.clear();
    }

    /// All files in one zip, under a random identifier. The same log and seed give the same bytes; a log to be sent
    /// again needs another seed.
    pub(crate) fn pack(&self, seed: &Seed) -> Result<PackedLog, PackError> {
        let options = SimpleFileOptions::default().last_modified_time(DateTime::DEFAULT);
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in self.files() {
            writer.start_file(name, options)?;
            writer
                .write_all(content.as_bytes())
                .map_err(zip::result::ZipError::from)?;
        }
        let log_id = guid(seed);
        Ok(PackedLog {
            file_name: format!("cocoa_log_{log_id}.zip"),
            log_id,
            bytes: writer.finish()?.into_inner(),
        })
    }
}

//! What the notification server keeps: keys, users and the record of exports in a database, files beside it.
//!
//! [`Store`] is synchronous and blocks; the server calls it on threads that may.

mod files;
mod sqlite;

use exposure_notification::{ENIntervalNumber, TemporaryExposureKey};
use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use testbed::database::StoredValue;
use thiserror::Error;

pub(crate) use self::files::FileStore;
pub use self::files::{CloudFiles, Files, FilesAddressError};
pub(crate) use self::sqlite::SqliteStore;

/// A key that was submitted and accepted.
#[derive(Clone)]
pub(crate) struct ReceivedKey {
    pub(crate) key: TemporaryExposureKey,
    pub(crate) transmission_risk_level: u8,
    /// Set by V3 alone.
    pub(crate) diagnosis: Option<Diagnosis>,
    pub(crate) resubmission: Resubmission,
}

impl ReceivedKey {
    /// What is unique among the keys that are kept, `None` for a key that is kept whatever there is.
    pub(crate) fn resubmission_id(&self) -> Option<String> {
        match &self.resubmission {
            Resubmission::KeptBeside => None,
            Resubmission::KeptOnce => Some(format!(
                "{} {} {}",
                hex::encode(self.key.key_data),
                self.key.rolling_start.0,
                self.key.rolling_period
            )),
            Resubmission::Replaces(text) => Some(text.clone()),
        }
    }
}

/// What becomes of a key that is sent again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Resubmission {
    /// It is kept beside (V1 and V2).
    KeptBeside,
    /// The same key data, start and period are kept once, and not exported again.
    KeptOnce,
    /// It replaces the key that was sent with the same text, and is exported once more (V3).
    Replaces(String),
}

/// What version 2 of the EN API knows of a key's owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Diagnosis {
    /// The number of the export format.
    pub(crate) report_type: i32,
    /// From onset, or from the test without symptoms, to the key's day.
    pub(crate) days_since_onset: i32,
}

/// A key that is kept.
pub(crate) struct StoredKey {
    pub(crate) id: i64,
    pub(crate) key: TemporaryExposureKey,
    pub(crate) transmission_risk_level: u8,
    pub(crate) diagnosis: Option<Diagnosis>,
    pub(crate) received_at: Timestamp,
    pub(crate) exported: bool,
}

/// A published export file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ExportFile {
    /// As configured.
    pub(crate) region: String,
    /// From 1; the same in all regions for the same keys.
    pub(crate) batch_num: i64,
    /// The number in the file's name.
    pub(crate) file_number: i64,
    /// Unix milliseconds, increasing with the number; in the first states Unix seconds.
    pub(crate) created: i64,
    /// The end of its keys' validity day, Unix seconds.
    pub(crate) end_timestamp: i64,
}

/// An event of the use of an app, as the app tells it with its user's consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EventLog {
    /// The same for the same event sent again.
    pub(crate) id: String,
    /// Unix seconds, by the phone's clock.
    pub(crate) epoch: i64,
    /// What the app calls its type, for instance `ExposureNotification`.
    pub(crate) kind: String,
    pub(crate) subtype: String,
    /// JSON.
    pub(crate) content: String,
    pub(crate) received_at: Timestamp,
}

/// Why something could not be kept or found.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] rusqlite::Error),
    /// The database file cannot be used.
    #[error("the database {path} cannot be opened: {reason}; name a file in an existing folder")]
    Open {
        /// The file.
        path: String,
        /// The reason.
        reason: rusqlite::Error,
    },
    /// The files failed.
    #[error("the file store failed: {0}; look at the address and the settings of --files")]
    Files(#[from] object_store::Error),
    /// A cloud asks for what was not given.
    #[error(
        "files under {place} need {name}; set it in the environment or in the file of --files-settings-file"
    )]
    CloudSetting {
        /// The address.
        place: String,
        /// What is missing.
        name: &'static str,
    },
    /// The folder for files cannot be made.
    #[error("the folder {folder} cannot be made: {reason}; name one that may be written")]
    Folder {
        /// The folder.
        folder: String,
        /// The reason.
        reason: std::io::Error,
    },
    /// The database holds what this program never writes.
    #[error("the database holds a {what} that this program never writes; start with an empty database")]
    Foreign {
        /// What it holds.
        what: &'static str,
    },
    /// A scenario wants it so.
    #[error(
        "the file store takes no more files, as PUT /control/storage-fault asked for; send it without a number"
    )]
    FileFault,
    /// The thread that worked with the database ended early.
    #[error("the work with the database was interrupted: {0}")]
    Interrupted(tokio::task::JoinError),
}

/// The database.
pub(crate) trait Store: Send + Sync {
    /// A number no user had before, from 1.
    fn next_user_number(&self) -> Result<i64, StoreError>;
    /// Keeps a user.
    fn add_user(&self, user_uuid: &str, secret_digest: &str) -> Result<(), StoreError>;
    /// The digest of a user's secret, if there is such a user.
    fn user_secret_digest(&self, user_uuid: &str) -> Result<Option<String>, StoreError>;
    /// Deletes a user with what was kept of the registration, in one. Keys stay.
    fn delete_user(&self, user_uuid: &str) -> Result<(), StoreError>;
    /// Keeps a processing number, for good; one that is kept under this identifier already is replaced.
    fn keep_processing_number(
        &self,
        id: &str,
        processing_number: &str,
        received_at: Timestamp,
    ) -> Result<(), StoreError>;

    /// Keeps all keys of a registration, or none.
    fn register_keys(&self, keys: &[ReceivedKey], received_at: Timestamp) -> Result<(), StoreError>;
    /// Every key, in the order in which they were registered.
    fn keys(&self) -> Result<Vec<StoredKey>, StoreError>;
    /// The keys not yet exported that start at `earliest` or later, by start and then in the order of registration.
    fn keys_to_export(&self, earliest: ENIntervalNumber) -> Result<Vec<StoredKey>, StoreError>;
    /// Deletes the keys that start before, exported or not.
    fn delete_keys_before(&self, earliest: ENIntervalNumber) -> Result<(), StoreError>;

    /// A number no export had before, from 1.
    fn next_batch_number(&self) -> Result<i64, StoreError>;
    /// The largest `created` of all exports ever.
    fn last_created(&self) -> Result<Option<i64>, StoreError>;
    /// Keeps the records of the files of an export, one for every region, and marks its keys as exported, in one.
    fn record_export(&self, files: &[ExportFile], key_ids: &[i64]) -> Result<(), StoreError>;
    /// The files not deleted that end at `earliest_end` (Unix seconds) or later, by number and region.
    fn files_ending_from(&self, earliest_end: i64) -> Result<Vec<ExportFile>, StoreError>;
    /// The files not deleted that end before `earliest_end` (Unix seconds), by number and region.
    fn files_ending_before(&self, earliest_end: i64) -> Result<Vec<ExportFile>, StoreError>;
    /// Writes down that a file is gone; its record stays.
    fn mark_deleted(&self, file: &ExportFile) -> Result<(), StoreError>;

    /// Keeps events; one that is kept already is replaced.
    fn add_event_logs(&self, events: &[EventLog]) -> Result<(), StoreError>;
    /// Every event, by the time of the phone.
    fn event_logs(&self) -> Result<Vec<EventLog>, StoreError>;

    /// Every value of every table as text: what a search for things that must not be kept goes through.
    fn every_value(&self) -> Result<Vec<StoredValue>, StoreError>;
}

/// How a user's secret is kept.
pub(crate) fn secret_digest(secret: &str) -> String {
    hex::encode(digest(&SHA256, secret.as_bytes()))
}

//! What the notification server keeps: keys, users and the record of exports in a database, files beside it.
//!
//! [`Store`] is synchronous and blocks; the server calls it on threads that may. All of its SQL stands here, and the
//! tables in `migrations`. No name and no address has a place there, and a processing
//! number only because the server of 2020 kept it (イ4).

mod diagnoses;
mod event_logs;
mod exports;
mod fault;
mod files;
mod keys;
mod users;

use jiff::Timestamp;
use testbed::database::{
    Database, DatabaseAddress, DatabaseError, Migration, Row, StoredValue, Transaction, Value,
};
use thiserror::Error;

pub(crate) use self::event_logs::EventLog;
pub(crate) use self::exports::ExportFile;
pub(crate) use self::fault::RegistrationFault;
pub(crate) use self::files::FileStore;
pub use self::files::{CloudFiles, Files, FilesAddressError};
pub(crate) use self::keys::{Diagnosis, ReceivedKey, Resubmission, StoredKey};
pub(crate) use self::users::secret_digest;

const MIGRATIONS: [Migration; 2] = [
    Migration {
        version: 1,
        sql: include_str!("migrations/0001_tables.sql"),
    },
    Migration {
        version: 2,
        sql: include_str!("migrations/0002_regions_and_numbers.sql"),
    },
];

/// Why something could not be kept or found.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database cannot be used, or failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
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

/// The database, shared by all clones.
#[derive(Clone)]
pub(crate) struct Store {
    database: Database,
    /// How a registration is to fail.
    pub(crate) fault: RegistrationFault,
}

impl Store {
    /// Opens it, and brings its tables up to date.
    pub(crate) fn open(address: &DatabaseAddress) -> Result<Self, StoreError> {
        let database = Database::open(address, &MIGRATIONS)?;
        Ok(Self {
            database,
            fault: RegistrationFault::default(),
        })
    }

    /// Every value of every table: what a search for things that must not be kept goes through.
    pub(crate) fn every_value(&self) -> Result<Vec<StoredValue>, StoreError> {
        Ok(self.database.every_value()?)
    }

    /// A transaction of one query.
    fn rows(&self, query: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        Ok(self
            .database
            .transaction(|transaction| transaction.query(query, values))?)
    }

    /// A transaction of one change.
    fn change(&self, statement: &str, values: &[Value]) -> Result<(), StoreError> {
        self.database
            .transaction(|transaction| transaction.execute(statement, values))?;
        Ok(())
    }
}

/// A number that was never given out, from 1.
fn next_number(transaction: &mut Transaction<'_>, sequence: &str) -> Result<i64, DatabaseError> {
    next_numbers(transaction, sequence, 1)
}

/// The first of as many numbers in a row that were never given out.
fn next_numbers(
    transaction: &mut Transaction<'_>,
    sequence: &str,
    count: usize,
) -> Result<i64, DatabaseError> {
    let statement = "UPDATE sequences SET last = last + $2 WHERE name = $1 RETURNING last - $2 + 1 AS first";
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    transaction
        .query_one(statement, &[sequence.into(), count.into()])?
        .get("first")
}

fn moment(unix_seconds: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_second(unix_seconds).map_err(|_| StoreError::Foreign { what: "time" })
}

//! The database in SQLite: in memory, or in a file that survives the server.
//!
//! One connection behind a lock: a registration is one transaction and takes well under a millisecond.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use exposure_notification::{ENIntervalNumber, TemporaryExposureKey};
use jiff::Timestamp;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, params};
use testbed::database::StoredValue;

use super::{Diagnosis, EventLog, ExportFile, ReceivedKey, Resubmission, Store, StoreError, StoredKey};

const KEY_COLUMNS: &str = "id, key_data, rolling_start, rolling_period, transmission_risk_level, report_type, \
                           days_since_onset, received_at, exported";

const EVENT_COLUMNS: &str = "id, epoch, type, subtype, content, received_at";

/// The database in SQLite.
pub(crate) struct SqliteStore(Mutex<Connection>);

impl SqliteStore {
    /// An empty database that ends with the server.
    pub(crate) fn in_memory() -> Result<Self, StoreError> {
        Ok(Self::with_schema(Connection::open_in_memory()?)?)
    }

    /// The database in this file. What it has answered for survives a crash of the machine: every commit reaches the
    /// disk.
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        let open = || {
            let connection = Connection::open(path)?;
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            Self::with_schema(connection)
        };
        open().map_err(|reason| StoreError::Open {
            path: path.display().to_string(),
            reason,
        })
    }

    fn with_schema(connection: Connection) -> rusqlite::Result<Self> {
        connection.execute_batch(include_str!("schema.sql"))?;
        Ok(Self(Mutex::new(connection)))
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for SqliteStore {
    fn next_user_number(&self) -> Result<i64, StoreError> {
        next_number(&self.connection(), "user")
    }

    fn add_user(&self, user_uuid: &str, secret_digest: &str) -> Result<(), StoreError> {
        let statement = "INSERT INTO users (user_uuid, secret_digest) VALUES (?1, ?2)";
        self.connection().execute(statement, [user_uuid, secret_digest])?;
        Ok(())
    }

    fn user_secret_digest(&self, user_uuid: &str) -> Result<Option<String>, StoreError> {
        let query = "SELECT secret_digest FROM users WHERE user_uuid = ?1";
        Ok(self
            .connection()
            .query_row(query, [user_uuid], |row| row.get(0))
            .optional()?)
    }

    fn delete_user(&self, user_uuid: &str) -> Result<(), StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        transaction.execute("DELETE FROM diagnoses WHERE id = ?1", [user_uuid])?;
        transaction.execute("DELETE FROM users WHERE user_uuid = ?1", [user_uuid])?;
        Ok(transaction.commit()?)
    }

    fn keep_processing_number(
        &self,
        id: &str,
        processing_number: &str,
        received_at: Timestamp,
    ) -> Result<(), StoreError> {
        self.connection().execute(
            "INSERT INTO diagnoses (id, processing_number, received_at) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO \
             UPDATE SET processing_number = excluded.processing_number, received_at = excluded.received_at",
            params![id, processing_number, received_at.as_second()],
        )?;
        Ok(())
    }

    fn register_keys(&self, keys: &[ReceivedKey], received_at: Timestamp) -> Result<(), StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        for received in keys {
            let id = next_number(&transaction, "key")?;
            transaction.execute(
                &format!(
                    "INSERT INTO temporary_exposure_keys ({KEY_COLUMNS}, resubmission_id) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, FALSE, ?9) {}",
                    on_resubmission(&received.resubmission)
                ),
                params![
                    id,
                    hex::encode(received.key.key_data),
                    received.key.rolling_start.0,
                    received.key.rolling_period,
                    received.transmission_risk_level,
                    received.diagnosis.map(|diagnosis| diagnosis.report_type),
                    received.diagnosis.map(|diagnosis| diagnosis.days_since_onset),
                    received_at.as_second(),
                    received.resubmission_id(),
                ],
            )?;
        }
        Ok(transaction.commit()?)
    }

    fn keys(&self) -> Result<Vec<StoredKey>, StoreError> {
        let query = format!("SELECT {KEY_COLUMNS} FROM temporary_exposure_keys ORDER BY id");
        let connection = self.connection();
        let mut statement = connection.prepare(&query)?;
        statement.query_and_then([], stored_key)?.collect()
    }

    fn keys_to_export(&self, earliest: ENIntervalNumber) -> Result<Vec<StoredKey>, StoreError> {
        let query = format!(
            "SELECT {KEY_COLUMNS} FROM temporary_exposure_keys \
             WHERE NOT exported AND rolling_start >= ?1 ORDER BY rolling_start, id"
        );
        let connection = self.connection();
        let mut statement = connection.prepare(&query)?;
        statement.query_and_then([earliest.0], stored_key)?.collect()
    }

    fn delete_keys_before(&self, earliest: ENIntervalNumber) -> Result<(), StoreError> {
        let statement = "DELETE FROM temporary_exposure_keys WHERE rolling_start < ?1";
        self.connection().execute(statement, [earliest.0])?;
        Ok(())
    }

    fn next_batch_number(&self) -> Result<i64, StoreError> {
        next_number(&self.connection(), "batch")
    }

    fn last_created(&self) -> Result<Option<i64>, StoreError> {
        Ok(self
            .connection()
            .query_row("SELECT MAX(created) FROM export_files", [], |row| row.get(0))?)
    }

    fn record_export(&self, files: &[ExportFile], key_ids: &[i64]) -> Result<(), StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        for file in files {
            transaction.execute(
                "INSERT INTO export_files (batch_num, region, file_number, created, end_timestamp, deleted) \
                 VALUES (?1, ?2, ?3, ?4, ?5, FALSE)",
                params![
                    file.batch_num,
                    file.region,
                    file.file_number,
                    file.created,
                    file.end_timestamp
                ],
            )?;
        }
        for id in key_ids {
            transaction.execute(
                "UPDATE temporary_exposure_keys SET exported = TRUE WHERE id = ?1",
                [id],
            )?;
        }
        Ok(transaction.commit()?)
    }

    fn files_ending_from(&self, earliest_end: i64) -> Result<Vec<ExportFile>, StoreError> {
        export_files(&self.connection(), "end_timestamp >= ?1", earliest_end)
    }

    fn files_ending_before(&self, earliest_end: i64) -> Result<Vec<ExportFile>, StoreError> {
        export_files(&self.connection(), "end_timestamp < ?1", earliest_end)
    }

    fn mark_deleted(&self, file: &ExportFile) -> Result<(), StoreError> {
        self.connection().execute(
            "UPDATE export_files SET deleted = TRUE WHERE batch_num = ?1 AND region = ?2",
            params![file.batch_num, file.region],
        )?;
        Ok(())
    }

    fn add_event_logs(&self, events: &[EventLog]) -> Result<(), StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        for event in events {
            transaction.execute(
                &format!(
                    "INSERT INTO event_logs ({EVENT_COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                     ON CONFLICT (id) DO UPDATE SET received_at = excluded.received_at"
                ),
                params![
                    event.id,
                    event.epoch,
                    event.kind,
                    event.subtype,
                    event.content,
                    event.received_at.as_second(),
                ],
            )?;
        }
        Ok(transaction.commit()?)
    }

    fn event_logs(&self) -> Result<Vec<EventLog>, StoreError> {
        let query = format!("SELECT {EVENT_COLUMNS} FROM event_logs ORDER BY epoch, id");
        let connection = self.connection();
        let mut statement = connection.prepare(&query)?;
        statement.query_and_then([], event_log)?.collect()
    }

    fn every_value(&self) -> Result<Vec<StoredValue>, StoreError> {
        let connection = self.connection();
        let mut columns = connection.prepare(
            "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'",
        )?;
        let columns: Vec<(String, String)> = columns
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let mut values = Vec::new();
        for (table, column) in columns {
            let mut statement = connection.prepare(&format!("SELECT \"{column}\" FROM \"{table}\""))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                values.push(StoredValue {
                    table: table.clone(),
                    column: column.clone(),
                    text: value_as_text(row.get_ref(0)?),
                });
            }
        }
        Ok(values)
    }
}

fn next_number(connection: &Connection, sequence: &str) -> Result<i64, StoreError> {
    let statement = "UPDATE sequences SET last = last + 1 WHERE name = ?1 RETURNING last";
    Ok(connection.query_row(statement, [sequence], |row| row.get(0))?)
}

/// What the database does with a key that it keeps already.
fn on_resubmission(resubmission: &Resubmission) -> &'static str {
    match resubmission {
        Resubmission::KeptBeside => "",
        Resubmission::KeptOnce => "ON CONFLICT (resubmission_id) DO NOTHING",
        Resubmission::Replaces(_) => {
            "ON CONFLICT (resubmission_id) DO UPDATE SET exported = FALSE, \
             transmission_risk_level = excluded.transmission_risk_level, report_type = excluded.report_type, \
             days_since_onset = excluded.days_since_onset, received_at = excluded.received_at"
        }
    }
}

fn stored_key(row: &Row<'_>) -> Result<StoredKey, StoreError> {
    let mut key_data = [0; 16];
    hex::decode_to_slice(row.get::<_, String>(1)?, &mut key_data)
        .map_err(|_| StoreError::Foreign { what: "key" })?;
    let diagnosis = match (row.get(5)?, row.get(6)?) {
        (Some(report_type), Some(days_since_onset)) => Some(Diagnosis {
            report_type,
            days_since_onset,
        }),
        _ => None,
    };
    Ok(StoredKey {
        id: row.get(0)?,
        key: TemporaryExposureKey {
            key_data,
            rolling_start: ENIntervalNumber(row.get(2)?),
            rolling_period: row.get(3)?,
        },
        transmission_risk_level: row.get(4)?,
        diagnosis,
        received_at: moment(row.get(7)?)?,
        exported: row.get(8)?,
    })
}

fn event_log(row: &Row<'_>) -> Result<EventLog, StoreError> {
    Ok(EventLog {
        id: row.get(0)?,
        epoch: row.get(1)?,
        kind: row.get(2)?,
        subtype: row.get(3)?,
        content: row.get(4)?,
        received_at: moment(row.get(5)?)?,
    })
}

fn moment(unix_seconds: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_second(unix_seconds).map_err(|_| StoreError::Foreign { what: "time" })
}

fn export_files(connection: &Connection, condition: &str, end: i64) -> Result<Vec<ExportFile>, StoreError> {
    let query = format!(
        "SELECT batch_num, file_number, created, end_timestamp, region FROM export_files \
         WHERE NOT deleted AND {condition} ORDER BY batch_num, region"
    );
    let mut statement = connection.prepare(&query)?;
    let files = statement.query_map([end], |row| {
        Ok(ExportFile {
            batch_num: row.get(0)?,
            file_number: row.get(1)?,
            created: row.get(2)?,
            end_timestamp: row.get(3)?,
            region: row.get(4)?,
        })
    })?;
    Ok(files.collect::<Result<_, _>>()?)
}

fn value_as_text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

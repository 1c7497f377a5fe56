//! Keys, from registration to deletion.

use exposure_notification::{ENIntervalNumber, TemporaryExposureKey};
use jiff::Timestamp;
use testbed::database::{Row, Value};

use super::{Store, StoreError, moment, next_numbers};

const COLUMNS: &str = "id, key_data, rolling_start, rolling_period, transmission_risk_level, report_type, \
                       days_since_onset, received_at, exported";

/// A key that was submitted and accepted.
#[derive(Clone)]
pub(crate) struct ReceivedKey {
    pub(crate) key: TemporaryExposureKey,
    pub(crate) transmission_risk_level: u8,
    /// Set by V3 alone.
    pub(crate) diagnosis: Option<Diagnosis>,
    pub(crate) resubmission: Resubmission,
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

impl ReceivedKey {
    /// What is unique among the keys that are kept, `None` for a key that is kept whatever there is.
    fn resubmission_id(&self) -> Option<String> {
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

    /// The statement that keeps it.
    fn statement(&self) -> String {
        let when_it_is_there = match self.resubmission {
            Resubmission::KeptBeside => "",
            Resubmission::KeptOnce => "ON CONFLICT (resubmission_id) DO NOTHING",
            Resubmission::Replaces(_) => {
                "ON CONFLICT (resubmission_id) DO UPDATE SET exported = FALSE, \
                 transmission_risk_level = excluded.transmission_risk_level, \
                 report_type = excluded.report_type, days_since_onset = excluded.days_since_onset, \
                 received_at = excluded.received_at"
            }
        };
        format!(
            "INSERT INTO temporary_exposure_keys ({COLUMNS}, resubmission_id) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, FALSE, $9) {when_it_is_there}"
        )
    }
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

impl Store {
    /// Keeps all keys of a registration, or none.
    pub(crate) fn register_keys(
        &self,
        keys: &[ReceivedKey],
        received_at: Timestamp,
    ) -> Result<(), StoreError> {
        let crash = self.fault.take(keys.len());
        self.database.transaction(|transaction| {
            if let Some(statements) = crash {
                transaction.crash_after(statements);
            }
            let first_id = next_numbers(transaction, "key", keys.len())?;
            for (id, received) in (first_id..).zip(keys) {
                transaction.execute(
                    &received.statement(),
                    &[
                        id.into(),
                        hex::encode(received.key.key_data).into(),
                        received.key.rolling_start.0.into(),
                        received.key.rolling_period.into(),
                        received.transmission_risk_level.into(),
                        received.diagnosis.map(|diagnosis| diagnosis.report_type).into(),
                        received
                            .diagnosis
                            .map(|diagnosis| diagnosis.days_since_onset)
                            .into(),
                        received_at.as_second().into(),
                        received.resubmission_id().as_deref().into(),
                    ],
                )?;
            }
            Ok(())
        })
    }

    /// Every key, in the order in which they were registered.
    pub(crate) fn keys(&self) -> Result<Vec<StoredKey>, StoreError> {
        self.select("ORDER BY id", &[])
    }

    /// The keys not yet exported that start at `earliest` or later, by start and then in the order of registration.
    pub(crate) fn keys_to_export(&self, earliest: ENIntervalNumber) -> Result<Vec<StoredKey>, StoreError> {
        let condition = "WHERE NOT exported AND rolling_start >= $1 ORDER BY rolling_start, id";
        self.select(condition, &[earliest.0.into()])
    }

    /// Deletes the keys that start before, exported or not.
    pub(crate) fn delete_keys_before(&self, earliest: ENIntervalNumber) -> Result<(), StoreError> {
        let statement = "DELETE FROM temporary_exposure_keys WHERE rolling_start < $1";
        self.change(statement, &[earliest.0.into()])
    }

    fn select(&self, condition: &str, values: &[Value]) -> Result<Vec<StoredKey>, StoreError> {
        let query = format!("SELECT {COLUMNS} FROM temporary_exposure_keys {condition}");
        self.rows(&query, values)?.iter().map(stored_key).collect()
    }
}

fn stored_key(row: &Row) -> Result<StoredKey, StoreError> {
    let mut key_data = [0; 16];
    hex::decode_to_slice(row.get::<String>("key_data")?, &mut key_data)
        .map_err(|_| StoreError::Foreign { what: "key" })?;
    let diagnosis = match (row.get("report_type")?, row.get("days_since_onset")?) {
        (Some(report_type), Some(days_since_onset)) => Some(Diagnosis {
            report_type,
            days_since_onset,
        }),
        _ => None,
    };
    Ok(StoredKey {
        id: row.get("id")?,
        key: TemporaryExposureKey {
            key_data,
            rolling_start: ENIntervalNumber(row.get("rolling_start")?),
            rolling_period: row.get("rolling_period")?,
        },
        transmission_risk_level: row.get("transmission_risk_level")?,
        diagnosis,
        received_at: moment(row.get("received_at")?)?,
        exported: row.get("exported")?,
    })
}

//! The record of export files.

use testbed::database::Row;

use super::{Store, StoreError, next_number};

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

impl Store {
    /// A number no export had before, from 1.
    pub(crate) fn next_batch_number(&self) -> Result<i64, StoreError> {
        Ok(self
            .database
            .transaction(|transaction| next_number(transaction, "batch"))?)
    }

    /// The largest `created` of all exports ever.
    pub(crate) fn last_created(&self) -> Result<Option<i64>, StoreError> {
        let query = "SELECT MAX(created) AS last FROM export_files";
        Ok(self
            .database
            .transaction(|transaction| transaction.query_one(query, &[])?.get("last"))?)
    }

    /// Keeps the records of the files of an export, one for every region, and marks its keys as exported, in one.
    pub(crate) fn record_export(&self, files: &[ExportFile], key_ids: &[i64]) -> Result<(), StoreError> {
        self.database.transaction(|transaction| {
            for file in files {
                transaction.execute(
                    "INSERT INTO export_files (batch_num, region, file_number, created, end_timestamp, deleted) \
                     VALUES ($1, $2, $3, $4, $5, FALSE)",
                    &[
                        file.batch_num.into(),
                        file.region.as_str().into(),
                        file.file_number.into(),
                        file.created.into(),
                        file.end_timestamp.into(),
                    ],
                )?;
            }
            for id in key_ids {
                let statement = "UPDATE temporary_exposure_keys SET exported = TRUE WHERE id = $1";
                transaction.execute(statement, &[(*id).into()])?;
            }
            Ok(())
        })
    }

    /// The files not deleted that end at `earliest_end` (Unix seconds) or later, by number and region.
    pub(crate) fn files_ending_from(&self, earliest_end: i64) -> Result<Vec<ExportFile>, StoreError> {
        self.files("end_timestamp >= $1", earliest_end)
    }

    /// The files not deleted that end before `earliest_end` (Unix seconds), by number and region.
    pub(crate) fn files_ending_before(&self, earliest_end: i64) -> Result<Vec<ExportFile>, StoreError> {
        self.files("end_timestamp < $1", earliest_end)
    }

    /// Writes down that a file is gone; its record stays.
    pub(crate) fn mark_deleted(&self, file: &ExportFile) -> Result<(), StoreError> {
        let statement = "UPDATE export_files SET deleted = TRUE WHERE batch_num = $1 AND region = $2";
        self.change(statement, &[file.batch_num.into(), file.region.as_str().into()])
    }

    fn files(&self, condition: &str, end: i64) -> Result<Vec<ExportFile>, StoreError> {
        let query = format!(
            "SELECT region, batch_num, file_number, created, end_timestamp FROM export_files \
             WHERE NOT deleted AND {condition} ORDER BY batch_num, region"
        );
        self.rows(&query, &[end.into()])?
            .iter()
            .map(export_file)
            .collect()
    }
}

fn export_file(row: &Row) -> Result<ExportFile, StoreError> {
    Ok(ExportFile {
        region: row.get("region")?,
        batch_num: row.get("batch_num")?,
        file_number: row.get("file_number")?,
        created: row.get("created")?,
        end_timestamp: row.get("end_timestamp")?,
    })
}

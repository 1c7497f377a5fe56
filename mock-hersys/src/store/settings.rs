//! What is switched while HER-SYS runs, and outlives a restart.

use serde::Serialize;
use serde::de::DeserializeOwned;
use testbed::database::Transaction;

use super::StoreError;

/// A switched value; `None` until it is switched for the first time.
pub(super) fn get<T: DeserializeOwned>(
    transaction: &mut Transaction<'_>,
    name: &'static str,
) -> Result<Option<T>, StoreError> {
    let rows = transaction.query("SELECT value FROM settings WHERE name = $1", &[name.into()])?;
    let corrupt = |_| StoreError::Corrupt { table: "settings" };
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    serde_json::from_str(&row.get::<String>("value")?)
        .map(Some)
        .map_err(corrupt)
}

pub(super) fn set<T: Serialize>(
    transaction: &mut Transaction<'_>,
    name: &'static str,
    value: &T,
) -> Result<(), StoreError> {
    let corrupt = |_| StoreError::Corrupt { table: "settings" };
    let value = serde_json::to_string(value).map_err(corrupt)?;
    transaction.execute(
        "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        &[name.into(), value.into()],
    )?;
    Ok(())
}

//! Counters: whoever takes the next value has the row to itself until the transaction ends, on both databases.

use testbed::database::Transaction;

use super::StoreError;

/// The next value of a counter, from 1.
pub(super) fn next(transaction: &mut Transaction<'_>, name: &'static str) -> Result<i64, StoreError> {
    let sql = "UPDATE counters SET value = value + 1 WHERE name = $1 RETURNING value";
    let rows = transaction.query(sql, &[name.into()])?;
    let row = rows.first().ok_or(StoreError::Corrupt { table: "counters" })?;
    Ok(row.get::<i64>("value")?)
}

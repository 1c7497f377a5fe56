//! Health centres (保健所): each case belongs to one.

use serde::Serialize;
use testbed::database::{Row, Transaction};
use utoipa::ToSchema;

use super::counter::next;
use super::{StoreError, parse_id};

/// A health centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct HealthCentre {
    pub(crate) health_centre_id: String,
    pub(crate) name: String,
}

/// The health centre of cases for which nobody names one. Every database begins with it.
pub(crate) const FIRST: &str = "1";

pub(super) fn add(transaction: &mut Transaction<'_>, name: &str) -> Result<String, StoreError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 50 || name.chars().any(char::is_control) {
        return Err(StoreError::HealthCentreName);
    }
    let health_centre_id = next(transaction, "health_centres")?;
    let added = transaction.execute(
        "INSERT INTO health_centres (health_centre_id, name) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
        &[health_centre_id.into(), name.into()],
    )?;
    if added == 0 {
        return Err(StoreError::HealthCentreExists);
    }
    Ok(health_centre_id.to_string())
}

pub(super) fn all(transaction: &mut Transaction<'_>) -> Result<Vec<HealthCentre>, StoreError> {
    let rows = transaction.query(
        "SELECT health_centre_id, name FROM health_centres ORDER BY health_centre_id",
        &[],
    )?;
    rows.iter().map(read).collect()
}

/// The number under which a health centre is stored, if there is one.
pub(super) fn find(transaction: &mut Transaction<'_>, health_centre_id: &str) -> Result<i64, StoreError> {
    let unknown = || StoreError::UnknownHealthCentre(health_centre_id.to_owned());
    let id = parse_id(health_centre_id).ok_or_else(unknown)?;
    let sql = "SELECT health_centre_id FROM health_centres WHERE health_centre_id = $1";
    let rows = transaction.query(sql, &[id.into()])?;
    if rows.is_empty() { Err(unknown()) } else { Ok(id) }
}

fn read(row: &Row) -> Result<HealthCentre, StoreError> {
    Ok(HealthCentre {
        health_centre_id: row.get::<i64>("health_centre_id")?.to_string(),
        name: row.get::<String>("name")?,
    })
}

//! The schema, as the steps in which it came about.

use super::{Database, DatabaseError};

/// A step of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// From 1, increasing; the same step keeps its number for ever.
    pub version: i64,
    /// The statements, in what SQLite and PostgreSQL share.
    pub sql: &'static str,
}

/// Applies what the database has not seen, all of it or nothing. A second program that opens the same database waits.
pub(super) fn apply(database: &Database, place: &str, migrations: &[Migration]) -> Result<(), DatabaseError> {
    let known = migrations
        .iter()
        .map(|migration| migration.version)
        .max()
        .unwrap_or(0);
    database.transaction(|transaction| {
        transaction.batch("CREATE TABLE IF NOT EXISTS schema_versions (version BIGINT PRIMARY KEY)")?;
        let newest = "SELECT COALESCE(MAX(version), 0) AS newest FROM schema_versions";
        let found = transaction.query_one(newest, &[])?.get("newest")?;
        if found > known {
            let place = place.to_owned();
            return Err(DatabaseError::NewerSchema { place, found, known });
        }
        for migration in migrations.iter().filter(|migration| migration.version > found) {
            transaction.batch(migration.sql)?;
            let remember = "INSERT INTO schema_versions (version) VALUES ($1)";
            transaction.execute(remember, &[migration.version.into()])?;
        }
        Ok(())
    })
}

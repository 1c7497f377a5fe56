//! The database layer, on SQLite in memory, on SQLite in a file, and on PostgreSQL.
#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot do its work fails the test"
)]

mod address;
mod cluster;
mod postgresql;
mod schema;
mod transactions;
mod values;

use testbed::database::{Database, DatabaseAddress, DatabaseError, Migration, Transaction};
use testbed::postgres_for_tests::fresh_database;

/// A database with notes in it.
const NOTES: [Migration; 1] = [Migration {
    version: 1,
    sql: "CREATE TABLE notes (id BIGINT PRIMARY KEY, text TEXT, done BOOLEAN)",
}];

/// Does it with an empty database of each kind.
fn on_every_database(test: impl Fn(&DatabaseAddress)) {
    test(&DatabaseAddress::Memory);
    on_databases_that_last(test);
}

/// Does it with an empty database of each kind that can be opened again.
fn on_databases_that_last(test: impl Fn(&DatabaseAddress)) {
    let folder = tempfile::tempdir().unwrap();
    test(&DatabaseAddress::File(folder.path().join("notes.sqlite")));
    if let Some(postgresql) = fresh_database() {
        test(&postgresql);
    }
}

fn notes(address: &DatabaseAddress) -> Database {
    Database::open(address, &NOTES).unwrap()
}

fn add(transaction: &mut Transaction<'_>, id: i64) -> Result<u64, DatabaseError> {
    transaction.execute("INSERT INTO notes (id) VALUES ($1)", &[id.into()])
}

/// The numbers of all notes.
fn ids(database: &Database) -> Vec<i64> {
    database
        .transaction(|transaction| {
            let rows = transaction.query("SELECT id FROM notes ORDER BY id", &[])?;
            rows.iter().map(|row| row.get("id")).collect::<Result<_, _>>()
        })
        .map_err(|error: DatabaseError| error)
        .unwrap()
}

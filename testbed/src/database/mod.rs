//! One database for every part: SQLite in memory or in a file, or PostgreSQL. A part writes its SQL once, in what both
//! share: `TEXT`, `BIGINT` and `BOOLEAN`, placeholders `$1`, `ON CONFLICT`, `RETURNING`, and a name for every column of
//! a query (`MAX(created) AS last`).
//!
//! Transactions run one after the other, on PostgreSQL too and across processes: what a transaction has read stays
//! true until it ends, no transaction fails because of another, and none has to be tried again. What has been
//! committed survives a crash of the machine.
//!
//! All of it blocks: a server calls it on threads that may (`tokio::task::spawn_blocking`).

mod address;
mod arguments;
mod connection;
mod error;
mod group;
mod migration;
mod postgresql;
mod sqlite;
mod transaction;
mod value;

use std::sync::Arc;

pub use self::address::DatabaseAddress;
pub use self::arguments::{DatabaseArguments, DatabaseArgumentsError};
use self::connection::Connection;
pub use self::error::DatabaseError;
use self::group::Queue;
pub use self::migration::Migration;
use self::postgresql::PostgreSql;
use self::sqlite::Sqlite;
pub use self::transaction::Transaction;
pub use self::value::{FromValue, Row, Value};

/// A database, shared by all clones.
#[derive(Clone)]
pub struct Database(Arc<Queue>);

/// A value that is kept, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredValue {
    /// The table's name.
    pub table: String,
    /// The column's name.
    pub column: String,
    /// The value as SQL casts it to text.
    pub text: String,
}

impl Database {
    /// Opens the database, and applies the migrations that it has not seen. Two parts never share a
    /// file, nor a schema of PostgreSQL.
    pub fn open(address: &DatabaseAddress, migrations: &[Migration]) -> Result<Self, DatabaseError> {
        let connection: Box<dyn Connection> = match address {
            DatabaseAddress::Memory => Box::new(Sqlite::in_memory()?),
            DatabaseAddress::File(path) => Box::new(Sqlite::open(path)?),
            DatabaseAddress::PostgreSql(url) => Box::new(PostgreSql::connect(url)?),
        };
        let database = Self(Arc::new(Queue::new(connection)));
        migration::apply(&database, &address.to_string(), migrations)?;
        Ok(database)
    }

    /// Works in a transaction: all of it is kept on `Ok`, and nothing on `Err` or a panic. Blocks; not to be called
    /// from within `work`.
    pub fn transaction<T, E: From<DatabaseError>>(
        &self,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.0.transaction(work)
    }

    /// Every value of every table: what a search for things that must not be kept goes through. Missing values are
    /// left out.
    pub fn every_value(&self) -> Result<Vec<StoredValue>, DatabaseError> {
        self.transaction(|transaction| {
            let columns = transaction.columns()?;
            let mut values = Vec::new();
            for found in columns {
                let (table, column): (String, String) = (found.get("table_name")?, found.get("column_name")?);
                let query = format!(
                    "SELECT CAST(\"{column}\" AS TEXT) AS text FROM \"{table}\" WHERE \"{column}\" IS NOT NULL"
                );
                for row in transaction.query(&query, &[])? {
                    values.push(StoredValue {
                        table: table.clone(),
                        column: column.clone(),
                        text: row.get("text")?,
                    });
                }
            }
            Ok(values)
        })
    }
}

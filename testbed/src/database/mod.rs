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
mod migration;
mod postgresql;
mod sqlite;
mod value;

use std::sync::{Arc, Mutex, PoisonError};

pub use self::address::DatabaseAddress;
pub use self::arguments::{DatabaseArguments, DatabaseArgumentsError};
use self::connection::Connection;
pub use self::error::DatabaseError;
pub use self::migration::Migration;
use self::postgresql::PostgreSql;
use self::sqlite::Sqlite;
pub use self::value::{FromValue, Row, Value};

/// A database, shared by all clones.
#[derive(Clone)]
pub struct Database(Arc<Mutex<Box<dyn Connection>>>);

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
        let database = Self(Arc::new(Mutex::new(connection)));
        migration::apply(&database, &address.to_string(), migrations)?;
        Ok(database)
    }

    /// Works in a transaction: all of it is kept on `Ok`, and nothing on `Err` or a panic. Blocks; not to be called
    /// from within `work`.
    pub fn transaction<T, E: From<DatabaseError>>(
        &self,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        connection.begin()?;
        let mut transaction = Transaction {
            connection: &mut **connection,
            state: State::Open,
        };
        let result = work(&mut transaction)?;
        transaction.commit()?;
        Ok(result)
    }

    /// Every value of every table: what a search for things that must not be kept goes through. Missing values are
    /// left out.
    pub fn every_value(&self) -> Result<Vec<StoredValue>, DatabaseError> {
        self.transaction(|transaction| {
            let columns = transaction.query(transaction.connection.columns_query(), &[])?;
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

/// A transaction under way.
pub struct Transaction<'a> {
    connection: &'a mut dyn Connection,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    /// A statement failed; PostgreSQL takes no further one, and so SQLite is not asked either.
    Failed,
    Committed,
}

impl Transaction<'_> {
    /// Executes a statement that gives no rows, and says how many rows it changed. `$1` is the first value.
    pub fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, DatabaseError> {
        self.run(|connection| connection.execute(sql, values))
    }

    /// Executes a statement that gives rows. `$1` is the first value.
    pub fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, DatabaseError> {
        self.run(|connection| connection.query(sql, values))
    }

    /// Executes a statement that always gives one row: a sum, a counter that goes up. `$1` is the first value.
    pub fn query_one(&mut self, sql: &str, values: &[Value]) -> Result<Row, DatabaseError> {
        let mut rows = self.query(sql, values)?;
        match (rows.pop(), rows.len()) {
            (Some(row), 0) => Ok(row),
            (row, others) => Err(DatabaseError::NotOneRow {
                found: others + usize::from(row.is_some()),
            }),
        }
    }

    /// Executes several statements without values.
    fn batch(&mut self, sql: &str) -> Result<(), DatabaseError> {
        self.run(|connection| connection.batch(sql))
    }

    fn run<T>(
        &mut self,
        statement: impl FnOnce(&mut dyn Connection) -> Result<T, DatabaseError>,
    ) -> Result<T, DatabaseError> {
        if self.state == State::Failed {
            return Err(DatabaseError::AfterFailure);
        }
        let result = statement(self.connection);
        if result.is_err() {
            self.state = State::Failed;
        }
        result
    }

    fn commit(mut self) -> Result<(), DatabaseError> {
        self.batch("COMMIT")?;
        self.state = State::Committed;
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.state != State::Committed {
            self.connection.roll_back();
        }
    }
}

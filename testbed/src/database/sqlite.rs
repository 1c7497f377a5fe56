//! SQLite, in memory or in a file.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, ToSql};

use super::{Connection, DatabaseAddress, DatabaseError, Row, Value};

/// How long a transaction waits for another process that works with the same file.
const PATIENCE: Duration = Duration::from_secs(30);

const CACHED_STATEMENTS: usize = 64;

/// A connection to SQLite.
pub(super) struct Sqlite {
    connection: rusqlite::Connection,
    place: String,
}

impl Sqlite {
    pub(super) fn in_memory() -> Result<Self, DatabaseError> {
        let place = DatabaseAddress::Memory.to_string();
        let opened = rusqlite::Connection::open_in_memory();
        let connection = opened.map_err(|error| failed(&place, &error))?;
        Ok(Self::with_cache(connection, place))
    }

    /// Every commit reaches the disk: what has been answered for survives a crash of the machine.
    pub(super) fn open(path: &Path) -> Result<Self, DatabaseError> {
        let place = DatabaseAddress::File(path.to_owned()).to_string();
        let open = || {
            let connection = rusqlite::Connection::open(path)?;
            connection.busy_timeout(PATIENCE)?;
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            Ok(connection)
        };
        let opened: rusqlite::Result<_> = open();
        let connection = opened.map_err(|reason| DatabaseError::Open {
            place: place.clone(),
            reason: reason.to_string(),
            advice: "name a SQLite file, or a new one in an existing folder that may be written",
        })?;
        Ok(Self::with_cache(connection, place))
    }

    fn with_cache(connection: rusqlite::Connection, place: String) -> Self {
        connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
        Self { connection, place }
    }

    /// The statement with its values, or why it cannot be executed.
    fn prepared(&self, sql: &str, values: &[Value]) -> Result<CachedStatement<'_>, DatabaseError> {
        let prepared = self.connection.prepare_cached(sql);
        let mut statement = prepared.map_err(|error| self.failed(&error))?;
        let expected = statement.parameter_count();
        let given = values.len();
        if expected != given {
            return Err(DatabaseError::Placeholders { expected, given });
        }
        for (position, value) in values.iter().enumerate() {
            if matches!(value, Value::Text(text) if text.contains('\0')) {
                return Err(DatabaseError::NulCharacter);
            }
            // To SQLite `$1` is a name; it numbers names by their first use.
            let name = format!("${}", position + 1);
            let index = statement
                .parameter_index(&name)
                .map_err(|error| self.failed(&error))?;
            let index = index.ok_or(DatabaseError::Placeholders { expected, given })?;
            let bound = statement.raw_bind_parameter(index, value);
            bound.map_err(|error| self.failed(&error))?;
        }
        Ok(statement)
    }

    fn failed(&self, error: &rusqlite::Error) -> DatabaseError {
        failed(&self.place, error)
    }
}

impl Connection for Sqlite {
    fn begin(&mut self) -> Result<(), DatabaseError> {
        // Not deferred: a transaction that reads first and writes later would fail where another process wrote between.
        self.batch("BEGIN IMMEDIATE")
    }

    fn roll_back(&mut self) {
        if self.connection.is_autocommit() {
            // SQLite has rolled it back by itself, as after a full disk.
            return;
        }
        if let Err(error) = self.connection.execute_batch("ROLLBACK") {
            tracing::error!(%error, place = self.place, "a transaction could not be rolled back");
        }
    }

    fn batch(&mut self, sql: &str) -> Result<(), DatabaseError> {
        self.connection
            .execute_batch(sql)
            .map_err(|error| self.failed(&error))
    }

    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, DatabaseError> {
        let changed = self.prepared(sql, values)?.raw_execute();
        Ok(changed.map_err(|error| self.failed(&error))? as u64)
    }

    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, DatabaseError> {
        let mut statement = self.prepared(sql, values)?;
        let columns: Arc<[String]> = statement.column_names().map(str::to_owned).collect();
        let mut answer = statement.raw_query();
        let mut rows = Vec::new();
        while let Some(row) = answer.next().map_err(|error| self.failed(&error))? {
            let value = |(index, name): (usize, &String)| {
                let stored = row.get_ref(index).map_err(|error| self.failed(&error))?;
                value(stored).ok_or_else(|| unknown_type(name))
            };
            let values = columns.iter().enumerate().map(value).collect::<Result<_, _>>()?;
            let columns = Arc::clone(&columns);
            rows.push(Row { columns, values });
        }
        Ok(rows)
    }

    fn columns_query(&self) -> &'static str {
        "SELECT tables.name AS table_name, columns.name AS column_name \
         FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns \
         WHERE tables.type = 'table' ORDER BY tables.name, columns.cid"
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Boolean(value) => ValueRef::Integer((*value).into()),
        }))
    }
}

/// `None`: it is of a type that this program never writes.
fn value(stored: ValueRef<'_>) -> Option<Value> {
    match stored {
        ValueRef::Null => Some(Value::Null),
        ValueRef::Integer(number) => Some(Value::Integer(number)),
        ValueRef::Text(bytes) => str::from_utf8(bytes).ok().map(Value::from),
        ValueRef::Real(_) | ValueRef::Blob(_) => None,
    }
}

fn unknown_type(column: &str) -> DatabaseError {
    DatabaseError::Column {
        column: column.to_owned(),
        expected: "a whole number, text, or true or false",
    }
}

fn failed(place: &str, error: &rusqlite::Error) -> DatabaseError {
    DatabaseError::Failed {
        place: place.to_owned(),
        reason: error.to_string(),
    }
}

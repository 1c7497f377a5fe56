//! PostgreSQL.

use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Config, NoTls, Statement};

use super::{Connection, DatabaseAddress, DatabaseError, Row, Value};

/// How long a server that does not answer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// The lock is held by every transaction to its end, so that there is one at a time in the schema. It is asked for in a
/// statement of its own: under this isolation every later statement sees all that was committed before.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED; \
                     SELECT pg_advisory_xact_lock(CAST(oid AS BIGINT)) FROM pg_namespace \
                     WHERE nspname = current_schema()";

/// A connection to PostgreSQL. It is made anew when the server was gone.
pub(super) struct PostgreSql {
    config: Config,
    place: String,
    session: Option<Session>,
}

struct Session {
    client: Client,
    statements: HashMap<String, Statement>,
}

impl PostgreSql {
    pub(super) fn connect(url: &str) -> Result<Self, DatabaseError> {
        let mut config: Config = url.parse().map_err(|_| DatabaseError::Address)?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(PATIENCE);
        }
        if config.get_application_name().is_none() {
            config.application_name("ichiren");
        }
        // A server that vanished without a word is noticed.
        config.tcp_user_timeout(PATIENCE).keepalives_idle(PATIENCE);
        let mut connection = Self {
            config,
            place: DatabaseAddress::PostgreSql(url.to_owned()).to_string(),
            session: None,
        };
        connection.call()?;
        Ok(connection)
    }

    /// Connects to the server.
    fn call(&mut self) -> Result<(), DatabaseError> {
        let client = self.config.connect(NoTls).map_err(|error| DatabaseError::Open {
            place: self.place.clone(),
            reason: reason(&error),
            advice: "start the server, or correct the address",
        })?;
        self.session = Some(Session {
            client,
            statements: HashMap::new(),
        });
        Ok(())
    }

    /// The connection as it is. It is made anew nowhere but where a transaction begins: half a transaction on a
    /// connection and half on the next would be no transaction.
    fn session(&mut self) -> Result<&mut Session, DatabaseError> {
        self.session.as_mut().ok_or_else(|| DatabaseError::Failed {
            place: self.place.clone(),
            reason: "the connection is closed".to_owned(),
        })
    }

    /// Closes the connection; the server rolls back what was under way.
    fn hang_up(&mut self) {
        if let Some(session) = self.session.take() {
            // Closing blocks, which the last owner of a database may not be allowed to.
            thread::spawn(move || drop(session));
        }
    }

    fn statement<T>(
        &mut self,
        sql: &str,
        values: &[Value],
        execute: impl FnOnce(&mut Client, &Statement, &[&(dyn ToSql + Sync)]) -> Result<T, postgres::Error>,
    ) -> Result<T, DatabaseError> {
        if values
            .iter()
            .any(|value| matches!(value, Value::Text(text) if text.contains('\0')))
        {
            return Err(DatabaseError::NulCharacter);
        }
        let place = self.place.clone();
        let failed = |error: postgres::Error| DatabaseError::Failed {
            place,
            reason: reason(&error),
        };
        let session = self.session()?;
        let statement = match session.statements.get(sql) {
            Some(statement) => statement.clone(),
            None => match session.client.prepare(sql) {
                Ok(statement) => {
                    session.statements.insert(sql.to_owned(), statement.clone());
                    statement
                }
                Err(error) => return Err(failed(error)),
            },
        };
        let (expected, given) = (statement.params().len(), values.len());
        if expected != given {
            return Err(DatabaseError::Placeholders { expected, given });
        }
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        execute(&mut session.client, &statement, &values).map_err(failed)
    }
}

impl Drop for PostgreSql {
    fn drop(&mut self) {
        self.hang_up();
    }
}

impl Connection for PostgreSql {
    fn begin(&mut self) -> Result<(), DatabaseError> {
        if self.batch(BEGIN).is_ok() {
            return Ok(());
        }
        // A connection that the server has closed shows it only when it is used. Nothing has been done on it yet.
        self.hang_up();
        self.call()?;
        self.batch(BEGIN)
    }

    fn roll_back(&mut self) {
        if self.batch("ROLLBACK").is_err() {
            self.hang_up();
        }
    }

    fn batch(&mut self, sql: &str) -> Result<(), DatabaseError> {
        let done = self.session()?.client.batch_execute(sql);
        done.map_err(|error| DatabaseError::Failed {
            place: self.place.clone(),
            reason: reason(&error),
        })
    }

    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, DatabaseError> {
        self.statement(sql, values, |client, statement, values| {
            client.execute(statement, values)
        })
    }

    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, DatabaseError> {
        let answer = self.statement(sql, values, |client, statement, values| {
            client.query(statement, values)
        })?;
        let Some(first) = answer.first() else {
            return Ok(Vec::new());
        };
        let columns: Arc<[String]> = first
            .columns()
            .iter()
            .map(|column| column.name().to_owned())
            .collect();
        let row = |row: &postgres::Row| {
            let value = |(index, name): (usize, &String)| {
                row.try_get(index).map_err(|_| DatabaseError::Column {
                    column: name.clone(),
                    expected: "a whole number, text, or true or false",
                })
            };
            Ok(Row {
                columns: Arc::clone(&columns),
                values: columns.iter().enumerate().map(value).collect::<Result<_, _>>()?,
            })
        };
        answer.iter().map(row).collect()
    }

    fn columns_query(&self) -> &'static str {
        "SELECT CAST(table_name AS TEXT) AS table_name, CAST(column_name AS TEXT) AS column_name \
         FROM information_schema.columns WHERE table_schema = current_schema() \
         ORDER BY table_name, ordinal_position"
    }
}

impl ToSql for Value {
    fn to_sql(&self, placeholder: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Integer(number) => number.to_sql_checked(placeholder, out),
            Self::Text(text) => text.to_sql_checked(placeholder, out),
            Self::Boolean(value) => value.to_sql_checked(placeholder, out),
        }
    }

    fn accepts(_placeholder: &Type) -> bool {
        // Which type fits depends on the value; `to_sql` looks.
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(column: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        match *column {
            Type::BOOL => bool::from_sql(column, raw).map(Self::Boolean),
            Type::INT2 => i16::from_sql(column, raw).map(|number| Self::Integer(number.into())),
            Type::INT4 => i32::from_sql(column, raw).map(|number| Self::Integer(number.into())),
            Type::INT8 => i64::from_sql(column, raw).map(Self::Integer),
            _ => String::from_sql(column, raw).map(Self::Text),
        }
    }

    fn from_sql_null(_column: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(column: &Type) -> bool {
        matches!(*column, Type::BOOL | Type::INT2 | Type::INT4 | Type::INT8)
            || <String as FromSql>::accepts(column)
    }
}

/// The reason without PostgreSQL's details, which repeat values.
fn reason(error: &postgres::Error) -> String {
    match error.as_db_error() {
        Some(answer) => format!("{} ({})", answer.message(), answer.code().code()),
        None => crate::program::describe(error),
    }
}

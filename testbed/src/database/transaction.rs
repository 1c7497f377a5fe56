//! A transaction, from its first statement to its end.

use super::connection::Connection;
use super::{DatabaseError, Row, Value};

/// A transaction under way.
pub struct Transaction<'a> {
    connection: &'a mut dyn Connection,
    /// Set where it cannot be rolled back by itself.
    lost: &'a mut bool,
    state: State,
    /// How many statements are left before it ends as in a crash.
    until_crash: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    /// A statement failed; PostgreSQL takes no further one, and so SQLite is not asked either.
    Failed,
    Kept,
}

impl<'a> Transaction<'a> {
    pub(super) fn begin(
        connection: &'a mut dyn Connection,
        lost: &'a mut bool,
    ) -> Result<Self, DatabaseError> {
        let mut transaction = Self {
            connection,
            lost,
            state: State::Open,
            until_crash: None,
        };
        transaction.batch("SAVEPOINT transaction_under_way")?;
        Ok(transaction)
    }

    /// Lets the transaction end as in a crash: the statement after as many more is not executed, nothing is kept, and
    /// it cannot be ended well any more. For tests of what others make of it.
    pub fn crash_after(&mut self, statements: u32) {
        self.until_crash = Some(statements);
    }

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
    pub(super) fn batch(&mut self, sql: &str) -> Result<(), DatabaseError> {
        self.run(|connection| connection.batch(sql))
    }

    /// `table_name` and `column_name` of every column of every table.
    pub(super) fn columns(&mut self) -> Result<Vec<Row>, DatabaseError> {
        self.run(|connection| connection.query(connection.columns_query(), &[]))
    }

    fn run<T>(
        &mut self,
        statement: impl FnOnce(&mut dyn Connection) -> Result<T, DatabaseError>,
    ) -> Result<T, DatabaseError> {
        if self.state == State::Failed {
            return Err(DatabaseError::AfterFailure);
        }
        let result = match self.until_crash {
            Some(0) => Err(DatabaseError::Crash),
            _ => statement(self.connection),
        };
        self.until_crash = self.until_crash.map(|statements| statements.saturating_sub(1));
        if result.is_err() {
            self.state = State::Failed;
        }
        result
    }

    pub(super) fn keep(mut self) -> Result<(), DatabaseError> {
        if self.until_crash.is_some() {
            return Err(DatabaseError::Crash);
        }
        self.batch("RELEASE SAVEPOINT transaction_under_way")?;
        self.state = State::Kept;
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.state == State::Kept {
            return;
        }
        let undo = "ROLLBACK TO SAVEPOINT transaction_under_way; RELEASE SAVEPOINT transaction_under_way";
        if self.connection.batch(undo).is_err() {
            *self.lost = true;
        }
    }
}

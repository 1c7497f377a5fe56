//! What differs between the databases.

use super::{DatabaseError, Row, Value};

/// A connection to a database.
pub(super) trait Connection: Send {
    /// Begins a transaction, after every other has ended.
    fn begin(&mut self) -> Result<(), DatabaseError>;
    /// Ends it without a trace. What cannot be rolled back is dropped with its connection.
    fn roll_back(&mut self);
    /// Executes statements without values.
    fn batch(&mut self, sql: &str) -> Result<(), DatabaseError>;
    /// Executes a statement, and says how many rows it changed.
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, DatabaseError>;
    /// Executes a statement that gives rows.
    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, DatabaseError>;
    /// The query for `table_name` and `column_name` of every column of every table.
    fn columns_query(&self) -> &'static str;
}

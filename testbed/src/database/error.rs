//! Why a database did not do what it was asked for.

use thiserror::Error;

/// Why a database did not do what it was asked for.
///
/// The databases' own errors are kept as text alone: PostgreSQL's hold the values that a statement was given, and those
/// have no place in a log.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DatabaseError {
    /// What was given is no address. It is not repeated: it may hold a password.
    #[error(
        "the address of the database cannot be read; write memory, the path of a SQLite file, or \
         postgres://USER:PASSWORD@HOST:PORT/DATABASE with special characters of the password percent-encoded"
    )]
    Address,
    /// It cannot be opened.
    #[error("{place} cannot be opened: {reason}; {advice}")]
    Open {
        /// The file, or host and name.
        place: String,
        /// The reason.
        reason: String,
        /// What to do.
        advice: &'static str,
    },
    /// A newer program has worked with it.
    #[error(
        "{place} has the schema version {found}, and this program knows versions up to {known}; use the program of \
         that version, or another database"
    )]
    NewerSchema {
        /// The file, or host and name.
        place: String,
        /// The version of the database.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// A statement failed, or the connection did.
    #[error("{place} failed: {reason}")]
    Failed {
        /// The file, or host and name.
        place: String,
        /// The reason.
        reason: String,
    },
    /// Statement and values do not fit.
    #[error(
        "the statement has {expected} placeholders, and {given} values are given; number them $1, $2, … without a gap"
    )]
    Placeholders {
        /// How many the statement has.
        expected: usize,
        /// How many values there are.
        given: usize,
    },
    /// PostgreSQL keeps no text with the character NUL, and so SQLite is not asked to.
    #[error("a text holds the character NUL, which no database keeps; take it out")]
    NulCharacter,
    /// A row holds something else than what was asked for.
    #[error("the column {column} does not hold {expected}; look at the query and at what is stored")]
    Column {
        /// The column's name.
        column: String,
        /// What was asked for.
        expected: &'static str,
    },
    /// A statement did not give the one row that it always gives.
    #[error("{found} rows are there where one must be; look at what is stored")]
    NotOneRow {
        /// How many there are.
        found: usize,
    },
    /// A transaction in which a statement failed went on.
    #[error("a statement of this transaction failed before; end it and begin another")]
    AfterFailure,
}

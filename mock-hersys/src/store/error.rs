//! Why HER-SYS did not do what it was asked for.

use axum::http::StatusCode;
use testbed::database::DatabaseError;
use thiserror::Error;

/// Why HER-SYS did not do what it was asked for. No text carries a number, an address or a name.
#[derive(Debug, Error)]
pub(crate) enum StoreError {
    /// There is no such health centre.
    #[error("there is no health centre {0:?}; see GET /control/health-centres")]
    UnknownHealthCentre(String),
    /// Health centres are told apart by name.
    #[error("there is a health centre of that name already; see GET /control/health-centres")]
    HealthCentreExists,
    /// A health centre's name must be readable.
    #[error("a health centre's name has 1 to 50 characters and no line breaks")]
    HealthCentreName,
    /// There is no such case.
    #[error("there is no case {0:?}; register it with POST /control/cases")]
    UnknownCase(String),
    /// A case is found positive once.
    #[error("case {0:?} is already positive")]
    AlreadyPositive(String),
    /// Neither an onset nor a test lies in the future.
    #[error("the day of the onset or of the test lies in the future; today is {today}")]
    DateInFuture {
        /// Today, in Japan.
        today: jiff::civil::Date,
    },
    /// A number is issued to a person confirmed positive only (ア1).
    #[error("case {0:?} is not positive; report the result with POST /control/cases/{0}/positive first")]
    NotPositive(String),
    /// Issuing is suspended (ア7).
    #[error("issuing is suspended; resume it with PUT /control/issuing")]
    IssuingSuspended,
    /// Issuing has been shut down (ア8).
    #[error("issuing has been shut down for good; no number is issued any more")]
    IssuingShutDown,
    /// The number is not live.
    #[error("HER-SYS holds no such number; see GET /control/processing-numbers")]
    UnknownNumber,
    /// There is no such message.
    #[error("there is no message {0:?}; see GET /control/outbox")]
    UnknownMessage(String),
    /// Only a failed message is sent again.
    #[error("message {0:?} has not failed; only a failed message is sent again")]
    NotFailed(String),
    /// The number in the message is not live any more.
    #[error("the number in message {0:?} is not live any more; issue a new one")]
    NumberGone(String),
    /// A stored value is none that this program writes.
    #[error("table {table} holds a value that this version does not know; it was written by another program")]
    Corrupt {
        /// The table.
        table: &'static str,
    },
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The work on the database broke off.
    #[error("the work on the database broke off; see the log")]
    BrokenOff,
}

impl StoreError {
    /// What an answer to whoever asked has as its status.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::UnknownHealthCentre(_)
            | Self::UnknownCase(_)
            | Self::UnknownNumber
            | Self::UnknownMessage(_) => StatusCode::NOT_FOUND,
            Self::HealthCentreExists
            | Self::AlreadyPositive(_)
            | Self::NotPositive(_)
            | Self::IssuingSuspended
            | Self::IssuingShutDown
            | Self::NotFailed(_)
            | Self::NumberGone(_) => StatusCode::CONFLICT,
            Self::HealthCentreName | Self::DateInFuture { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Corrupt { .. } | Self::Database(_) | Self::BrokenOff => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Whether a number was asked for and not issued: an event of the chain, and no mistake of whoever asked.
    pub(crate) fn is_refusal_to_issue(&self) -> bool {
        matches!(
            self,
            Self::NotPositive(_) | Self::IssuingSuspended | Self::IssuingShutDown
        )
    }
}

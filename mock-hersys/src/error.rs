//! Why HER-SYS could not be started.

use testbed::database::DatabaseError;
use testbed::production_lock::ProductionLockError;
use testbed::serve::ServeError;
use thiserror::Error;

/// Why HER-SYS could not be started.
#[derive(Debug, Error)]
pub enum StartError {
    /// The address cannot be used.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The database cannot be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// Something of production was to be touched.
    #[error(transparent)]
    ProductionLock(#[from] ProductionLockError),
    /// The database was not opened.
    #[error("opening the database broke off; see the log")]
    BrokenOff,
    /// The verification call cannot have this path.
    #[error(
        "the verification path {path:?} cannot be used; begin it with `/`, use letters, digits and `-_.~/`, and stay \
         clear of `/` itself, /health, /openapi.json, /control and /page"
    )]
    VerificationPath {
        /// The path asked for.
        path: String,
    },
    /// Messages cannot be posted there. The URL is not repeated: it may hold a password.
    #[error(
        "the {channel} gateway is no URL of http or https with a host and without user or password; give the token in a \
         file of its own"
    )]
    GatewayUrl {
        /// SMS or mail.
        channel: &'static str,
    },
    /// The HTTP client for a gateway cannot be made.
    #[error("the HTTP client for the {channel} gateway cannot be made: {source}")]
    GatewayClient {
        /// SMS or mail.
        channel: &'static str,
        /// The reason.
        source: reqwest::Error,
    },
}

//! Why HER-SYS could not be started.

use testbed::serve::ServeError;
use thiserror::Error;

/// Why HER-SYS could not be started.
#[derive(Debug, Error)]
pub enum StartError {
    /// The address cannot be used.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The verification call cannot have this path.
    #[error(
        "the verification path {path:?} cannot be used; begin it with `/`, use letters, digits and `-_.~/`, and stay \
         clear of /health and /control"
    )]
    VerificationPath {
        /// The path asked for.
        path: String,
    },
}

//! Why evidence could not be written or read.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why evidence could not be written or read. Whatever it is, nothing was judged.
#[derive(Debug, Error)]
pub enum BundleError {
    /// A file or folder could not be read.
    #[error("{} cannot be read: {source}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// A file or folder could not be written.
    #[error("{} cannot be written: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// What is to be filed has no JSON form.
    #[error("{what} has no JSON form: {source}")]
    Json {
        /// What was to be written.
        what: &'static str,
        /// The reason.
        source: serde_json::Error,
    },
    /// The file holds no key that can sign.
    #[error("{}: not an Ed25519 key in PKCS#8; make one with `openssl genpkey -algorithm ed25519`", path.display())]
    SigningKey {
        /// The file.
        path: PathBuf,
    },
    /// The file holds no public key.
    #[error("{}: not an Ed25519 public key; `openssl pkey -in KEY -pubout` writes one", path.display())]
    PublicKey {
        /// The file.
        path: PathBuf,
    },
    /// No key could be made.
    #[error("no signing key could be made")]
    NoKey,
    /// The register's last line is not whole, so nothing can be chained to it.
    #[error(
        "{}: the last line is not a whole entry; `ichiren verify` says more. Nothing is appended to a damaged register: \
         keep a copy of it, and begin a new output folder or put the register back from a backup",
        path.display()
    )]
    DamagedRegister {
        /// The register.
        path: PathBuf,
    },
}

impl BundleError {
    pub(super) fn read(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::Read { path, source }
    }

    pub(super) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::Write { path, source }
    }

    pub(super) fn json(what: &'static str) -> impl FnOnce(serde_json::Error) -> Self {
        move |source| Self::Json { what, source }
    }
}

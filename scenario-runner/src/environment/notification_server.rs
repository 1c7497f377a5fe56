//! The notification server, as a scenario reaches it.

use exposure_notification::VerificationKey;
use serde::Deserialize;
use testbed::fault::{Fault, FaultRule};

use super::part::{Part, PartError};

/// The notification server.
#[derive(Debug)]
pub(crate) struct NotificationServer(pub(crate) Part);

/// A key that the server holds.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct StoredKey {
    /// The first interval of the key's validity.
    pub(crate) rolling_start: u32,
}

/// An entry of `list.json`.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct ListedFile {
    /// Where the file is.
    pub(crate) url: String,
}

impl NotificationServer {
    /// The keys that the server holds.
    pub(crate) async fn keys(&self) -> Result<Vec<StoredKey>, PartError> {
        self.0.get("/control/keys").await
    }

    /// The processing numbers that the server holds anywhere.
    pub(crate) async fn held_numbers(&self) -> Result<Vec<String>, PartError> {
        self.0.get("/control/stored-numbers").await
    }

    /// The public key with which its files are verified.
    pub(crate) async fn verification_key(&self) -> Result<VerificationKey, PartError> {
        self.0.get("/control/verification-key").await
    }

    /// What the list names; nothing when there is no list yet.
    pub(crate) async fn listed_files(&self) -> Result<Vec<ListedFile>, PartError> {
        match self.0.get("/c19r/440/list.json").await {
            Err(PartError::Refused { status: 404, .. }) => Ok(Vec::new()),
            answer => answer,
        }
    }

    /// A file of the list; `None` when it is not there.
    pub(crate) async fn file(&self, listed: &ListedFile) -> Result<Option<Vec<u8>>, PartError> {
        self.0.bytes(&listed.url).await
    }

    /// Serves other bytes in the place of files.
    pub(crate) async fn replace_files(
        &self,
        replacements: Vec<(ListedFile, Vec<u8>)>,
    ) -> Result<(), PartError> {
        let rule = |(listed, bytes): (ListedFile, Vec<u8>)| {
            let path = listed
                .url
                .splitn(4, '/')
                .nth(3)
                .map(|path| format!("/{path}"))
                .unwrap_or_default();
            FaultRule {
                path,
                fault: Fault::Bytes(bytes),
                remaining: None,
            }
        };
        let rules: Vec<FaultRule> = replacements.into_iter().map(rule).collect();
        self.0.set_faults(&rules).await
    }
}

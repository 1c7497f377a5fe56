//! The notification server, as a scenario reaches it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use exposure_notification::VerificationKey;
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};
use testbed::fault::{Fault, FaultRule};

use super::part::{Part, PartError};
use crate::world::StepError;

/// The notification server.
#[derive(Debug)]
pub(crate) struct NotificationServer(pub(crate) Part);

/// A key that the server holds.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct StoredKey {
    /// The first interval of the key's validity.
    pub(crate) rolling_start: u32,
    /// Its 16 bytes, in base64.
    key_data: String,
}

impl StoredKey {
    /// Its 16 bytes.
    pub(crate) fn key_data(&self) -> Result<[u8; 16], StepError> {
        let bytes = STANDARD.decode(&self.key_data).ok();
        let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
        bytes.ok_or_else(|| StepError::Harness("通知サーバーの示す日次鍵を読めません".to_owned()))
    }
}

/// A text that the server keeps somewhere.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct FoundText {
    /// Where: `table …`, `file …`, `log` or `journal`.
    pub(crate) place: String,
}

/// An entry of `list.json`.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct ListedFile {
    /// Where the file is.
    pub(crate) url: String,
    /// Unix milliseconds, once seconds.
    pub(crate) created: i64,
}

/// An operation log that arrived.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct OperationLog {
    /// The file's name.
    pub(crate) name: String,
    /// The file, in base64.
    pub(crate) content: String,
}

const LIST: &str = "/c19r/440/list.json";

impl NotificationServer {
    /// The keys that the server holds.
    pub(crate) async fn keys(&self) -> Result<Vec<StoredKey>, PartError> {
        self.0.get("/control/keys").await
    }

    /// The processing numbers that the server holds anywhere.
    pub(crate) async fn held_numbers(&self) -> Result<Vec<String>, PartError> {
        self.0.get("/control/stored-numbers").await
    }

    /// Where the server keeps any of these texts.
    pub(crate) async fn search(&self, texts: &[String]) -> Result<Vec<FoundText>, PartError> {
        let body = json!({ "texts": texts });
        self.0.call(Method::POST, "/control/search", Some(&body)).await
    }

    /// The public key with which its files are verified.
    pub(crate) async fn verification_key(&self) -> Result<VerificationKey, PartError> {
        self.0.get("/control/verification-key").await
    }

    /// What the list names; nothing when there is no list yet.
    pub(crate) async fn listed_files(&self) -> Result<Vec<ListedFile>, PartError> {
        match self.0.get(LIST).await {
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
        let rule =
            |(listed, bytes): (ListedFile, Vec<u8>)| FaultRule::always(path_of(&listed), Fault::Bytes(bytes));
        let rules: Vec<FaultRule> = replacements.into_iter().map(rule).collect();
        self.0.set_faults(&rules).await
    }

    /// Answers every file of the list with 500.
    pub(crate) async fn withhold_files(&self) -> Result<(), PartError> {
        let listed = self.listed_files().await?;
        let rule = |listed| FaultRule::always(path_of(&listed), Fault::Status(500));
        let rules: Vec<FaultRule> = listed.into_iter().map(rule).collect();
        self.0.set_faults(&rules).await
    }

    /// Serves the list with its entries the other way round.
    pub(crate) async fn reverse_list(&self) -> Result<(), PartError> {
        let mut list: Vec<Value> = self.0.get(LIST).await?;
        list.reverse();
        let reversed = Value::from(list).to_string().into_bytes();
        self.0
            .set_faults(&[FaultRule::always(LIST, Fault::Bytes(reversed))])
            .await
    }

    /// Lets its database or its file store fail at a point.
    pub(crate) async fn fail_storing(&self, point: &Value) -> Result<(), PartError> {
        self.0
            .tell(Method::PUT, "/control/storage-fault", Some(point))
            .await
    }

    /// Switches behaviours of the server's state by their names.
    pub(crate) async fn change_behaviour(&self, changes: &Value) -> Result<(), PartError> {
        self.0.tell(Method::PATCH, "/control/state", Some(changes)).await
    }

    /// The operation logs that arrived.
    pub(crate) async fn operation_logs(&self) -> Result<Vec<OperationLog>, PartError> {
        self.0.get("/control/inquiry-logs").await
    }

    /// The answers to the survey that arrived.
    pub(crate) async fn survey_answers(&self) -> Result<Vec<Value>, PartError> {
        let events: Vec<Value> = self.0.get("/control/event-logs").await?;
        let surveys = events.into_iter().filter(|event| event["type"] == "survey");
        Ok(surveys.map(|event| event["content"].clone()).collect())
    }
}

/// The path of a listed file, without the server's address.
fn path_of(listed: &ListedFile) -> String {
    let path = listed.url.splitn(4, '/').nth(3);
    path.map(|path| format!("/{path}")).unwrap_or_default()
}

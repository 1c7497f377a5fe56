//! What a phone sends about itself: the operation log, and the events of the end of service.

use reqwest::StatusCode;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::NotifyServer;

/// How often the event log is sent at most: once, and again after 1, 2 and 4 seconds (COCOA v3.0.0 `EventLogService`).
/// The repetitions come at once here: the time of a test moves between calls, not within them.
const EVENT_LOG_ATTEMPTS: usize = 4;

/// Why an operation log was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(in crate::app) enum LogUploadError {
    /// The server answers to phones in Japan only (403).
    #[error("only from within the country")]
    DomesticOnly,
    /// Anything else.
    #[error("the log was not taken")]
    Failed,
}

#[derive(Deserialize)]
struct Ticket {
    sas_token: String,
}

impl NotifyServer {
    /// Uploads a packed operation log: a ticket first, then the file with it (COCOA v1.2.0 `HttpDataService`).
    pub(in crate::app) async fn upload_operation_log(
        &self,
        file_name: &str,
        zip: Vec<u8>,
    ) -> Result<(), LogUploadError> {
        let url = format!("{}/api/inquirylog", self.url);
        let response = self.send(self.with_both_keys(self.client.get(url))).await;
        let response = response.map_err(|_| LogUploadError::Failed)?;
        if response.status() == StatusCode::FORBIDDEN {
            return Err(LogUploadError::DomesticOnly);
        }
        if response.status() != StatusCode::OK {
            return Err(LogUploadError::Failed);
        }
        let ticket: Ticket = response.json().await.map_err(|_| LogUploadError::Failed)?;
        let url = format!("{}/inquiry-logs/{file_name}?{}", self.url, ticket.sas_token);
        let upload = self
            .client
            .put(url)
            .header("x-ms-blob-type", "BlockBlob")
            .body(zip);
        match self.send(upload).await {
            Ok(response) if response.status() == StatusCode::CREATED => Ok(()),
            _ => Err(LogUploadError::Failed),
        }
    }

    /// Sends events; the status of the last answer, or `None` when there was none.
    pub(in crate::app) async fn send_event_log(&self, body: &(impl Serialize + Sync)) -> Option<StatusCode> {
        let url = format!("{}/api/v1/event_log", self.url);
        let mut status = None;
        for _ in 0..EVENT_LOG_ATTEMPTS {
            let request = self.with_both_keys(self.client.put(&url)).json(body);
            status = self.send(request).await.ok().map(|response| response.status());
            if status == Some(StatusCode::CREATED) {
                break;
            }
        }
        status
    }
}

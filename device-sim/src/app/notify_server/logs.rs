//! What a phone sends about itself: the operation log, and the events of the end of service.

use reqwest::StatusCode;
use serde::{Deserialize, Serialize};

use super::{DownloadError, NotifyServer};

/// How often the event log is sent at most: once, and again after 1, 2 and 4 seconds (COCOA v3.0.0 `EventLogService`).
/// The repetitions come at once here: the time of a test moves between calls, not within them.
const EVENT_LOG_ATTEMPTS: usize = 4;

#[derive(Deserialize)]
struct Ticket {
    sas_token: String,
}

impl NotifyServer {
    /// A ticket to upload an operation log with (COCOA v1.2.0 `HttpDataService`).
    pub(in crate::app) async fn operation_log_ticket(&self) -> Result<String, DownloadError> {
        let url = format!("{}/api/inquirylog", self.url);
        let body = self.download(self.with_both_keys(self.client.get(url))).await?;
        let ticket: Ticket = serde_json::from_slice(&body).map_err(|_| DownloadError::Unreadable)?;
        Ok(ticket.sas_token)
    }

    /// Uploads a packed operation log with a ticket; whether it was taken.
    pub(in crate::app) async fn upload_operation_log(
        &self,
        ticket: &str,
        file_name: &str,
        zip: Vec<u8>,
    ) -> bool {
        let url = format!("{}/inquiry-logs/{file_name}?{ticket}", self.url);
        let upload = self
            .client
            .put(url)
            .header("x-ms-blob-type", "BlockBlob")
            .body(zip);
        matches!(self.send(upload).await, Ok(response) if response.status() == StatusCode::CREATED)
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

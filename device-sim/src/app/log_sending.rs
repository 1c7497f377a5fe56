//! The operation log of the app: written as it works, sent when the user looked at it and agreed (COCOA v1.2.0
//! `LoggerService`, `LogUploadService`).

use reqwest::StatusCode;
use serde::Serialize;

use super::behaviour::AnswerReading;
use super::notify_server::DownloadError;
use super::operation_log::csv::Environment;
use super::operation_log::entry::{Call, Entry};
use super::{App, Screen, Surroundings, screens};

/// How the sending of the operation log ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LogResult {
    /// It is with the server.
    Sent,
    /// The user did not look at it, or did not agree.
    NotSent,
    /// The server answers to phones in Japan only.
    DomesticOnly,
    /// Anything else went wrong.
    Failed,
    /// The release has no such function, or does not work on this phone.
    NotAvailable,
}

/// What the user sees who sends the operation log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct SentLog {
    /// How it ended.
    pub result: LogResult,
    /// With which the user can refer to it.
    pub log_id: Option<String>,
    /// What the user sees.
    pub screen: Screen,
}

impl App {
    /// The user sends the operation log, perhaps after a look at it.
    pub(crate) async fn send_operation_log(
        &mut self,
        previewed: bool,
        consented: bool,
        around: &mut Surroundings<'_>,
    ) -> SentLog {
        self.turn_over();
        let is_available = self.release.operation_log && self.instead(around.framework).is_none();
        let (result, log_id) = if is_available {
            self.show_log(previewed);
            self.try_to_send_log(previewed && consented, around).await
        } else {
            (LogResult::NotAvailable, None)
        };
        let screen = match (&log_id, result) {
            (Some(log_id), _) => screens::operation_log::sent(log_id),
            (None, LogResult::NotSent) => screens::operation_log::not_sent(),
            (None, LogResult::DomesticOnly) => screens::operation_log::domestic_only(),
            (None, LogResult::NotAvailable) => self
                .instead(around.framework)
                .unwrap_or_else(screens::operation_log::not_available),
            (None, LogResult::Sent | LogResult::Failed) => screens::operation_log::failed(),
        };
        self.see(screen.clone());
        SentLog {
            result,
            log_id,
            screen,
        }
    }

    /// The help page, and the page that says what would be sent, with it where the user asks.
    fn show_log(&mut self, previewed: bool) {
        self.see(screens::operation_log::help());
        self.see(screens::operation_log::confirmation(&[]));
        if previewed {
            let preview: Vec<String> = self
                .operation_log
                .files()
                .flat_map(|(name, content)| std::iter::once(name).chain(content.lines().map(str::to_owned)))
                .collect();
            self.see(screens::operation_log::confirmation(&preview));
        }
    }

    async fn try_to_send_log(
        &mut self,
        wished: bool,
        around: &mut Surroundings<'_>,
    ) -> (LogResult, Option<String>) {
        if !wished {
            return (LogResult::NotSent, None);
        }
        self.logs_sent += 1;
        let seed = self.seed.derive(&format!("operation log {}", self.logs_sent));
        let packed = match self.operation_log.pack(&seed) {
            Ok(packed) => packed,
            Err(error) => {
                tracing::warn!(%error, "an operation log was not packed");
                return (LogResult::Failed, None);
            }
        };
        let ticket = around.server.operation_log_ticket().await;
        self.log_answer(Call::InquiryLog, ticket.as_ref().err().copied(), around);
        let ticket = match ticket {
            Ok(ticket) => ticket,
            // COCOA v2.0.1 tells the one from the others; before, every failure had the same dialog.
            Err(DownloadError::Status(StatusCode::FORBIDDEN))
                if self.release.answers == AnswerReading::RestIsSilentButForbidden =>
            {
                return (LogResult::DomesticOnly, None);
            }
            Err(_) => return (LogResult::Failed, None),
        };
        let is_taken = around
            .server
            .upload_operation_log(&ticket, &packed.file_name, packed.bytes)
            .await;
        if is_taken {
            (LogResult::Sent, Some(packed.log_id))
        } else {
            (LogResult::Failed, None)
        }
    }

    /// Writes a line, where the release keeps a log.
    pub(super) fn log(&mut self, entry: Entry, around: &Surroundings<'_>) {
        if !self.release.operation_log {
            return;
        }
        let os = around.framework.os();
        let environment = Environment {
            platform: os.platform,
            platform_version: os.name.rsplit(' ').next().unwrap_or(os.name),
            model: "simulated",
            app_version: self.release.version,
        };
        self.operation_log.write(around.now(), &entry, &environment);
    }

    /// Writes how a download ended.
    pub(super) fn log_answer(&mut self, call: Call, error: Option<DownloadError>, around: &Surroundings<'_>) {
        let entry = match error {
            None | Some(DownloadError::Unreadable) => Entry::Answered { call, status: 200 },
            Some(DownloadError::Status(status)) => Entry::Answered {
                call,
                status: status.as_u16(),
            },
            Some(DownloadError::Unreachable) => Entry::NotAnswered { call },
        };
        self.log(entry, around);
    }
}

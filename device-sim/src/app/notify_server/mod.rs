//! The notification server as an app reaches it: paths, headers and forms of COCOA's `HttpDataService`.
//!
//! | file | what for |
//! | --- | --- |
//! | this one | registering a user, submitting keys |
//! | [`distribution`] | list, files, configurations |
//! | [`announcements`] | newest version, changed terms |
//! | [`logs`] | operation log, event log |
//! | [`sent`] | sending itself, and what was sent |
//!
//! Nothing here decides: what an answer means is the business of the flows. No URL, number or key is ever written to
//! a log.

mod announcements;
mod distribution;
mod logs;
mod sent;

use std::time::Duration;

use reqwest::header::HeaderValue;
use reqwest::{RequestBuilder, StatusCode};
use sent::SentRequests;
use serde::{Deserialize, Serialize};
use testbed::clock::Clock;
use testbed::http::client_builder;
use thiserror::Error;

pub(super) use distribution::ListedFile;
pub(crate) use sent::SentRequest;

/// How long an app waits for an answer: the default of .NET's `HttpClient`, which COCOA left as it was but for
/// configurations and terms.
const TIMEOUT: Duration = Duration::from_secs(100);

/// A connection to the notification server. It has no `Debug`: the keys are secrets.
#[derive(Clone)]
pub(crate) struct NotifyServer {
    client: reqwest::Client,
    url: String,
    functions_key: Option<String>,
    api_key: Option<String>,
    /// Whether the server is told how long it is waited for: only where time stands still, no app did.
    tells_patience: bool,
    /// Whose phone it is, told to the server where time stands still: no real phone says so.
    caller: Option<HeaderValue>,
    sent: SentRequests,
}

/// What `POST /api/register` gives a user; only the first version of the submission needs it. No `Debug`: the secret
/// is one.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RegisteredUser {
    /// The user's identifier.
    pub user_uuid: String,
    /// Goes into the header `Authorization`.
    pub secret: String,
}

/// Why something was not downloaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum DownloadError {
    /// No answer.
    #[error("no answer")]
    Unreachable,
    /// An answer that is not 200.
    #[error("answered {0}")]
    Status(StatusCode),
    /// An answer that is not what it should be.
    #[error("unreadable")]
    Unreadable,
}

/// Why a user could not be registered.
#[derive(Debug, Error)]
pub enum RegisterError {
    /// No answer.
    #[error("the notification server cannot be reached; check its address and that it runs")]
    Unreachable,
    /// An answer that is not 200.
    #[error("the notification server answered {0} to the registration of a user instead of 200")]
    Status(StatusCode),
    /// The answer is not the JSON that the app needs.
    #[error("the notification server answered the registration of a user with unreadable JSON")]
    Unreadable,
}

impl NotifyServer {
    /// The server at a URL; the two keys go into the headers `x-functions-key` and `x-api-key`.
    pub(crate) fn new(
        url: &str,
        functions_key: Option<String>,
        api_key: Option<String>,
        clock: &Clock,
    ) -> Result<Self, reqwest::Error> {
        Ok(Self {
            client: client_builder().timeout(TIMEOUT).build()?,
            url: url.trim_end_matches('/').to_owned(),
            functions_key,
            api_key,
            tells_patience: clock.is_virtual(),
            caller: None,
            sent: SentRequests::default(),
        })
    }

    /// Registers a user. The answer's content is only read when `content_needed`.
    pub(super) async fn register_user(
        &self,
        content_needed: bool,
    ) -> Result<Option<RegisteredUser>, RegisterError> {
        let url = format!("{}/api/register", self.url);
        let request = self
            .with_functions_key(self.client.post(url))
            .json(&serde_json::json!({}));
        let response = self.send(request).await.map_err(|_| RegisterError::Unreachable)?;
        if response.status() != StatusCode::OK {
            return Err(RegisterError::Status(response.status()));
        }
        match response.json().await {
            Ok(user) => Ok(Some(user)),
            Err(_) if content_needed => Err(RegisterError::Unreadable),
            Err(_) => Ok(None),
        }
    }

    /// Submits number and keys to `path`, as `user` where the path asks for one; the status of the answer, or `None`
    /// when there is none.
    pub(super) async fn submit(
        &self,
        path: &str,
        user: Option<&RegisteredUser>,
        body: &(impl Serialize + Sync),
    ) -> Option<StatusCode> {
        let mut request = self.with_functions_key(self.client.put(format!("{}{path}", self.url)));
        if let Some(user) = user {
            request = request.bearer_auth(&user.secret);
        }
        Some(self.send(request.json(body)).await.ok()?.status())
    }

    fn with_functions_key(&self, request: RequestBuilder) -> RequestBuilder {
        let request = request.header("Accept", "application/json");
        match &self.functions_key {
            Some(key) => request.header("x-functions-key", key),
            None => request,
        }
    }

    fn with_both_keys(&self, request: RequestBuilder) -> RequestBuilder {
        let request = self.with_functions_key(request);
        match &self.api_key {
            Some(key) => request.header("x-api-key", key),
            None => request,
        }
    }
}

//! One part, reached through its HTTP interface.

use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use testbed::caller;
use testbed::control::{ClockState, MoveClock};
use testbed::exchange::Exchange;
use testbed::fault::{Fault, FaultRule};
use testbed::http::client_builder;
use testbed::journal::ChainEvent;
use testbed::unexpected::UnexpectedCall;
use thiserror::Error;

/// Longer than any answer takes; a part that is silent for so long is broken.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Who asks where no phone and no server does: the scenario itself.
const SCENARIO: &str = "シナリオ";

/// Why a part did not do what the harness asked for. Never the chain's fault.
#[derive(Debug, Error)]
pub(crate) enum PartError {
    /// No answer.
    #[error("{part} cannot be reached at {path}: {source}")]
    Unreachable {
        part: &'static str,
        path: String,
        source: reqwest::Error,
    },
    /// An answer that refuses.
    #[error("{part} refused {path} with status {status}: {body}")]
    Refused {
        part: &'static str,
        path: String,
        status: u16,
        body: String,
    },
}

impl PartError {
    /// Whether the part refused because its state does not allow it.
    pub(crate) fn is_conflict(&self) -> bool {
        matches!(self, Self::Refused { status: 409, .. })
    }
}

/// A text that a part keeps somewhere.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct FoundText {
    /// Where: `table …`, `file …`, `log` or `journal`.
    pub(crate) place: String,
}

/// A part.
#[derive(Debug)]
pub(crate) struct Part {
    name: &'static str,
    url: String,
    http: reqwest::Client,
}

impl Part {
    pub(super) fn reach(name: &'static str, url: &str) -> Result<Self, PartError> {
        let own_name = caller::header_value(SCENARIO).map(|name| (caller::HEADER, name));
        let http = client_builder()
            .timeout(TIMEOUT)
            .default_headers(HeaderMap::from_iter(own_name))
            .build();
        let unreachable = |source| PartError::Unreachable {
            part: name,
            path: url.to_owned(),
            source,
        };
        Ok(Self {
            name,
            url: url.to_owned(),
            http: http.map_err(unreachable)?,
        })
    }

    /// Asks, and reads the JSON of a successful answer.
    pub(super) async fn call<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&(impl Serialize + Sync)>,
    ) -> Result<T, PartError> {
        let unreachable = |source| PartError::Unreachable {
            part: self.name,
            path: path.to_owned(),
            source,
        };
        self.send(method, path, body)
            .await?
            .json()
            .await
            .map_err(unreachable)
    }

    /// Asks, and needs no more than success.
    pub(super) async fn tell(
        &self,
        method: Method,
        path: &str,
        body: Option<&(impl Serialize + Sync)>,
    ) -> Result<(), PartError> {
        self.send(method, path, body).await.map(drop)
    }

    pub(super) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, PartError> {
        self.call(Method::GET, path, None::<&Value>).await
    }

    /// The bytes at a path or whole URL; `None` when they are not there (404).
    pub(super) async fn bytes(&self, path: &str) -> Result<Option<Vec<u8>>, PartError> {
        let unreachable = |source| PartError::Unreachable {
            part: self.name,
            path: path.to_owned(),
            source,
        };
        match self.send(Method::GET, path, None::<&Value>).await {
            Ok(answer) => Ok(Some(answer.bytes().await.map_err(unreachable)?.to_vec())),
            Err(PartError::Refused { status: 404, .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn clock(&self) -> Result<ClockState, PartError> {
        self.get("/control/clock").await
    }

    pub(super) async fn move_clock(&self, to: &MoveClock) -> Result<ClockState, PartError> {
        self.call(Method::PUT, "/control/clock", Some(to)).await
    }

    pub(crate) async fn journal(&self) -> Result<Vec<ChainEvent>, PartError> {
        self.get("/control/journal").await
    }

    /// Where the part keeps any of these texts.
    pub(crate) async fn search(&self, texts: &[String]) -> Result<Vec<FoundText>, PartError> {
        let body = json!({ "texts": texts });
        self.call(Method::POST, "/control/search", Some(&body)).await
    }

    /// The calls to what the part's public interface does not have.
    pub(crate) async fn unexpected_calls(&self) -> Result<Vec<UnexpectedCall>, PartError> {
        self.get("/control/unexpected-calls").await
    }

    /// What was said to the part's public interface, in form alone.
    pub(crate) async fn exchanges(&self) -> Result<Vec<Exchange>, PartError> {
        self.get("/control/exchanges").await
    }

    /// Lets requests whose path begins so be answered wrongly, whatever faults there were before; without a fault, as they
    /// should be.
    pub(crate) async fn break_down(&self, paths: &[&str], fault: Option<Fault>) -> Result<(), PartError> {
        let rule = |path: &&str| fault.clone().map(|fault| FaultRule::always(*path, fault));
        let rules: Vec<FaultRule> = paths.iter().filter_map(rule).collect();
        self.set_faults(&rules).await
    }

    pub(super) async fn set_faults(&self, rules: &[FaultRule]) -> Result<(), PartError> {
        self.tell(Method::PUT, "/control/faults", Some(&rules)).await
    }

    /// Sends, and gives the status of the answer, whatever it is.
    pub(super) async fn status(
        &self,
        method: Method,
        path: &str,
        body: &Value,
        bearer: Option<&str>,
    ) -> Result<u16, PartError> {
        let mut request = self
            .http
            .request(method, format!("{}{path}", self.url))
            .json(body);
        if let Some(secret) = bearer {
            request = request.bearer_auth(secret);
        }
        let unreachable = |source| PartError::Unreachable {
            part: self.name,
            path: path.to_owned(),
            source,
        };
        Ok(request.send().await.map_err(unreachable)?.status().as_u16())
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&(impl Serialize + Sync)>,
    ) -> Result<reqwest::Response, PartError> {
        let url = if path.starts_with("http://") {
            path.to_owned()
        } else {
            format!("{}{path}", self.url)
        };
        let mut request = self.http.request(method, url);
        if let Some(body) = body {
            request = request.json(body);
        }
        let unreachable = |source| PartError::Unreachable {
            part: self.name,
            path: path.to_owned(),
            source,
        };
        let answer = request.send().await.map_err(unreachable)?;
        let status = answer.status();
        if status.is_success() {
            return Ok(answer);
        }
        let body = answer.text().await.unwrap_or_default();
        Err(self.refused(path, status, body))
    }

    fn refused(&self, path: &str, status: StatusCode, body: String) -> PartError {
        PartError::Refused {
            part: self.name,
            path: path.to_owned(),
            status: status.as_u16(),
            body,
        }
    }
}

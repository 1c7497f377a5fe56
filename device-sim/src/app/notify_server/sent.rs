//! What left a phone: every request, so that a check can look for what must never be in one.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::{Request, RequestBuilder, Response};
use serde::Serialize;
use testbed::{caller, patience};

use super::{NotifyServer, TIMEOUT};

/// A request that left a phone. It has no `Debug`: it may hold a processing number and keys.
#[derive(Clone, Serialize)]
pub(crate) struct SentRequest {
    /// `GET`, `PUT` …
    method: String,
    /// The whole URL.
    url: String,
    /// What was sent, in base64.
    body: String,
}

/// The requests of one phone, in order of time.
#[derive(Clone, Default)]
pub(super) struct SentRequests(Arc<Mutex<Vec<SentRequest>>>);

impl SentRequests {
    fn add(&self, request: &Request) {
        let body = request
            .body()
            .and_then(reqwest::Body::as_bytes)
            .unwrap_or_default();
        self.lock().push(SentRequest {
            method: request.method().to_string(),
            url: request.url().to_string(),
            body: STANDARD.encode(body),
        });
    }

    fn lock(&self) -> MutexGuard<'_, Vec<SentRequest>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl NotifyServer {
    /// The same server as the phone of this name reaches it, which has sent nothing yet.
    pub(crate) fn for_phone(&self, name: &str) -> Self {
        Self {
            caller: caller::header_value(name),
            sent: SentRequests::default(),
            ..self.clone()
        }
    }

    /// Everything that the phone has sent, whether or not it arrived.
    pub(crate) fn sent_requests(&self) -> Vec<SentRequest> {
        self.sent.lock().clone()
    }

    /// Sends a request: the only way out of a phone.
    pub(super) async fn send(&self, request: RequestBuilder) -> Result<Response, reqwest::Error> {
        let mut request = request.build()?;
        self.sent.add(&request);
        if self.tells_patience {
            let patience = request.timeout().copied().unwrap_or(TIMEOUT);
            request
                .headers_mut()
                .insert(patience::HEADER, patience::header_value(patience));
            if let Some(caller) = &self.caller {
                request.headers_mut().insert(caller::HEADER, caller.clone());
            }
        }
        self.client.execute(request).await
    }
}

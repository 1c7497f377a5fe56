//! A client whose every answer is held against the description of the part that gave it.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use axum::http;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{Body, Client, Method, Request, RequestBuilder, Response};
use serde::Serialize;

use super::{Answer, Contract};

/// A client of one part. A test that sees an answer of which the description knows nothing fails with operation,
/// status and reason.
///
/// While faults are in force that were set with `PUT` or `POST /control/faults`, what the public interface answers is
/// wrong on purpose and not looked at; `PUT` of an empty list ends that.
#[derive(Clone)]
pub struct CheckedClient {
    client: Client,
    contract: Arc<OnceLock<Arc<Contract>>>,
    has_faults: Arc<AtomicBool>,
}

/// A request under way, with the methods of reqwest's `RequestBuilder` that tests use.
#[must_use]
pub struct CheckedRequest {
    builder: RequestBuilder,
    checks: CheckedClient,
}

impl CheckedClient {
    /// Checks what this client is answered.
    pub fn new(client: Client) -> Self {
        Self {
            client,
            contract: Arc::default(),
            has_faults: Arc::default(),
        }
    }

    /// A request, to be sent with [`CheckedRequest::send`].
    pub fn request(&self, method: Method, url: impl AsRef<str>) -> CheckedRequest {
        CheckedRequest {
            builder: self.client.request(method, url.as_ref()),
            checks: self.clone(),
        }
    }

    /// The description of the part under the URL.
    pub async fn contract(&self, url: &str) -> Arc<Contract> {
        if let Some(contract) = self.contract.get() {
            return Arc::clone(contract);
        }
        let url = reqwest::Url::parse(url).and_then(|url| url.join("/openapi.json"));
        let answer = self.client.get(url.expect("a part has a URL")).send().await;
        let answer = answer.expect("a part describes itself, whatever its faults");
        assert_eq!(answer.status(), 200, "GET /openapi.json");
        let text = answer.text().await.expect("a description is text");
        Arc::clone(self.contract.get_or_init(|| Contract::read(&text)))
    }

    async fn send(self, request: Request) -> reqwest::Result<Response> {
        let (method, url) = (request.method().clone(), request.url().clone());
        let contract = self.contract(url.as_str()).await;
        let is_control = url.path().starts_with("/control");
        let is_exempt = !is_control && self.has_faults.load(Ordering::SeqCst);
        let sets_faults = url.path() == "/control/faults" && method != Method::GET;
        let rules = request.body().and_then(Body::as_bytes).map(<[u8]>::to_vec);

        let response = self.client.execute(request).await?;
        let (status, headers) = (response.status(), response.headers().clone());
        let version = response.version();
        let body = match response.bytes().await {
            Ok(body) => body,
            // A fault that cuts an answer short: the test is to see it.
            Err(error) => return Err(error),
        };
        if sets_faults && status.is_success() {
            let has_faults = rules.as_deref() != Some(b"[]");
            self.has_faults.store(has_faults, Ordering::SeqCst);
        }
        if !is_exempt {
            let answer = Answer {
                status,
                content_type: text_of(&headers),
                body: body.to_vec(),
            };
            if let Err(violation) = contract.check(&method, url.path(), &answer) {
                panic!("the description does not say so: {violation}");
            }
        }
        let mut rebuilt = http::Response::new(body);
        *rebuilt.status_mut() = status;
        *rebuilt.version_mut() = version;
        *rebuilt.headers_mut() = headers;
        Ok(rebuilt.into())
    }
}

fn text_of(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

impl CheckedRequest {
    /// A body of JSON.
    pub fn json<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.with(|builder| builder.json(body))
    }

    /// A body as it is.
    pub fn body(self, body: impl Into<Body>) -> Self {
        self.with(|builder| builder.body(body))
    }

    /// A header.
    pub fn header(self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.with(|builder| builder.header(name, value.as_ref()))
    }

    /// `Authorization: Bearer`.
    pub fn bearer_auth(self, token: impl fmt::Display) -> Self {
        self.with(|builder| builder.bearer_auth(token))
    }

    /// `Authorization: Basic`.
    pub fn basic_auth(self, user: impl fmt::Display, password: Option<impl fmt::Display>) -> Self {
        self.with(|builder| builder.basic_auth(user, password))
    }

    /// Sends it and checks what is answered.
    ///
    /// # Panics
    /// If the description does not know the answer.
    pub async fn send(self) -> reqwest::Result<Response> {
        let request = self.builder.build()?;
        self.checks.send(request).await
    }

    fn with(self, change: impl FnOnce(RequestBuilder) -> RequestBuilder) -> Self {
        Self {
            builder: change(self.builder),
            checks: self.checks,
        }
    }
}

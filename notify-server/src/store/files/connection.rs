//! The way to a cloud: the HTTP client that this program uses everywhere, in the form that `object_store` asks for.

use std::time::Duration;

use async_trait::async_trait;
use http_body_util::BodyExt;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
};
use reqwest::{Client, Request};
use testbed::http::client_builder_with;
use testbed::tls::ClientTls;

/// For one request, from the connection to the last byte of the answer. A log of a user may be 32 MiB.
const TIMEOUT: Duration = Duration::from_mins(1);

#[derive(Debug)]
pub(super) struct Connector;

impl HttpConnector for Connector {
    fn connect(&self, _options: &ClientOptions) -> object_store::Result<HttpClient> {
        let client = client_builder_with(ClientTls::trusting_the_system())
            .timeout(TIMEOUT)
            .build();
        let client = client.map_err(|source| object_store::Error::Generic {
            store: "HTTP",
            source: Box::new(source),
        })?;
        Ok(HttpClient::new(Connection(client)))
    }
}

#[derive(Debug)]
struct Connection(Client);

#[async_trait]
impl HttpService for Connection {
    /// Reads the whole answer: every file of this server fits into memory.
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        let request = Request::try_from(axum::http::Request::from_parts(parts, body)).map_err(failed)?;
        let mut response = self.0.execute(request).await.map_err(failed)?;
        let mut answer = axum::http::Response::builder().status(response.status());
        if let Some(headers) = answer.headers_mut() {
            *headers = std::mem::take(response.headers_mut());
        }
        let body = response.bytes().await.map_err(failed)?;
        answer
            .body(body.into())
            .map_err(|error| HttpError::new(HttpErrorKind::Unknown, error))
    }
}

fn failed(error: reqwest::Error) -> HttpError {
    let kind = if error.is_timeout() {
        HttpErrorKind::Timeout
    } else if error.is_connect() {
        HttpErrorKind::Connect
    } else if error.is_builder() {
        HttpErrorKind::Unknown
    } else {
        HttpErrorKind::Interrupted
    };
    HttpError::new(kind, error)
}

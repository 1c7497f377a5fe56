//! Problem details (RFC 9457): how the control interfaces say what went wrong.
//!
//! The public interfaces of the mocks do not use them: those answer what the real server answers.

use axum::Json;
use axum::body::to_bytes;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

const CONTENT_TYPE: &str = "application/problem+json";

/// The longest text of an error, in bytes.
const LONGEST_TEXT: usize = 16 * 1024;

/// What went wrong, in the words of RFC 9457.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599, examples(403))]
    pub status: u16,
    /// The kind of problem, the same for every occurrence.
    #[schema(examples("Forbidden"))]
    pub title: String,
    /// This occurrence, with the next step where there is one.
    #[schema(examples("this is not a test instance; start the part with --test-instance to control it"))]
    pub detail: String,
}

impl Problem {
    /// A problem of the kind that the status names.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            status: status.as_u16(),
            title: status.canonical_reason().unwrap_or("unknown").to_owned(),
            detail: detail.into(),
        }
    }

    /// 404: there is no such thing.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// 405: there is such a thing, and it is called with another method.
    pub fn method_not_allowed() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "this is called with another method; the header `allow` names it",
        )
    }

    /// 409: the state of the part does not allow it.
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, detail)
    }

    /// 422: the request is readable and makes no sense.
    pub fn unprocessable(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
    }

    /// 500: the part itself failed.
    pub fn internal(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, detail)
    }

    /// The answer as it is, or as a problem where it is an error in plain text or without a word.
    pub(crate) async fn in_place_of_text(response: Response) -> Response {
        let status = response.status();
        let content_type = response.headers().get(header::CONTENT_TYPE);
        let is_text = content_type.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
        if !(status.is_client_error() || status.is_server_error()) || !is_text {
            return response;
        }
        let text = to_bytes(response.into_body(), LONGEST_TEXT)
            .await
            .unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let detail = if text.is_empty() {
            status.canonical_reason().unwrap_or_default().into()
        } else {
            text
        };
        Self::new(status, detail).into_response()
    }
}

impl From<JsonRejection> for Problem {
    /// A body that is too large stays 413; every other that cannot be read is 422.
    fn from(rejection: JsonRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::new(StatusCode::PAYLOAD_TOO_LARGE, rejection.body_text()),
            _ => Self::unprocessable(rejection.body_text()),
        }
    }
}

/// The body of a control call, or why it could not be read.
pub fn body<T>(body: Result<Json<T>, JsonRejection>) -> Result<T, Problem> {
    let Json(body) = body?;
    Ok(body)
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let content_type = HeaderValue::from_static(CONTENT_TYPE);
        let mut response = (status, Json(self)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, content_type);
        response
    }
}

//! JSON bodies whose refusal is a problem like any other.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;
use testbed::problem::Problem;

/// A body of JSON, whatever its content type. An empty body reads as `{}`. What cannot be read is refused with 422 and
/// the place of the mistake, without repeating what was sent: it may hold a processing number.
pub(super) struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| Problem::unprocessable(rejection.body_text()))?;
        let json: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        serde_json::from_slice(json)
            .map(Self)
            .map_err(|error| Problem::unprocessable(describe(&error)))
    }
}

fn describe(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        serde_json::error::Category::Data => error.to_string(),
        _ => format!("the body is no JSON: see line {line} column {column}"),
    }
}

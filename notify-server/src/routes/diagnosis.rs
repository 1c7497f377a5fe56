//! `PUT /api/diagnosis`: a positive registration in its first form, with the user's secret.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;

use crate::error::Refusal;
use crate::registration::{Answer, ApiVersion, register};
use crate::server::NotifyServer;

pub(super) async fn submit(
    State(server): State<NotifyServer>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Answer, Refusal> {
    register(server, ApiVersion::V1, headers, body).await
}

//! `PUT /api/diagnosis`: a positive registration in its first form, with the user's secret.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};

use crate::error::Refusal;
use crate::registration::{ApiVersion, register};
use crate::server::NotifyServer;

pub(super) async fn submit(
    State(server): State<NotifyServer>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Refusal> {
    register(server, ApiVersion::V1, headers, body).await
}

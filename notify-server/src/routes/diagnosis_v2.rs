//! `PUT /api/v2/diagnosis`: a positive registration without a user and without transmission risk levels.

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
    register(server, ApiVersion::V2, headers, body).await
}

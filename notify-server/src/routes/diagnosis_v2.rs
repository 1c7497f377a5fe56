//! `PUT /api/v2/diagnosis`: a positive registration without a user and without transmission risk levels.

use axum::extract::{Request, State};

use crate::error::Refusal;
use crate::registration::{Answer, ApiVersion, register};
use crate::server::NotifyServer;

pub(super) async fn submit(State(server): State<NotifyServer>, request: Request) -> Result<Answer, Refusal> {
    register(server, ApiVersion::V2, request).await
}

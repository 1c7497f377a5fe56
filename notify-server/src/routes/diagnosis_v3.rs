//! `PUT /api/v3/diagnosis`: a positive registration with the onset, from which the server judges every key.

use axum::extract::{Request, State};

use crate::error::Refusal;
use crate::registration::{Answer, ApiVersion, register};
use crate::server::NotifyServer;

pub(super) async fn submit(State(server): State<NotifyServer>, request: Request) -> Result<Answer, Refusal> {
    register(server, ApiVersion::V3, request).await
}

//! `PUT /api/diagnosis`: a positive registration in its first form, with the user's secret.

use axum::extract::{Request, State};

use crate::error::Refusal;
use crate::registration::{Answer, ApiVersion, register};
use crate::server::NotifyServer;

pub(super) async fn submit(State(server): State<NotifyServer>, request: Request) -> Result<Answer, Refusal> {
    register(server, ApiVersion::V1, request).await
}

//! `GET /control/inquiry-logs`: every log that users sent in, by name.

use axum::Json;
use axum::extract::State;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use testbed::openapi::{CONTROL, ControlRefusals};
use testbed::problem::Problem;
use utoipa::ToSchema;

use super::failed;
use crate::server::NotifyServer;

/// A log that a user sent in.
#[derive(Serialize, ToSchema)]
pub(super) struct ShownLog {
    name: String,
    /// Base64.
    content: String,
}

/// Every log that users sent in, by name.
#[utoipa::path(
    get,
    path = "/control/inquiry-logs",
    tag = CONTROL,
    responses(
        (status = 200, description = "The logs.", body = Vec<ShownLog>),
        ControlRefusals,
    ),
)]
pub(super) async fn show(State(server): State<NotifyServer>) -> Result<Json<Vec<ShownLog>>, Problem> {
    let logs = server.files.inquiry_logs().await.map_err(failed)?;
    let shown = logs.into_iter().map(|(name, content)| ShownLog {
        name,
        content: STANDARD.encode(content),
    });
    Ok(Json(shown.collect()))
}

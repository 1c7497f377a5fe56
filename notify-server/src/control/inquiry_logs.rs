//! `GET /control/inquiry-logs`: every log that users sent in, by name.

use axum::Json;
use axum::extract::State;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use testbed::problem::Problem;

use super::failed;
use crate::server::NotifyServer;

#[derive(Serialize)]
pub(super) struct ShownLog {
    name: String,
    /// Base64.
    content: String,
}

pub(super) async fn show(State(server): State<NotifyServer>) -> Result<Json<Vec<ShownLog>>, Problem> {
    let logs = server.files.inquiry_logs().await.map_err(failed)?;
    let shown = logs.into_iter().map(|(name, content)| ShownLog {
        name,
        content: STANDARD.encode(content),
    });
    Ok(Json(shown.collect()))
}

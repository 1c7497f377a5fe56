//! `GET /control/log`: what the modelled server's own log keeps of requests, in order of time.

use axum::Json;
use axum::extract::State;
use testbed::openapi::{CONTROL, ControlRefusals};

use crate::request_log::LoggedRequest;
use crate::server::NotifyServer;

/// What the modelled server's own log keeps of requests, in order of time.
#[utoipa::path(
    get,
    path = "/control/log",
    tag = CONTROL,
    responses(
        (status = 200, description = "The entries.", body = Vec<LoggedRequest>),
        ControlRefusals,
    ),
)]
pub(super) async fn show(State(server): State<NotifyServer>) -> Json<Vec<LoggedRequest>> {
    Json(server.request_log.entries())
}

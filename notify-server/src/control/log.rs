//! `GET /control/log`: what the modelled server's own log keeps of requests, in order of time.

use axum::Json;
use axum::extract::State;

use crate::request_log::LoggedRequest;
use crate::server::NotifyServer;

pub(super) async fn show(State(server): State<NotifyServer>) -> Json<Vec<LoggedRequest>> {
    Json(server.request_log.entries())
}

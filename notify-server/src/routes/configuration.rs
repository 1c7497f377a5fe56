//! `GET /c19r/Configration.json`: the exposure configuration for version 1 of the EN API.

use axum::Json;
use axum::extract::State;
use exposure_notification::v1::ExposureConfiguration;

use crate::server::NotifyServer;

pub(super) async fn show(State(server): State<NotifyServer>) -> Json<ExposureConfiguration> {
    Json(server.exposure_configuration.clone())
}

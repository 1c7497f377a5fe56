//! What apps judge contacts with: `GET /c19r/Configration.json` for version 1 of the EN API, and for version 2 two files
//! below `/c19r/exposure_configuration` (COCOA v2.0.0).

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use exposure_notification::{v1, v2};

use crate::server::NotifyServer;

pub(super) async fn show(State(server): State<NotifyServer>) -> Json<v1::ExposureConfiguration> {
    Json(server.exposure_configuration.clone())
}

pub(super) async fn show_v2(
    State(server): State<NotifyServer>,
) -> Result<Json<v2::ExposureConfiguration>, StatusCode> {
    let parameters = server.parameters_v2.as_ref().ok_or(StatusCode::NOT_FOUND)?;
    Ok(Json(parameters.exposure_configuration.clone()))
}

pub(super) async fn show_risk_calculation(
    State(server): State<NotifyServer>,
) -> Result<Json<v2::RiskCalculationConfiguration>, StatusCode> {
    let parameters = server.parameters_v2.as_ref().ok_or(StatusCode::NOT_FOUND)?;
    Ok(Json(parameters.risk_calculation.clone()))
}

//! What apps judge contacts with: `GET /c19r/Configration.json` for version 1 of the EN API, and for version 2 two files
//! below `/c19r/exposure_configuration` (COCOA v2.0.0).

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use exposure_notification::{v1, v2};
use testbed::openapi::PUBLIC;

use crate::server::NotifyServer;

/// What apps of version 1 of the EN API judge contacts with. The misspelt name is the real one.
#[utoipa::path(
    get,
    path = "/c19r/Configration.json",
    tag = PUBLIC,
    responses(
        (status = 200, description = "The file.", body = v1::ExposureConfiguration),
    ),
)]
pub(super) async fn show(State(server): State<NotifyServer>) -> Json<v1::ExposureConfiguration> {
    Json(server.exposure_configuration.clone())
}

/// What apps of version 2 of the EN API judge contacts with (COCOA v2.0.0).
#[utoipa::path(
    get,
    path = "/c19r/exposure_configuration/configuration.json",
    tag = PUBLIC,
    responses(
        (status = 200, description = "The file.", body = v2::ExposureConfiguration),
        (status = 404, description = "The server was started without parameters of version 2."),
    ),
)]
pub(super) async fn show_v2(
    State(server): State<NotifyServer>,
) -> Result<Json<v2::ExposureConfiguration>, StatusCode> {
    let parameters = server.parameters_v2.as_ref().ok_or(StatusCode::NOT_FOUND)?;
    Ok(Json(parameters.exposure_configuration.clone()))
}

/// Which day apps of version 2 of the EN API take for a high risk (COCOA v2.0.0).
#[utoipa::path(
    get,
    path = "/c19r/exposure_configuration/risk_calculation_configuration.json",
    tag = PUBLIC,
    responses(
        (status = 200, description = "The file.", body = v2::RiskCalculationConfiguration),
        (status = 404, description = "The server was started without parameters of version 2."),
    ),
)]
pub(super) async fn show_risk_calculation(
    State(server): State<NotifyServer>,
) -> Result<Json<v2::RiskCalculationConfiguration>, StatusCode> {
    let parameters = server.parameters_v2.as_ref().ok_or(StatusCode::NOT_FOUND)?;
    Ok(Json(parameters.risk_calculation.clone()))
}

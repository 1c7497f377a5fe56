//! `GET /control/verification-key`: the half of the signature key that phones know.

use axum::Json;
use axum::extract::State;
use exposure_notification::VerificationKey;
use testbed::openapi::{CONTROL, ControlRefusals};

use crate::server::NotifyServer;

/// The half of the signature key that phones know.
#[utoipa::path(
    get,
    path = "/control/verification-key",
    tag = CONTROL,
    responses(
        (status = 200, description = "The key.", body = VerificationKey),
        ControlRefusals,
    ),
)]
pub(super) async fn show(State(server): State<NotifyServer>) -> Json<VerificationKey> {
    Json(server.signing_key.verification_key())
}

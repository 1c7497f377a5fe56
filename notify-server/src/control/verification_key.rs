//! `GET /control/verification-key` and `GET /control/verification-keys`: the halves of the signing keys that phones
//! know, of the one that signs now, and of all in order of time.

use axum::Json;
use axum::extract::State;
use exposure_notification::VerificationKey;
use testbed::openapi::{CONTROL, ControlRefusals};

use crate::server::NotifyServer;

/// The half of the signature key that phones know, of the key that signs now.
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
    Json(server.signing_keys().at(server.clock.now()).verification_key())
}

/// The halves of all signature keys that phones know, in order of time.
#[utoipa::path(
    get,
    path = "/control/verification-keys",
    tag = CONTROL,
    responses(
        (status = 200, description = "The keys.", body = Vec<VerificationKey>),
        ControlRefusals,
    ),
)]
pub(super) async fn show_all(State(server): State<NotifyServer>) -> Json<Vec<VerificationKey>> {
    Json(server.signing_keys().verification_keys())
}

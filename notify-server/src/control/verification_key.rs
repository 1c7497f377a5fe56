//! `GET /control/verification-key`: the half of the signature key that phones know.

use axum::Json;
use axum::extract::State;
use exposure_notification::VerificationKey;

use crate::server::NotifyServer;

pub(super) async fn show(State(server): State<NotifyServer>) -> Json<VerificationKey> {
    Json(server.signing_key.verification_key())
}

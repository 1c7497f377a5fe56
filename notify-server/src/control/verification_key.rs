//! `GET /control/verification-key` and `GET /control/verification-keys`: the halves of the signing keys that phones
//! know, of the one that signs now, and of all in order of time.

use axum::Json;
use axum::extract::State;
use exposure_notification::VerificationKey;

use crate::server::NotifyServer;

pub(super) async fn show(State(server): State<NotifyServer>) -> Json<VerificationKey> {
    Json(server.signing_keys().at(server.clock.now()).verification_key())
}

pub(super) async fn show_all(State(server): State<NotifyServer>) -> Json<Vec<VerificationKey>> {
    Json(server.signing_keys().verification_keys())
}

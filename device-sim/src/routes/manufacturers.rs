//! What notification servers ask the manufacturers, below `/manufacturers`.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use serde::{Deserialize, Serialize};

use crate::attestation::{Manufacturers, TokenRefusal};

/// A statement, as it came from the phone.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Statement {
    signed_attestation: String,
}

/// What Google says of it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Verdict {
    is_valid_signature: bool,
}

pub(super) async fn google_root_certificate(State(manufacturers): State<Manufacturers>) -> String {
    manufacturers.google_root_certificate().to_owned()
}

pub(super) async fn verify_attestation(
    State(manufacturers): State<Manufacturers>,
    Json(statement): Json<Statement>,
) -> Json<Verdict> {
    Json(Verdict {
        is_valid_signature: manufacturers.google().has_signed(&statement.signed_attestation),
    })
}

pub(super) async fn validate_device_token(
    State(manufacturers): State<Manufacturers>,
    headers: HeaderMap,
    question: Bytes,
) -> (StatusCode, &'static str) {
    let credentials = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    match manufacturers.apple().confirm(credentials, &question) {
        Ok(()) => (StatusCode::OK, ""),
        Err(TokenRefusal::Unauthorized) => (StatusCode::UNAUTHORIZED, "Unable to verify authorization token"),
        Err(TokenRefusal::BadToken) => (
            StatusCode::BAD_REQUEST,
            "Missing or incorrectly formatted device token",
        ),
    }
}

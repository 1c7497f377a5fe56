//! The verification call: the notification server asks about a number that a user typed (ア3).
//!
//! Order of evaluation: the subscription key (401), the form of the body (400), the number. The answer is always 200
//! with a code; which code means what is for the two sides to agree on.
//!
//! The content type is not looked at: COCOA sends JSON as `text/plain` (COCOA v1.1.2, `CustomVerificationService`).

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use serde::Serialize;
use serde_json::{Map, Value};
use testbed::journal::ChainPlace;

use crate::hersys::Hersys;
use crate::store::ProcessingNumber;

#[derive(Serialize)]
struct VerificationResult {
    result: String,
}

pub(crate) fn router(hersys: Hersys) -> Router {
    let path = hersys.verification.path.clone();
    Router::new().route(&path, post(verify)).with_state(hersys)
}

async fn verify(
    State(hersys): State<Hersys>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<VerificationResult>, StatusCode> {
    let contract = &hersys.verification;
    if let Some(expected) = &contract.subscription_key {
        let sent = headers.get("Ocp-Apim-Subscription-Key");
        if sent.is_none_or(|sent| sent.as_bytes() != expected.as_bytes()) {
            return Err(StatusCode::UNAUTHORIZED);
        }
    }
    let number = read_number(&body, &contract.parameter_name).ok_or(StatusCode::BAD_REQUEST)?;

    let was_live = hersys.store().take_number(&number);
    let result = if was_live {
        hersys.passed(
            ChainPlace::NumberVerified,
            "処理番号は発行済みで、まだ使われていなかった",
        );
        contract.valid.clone()
    } else {
        hersys.ended(
            ChainPlace::NumberVerified,
            "照会された処理番号は、有効な番号ではなかった",
        );
        contract.refused.clone()
    };
    Ok(Json(VerificationResult { result }))
}

/// The value of the body's one member, if it has one of that name and its value is text.
fn read_number(body: &[u8], parameter_name: &str) -> Option<ProcessingNumber> {
    let body: Map<String, Value> = serde_json::from_slice(body).ok()?;
    match (body.len(), body.get(parameter_name)) {
        (1, Some(Value::String(number))) => Some(ProcessingNumber::typed(number)),
        _ => None,
    }
}

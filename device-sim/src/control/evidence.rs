//! What a phone has heard, holds and has sent, for checks that look for what must not be somewhere:
//! `GET /control/devices/{name}/heard-identifiers`, `…/own-keys` and `…/sent-requests`.

use axum::Json;
use axum::extract::{Path, State};

use super::DeviceSim;
use crate::app::SentRequest;
use crate::error::ControlError;

/// The identifiers that the phone keeps of others, in hexadecimal.
pub(super) async fn heard_identifiers(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
) -> Result<Json<Vec<String>>, ControlError> {
    let (mut fleet, now) = part.fleet().await;
    Ok(Json(fleet.phone(&name)?.framework.heard_identifiers(now)))
}

/// The phone's own keys, today's included, in hexadecimal.
pub(super) async fn own_keys(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
) -> Result<Json<Vec<String>>, ControlError> {
    let (mut fleet, now) = part.fleet().await;
    Ok(Json(fleet.phone(&name)?.framework.own_keys(now)))
}

/// Everything that the app has sent.
pub(super) async fn sent_requests(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
) -> Result<Json<Vec<SentRequest>>, ControlError> {
    let (fleet, _) = part.fleet().await;
    Ok(Json(fleet.connection(&name)?.sent_requests()))
}

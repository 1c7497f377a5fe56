//! `GET /control/devices/{name}/notifications`.

use axum::Json;
use axum::extract::{Path, State};

use super::DeviceSim;
use crate::error::ControlError;
use crate::framework::Notification;

/// What appeared on the phone, in order of time.
pub(super) async fn list(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
) -> Result<Json<Vec<Notification>>, ControlError> {
    let (mut fleet, _) = part.fleet().await;
    Ok(Json(fleet.phone(&name)?.notifications().to_vec()))
}

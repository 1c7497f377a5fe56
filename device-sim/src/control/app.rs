//! `POST` and `DELETE /control/devices/{name}/app`, `POST …/app/open`, `GET …/app/exposures`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;

use super::DeviceSim;
use super::body::Body;
use super::devices::find_release;
use crate::app::{Contacts, Screen};
use crate::error::ControlError;
use crate::fleet::DeviceState;

/// What to install.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Installation {
    /// Without one, the release that the phone last had.
    release: Option<String>,
}

pub(super) async fn install(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
    Body(installation): Body<Installation>,
) -> Result<(StatusCode, Json<DeviceState>), ControlError> {
    let asked = installation.release.as_deref().map(find_release).transpose()?;
    let (mut fleet, now) = part.fleet().await;
    let (phone, server, _) = fleet.reach(&name, now)?;
    let release = asked.unwrap_or_else(|| phone.release());
    phone
        .install(release, server, now)
        .await
        .map_err(ControlError::Install)?;
    Ok((StatusCode::CREATED, Json(phone.state(&name, now))))
}

pub(super) async fn delete(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
) -> Result<StatusCode, ControlError> {
    let (mut fleet, _) = part.fleet().await;
    if fleet.phone(&name)?.delete_app() {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ControlError::NoApp(name))
    }
}

pub(super) async fn open(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
) -> Result<Json<Screen>, ControlError> {
    let (mut fleet, now) = part.fleet().await;
    let (phone, server, journal) = fleet.reach(&name, now)?;
    let home = phone.open_app(server, &journal).await;
    home.map(Json).ok_or_else(|| ControlError::NoApp(name.clone()))
}

pub(super) async fn show_exposures(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
) -> Result<Json<Contacts>, ControlError> {
    let (mut fleet, now) = part.fleet().await;
    let (phone, _, journal) = fleet.reach(&name, now)?;
    phone
        .contacts(&journal)
        .map(Json)
        .ok_or_else(|| ControlError::NoApp(name.clone()))
}

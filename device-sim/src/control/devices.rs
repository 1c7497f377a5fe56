//! `POST /control/devices`, `GET` and `PATCH /control/devices/{name}`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use exposure_notification::Platform;
use serde::Deserialize;

use super::DeviceSim;
use super::body::Body;
use crate::app::Release;
use crate::error::ControlError;
use crate::fleet::DeviceState;

/// A phone to switch on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewDevice {
    name: String,
    platform: Platform,
    release: String,
    #[serde(default = "yes")]
    bluetooth: bool,
    #[serde(default = "yes")]
    os_notifications: bool,
    #[serde(default = "yes")]
    app_installed: bool,
}

/// What the person changes in the settings of the phone.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangedSettings {
    bluetooth: Option<bool>,
    os_notifications: Option<bool>,
}

fn yes() -> bool {
    true
}

/// The release of this version.
pub(super) fn find_release(version: &str) -> Result<&'static Release, ControlError> {
    Release::find(version).ok_or_else(|| ControlError::UnknownRelease {
        version: version.to_owned(),
    })
}

pub(super) async fn add(
    State(part): State<DeviceSim>,
    Body(new): Body<NewDevice>,
) -> Result<(StatusCode, Json<DeviceState>), ControlError> {
    if new.name.is_empty() {
        return Err(ControlError::Senseless("a device needs a name that is not empty"));
    }
    let release = find_release(&new.release)?;
    let (mut fleet, now) = part.fleet().await;
    let phone = fleet
        .add(&new.name, new.platform, release, new.app_installed, now)
        .await?;
    phone.framework.bluetooth = new.bluetooth;
    phone.framework.notifications.enabled = new.os_notifications;
    Ok((StatusCode::CREATED, Json(phone.state(&new.name, now))))
}

pub(super) async fn show(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
) -> Result<Json<DeviceState>, ControlError> {
    let (mut fleet, now) = part.fleet().await;
    Ok(Json(fleet.phone(&name)?.state(&name, now)))
}

pub(super) async fn change(
    State(part): State<DeviceSim>,
    Path(name): Path<String>,
    Body(changed): Body<ChangedSettings>,
) -> Result<Json<DeviceState>, ControlError> {
    let (mut fleet, now) = part.fleet().await;
    let phone = fleet.phone(&name)?;
    if let Some(bluetooth) = changed.bluetooth {
        phone.framework.bluetooth = bluetooth;
    }
    if let Some(enabled) = changed.os_notifications {
        phone.framework.notifications.enabled = enabled;
    }
    Ok(Json(phone.state(&name, now)))
}

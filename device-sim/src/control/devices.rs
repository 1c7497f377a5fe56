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
use crate::fleet::{DeviceState, Model};
use crate::framework::{ChangedSettings, OsVersion, SettingsError};
use crate::radio::Handset;

/// A phone to switch on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the fields of the documented body, each a switch of its own"
)]
pub(super) struct NewDevice {
    name: String,
    platform: Platform,
    release: String,
    /// Without one, the newest of the platform.
    os_version: Option<String>,
    /// A model; without one, the neutral one of the platform.
    handset: Option<String>,
    #[serde(default = "yes")]
    google_services: bool,
    #[serde(default = "yes")]
    bluetooth: bool,
    #[serde(default = "yes")]
    os_notifications: bool,
    #[serde(default = "yes")]
    app_installed: bool,
}

impl NewDevice {
    fn model(&self) -> Result<Model, ControlError> {
        let os = match &self.os_version {
            Some(name) => OsVersion::of_platform(self.platform, name).map_err(SettingsError::from)?,
            None => OsVersion::newest(self.platform),
        };
        let handset = match &self.handset {
            Some(name) => Handset::find(name)
                .filter(|handset| handset.platform == self.platform)
                .ok_or_else(|| ControlError::UnknownHandset(name.clone()))?,
            None => Handset::neutral(self.platform),
        };
        if self.platform == Platform::Ios && !self.google_services {
            return Err(ControlError::Senseless(
                "no iPhone has Google services; leave google_services out",
            ));
        }
        Ok(Model {
            os,
            handset,
            google_services: self.google_services,
        })
    }
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
    let model = new.model()?;
    let (mut fleet, now) = part.fleet().await;
    let release = fleet.switched(release)?;
    let phone = fleet
        .add(&new.name, model, release, new.app_installed, now)
        .await?;
    let settings = ChangedSettings {
        bluetooth: Some(new.bluetooth),
        os_notifications: Some(new.os_notifications),
        ..ChangedSettings::default()
    };
    phone.change_settings(settings, now)?;
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
    phone.change_settings(changed, now)?;
    Ok(Json(phone.state(&name, now)))
}

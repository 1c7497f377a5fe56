//! Why the part could not start, and why a call of the control interface was refused.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use testbed::problem::Problem;
use testbed::production_lock::ProductionLockError;
use testbed::serve::ServeError;
use testbed::switch::SwitchError;
use thiserror::Error;

use crate::app::{NotInStore, RegisterError, known_releases};
use crate::framework::SettingsError;
use crate::radio::Handset;

/// Why the part could not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// It cannot listen.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// Something of production was to be touched.
    #[error(transparent)]
    ProductionLock(#[from] ProductionLockError),
    /// The HTTP client cannot be made.
    #[error("the HTTP client cannot be set up: {0}")]
    Client(#[from] reqwest::Error),
}

/// Why a call of the control interface was refused.
#[derive(Debug, Error)]
pub(crate) enum ControlError {
    /// 404.
    #[error("there is no device {0:?}; create it with POST /control/devices")]
    UnknownDevice(String),
    /// 409.
    #[error("there is a device {0:?} already; choose another name")]
    NameTaken(String),
    /// 409.
    #[error("the app is not installed on {0:?}; install it with POST /control/devices/{0}/app")]
    NoApp(String),
    /// 409.
    #[error("{0} is switched off; switch it on with PATCH /control/devices/{0} {{\"power\": true}}")]
    SwitchedOff(String),
    /// 422.
    #[error("unknown release {version:?}; known are {known}", known = known_releases().join(", "))]
    UnknownRelease {
        /// What was asked for.
        version: String,
    },
    /// 422: the request can be read and makes no sense.
    #[error("{0}")]
    Senseless(&'static str),
    /// 422.
    #[error("no RSSI can express {0} dB between these phones; state a lower attenuation")]
    AttenuationTooHigh(u8),
    /// 422.
    #[error("no such handset {0:?} of this platform; known are {known}", known = Handset::known().join(", "))]
    UnknownHandset(String),
    /// 422: settings that make no sense.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// 409: the store does not offer the release to this phone.
    #[error(transparent)]
    NotInStore(#[from] NotInStore),
    /// 422: a behaviour that cannot be switched so.
    #[error(transparent)]
    Switch(#[from] SwitchError),
    /// 502: the person could not finish the installation.
    #[error("the app was not installed: {0}")]
    Install(RegisterError),
}

impl From<ControlError> for Problem {
    fn from(error: ControlError) -> Self {
        let status = match error {
            ControlError::UnknownDevice(_) => StatusCode::NOT_FOUND,
            ControlError::NameTaken(_)
            | ControlError::NoApp(_)
            | ControlError::NotInStore(_)
            | ControlError::SwitchedOff(_) => StatusCode::CONFLICT,
            ControlError::UnknownRelease { .. }
            | ControlError::Senseless(_)
            | ControlError::UnknownHandset(_)
            | ControlError::Settings(_)
            | ControlError::Switch(_)
            | ControlError::AttenuationTooHigh(_) => StatusCode::UNPROCESSABLE_ENTITY,
            ControlError::Install(_) => StatusCode::BAD_GATEWAY,
        };
        Self::new(status, error.to_string())
    }
}

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        Problem::from(self).into_response()
    }
}

//! `GET` and `PUT /control/app-behaviour` and `/control/os-behaviour`: behaviour that is switched away from what the
//! releases and the operating systems do, so that a defect can be put in alone, or taken away.
//!
//! `{"columns": {"display": "unlimited"}}`: what is named is switched, everything else is as it was made; an empty body
//! switches nothing. All of it takes effect, or nothing.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::DeviceSim;
use super::body::Body;
use crate::error::ControlError;
use crate::framework::OsBehaviour;

/// Columns with what they say.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Switched {
    columns: Map<String, Value>,
}

/// In what every app that a phone gets differs from its release.
pub(super) async fn show_apps(State(part): State<DeviceSim>) -> Json<Switched> {
    let (fleet, _) = part.fleet().await;
    let columns = fleet.app_columns().clone();
    Json(Switched { columns })
}

/// Every app that a phone gets from now on, by installation, update or with the phone, behaves so, whatever its version.
pub(super) async fn switch_apps(
    State(part): State<DeviceSim>,
    Body(Switched { columns }): Body<Switched>,
) -> Result<Json<Switched>, ControlError> {
    let (mut fleet, _) = part.fleet().await;
    fleet.switch_apps(columns)?;
    let columns = fleet.app_columns().clone();
    Ok(Json(Switched { columns }))
}

/// In what the operating systems behave otherwise than they do.
pub(super) async fn show_systems(State(part): State<DeviceSim>) -> Result<Json<Switched>, ControlError> {
    let (fleet, _) = part.fleet().await;
    let columns = fleet.os_behaviour().switched_columns()?;
    Ok(Json(Switched { columns }))
}

/// The operating system of every phone there is and will be behaves so from now on.
pub(super) async fn switch_systems(
    State(part): State<DeviceSim>,
    Body(Switched { columns }): Body<Switched>,
) -> Result<Json<Switched>, ControlError> {
    let behaviour = OsBehaviour::default().switched(&columns)?;
    let (mut fleet, now) = part.fleet().await;
    fleet.behave(behaviour, now);
    let columns = fleet.os_behaviour().switched_columns()?;
    Ok(Json(Switched { columns }))
}

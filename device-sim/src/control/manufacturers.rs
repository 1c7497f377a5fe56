//! `GET` and `PUT /control/manufacturers`, `GET /control/manufacturers/apple-developer-key`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use super::DeviceSim;
use super::body::Body;
use crate::attestation::Conduct;

/// What a notification server needs to ask Apple.
#[derive(Serialize)]
pub(super) struct DeveloperKey {
    key: String,
    key_id: String,
    team_id: String,
}

/// What Google states instead of the truth, and how often yet.
pub(super) async fn show(State(part): State<DeviceSim>) -> Json<Conduct> {
    Json(part.manufacturers.google().conduct())
}

pub(super) async fn replace(State(part): State<DeviceSim>, Body(conduct): Body<Conduct>) -> Json<Conduct> {
    part.manufacturers.google().behave(conduct);
    show(State(part)).await
}

pub(super) async fn apple_developer_key(State(part): State<DeviceSim>) -> Json<DeveloperKey> {
    let key = part.manufacturers.apple_developer_key().clone();
    Json(DeveloperKey {
        key: key.key,
        key_id: key.key_id,
        team_id: key.team_id,
    })
}

//! `POST /control/signing-keys/rotate`: a new key signs from now on, or from a later moment.
//!
//! `{"version": "v2", "from": "2021-07-01T00:00:00Z"}`; without `id` the new key has the identifier of the last one. The
//! answer is what phones verify its files with; a file that was signed before keeps its signature.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use exposure_notification::{SigningKey, VerificationKey};
use jiff::Timestamp;
use serde::Deserialize;
use testbed::problem::Problem;

use super::body;
use crate::server::NotifyServer;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rotation {
    id: Option<String>,
    version: String,
    from: Option<Timestamp>,
}

pub(super) async fn rotate(
    State(server): State<NotifyServer>,
    rotation: Result<Json<Rotation>, JsonRejection>,
) -> Result<Json<VerificationKey>, Problem> {
    let rotation = body(rotation)?;
    let now = server.clock.now();
    let from = rotation.from.unwrap_or(now);
    if from < now {
        return Err(Problem::conflict(format!(
            "it is {now}; what was signed keeps its signature, let the key sign from a later moment than {from}"
        )));
    }
    let mut keys = server.signing_keys_mut();
    let id = rotation.id.unwrap_or_else(|| keys.last().verification_key().id);
    let key = SigningKey::generate(id, rotation.version);
    let key = key.map_err(|error| Problem::internal(error.to_string()))?;
    let verification_key = key.verification_key();
    keys.add(from, key)
        .map_err(|error| Problem::conflict(error.to_string()))?;
    Ok(Json(verification_key))
}

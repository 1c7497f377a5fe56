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
use testbed::openapi::{CONTROL, ControlRefusals, UnreadableBody};
use testbed::problem::Problem;
use utoipa::ToSchema;

use super::body;
use crate::server::NotifyServer;

/// The next signing key.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Rotation {
    /// The identifier under which phones know it; without it, that of the last key.
    id: Option<String>,
    /// The version under which phones know it.
    #[schema(examples("v2"))]
    version: String,
    /// From when on it signs; without it, from now on.
    from: Option<Timestamp>,
}

/// Lets a new key sign from now on, or from a later moment.
#[utoipa::path(
    post,
    path = "/control/signing-keys/rotate",
    tag = CONTROL,
    request_body = Rotation,
    responses(
        (status = 200, description = "What phones verify its files with.", body = VerificationKey),
        (
            status = 409,
            description = "The name is taken, or the moment is past or not after that of the last key.",
            body = Problem,
            content_type = "application/problem+json",
        ),
        ControlRefusals,
        UnreadableBody,
    ),
)]
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

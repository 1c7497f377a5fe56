//! `PUT /control/storage-fault`: lets the stores fail (イ9).
//!
//! `{"keys_after": 2}`: when two more keys have been written, the registration ends as in a crash, once; the app finds
//! its connection closed. `{"files_after": 3}`: three more export files or lists are taken, then none. What a body does
//! not name is taken away, so `{}` ends both.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use serde::Deserialize;
use testbed::openapi::{CONTROL, ControlRefusals, UnreadableBody};
use testbed::problem::Problem;
use utoipa::ToSchema;

use super::body;
use crate::server::NotifyServer;

/// When the stores fail.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"keys_after": 2}))]
pub(super) struct StorageFault {
    /// How many more keys are written before a registration ends as in a crash; without it, none does.
    #[serde(default)]
    keys_after: Option<u32>,
    /// How many more export files and lists are taken; without it, all.
    #[serde(default)]
    files_after: Option<u32>,
}

/// Lets the stores fail from a moment on, or takes the faults away.
#[utoipa::path(
    put,
    path = "/control/storage-fault",
    tag = CONTROL,
    request_body = StorageFault,
    responses(
        (status = 204, description = "It is in force."),
        ControlRefusals,
        UnreadableBody,
    ),
)]
pub(super) async fn put(
    State(server): State<NotifyServer>,
    fault: Result<Json<StorageFault>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let fault = body(fault)?;
    server.registration_fault().set(fault.keys_after);
    server.files.fault.set(fault.files_after);
    Ok(StatusCode::NO_CONTENT)
}

//! `PUT /control/storage-fault`: lets the stores fail from a moment on (イ9).
//!
//! `{"files_after": 3}`: three more export files or lists are taken, then none; `{}` takes the fault away.

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
pub(super) struct StorageFault {
    /// How many more export files and lists are taken; without it, all.
    #[serde(default)]
    files_after: Option<u32>,
}

/// Lets the stores fail from a moment on, or takes the fault away.
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
    server.files.fault.set(fault.files_after);
    Ok(StatusCode::NO_CONTENT)
}

//! `PUT /control/storage-fault`: lets the stores fail from a moment on (イ9).
//!
//! `{"files_after": 3}`: three more export files or lists are taken, then none; `{}` takes the fault away.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use serde::Deserialize;
use testbed::problem::Problem;

use super::body;
use crate::server::NotifyServer;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StorageFault {
    #[serde(default)]
    files_after: Option<u32>,
}

pub(super) async fn put(
    State(server): State<NotifyServer>,
    fault: Result<Json<StorageFault>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let fault = body(fault)?;
    server.files.fault.set(fault.files_after);
    Ok(StatusCode::NO_CONTENT)
}
